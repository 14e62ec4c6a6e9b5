import { attempt } from "./attempt.js";

await attempt("get", () => Deno.env.get("FOO"));
await attempt("has", () => Deno.env.has("FOO"));
await attempt("set", () => Deno.env.set("FOO", "x"));
await attempt("delete", () => Deno.env.delete("FOO"));
await attempt("toObject", () => Deno.env.toObject());
await attempt("get of a quote", () => Deno.env.get('a"b'));
await attempt("get of NO_COLOR", () => Deno.env.get("NO_COLOR"));
await attempt("set of NO_COLOR", () => Deno.env.set("NO_COLOR", "1"));
