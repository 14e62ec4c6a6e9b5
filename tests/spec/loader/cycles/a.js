import { b } from "./b.js"; export const a = "a"; export function later() { return b + a; } console.log("a runs", b);
