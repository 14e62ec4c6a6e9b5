export { x } from "./loop1.js";
