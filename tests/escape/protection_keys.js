// Every page that V8 compiles to has a protection key, on all threads' behalf, and nothing else is both
// writable and executable. Exits with 77 where the machine has no keys.

/** Makes V8 compile. @param {number} count */
function compute(count) {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (i * i) % 7;
  return sum;
}

// (i32) => i32, which adds one.
const module = new Uint8Array([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f, 3, 2, 1, 0,
  7, 5, 1, 1, 0x66, 0, 0, 10, 9, 1, 7, 0, 0x20, 0, 0x41, 1, 0x6a, 0x0b,
]);

/** The mappings of this process: permissions, name and key. */
function mappings() {
  const entries = Deno.readTextFileSync("/proc/self/smaps").split(/\n(?=[0-9a-f]+-[0-9a-f]+ )/);
  return entries.map((entry) => {
    const [range, permissions] = entry.split(" ", 2);
    return { range, permissions, key: Number(entry.match(/^ProtectionKey:\s*(\d+)/m)?.[1] ?? -1) };
  });
}

if (!/^flags\s*:.*\bospke\b/m.test(Deno.readTextFileSync("/proc/cpuinfo"))) {
  console.log("skipped: this machine has no protection keys");
  Deno.exit(77);
}

for (let i = 0; i < 300; i++) compute(3000);
const instance = new WebAssembly.Instance(new WebAssembly.Module(module));
for (let i = 0; i < 5000; i++) instance.exports.f(i);
const worker = new Worker(
  "data:text/javascript,let s = 0; for (let i = 0; i < 2e5; i++) s += i; postMessage(s);",
  { type: "module" },
);
await new Promise((done) => worker.onmessage = done);

const code = mappings().filter(({ permissions }) => permissions.startsWith("rwx"));
const open = code.filter(({ key }) => key <= 0);
for (const { range, permissions, key } of code) console.log(range, permissions, "key", key);
if (code.length === 0) throw new Error("nothing was compiled");
if (open.length > 0) throw new Error(`${open.length} ranges of code can be written by everybody`);
if (new Set(code.map(({ key }) => key)).size !== 1) throw new Error("more keys than one");
worker.terminate();
