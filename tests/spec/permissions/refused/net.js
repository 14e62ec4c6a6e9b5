import { attempt } from "./attempt.js";

await attempt("fetch", () => fetch("http://example.com/"));
await attempt("fetch of another port", () => fetch("https://example.com:8443/x"));
await attempt("fetch of an address", () => fetch("http://[::1]:80/x"));
await attempt("fetch of a number", () => fetch("http://2130706433/"));
await attempt("fetch in capitals", () => fetch("http://EXAMPLE.com/"));
await attempt("serve", () => Deno.serve({ port: 8000, hostname: "127.0.0.1" }, () => new Response()));
await attempt("serve, by default", () => Deno.serve(() => new Response()));
