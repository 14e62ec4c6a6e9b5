// Every method of the console, with and without groups.

/** Runs `fn`; prints what it throws. */
function attempt(fn) {
  try {
    fn();
  } catch (error) {
    console.log("threw", error.message);
  }
}

console.log();
console.log("");
console.log("text");
console.log("two", "texts", 1, { a: "b" }, ["c"], null, undefined);
console.log("lone \ud800 surrogate");
console.debug("debug", 1);
console.info("info", 1);
console.warn("warn %s", 1);
console.error("error %d", 1);

// Substitutions
console.log("%s|%s|%s", "a", { a: 1 }, Symbol("q"), "left", "over");
console.log("%s %s", "only one");
console.log("%s", null, undefined, () => {});
console.log("%d|%i|%d|%d|%i", "12.5", 12.9, {}, 1n, "0x10");
console.log("%d|%f|%f|%f", Symbol("s"), "1.5x", 2n, Symbol("t"));
console.log("%d", -0, "%f", -0);
console.log("%j|%j", { a: [1] }, "s");
console.log("%j", undefined, 1);
console.log("%o|%O", { a: { b: [] } }, "s");
console.log("a%cb%cc", "color: red", "");
console.log("%%|%x|%5d|%", 1);
console.log("%%");
console.log("100%", "x");
console.log("%", 1);
const cycle = {};
cycle.cycle = cycle;
console.log("%j", cycle);
attempt(() => console.log("%s", { toString() { throw new Error("no text"); } }));
attempt(() => console.log("%j", 1n));
attempt(() => console.log("%j", { toJSON() { throw new TypeError("no JSON"); } }));
attempt(() => console.log({ [Symbol.for("Deno.customInspect")]() { throw new Error("no inspection"); } }));

// Inspection
console.dir({ a: { b: { c: 1 } } }, { depth: 0 });
console.dir("%s", 1);
console.dir();
console.dirxml("%s", 1);
console.dirxml({ a: 1 }, [2]);

// Assertions
console.assert(true, "not printed");
console.assert(false);
console.assert();
console.assert(false, "with %s", "text");
console.assert(false, { a: 1 }, "b");

// Counts
console.count();
console.count();
console.count("label");
console.count(Symbol("label"));
console.count(null);
console.countReset();
console.count();
console.countReset("unknown");
attempt(() => console.count({ toString() { throw new Error("no label"); } }));

// Timers
console.time();
console.time();
console.timeLog("unknown");
console.timeEnd("unknown");
console.time("timer");
console.timeLog("timer", { a: 1 }, "%s");
console.timeEnd("timer");
console.timeEnd("timer");

// Groups
console.group("first", { a: 1 });
console.log("in\nthe group");
console.group();
console.log({ a: "x".repeat(40), b: "y".repeat(40) });
console.warn("in two groups");
console.count();
console.countReset("unknown");
console.table([1]);
console.dir("in two groups");
console.assert(false, "in two groups");
console.trace("in two groups");
console.groupEnd();
console.log("%s in one", "again");
console.groupCollapsed("collapsed");
console.log("inside");
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log("outside");

// A method that was replaced is what groups use.
const { log } = console;
console.log = (...args) => log("replaced", ...args);
console.group("label");
console.info("info");
console.groupEnd();
console.log = log;
log("without its console");

(function named() {
  console.trace("trace of %s", "named");
  console.trace();
})();

console.log(console.profile("p"), console.profileEnd("p"), console.timeStamp("t"), console.log("log"), console.group());
console.clear();
console.log("cleared");
