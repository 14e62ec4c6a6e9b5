import data from "./data.json" with { type: "json" };
import note from "./note.txt" with { type: "text" };
import code from "./main.js" with { type: "text" };
console.log(data, [note], code.length > 9);
console.log((await import("./data.json", { with: { type: "json" } })).default === data);
const space = await import("./data.json", { with: { type: "json" } });
console.log(Object.keys(space), space);
