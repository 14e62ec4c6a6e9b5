import { b } from "./b.ts";
import "./d/c.js";
import data from "./data.json" with { type: "json" };
import type { T } from "./types.ts";
export type Later = import("./later.ts").Later;
export const a: T = b + data.x;
await import("./dynamic.ts");
await import("./" + "nobody-knows.ts");
