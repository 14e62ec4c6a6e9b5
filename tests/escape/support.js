// What the attacks share: where their targets are, and how they say what came of each attempt.

/**
 * Where an attack finds things; referee.js makes them anew for each attack.
 * @type {{ box: string, outside: string, open: number, closed: number, socket: string, pid: number,
 *   bailey: string, here: string }}
 */
export const world = JSON.parse(Deno.args[0]);

// An attack may spoil every global; what it reports goes through these.
const { stringify } = JSON;
const { log } = console;
const { test } = RegExp.prototype;
const apply = Reflect.apply;
const asText = String;

const REFUSAL = /^(NotCapable|PermissionDenied)\b|\bRequires .* access\b/;

function report(line) {
  log("@" + stringify(line));
}

function nameOf(error) {
  try {
    return `${error?.name}: ${error?.message}`;
  } catch {
    return "what was thrown throws itself";
  }
}

/**
 * Something that no grant allows: it has to be refused, and to succeed when nobody checks.
 * @param {string} name
 * @param {() => unknown} run gives what it reached, for the report
 * @param {{ kernel?: boolean, as?: RegExp, isSure?: boolean }} [options] `kernel: false`: the kernel wall does not claim
 *   to stop it. `as`: what else a refusal looks like, "Name: message".
 *   `isSure: false`: on some machines it would lead nowhere even if nobody checked.
 */
export async function mustFail(name, run, { kernel = true, as = undefined, isSure = true } = {}) {
  let value;
  try {
    value = await run();
  } catch (error) {
    const text = nameOf(error);
    const isRefusal = apply(test, REFUSAL, [text]) || (as !== undefined && apply(test, as, [text]));
    report({ name, outcome: isRefusal ? "refused" : "failed", text, kernel, isSure });
    return;
  }
  report({ name, outcome: "reached", text: asText(value).slice(0, 200), kernel });
}

/** Something the grants do allow: without it a refusal would mean nothing. */
export async function control(name, run) {
  try {
    await run();
  } catch (error) {
    report({ name, outcome: "no control", text: nameOf(error) });
    return;
  }
  report({ name, outcome: "worked" });
}

/** Something that holds whoever decides: `run` gives true, or throws what says why not. */
export async function mustHold(name, run) {
  let holds;
  try {
    holds = await run();
  } catch (error) {
    report({ name, outcome: "broken", text: nameOf(error) });
    return;
  }
  report({ name, outcome: holds === true ? "holds" : "broken", text: asText(holds).slice(0, 200) });
}

/** The last line of every attack: it was not cut short. */
export function done() {
  report({ name: "done", outcome: "done" });
}
