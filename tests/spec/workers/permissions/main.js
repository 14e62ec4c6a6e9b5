const ask = `const names = ["read", "write", "net", "env", "sys", "run", "ffi", "import"];
  const granted = names.filter((name) => Deno.permissions.querySync({ name }).state === "granted");
  postMessage("granted: " + (granted.join(" ") || "nothing"));`;
const permissions = JSON.parse(Deno.args[0]);
try {
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(ask)}`, { type: "module", deno: { permissions } });
  worker.onmessage = ({ data }) => {
    console.log(data);
    worker.terminate();
  };
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}
