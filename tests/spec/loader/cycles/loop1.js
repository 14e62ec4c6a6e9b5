export { x } from "./loop2.js";
