// The console object itself.

const prototype = Object.getPrototypeOf(console);
console.log(Object.prototype.toString.call(console), Object.keys(prototype), prototype === Object.prototype);
console.log(Object.getPrototypeOf(prototype) === Object.prototype);
console.log(Object.getOwnPropertyDescriptor(console, Symbol.toStringTag));
console.log(Object.getOwnPropertyDescriptor(globalThis, "console").enumerable);
for (const [name, { value, ...attributes }] of Object.entries(Object.getOwnPropertyDescriptors(console))) {
  console.log(name, value.name, value.length, Object.hasOwn(value, "prototype"), Object.values(attributes).join());
}
try {
  new console.log();
} catch (error) {
  console.log(error.name, error.message);
}
console.log(console.indentLevel);
console.group();
console.log(console.indentLevel);
console.indentLevel = 5;
console.log("not moved");
