import { helper } from "./helper.js";
Deno.readTextFileSync("data/b.txt");
Deno.readTextFileSync("data/a.txt");
Deno.readTextFileSync("data/a.txt");
Deno.writeTextFileSync("out.txt", helper);
Deno.env.get("HOME");
Deno.umask();
await new Deno.Command("true").output();
const worker = new Worker(new URL("worker.js", import.meta.url), {
  type: "module",
  deno: { permissions: { read: ["data/a.txt"], env: ["USER"] } },
});
await new Promise((resolve) => worker.onmessage = resolve);
try {
  Deno.readTextFileSync("data/refused.txt");
} catch (error) {
  console.log(error.name);
}
