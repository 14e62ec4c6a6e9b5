import { text } from "./static.ts";

async function attempt(name: string, action: () => unknown) {
  try {
    await action();
    console.log(name, "ok");
  } catch (error) {
    console.log(name, (error as Error).name, (error as Error).message);
  }
}

await attempt("static", () => text);
await attempt("relative", () => Deno.readTextFileSync("./data.txt"));
await attempt("absolute", () => Deno.readTextFileSync("/etc/../etc/passwd"));
await attempt("link", () => Deno.readTextFileSync("link"));
await attempt("write", () => Deno.writeTextFileSync("out.txt", "x"));
await attempt("both", () => Deno.openSync("out.txt", { read: true, write: true }).close());
await attempt("rename", () => Deno.renameSync("out.txt", "out2.txt"));
await attempt("remove", () => Deno.removeSync("out2.txt", { recursive: true }));
await attempt("symlink", () => Deno.symlinkSync("data.txt", "sl"));
await attempt("machine", () => Deno.readTextFileSync("/proc/self/status"));
await attempt("env", () => Deno.env.get("HOME"));
await attempt("colour", () => Deno.env.get("NO_COLOR"));
await attempt("secret", () => Deno.env.get("SECRET"));
await attempt("environment", () => Deno.env.toObject());
await attempt("sys", () => Deno.hostname());
await attempt("listen", () => Deno.listen({ port: 0, hostname: "LOCALHOST" }).close());
await attempt("number", () => Deno.connect({ port: 1, hostname: "2130706433" }));
await attempt("unix", () => Deno.connect({ transport: "unix", path: "no.sock" }));
await attempt("run", () => new Deno.Command("/bin/true").outputSync());
await attempt("loader", () => new Deno.Command("true", { env: { LD_PRELOAD: "x" } }).outputSync());
await attempt("missing", () => new Deno.Command("no-such-program").outputSync());
await attempt("computed", () => import(["./", "computed.ts"].join("")));
await attempt("literal", () => import("./static.ts"));
await attempt("remote", () => import(["https://deno.land/", "x.ts"].join("")));
await attempt("query", () => console.log(Deno.permissions.querySync({ name: "read" }).state));
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
await new Promise<void>((resolve) => {
  worker.onmessage = ({ data }) => (console.log("worker", data), resolve());
  worker.onerror = (event) => (event.preventDefault(), console.log("worker error", event.message), resolve());
});
worker.terminate();
