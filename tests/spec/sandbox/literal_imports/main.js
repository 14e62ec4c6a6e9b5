// Read before the wall stood: what happens to the files afterwards changes nothing.
Deno.writeTextFileSync("later.ts", "export const text = 'changed';");
console.log((await import("./later.ts")).text);
console.log((await import("./data.json", { with: { type: "json" } })).default.number);

const show = (promise) => promise.then(() => console.log("imported"), (error) => console.log(error.message));
await show(import("./nowhere.js"));
await show(import("./broken.js"));
const computed = "./secret" + ".js";
await show(import(computed));
await show(import("./data.json", { with: { type: "text" } }));
