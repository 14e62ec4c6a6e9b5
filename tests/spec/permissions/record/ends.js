Deno.env.get("HOME");
if (Deno.args[0] === "exit") Deno.exit(3);
if (Deno.args[0] === "throw") throw new TypeError("thrown");
if (Deno.args[0] === "listen") {
  const listener = () => {};
  Deno.addSignalListener("SIGINT", listener);
  Deno.removeSignalListener("SIGINT", listener);
}
console.log("waiting");
if (Deno.args[0] === "spin") for (;;);
setInterval(() => {}, 1000);
