import { bytes } from "./module.js";

WebAssembly.compile(bytes).then((module) => {
  console.log(WebAssembly.Module.exports(module)[0].name);
  setTimeout(() => console.log("timer"), 1);
});
addEventListener("unload", () => console.log("unload"));
