import nothing from "./a.ts"; export * from "./a.js";
