import { a } from "./a.ts";
export * from "./d/c.js";
export const b = 1;
export const again = () => a;
