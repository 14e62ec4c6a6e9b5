// Beyond the list: what is loaded late runs after script, which has changed what it relies on.
// stopped by: engine
// only: held
import { done, mustHold } from "../support.js";

const { defineProperty, getOwnPropertyDescriptor } = Object;

await mustHold("a setter that every object inherits sees no native function", () => {
  const seen = [];
  for (const name of ["startWorker", "connect", "listen", "spawn", "query", "newChannel"]) {
    defineProperty(Object.prototype, name, { set: (given) => seen.push(given), configurable: true });
  }
  void [Worker, MessageChannel, Deno.connect, Deno.Command, Deno.permissions];
  for (const name of ["startWorker", "connect", "listen", "spawn", "query", "newChannel"]) delete Object.prototype[name];
  return seen.length === 0;
});

await mustHold("what failed for want of stack is there when there is room", () => {
  function deep() {
    try {
      deep();
    } catch {
      try {
        void [Request, Response, ReadableStream, Deno.connectTls, Deno.serve];
      } catch {
        // Deeper down there is more room.
      }
    }
  }
  deep();
  return new Response("x").status === 200 && typeof Deno.connectTls === "function" && new Request("http://a/").url === "http://a/";
});

await mustHold("a frozen namespace can be read", () => {
  Object.freeze(Deno);
  return Array.isArray(Deno.args) && typeof Deno.kill === "function" && typeof Deno.version.deno === "string";
});

await mustHold("what inherits a late global gets one of its own", () => {
  const box = Object.create(globalThis);
  box.FormData = 1;
  return getOwnPropertyDescriptor(box, "FormData").value === 1 && typeof FormData === "function";
});

done();
Deno.exit(0);
