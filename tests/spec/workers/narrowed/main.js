// Every form of `deno.permissions`, and what is left of each.
const forms = [
  "inherit", "none", undefined, null, {}, { unknown: true },
  { read: true }, { read: false }, { read: "inherit" }, { read: ["sub"] }, { read: ["sub/x"] },
  { read: ["/etc"] }, { read: [new URL("file:///etc")] }, { read: [""] }, { read: null },
  { net: ["a.example"] }, { net: ["a.example:80"] }, { net: true }, { net: [] }, { net: ["*.example"] },
  { env: ["FOO"] }, { env: ["FOO*"] }, { env: true }, { env: "inherit", read: "inherit" },
  { run: ["true"] }, { run: ["false"] }, { run: true }, { sys: ["hostname"] }, { sys: ["foo"] },
  { import: ["deno.land"] }, { import: true }, { ffi: ["sub"] },
  { read: "yes" }, { read: [1] }, "all", 5, [], { net: ["http://x"] },
];
for (const permissions of forms) {
  let result;
  try {
    const url = new URL("worker.js", import.meta.url);
    const worker = new Worker(url, { type: "module", deno: { permissions } });
    result = await new Promise((resolve) => worker.onmessage = ({ data }) => resolve(data));
    worker.terminate();
  } catch (error) {
    result = `${error.name}: ${error.message}`;
  }
  console.log(`${JSON.stringify(permissions)} → ${result}`);
}
