// What is asked wrongly, and what a status object is.
const p = Deno.permissions;
const attempts = {
  "no name": () => p.querySync({}),
  "unknown name": () => p.querySync({ name: "foo" }),
  "bad host": () => p.querySync({ name: "net", host: "http://x" }),
  "empty path": () => p.querySync({ name: "read", path: "" }),
  "bad sys kind": () => p.querySync({ name: "sys", kind: "foo" }),
  "empty variable": () => p.querySync({ name: "env", variable: "" }),
};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    console.log(what, attempt().state);
  } catch (error) {
    console.log(what, error.name, error.message);
  }
}
const url = p.querySync({ name: "read", path: new URL("file:///etc/passwd") });
const text = p.querySync({ name: "read", path: "/etc/passwd" });
console.log(url === text, url instanceof EventTarget, url instanceof Deno.PermissionStatus);
console.log(Object.prototype.toString.call(url), (await p.query({ name: "read", path: "/etc/passwd" })) === text);
let events = 0;
text.onchange = () => events++;
text.addEventListener("change", () => events++);
console.log(p.revokeSync({ name: "read" }).state, text.state, events);
console.log(p.querySync({ name: "read", path: "/etc/passwd" }).state, text.state, events);
try {
  await p.query({ name: "nothing" });
} catch (error) {
  console.log("rejected", error.name, error.message);
}
