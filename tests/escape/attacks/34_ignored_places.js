// Commit c2394566f2: a list of ignored places becomes the name of one.
// grants: --allow-read=$root --ignore-read=$outside/secret.txt,$outside/canary.txt,$outside/folder --ignore-env=BAILEY_SECRET,HIDDEN
// env: HIDDEN=$secret
// stopped by: broker
import { control, done, mustFail, world } from "../support.js";

const hidden = { as: /^NotFound/ };
await control("what is not ignored", () => Deno.statSync(`${world.outside}/secret.js`));
for (const name of ["secret.txt", "canary.txt", "folder/canary.txt"]) {
  await mustFail(`read ${name}`, () => Deno.readTextFileSync(`${world.outside}/${name}`), hidden);
  await mustFail(`read ${name} through a link`, () => Deno.readTextFileSync(`${world.box}/link/${name}`), hidden);
}
for (const name of ["BAILEY_SECRET", "HIDDEN"]) {
  await mustFail(`the variable ${name}`, () => {
    if (Deno.env.get(name) === undefined) throw new Deno.errors.NotFound("as if it were not set");
    return "it shows";
  }, hidden);
}
done();
