import { attempt } from "./attempt.js";

await attempt("import", () => import("http://127.0.0.1:9/x.js"));
await attempt("a computed import", () => import(String("https://example.com/x.js")));
await attempt("import as text", () => import("http://127.0.0.1:9/x.txt", { with: { type: "json" } }));
