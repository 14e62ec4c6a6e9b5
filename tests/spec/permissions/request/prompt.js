const state = (await Deno.permissions.request({ name: "read", path: "/etc/hosts" })).state;
console.log("state", state, Deno.permissions.querySync({ name: "read", path: "/etc/passwd" }).state);
