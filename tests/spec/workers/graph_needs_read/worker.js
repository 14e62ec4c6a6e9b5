// Line 2 is named by the expectations.
import { value } from "./imported.js";
const computed = ["./computed", ".js"].join("");
const found = await import(computed).then((module) => module.value, (error) => `${error.name}: ${error.message}`);
postMessage([`static: ${value}`, `computed: ${found}`]);
