// The first lines of an attack, which say what it is and how to run it:
//
//   // Row 2: a link made in a granted folder points out of it.
//   // grants: --allow-read=$box --allow-write=$box
//   // env: SECRET=x OTHER=y
//   // stopped by: broker, kernel
//
// `stopped by` names broker, kernel, prompter, or engine for what is no question of permissions. `only: held`
// keeps an attack away from a program that would let it do real harm. On a terminal (terminal/) a person
// (person.js) `wants` one question answered with yes, `types` once the attack says "ready", and the terminal
// `replies` to ENQ by itself; "\n" there is the key.

const KEYS = { grants: /^\/\/ grants: (.+)$/m, env: /^\/\/ env: (.+)$/m, stoppedBy: /^\/\/ stopped by: (.+)$/m,
  only: /^\/\/ only: (.+)$/m, wants: /^\/\/ wants: (.+)$/m, types: /^\/\/ types: (.+)$/m, replies: /^\/\/ replies: (.+)$/m };
const STOPPERS = ["broker", "kernel", "engine", "prompter"];

/** @returns {{ title: string, grants: string[], env: string[], stoppedBy: Set<string>,
 *   only: string[], person: { wants?: string, types?: string, replies?: string } }} */
export function readHead(text) {
  const head = text.slice(0, text.search(/^(?!\/\/)/m));
  const words = (key, separator) => KEYS[key].exec(head)?.[1].split(separator) ?? [];
  const stoppedBy = new Set(words("stoppedBy", ", "));
  if (stoppedBy.size === 0 || ![...stoppedBy].every((name) => STOPPERS.includes(name))) {
    throw new TypeError(`an attack without "stopped by": ${text.slice(0, 60)}`);
  }
  const title = head.split("\n")[0].replace(/^\/\/ /, "");
  const keys = (key) => KEYS[key].exec(head)?.[1].replaceAll("\\n", "\n");
  const person = { wants: keys("wants"), types: keys("types"), replies: keys("replies") };
  return { title, person, grants: words("grants", " "), env: words("env", " "), stoppedBy, only: words("only", ", ") };
}
