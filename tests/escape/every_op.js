// Calls every native function with odd values. Those that take a grant or a handle have to throw or
// to reject, since there is neither; the others may do as they like, but end the process.
//
// every_op.cc gives `ops` and `gated`, and puts odd_values.js in front of this.

/** Left out, and why. */
const NEVER_CALLED = {
  "core.exit": "ends the program",
  "core.reportException": "ends the program",
  "worker.requireUnstable": "ends the program",
  "core.exitCode": "is how this ends", "core.setExitCode": "is how this ends",
  "process.kill": "reaches other processes if it is wrong; tests/escape/attacks/22_deny_wins.js",
  "worker.closeWorker": "is of workers", "worker.parentPort": "is of workers",
  "console.print": "fills the log", "console.warn": "fills the log", "console.note": "fills the log",
};
const TRIES = 60;

// Arrays that are all length: JavaScript's own functions would go through every hole.
const LONG_ARRAYS = {
  "an array of holes": () => Object.assign([], { length: 2 ** 32 - 1 }),
  "an array that grows": () => {
    const list = ["x"];
    Object.defineProperty(list, 0, { get: () => { list.length = 2 ** 32 - 1; return "x"; } });
    return list;
  },
};
const { exit, setTimeout: later } = { exit: globalThis.ops.core.exit, setTimeout };
const { apply } = Reflect;
const log = console.log;

const VALUES = { ...ODD_VALUES, ...LONG_ARRAYS };
const names = Object.keys(VALUES);
const next = numbers();
const wrong = new Set(), pending = [];
let count = 0;

addEventListener("error", (event) => event.preventDefault());
addEventListener("unhandledrejection", (event) => event.preventDefault());

const isGated = new Set(gated);
for (const [family, functions] of Object.entries(ops)) {
  for (const [name, run] of Object.entries(functions)) {
    const full = `${family}.${name}`;
    if (full in NEVER_CALLED) continue;
    const mustRefuse = isGated.has(full) || isGated.has(full.replace(/Sync$/, ""));
    for (let turn = 0; turn < TRIES; turn++) {
      const values = Array.from({ length: turn === 0 ? 0 : next(6) }, () => VALUES[names[next(names.length)]]());
      count++;
      try {
        const value = apply(run, undefined, values);
        if (value instanceof Promise) {
          pending.push(value.then(() => mustRefuse && wrong.add(`${full} resolved`), () => {}));
        } else if (mustRefuse) {
          wrong.add(`${full} returned a ${typeof value}`);
        }
      } catch {
        // Refused.
      }
    }
  }
}
for (const [what, make] of Object.entries(LONG_ARRAYS)) {
  for (const run of [() => ops.url_pattern.parseInit(make(), false), () => ops.url_pattern.inputsOfInit(make()), () => ops.core.structuredClone(1, make())]) {
    try {
      run();
      wrong.add(`${what} was read to its end`);
    } catch (error) {
      if (!(error instanceof RangeError)) wrong.add(`${what}: ${error}`);
    }
  }
}
await Promise.race([Promise.allSettled(pending), new Promise((resolve) => later(resolve, 3000))]);
log(`${count} calls of ${Object.values(ops).flatMap(Object.keys).length} functions, ${isGated.size} of them with a grant or a handle`);
if (isGated.size < 50) wrong.add("the list of those that need something is short");
for (const line of wrong) log(`without any permission: ${line}`);
exit(wrong.size > 0 ? 1 : 0);
