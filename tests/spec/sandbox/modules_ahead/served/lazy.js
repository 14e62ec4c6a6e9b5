export { word } from "./word.js";
