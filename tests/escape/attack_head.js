// The first lines of an attack, which say what it is and how to run it:
//
//   // Row 2: a link made in a granted folder points out of it.
//   // grants: --allow-read=$box --allow-write=$box
//   // env: SECRET=x OTHER=y
//   // stopped by: broker, kernel
//
// `stopped by` names broker, kernel, or engine for what is no question of permissions. `only: held`
// keeps an attack away from a program that would let it do real harm.

const KEYS = { grants: /^\/\/ grants: (.+)$/m, env: /^\/\/ env: (.+)$/m, stoppedBy: /^\/\/ stopped by: (.+)$/m,
  only: /^\/\/ only: (.+)$/m };
const STOPPERS = ["broker", "kernel", "engine"];

/** @returns {{ title: string, grants: string[], env: string[], stoppedBy: Set<string>,
 *   only: string[] }} */
export function readHead(text) {
  const head = text.slice(0, text.search(/^(?!\/\/)/m));
  const words = (key, separator) => KEYS[key].exec(head)?.[1].split(separator) ?? [];
  const stoppedBy = new Set(words("stoppedBy", ", "));
  if (stoppedBy.size === 0 || ![...stoppedBy].every((name) => STOPPERS.includes(name))) {
    throw new TypeError(`an attack without "stopped by": ${text.slice(0, 60)}`);
  }
  const title = head.split("\n")[0].replace(/^\/\/ /, "");
  return { title, grants: words("grants", " "), env: words("env", " "), stoppedBy, only: words("only", ", ") };
}
