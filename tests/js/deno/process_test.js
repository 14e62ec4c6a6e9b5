// flags: --allow-run --allow-read --allow-write --allow-env
// Deno.Command and child processes.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const text = (view) => new TextDecoder().decode(view);
const shell = (script, options = {}) => new Deno.Command("sh", { args: ["-c", script], ...options });

test("output is collected, with the exit code", async () => {
  for (const output of [shell("echo out; echo err >&2; exit 3").outputSync(),
    await shell("echo out; echo err >&2; exit 3").output()]) {
    assertEquals([output.success, output.code, output.signal], [false, 3, null]);
    assertEquals([text(output.stdout), text(output.stderr)], ["out\n", "err\n"]);
  }
});

test("large output on both streams does not stall", async () => {
  const script = "head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2";
  const output = await shell(script).output();
  assertEquals([output.stdout.length, output.stderr.length], [1_000_000, 2_000_000]);
});

test("the end by a signal is told by name and as 128 and more", async () => {
  const output = await shell("kill -9 $$").output();
  assertEquals([output.success, output.code, output.signal], [false, 137, "SIGKILL"]);
});

test("what is not piped cannot be had", async () => {
  const output = await new Deno.Command("true", { stdout: "null" }).output();
  assertThrows(() => output.stdout, TypeError, "Cannot get 'stdout': 'stdout' is not piped");
  const child = new Deno.Command("true").spawn();
  for (const name of ["stdin", "stdout", "stderr"]) {
    assertThrows(() => child[name], TypeError, `Cannot get '${name}': '${name}' is not piped`);
  }
  await child.status;
});

test("arguments are texts and go through no shell", async () => {
  const output = await new Deno.Command("echo", { args: ["$HOME", ";", "a b", 1, null] }).output();
  assertEquals(text(output.stdout), "$HOME ; a b 1 null\n");
});

test("a program that is not there is said before anything starts", () => {
  const error = assertThrows(() => new Deno.Command("no_such_program").output(), Deno.errors.NotFound,
    "Failed to spawn 'no_such_program': entity not found");
  assertEquals(error.code, "ENOENT");
  assertThrows(() => new Deno.Command("/no/such").spawn(), Deno.errors.NotFound,
    "Failed to spawn '/no/such': No such file or directory (os error 2)");
  assertThrows(() => new Deno.Command("").spawn(), Deno.errors.NotFound,
    "Failed to spawn '': entity not found");
});

test("options that cannot be are refused", () => {
  const piped = "Piped stdin is not supported for this function, use 'Deno.Command.spawn()' instead";
  assertThrows(() => new Deno.Command("true", { stdin: "piped" }).output(), TypeError, piped);
  assertThrows(() => new Deno.Command("true", { stdin: "piped" }).outputSync(), TypeError, piped);
  assertThrows(() => new Deno.Command("true", { stdout: "foo" }).spawn(), TypeError,
    "unknown variant `foo`, expected one of `inherit`, `piped`, `null`");
  assertThrows(() => new Deno.Command("true", { args: ["a\0"] }).spawn(), TypeError,
    /^Failed to spawn '.*\/true': nul byte found in provided data$/);
  assertThrows(() => new Deno.Command(5).spawn(), TypeError);
  assertThrows(() => new Deno.Command("true", { uid: "x" }).spawn(), TypeError);
});

test("the environment is added to, or replaced", async () => {
  Deno.env.set("BAILEY_TEST", "parent");
  assertEquals(text((await shell("echo $BAILEY_TEST $MORE", { env: { MORE: "x" } }).output()).stdout), "parent x\n");
  const only = await new Deno.Command("env", { clearEnv: true, env: { A: "1" } }).output();
  assertEquals(text(only.stdout), "A=1\n");
  assertThrows(() => new Deno.Command("true", { env: { PATH: "/nowhere" } }).output(), Deno.errors.NotFound);
});

test("the working directory is chosen, also for relative programs", async () => {
  const folder = Deno.realPathSync(Deno.makeTempDirSync());
  Deno.writeTextFileSync(`${folder}/tool`, "#!/bin/sh\npwd\n", { mode: 0o755 });
  assertEquals(text((await new Deno.Command("pwd", { cwd: folder }).output()).stdout), `${folder}\n`);
  assertEquals(text((await new Deno.Command("./tool", { cwd: folder }).output()).stdout), `${folder}\n`);
  Deno.removeSync(folder, { recursive: true });
});

test("a child is waited for and can be signalled until it ends", async () => {
  const child = new Deno.Command("sleep", { args: ["100"] }).spawn();
  assert(child.pid > 0);
  assertThrows(() => child.kill("SIGNOPE"), TypeError, "Invalid signal: SIGNOPE");
  child.kill();
  const status = await child.status;
  assertEquals(Object.getPrototypeOf(status), null);
  assertEquals([status.success, status.code, status.signal], [false, 143, "SIGTERM"]);
  assertThrows(() => child.kill(), TypeError, "Child process has already terminated");
  assert(child.status === child.status);
});

test("an abort signal ends the child, and so does disposal", async () => {
  const controller = new AbortController();
  const child = new Deno.Command("sleep", { args: ["100"], signal: controller.signal }).spawn();
  controller.abort();
  assertEquals((await child.status).signal, "SIGTERM");
  const other = new Deno.Command("sleep", { args: ["100"] }).spawn();
  await other[Symbol.asyncDispose]();
  assertEquals((await other.status).signal, "SIGTERM");
});

test("output of a spawned child is collected", async () => {
  const child = shell("echo out", { stdout: "piped" }).spawn();
  const output = await child.output();
  assertEquals(text(output.stdout), "out\n");
  assertThrows(() => output.stderr, TypeError, "Cannot get 'stderr': 'stderr' is not piped");
});

test("short forms start, wait and collect", async () => {
  assertEquals((await Deno.spawn("true").status).success, true);
  assertEquals(text((await Deno.spawnAndWait("echo", ["x"])).stdout), "x\n");
  assertEquals(text(Deno.spawnAndWaitSync("echo", { args: ["y"] }).stdout), "y\n");
  assertEquals(text(Deno.spawnAndWaitSync("echo", ["z"], { stdout: "piped" }).stdout), "z\n");
});

test("a child that is not referenced does not keep the program", async () => {
  const main = Deno.makeTempFileSync({ suffix: ".js" });
  // The child must not hold the pipe that this test reads.
  Deno.writeTextFileSync(main, `
    const quiet = { stdin: "null", stdout: "null", stderr: "null" };
    const child = new Deno.Command("sleep", { args: ["100"], ...quiet }).spawn();
    child.unref();
    console.log(child.pid);`);
  const output = await new Deno.Command(Deno.execPath(), { args: ["run", "--allow-run", main] }).output();
  Deno.removeSync(main);
  assertEquals([output.code, text(output.stderr)], [0, ""]);
  Deno.kill(Number(text(output.stdout)), "SIGKILL");
});

test("Deno.run still runs, waits and collects", async () => {
  const process = Deno.run({ cmd: ["sh", "-c", "cat; echo e >&2; exit 4"], stdin: "piped", stdout: "piped", stderr: "piped" });
  await process.stdin.write(new Uint8Array([65]));
  process.stdin.close();
  assertEquals(text(await process.output()), "A");
  assertEquals(text(await process.stderrOutput()), "e\n");
  assertEquals(await process.status(), { success: false, code: 4 });
  process.close();
  assertThrows(() => process.close(), Deno.errors.BadResource, "Bad resource ID");
  const killed = Deno.run({ cmd: ["sleep", "100"] });
  killed.kill();
  assertEquals(await killed.status(), { success: false, code: 143, signal: 15 });
});

test("a text file without an interpreter is not given to a shell", async () => {
  const folder = Deno.makeTempDirSync();
  Deno.writeTextFileSync(`${folder}/tool`, "echo from a shell\n", { mode: 0o755 });
  const error = assertThrows(() => new Deno.Command(`${folder}/tool`).spawn(), Error,
    `Failed to spawn '${folder}/tool': Exec format error (os error 8)`);
  assertEquals(error.code, "ENOEXEC");
  Deno.removeSync(folder, { recursive: true });
}, { except: ["deno"] });

await runTests();
