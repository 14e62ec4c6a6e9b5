// flags: --allow-sys
// What Deno tells about the machine and the process.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

test("the machine is described", () => {
  assert(Deno.hostname().length > 0);
  assert(/^\d+\.\d+/.test(Deno.osRelease()));
  assert(Deno.osUptime() > 0);
  assertEquals(Deno.loadavg().length, 3);
  assert(Deno.uid() >= 0 && Deno.gid() >= 0);
  const memory = Deno.systemMemoryInfo();
  assertEquals(Object.keys(memory),
    ["total", "free", "available", "buffers", "cached", "swapTotal", "swapFree"]);
  assert(memory.total > memory.free);
});

test("network interfaces carry an address in both notations", () => {
  for (const found of Deno.networkInterfaces()) {
    assertEquals(Object.keys(found), ["family", "name", "address", "netmask", "scopeid", "cidr", "mac"]);
    assert(found.cidr.startsWith(`${found.address}/`));
    assertEquals(found.scopeid === null, found.family === "IPv4");
  }
});

test("the process describes itself without any permission", () => {
  assert(Deno.pid > 0 && Deno.ppid > 0);
  assert(Deno.execPath().startsWith("/"));
  const memory = Deno.memoryUsage();
  assertEquals(Object.keys(memory), ["rss", "heapTotal", "heapUsed", "external"]);
  assert(memory.rss > memory.heapUsed && memory.heapUsed > 0);
  const usage = Deno.cpuUsage();
  assert(usage.user + usage.system > 0);
});

test("there is no console size without a terminal", () => {
  // The runner gives standard error through, which may be one.
  if (Deno.stderr.isTerminal()) return;
  assertThrows(() => Deno.consoleSize(), Error,
    "Could not get console size: stdin, stdout, and stderr are not connected to a terminal");
});

await runTests();
