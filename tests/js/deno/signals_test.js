// flags: --allow-run
// Signals: listening and sending.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

const arrived = (name, act) =>
  new Promise((resolve) => {
    const listener = () => {
      Deno.removeSignalListener(name, listener);
      resolve(name);
    };
    Deno.addSignalListener(name, listener);
    act();
  });

test("a signal to the process itself needs no permission and reaches the listener", async () => {
  assertEquals(await arrived("SIGUSR1", () => Deno.kill(Deno.pid, "SIGUSR1")), "SIGUSR1");
});

test("a listener that was added twice is called once, one that was removed not at all", async () => {
  const calls = [];
  const one = () => calls.push("one"), two = () => calls.push("two");
  Deno.addSignalListener("SIGUSR2", one);
  Deno.addSignalListener("SIGUSR2", one);
  Deno.addSignalListener("SIGUSR2", two);
  Deno.removeSignalListener("SIGUSR2", two);
  await arrived("SIGUSR2", () => Deno.kill(Deno.pid, "SIGUSR2"));
  Deno.removeSignalListener("SIGUSR2", one);
  Deno.removeSignalListener("SIGUSR2", one);
  assertEquals(calls, ["one"]);
});

test("signals that cannot be listened to are refused", () => {
  for (const name of ["SIGKILL", "SIGSTOP", "SIGSEGV", "SIGILL", "SIGFPE"]) {
    assertThrows(() => Deno.addSignalListener(name, () => {}), TypeError,
      `Binding to signal '${name}' is not allowed`);
  }
  for (const name of ["SIGFOO", 2, null]) {
    assertThrows(() => Deno.addSignalListener(name, () => {}), TypeError, `Invalid signal: ${name}`);
  }
  assertThrows(() => Deno.addSignalListener("SIGINT", null), TypeError,
    'Signal listener must be a function. "object" is given.');
});

test("signals that cannot be sent are refused", () => {
  assertThrows(() => Deno.kill(Deno.pid, "SIGNOPE"), TypeError, "Invalid signal: SIGNOPE");
  assertThrows(() => Deno.kill(Deno.pid, 999), TypeError, "EINVAL: Invalid argument");
  assertThrows(() => Deno.kill(999_999_999, 0), Deno.errors.NotFound, "ESRCH: No such process");
  assertThrows(() => Deno.kill("x"), TypeError, "expected i32");
  Deno.kill(Deno.pid, 0);
});

test("a child gets a signal by its number in the process table", async () => {
  const child = new Deno.Command("sleep", { args: ["100"] }).spawn();
  Deno.kill(child.pid, "SIGINT");
  const status = await child.status;
  assertEquals([status.code, status.signal], [130, "SIGINT"]);
  assert(!status.success);
});

test("a program that waits at its top level goes on listening", async () => {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", new URL("signals_wait_main.js", import.meta.url).pathname],
    stdout: "piped",
  }).spawn();
  // Its first line says that it listens by now.
  let said = "";
  const reader = child.stdout.getReader();
  while (!said.includes("\n")) said += new TextDecoder().decode((await reader.read()).value);
  child.kill("SIGUSR1");
  assertEquals((await child.status).code, 3);
  await reader.cancel();
});

await runTests();
