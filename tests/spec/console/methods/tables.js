// console.table

console.table([{ a: 1, b: "x" }, { a: 2, c: { d: { e: 1 } } }]);
console.table([1, "a", null, undefined, 2n, Symbol("s"), true]);
console.table([10, 200, 3]);
console.table(new Map([["a", 1], ["b", { x: 1 }]]));
console.table(new Set([1, { a: 1 }]));
console.table(new Map([["a", 1]]).entries());
console.table([{ a: 1, b: 2 }, { b: 3 }], ["b"]);
console.table([{ a: 1, b: 2 }], ["b", "missing", "a"]);
console.table([1, 2], ["a"]);
console.table([{ a: 1 }], []);
console.table({ row1: { c: 1 }, row2: 5 });
console.table([[1, 2], [3, 4, 5]]);
console.table([{ 10: 1, 2: 2, a: 3 }]);
console.table([["日本", 1.5], ["é", 22]]);
console.table([{ list: [1, 2, 3], date: new Date(0), fn() {}, text: "multi\nline", deep: { a: { b: {} } } }]);
console.table([]);
console.table({});
console.table(new Set());
console.table([{}]);
console.table("text");
console.table(null);
console.table();
console.table(() => {});
console.table([{ "": 1, a: 2 }]);
console.table([{ name: "x".repeat(100) }]);
console.table([1, 2, 3].values());
console.table(new Uint8Array([1, 2]));
console.table([() => {}, class A {}]);
console.table([new Date(0), /x/]);
console.table([{ a: "1" }, { a: "2" }]);
try {
  console.table([1], "a");
} catch (error) {
  console.log(error.name, error.message);
}
