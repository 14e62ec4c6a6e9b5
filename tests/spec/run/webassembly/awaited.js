import { bytes } from "./module.js";

const { instance } = await WebAssembly.instantiate(bytes);
console.log(instance.exports.f(1));
