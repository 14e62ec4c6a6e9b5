const a = new Error("a");
const b = new Error("b");
const c = new Error("c", { cause: b });
a.cause = b;
b.cause = c;
throw a;
