const attempts = `
  const tries = [
    () => Deno.readTextFileSync("secret.txt"),
    () => Deno.writeTextFileSync("secret.txt", ""),
    () => fetch("http://127.0.0.1:8123/"),
    () => Deno.env.get("HOME"),
    () => Deno.hostname(),
    () => new Deno.Command("true").outputSync(),
    () => new Worker("data:text/javascript,", { type: "module", deno: { permissions: { read: true } } }),
    () => Deno.permissions.requestSync({ name: "read" }).state,
  ];
  for (const attempt of tries) {
    try {
      postMessage(String(await attempt()));
    } catch (error) {
      postMessage(error.name + ": " + error.message);
    }
  }
  close();`;
const worker = new Worker(`data:text/javascript,${encodeURIComponent(attempts)}`, {
  type: "module",
  deno: { permissions: "none" },
});
worker.onmessage = ({ data }) => console.log(data);
