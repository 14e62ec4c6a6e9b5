// flags: --allow-read --allow-write --allow-run --allow-env
// Attempts of a program with a few permissions to get more. Each runs as a program of its own.
import { assert, assertEquals, runTests, test } from "../harness.js";

const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "scoped_access_" }));
const inside = `${root}/inside`, outside = `${root}/outside`;
Deno.mkdirSync(inside);
Deno.mkdirSync(outside);
Deno.writeTextFileSync(`${outside}/secret`, "secret");
Deno.writeTextFileSync(`${inside}/own`, "own");
Deno.symlinkSync(outside, `${inside}/out`);
Deno.symlinkSync("../outside/secret", `${inside}/file`);

// In front of every attempt. What is thrown becomes its name and message.
const kPrelude = `
  const inside = ${JSON.stringify(inside)}, outside = ${JSON.stringify(outside)};
  const attempt = async (run) => {
    try {
      const value = await run();
      console.log(value === undefined ? "done" : String(value));
    } catch (error) {
      console.log(error.name + ": " + error.message);
    }
  };`;

/** The lines that an attempt prints, one for each `attempt(...)`. */
async function attempts(flags, source, env = {}) {
  const main = Deno.makeTempFileSync({ dir: root, suffix: ".js" });
  Deno.writeTextFileSync(main, kPrelude + source);
  const command = new Deno.Command(Deno.execPath(),
    { args: ["run", "--no-prompt", ...flags, main], env, stdout: "piped", stderr: "inherit" });
  const { code, stdout } = await command.output();
  assertEquals(code, 0);
  return new TextDecoder().decode(stdout).trimEnd().split("\n");
}

const kRead = [`--allow-read=${inside}`], kWrite = [`--allow-write=${inside}`];
const readRefused = (path) =>
  `NotCapable: Requires read access to "${path}", run again with the --allow-read flag`;
const writeRefused = (path) =>
  `NotCapable: Requires write access to "${path}", run again with the --allow-write flag`;

function eachIs(lines, count, check) {
  assertEquals(lines.length, count);
  for (const line of lines) assert(check(line), line);
}

test("links can be made by nobody whose permissions have a scope", async () => {
  const lines = await attempts([...kRead, ...kWrite], `
    await attempt(() => Deno.symlinkSync(outside, inside + "/link"));
    await attempt(() => Deno.symlink("/etc", inside + "/link"));
    await attempt(() => Deno.linkSync(outside + "/secret", inside + "/link"));
    await attempt(() => Deno.statSync(inside + "/link"));`);
  assert(lines[0].startsWith("NotCapable: Deno.symlinkSync() requires unscoped"));
  assert(lines[1].startsWith("NotCapable: Deno.symlink() requires unscoped"));
  assertEquals(lines[2], readRefused(`${outside}/secret`));
  assert(lines[3].startsWith("NotFound"));
});

test("a link that was there leads nowhere but where the permission goes", async () => {
  const lines = await attempts([...kRead, ...kWrite], `
    await attempt(() => Deno.readTextFile(inside + "/out/secret"));
    await attempt(() => Deno.readTextFileSync(inside + "/file"));
    await attempt(() => Deno.statSync(inside + "/out/secret").size);
    await attempt(() => [...Deno.readDirSync(inside + "/out")].length);
    await attempt(() => Deno.openSync(inside + "/file"));
    await attempt(() => Deno.writeTextFileSync(inside + "/out/new", "x"));
    await attempt(() => Deno.writeTextFileSync(inside + "/file", "x"));
    await attempt(() => Deno.truncateSync(inside + "/file"));
    await attempt(() => Deno.chmodSync(inside + "/file", 0o777));
    await attempt(() => Deno.copyFileSync(inside + "/file", inside + "/copy"));
    await attempt(() => Deno.removeSync(inside + "/out/secret"));
    await attempt(() => Deno.renameSync(inside + "/out/secret", inside + "/mine"));
    await attempt(() => Deno.mkdirSync(inside + "/out/folder/deep", { recursive: true }));
    await attempt(() => Deno.realPathSync(inside + "/out"));`);
  eachIs(lines, 14, (line) => line.startsWith("NotCapable"));
  assertEquals(Deno.readTextFileSync(`${outside}/secret`), "secret");
  assertEquals([...Deno.readDirSync(outside)].length, 1);
}, { except: ["deno"] });

test("the link itself may be looked at and removed", async () => {
  const lines = await attempts([...kRead, ...kWrite], `
    await attempt(() => Deno.lstatSync(inside + "/out").isSymlink);
    await attempt(() => Deno.readLinkSync(inside + "/out") === outside);
    await attempt(() => Deno.removeSync(inside + "/out", { recursive: true }));
    await attempt(() => Deno.removeSync(inside + "/file"));`);
  assertEquals(lines, ["true", "true", "done", "done"]);
  assertEquals(Deno.readTextFileSync(`${outside}/secret`), "secret");
});

test("paths that climb out are judged by where they end", async () => {
  const lines = await attempts([...kRead, ...kWrite], `
    await attempt(() => Deno.readTextFileSync(inside + "/../outside/secret"));
    await attempt(() => Deno.writeTextFileSync(inside + "/x/../../outside/new", ""));
    await attempt(() => Deno.makeTempFileSync({ dir: inside, prefix: "../outside/x" }));
    await attempt(() => Deno.makeTempDirSync({ dir: inside, suffix: "/../../outside/y" }));
    await attempt(() => Deno.makeTempFileSync({ dir: outside }));
    await attempt(() => Deno.chdir(inside + "/.."));`);
  assert(lines[0].startsWith("NotCapable") && lines[1].startsWith("NotCapable"), lines.join("\n"));
  assertEquals(lines[2], 'Error: Invalid character in prefix or suffix: "/"');
  assertEquals(lines[3], 'Error: Invalid character in prefix or suffix: "/"');
  assertEquals(lines[4], writeRefused(outside));
  assert(lines[5].startsWith("NotCapable"));
  assertEquals([...Deno.readDirSync(outside)].length, 1);
});

test("an open file does no more than its permissions allow", async () => {
  const reading = await attempts(kRead, `
    const file = Deno.openSync(inside + "/own");
    await attempt(() => file.utimeSync(1, 1));
    await attempt(() => file.utime(1, 1));
    await attempt(() => file.truncateSync());
    await attempt(() => file.writeSync(new Uint8Array(1)));
    await attempt(() => file.statSync().size);`);
  assertEquals(reading, [writeRefused(`${inside}/own`), writeRefused(`${inside}/own`),
    "TypeError: Invalid argument (os error 22)", "Error: Bad file descriptor (os error 9)", "3"]);
  const writing = await attempts(kWrite, `
    const file = Deno.openSync(inside + "/own", { write: true });
    await attempt(() => file.statSync());
    await attempt(() => file.stat());
    await attempt(() => file.readSync(new Uint8Array(1)));
    await attempt(() => file.utimeSync(1, 1));`);
  assertEquals(writing, [readRefused(`${inside}/own`), readRefused(`${inside}/own`),
    "Error: Bad file descriptor (os error 9)", "done"]);
});

test("opening to create or to empty is writing", async () => {
  const lines = await attempts(kRead, `
    for (const options of [{ write: true }, { append: true }, { write: true, create: true },
      { read: true, write: true, truncate: true }, { append: true, createNew: true }]) {
      await attempt(() => Deno.openSync(inside + "/own", options));
    }`);
  assertEquals(lines, Array(5).fill(writeRefused(`${inside}/own`)));
  assertEquals(Deno.readTextFileSync(`${inside}/own`), "own");
});

test("devices and the tables of the kernel need every permission", async () => {
  const lines = await attempts(["--allow-read", "--allow-write"], `
    for (const path of ["/proc/self/environ", "/proc/self/mem", "/proc/self/root/etc/passwd",
      "/proc/self/fd/0", "/dev/fd/0", "/dev/mem", "/sys/kernel", "/proc/1/environ"]) {
      await attempt(() => Deno.readFileSync(path));
      await attempt(() => Deno.statSync(path));
    }
    await attempt(() => Deno.writeTextFileSync("/proc/self/mem", "x"));
    await attempt(() => [...Deno.readDirSync("/proc/self/fd")]);
    await attempt(() => Deno.readLinkSync("/proc/self/exe"));`);
  eachIs(lines, 19, (line) => line.startsWith("NotCapable: Requires all access to "));
});

test("a few devices are harmless", async () => {
  const lines = await attempts(["--allow-read", "--allow-write"], `
    await attempt(() => Deno.readFileSync("/dev/null").length);
    await attempt(() => Deno.writeTextFileSync("/dev/null", "x"));
    await attempt(() => Deno.openSync("/dev/urandom").readSync(new Uint8Array(4)));`);
  assertEquals(lines, ["0", "done", "4"]);
});

test("a variable that is denied does not show in any listing", async () => {
  const lines = await attempts(["--allow-env=BAILEY_A", "--deny-env=BAILEY_B"], `
    await attempt(() => Deno.env.get("BAILEY_A"));
    await attempt(() => Deno.env.get("BAILEY_B"));
    await attempt(() => Deno.env.has("BAILEY_B"));
    await attempt(() => Deno.env.toObject().BAILEY_B);
    await attempt(() => JSON.stringify({ ...Deno.env.toObject() }));
    await attempt(() => Deno.env.set("BAILEY_B", "x"));
    await attempt(() => Deno.env.delete("BAILEY_B"));`, { BAILEY_A: "a", BAILEY_B: "b" });
  assertEquals([lines[0], lines[3], lines[4]], ["a", "done", '{"BAILEY_A":"a"}']);
  for (const index of [1, 2, 5, 6]) {
    assert(lines[index].startsWith('NotCapable: Requires env access to "BAILEY_B"'), lines[index]);
  }
});

test("variables of the program loader need leave to run anything", async () => {
  const flags = ["--allow-run=env"];
  const lines = await attempts(flags, `
    await attempt(() => new Deno.Command("env", { env: { LD_PRELOAD: "/x.so" } }).outputSync().code);
    await attempt(() => new Deno.Command("env", { env: { LD_B: "1", LD_A: "1" } }).spawn());
    await attempt(() => Deno.spawnAndWait("env", { env: { DYLD_X: "1" } }));
    await attempt(() => Deno.run({ cmd: ["env"], env: { LD_PRELOAD: "/x.so" } }));
    await attempt(() => new Deno.Command("env", { env: { LD_EMPTY: "" } }).outputSync().code);`);
  assertEquals(lines[1], "NotCapable: Requires --allow-run permissions to spawn subprocess with " +
    "LD_A, LD_B environment variables. Alternatively, spawn with these environment variables unset.");
  for (const index of [0, 2, 3]) {
    assert(lines[index].startsWith("NotCapable: Requires --allow-run permissions to spawn"), lines[index]);
  }
  assertEquals(lines[4], "0");
  // Also when it would be inherited; what the script has no leave to read is not.
  const inherit = 'await attempt(() => new Deno.Command("env").outputSync().code);';
  const [inherited] = await attempts([...flags, "--allow-env"], inherit, { LD_BAILEY: "1" });
  assert(inherited.startsWith("NotCapable: Requires --allow-run permissions to spawn"), inherited);
  assertEquals(await attempts(flags, inherit, { LD_BAILEY: "1" }), ["0"]);
});

test("a program with the name of an allowed one is not allowed", async () => {
  Deno.writeTextFileSync(`${inside}/env`, "#!/bin/sh\necho mine\n", { mode: 0o755 });
  const lines = await attempts(["--allow-run=env"], `
    await attempt(() => new Deno.Command(inside + "/env").outputSync());
    await attempt(() => new Deno.Command("./env", { cwd: inside }).outputSync());
    await attempt(() => new Deno.Command("env", { env: { PATH: inside } }).outputSync());
    await attempt(() => new Deno.Command("sh").outputSync());
    await attempt(() => Deno.kill(Deno.ppid, 0));`);
  eachIs(lines, 5, (line) => line.startsWith("NotCapable: Requires run access"));
});

test("numbers of descriptors open nothing", async () => {
  const lines = await attempts([...kRead, "--allow-run"], `
    await attempt(() => new Deno.FsFile(0));
    await attempt(() => Deno.FsFile.prototype.readSync.call({ rid: 0 }, new Uint8Array(1)));
    await attempt(() => new Deno.Command("true", { stdin: 0 }).outputSync());
    await attempt(() => { Deno.stdin.close(); return Deno.openSync(inside + "/own").readSync(new Uint8Array(3)); });
    await attempt(() => Deno.stdin.readSync(new Uint8Array(1)));`);
  for (const index of [0, 1, 2]) assert(lines[index].startsWith("TypeError"), lines[index]);
  assertEquals(lines.slice(3), ["3", "BadResource: Bad resource ID"]);
}, { except: ["deno"] });

test("what a folder's permission denies inside it is neither moved nor removed with it", async () => {
  Deno.mkdirSync(`${inside}/tree/denied`, { recursive: true });
  Deno.writeTextFileSync(`${inside}/tree/denied/file`, "kept");
  const lines = await attempts([...kRead, ...kWrite, `--deny-write=${inside}/tree/denied`], `
    await attempt(() => Deno.removeSync(inside + "/tree", { recursive: true }));
    await attempt(() => Deno.renameSync(inside + "/tree", inside + "/moved"));
    await attempt(() => Deno.writeTextFileSync(inside + "/tree/denied/file", "x"));`);
  eachIs(lines, 3, (line) => line.startsWith("NotCapable"));
  assertEquals(Deno.readTextFileSync(`${inside}/tree/denied/file`), "kept");
}, { except: ["deno"] });

test("a refusal does not tell whether the place exists", async () => {
  const lines = await attempts(kRead, `
    await attempt(() => Deno.statSync(outside + "/secret"));
    await attempt(() => Deno.statSync(outside + "/no/such"));`);
  assertEquals(lines, [readRefused(`${outside}/secret`), readRefused(`${outside}/no/such`)]);
});

await runTests();
Deno.removeSync(root, { recursive: true });
