import { attempt } from "./attempt.js";

await attempt("dlopen", () => Deno.dlopen("/lib/x.so", {}));
await attempt("dlopen, relative", () => Deno.dlopen("x.so", {}));
await attempt("dlopen of a URL", () => Deno.dlopen(new URL("file:///lib/x%20y.so"), {}));
await attempt("dlopen of no path", () => Deno.dlopen("", {}));
await attempt("dlopen of http:", () => Deno.dlopen(new URL("http://x/y.so"), {}));
