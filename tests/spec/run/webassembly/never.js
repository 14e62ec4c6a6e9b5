import { bytes } from "./module.js";

await WebAssembly.compile(bytes);
console.log("compiled");
await new Promise(() => {});
