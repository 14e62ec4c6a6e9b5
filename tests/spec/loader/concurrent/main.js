const url = "http://localhost:$HTTP_PORT/slow.js";
const all = await Promise.all([import(url), import(url), import(`${url}#fragment`), import("./a.js"), import("./b.js"), import("http://localhost:$HTTP_PORT/moved.js")]);
console.log(runs.sort(), all.map((m) => m.default), all[0] === all[1], all[0] === all[2], all[5] === all[0]);
const failed = await Promise.allSettled([import("http://localhost:$HTTP_PORT/gone.js"), import("http://localhost:$HTTP_PORT/gone.js"), import("./c.js")]);
console.log(failed.map((f) => f.reason.message));
const bad = await Promise.allSettled([import("http://localhost:$HTTP_PORT/syntax.js"), import("http://localhost:$HTTP_PORT/syntax.js")]);
console.log(bad.map((f) => f.reason.message));
const mixed = await Promise.allSettled([import("http://localhost:$HTTP_PORT/d.json", { with: { type: "json" } }), import("http://localhost:$HTTP_PORT/" + "d.json", { with: { type: "json" } })]);
console.log(mixed.map((f) => f.value.default.n), mixed[0].value === mixed[1].value);
