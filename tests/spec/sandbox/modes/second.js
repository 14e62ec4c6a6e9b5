import { word } from "./word.ts";
console.log(first, word);
