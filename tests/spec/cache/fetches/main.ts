import type { Nothing } from "./no-such-types.ts";
import "http://127.0.0.1:$HTTP_PORT/r.ts";
import "http://127.0.0.1:$HTTP_PORT/moved.js";
const later = () => import("http://127.0.0.1:$HTTP_PORT/later.js");
try {
  await import("./no-such-module.ts");
} catch {
  console.log("ran", import.meta.main);
}
await later();
