const deep = (n) => 1 + deep(n + 1);
try {
  deep(0);
} catch (error) {
  console.log(error.name, error.message);
}
const nested = [];
let inner = nested;
for (let i = 0; i < 100000; i++) inner = inner[0] = [];
console.log(Deno.inspect(nested).length > 0);
const cyclic = { get self() { return this.self; } };
try {
  cyclic.self;
} catch (error) {
  console.log(error.name, error.message);
}
try {
  "x".repeat(2 ** 29).repeat(4);
} catch (error) {
  console.log(error.name, error.message);
}
try {
  new ArrayBuffer(2 ** 53);
} catch (error) {
  console.log(error.name, error.message);
}
function overflow() {
  overflow();
}
overflow();
