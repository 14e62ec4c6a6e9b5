// Row 23, CVE-2025-48934: a way to list the variables forgets those that are denied.
// grants: --allow-env --deny-env=BAILEY_SECRET,HIDDEN_* --allow-read=$box --allow-run=/usr/bin/env,/bin/env
// env: HIDDEN_ONE=$secret PLAIN=plain
// stopped by: broker
import { control, done, mustFail, mustHold } from "../support.js";

const worker = (text) => {
  const made = new Worker("data:text/javascript," + encodeURIComponent(text), { type: "module" });
  return new Promise((resolve, reject) => {
    made.onmessage = ({ data }) => "got" in data ? resolve(data.got) : reject(Object.assign(new Error(data.message), { name: data.name }));
  }).finally(() => made.terminate());
};
await control("a variable that is not denied", () => {
  if (Deno.env.get("PLAIN") !== "plain") throw new Error("not there");
});
const listed = {
  "toObject": () => Deno.env.toObject(),
  "toObject, spread": () => ({ ...Deno.env.toObject() }),
  "entries": () => Object.entries(Deno.env.toObject()),
  "toObject in a worker": () => worker("postMessage({ got: Deno.env.toObject() })"),
  "a child": () => new TextDecoder().decode(new Deno.Command("env").outputSync().stdout),
};
for (const [what, list] of Object.entries(listed)) {
  await mustFail(`listed by ${what}`, async () => {
    const text = JSON.stringify(await list());
    if (!/secret-|HIDDEN/.test(text)) throw new Deno.errors.NotCapable("it is not listed");
    return "it is listed";
  });
}
for (const name of ["BAILEY_SECRET", "HIDDEN_ONE"]) {
  await mustFail(`get ${name}`, () => Deno.env.get(name));
  await mustFail(`has ${name}`, () => Deno.env.has(name));
  await mustFail(`set ${name}`, () => Deno.env.set(name, "x"));
  await mustFail(`delete ${name}`, () => Deno.env.delete(name));
  await mustFail(`get ${name} in a worker`, () => worker(`
    try { postMessage({ got: Deno.env.get(${JSON.stringify(name)}) ?? "none" }) }
    catch ({ name, message }) { postMessage({ name, message }) }`));
}
await mustFail("another program, which would show them", () => new Deno.Command("/bin/ls").outputSync().code);
await mustHold("an object of variables is a copy", () => {
  const all = Deno.env.toObject();
  all.PLAIN = "changed";
  return Deno.env.get("PLAIN") === "plain";
});
done();
