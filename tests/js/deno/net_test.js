// flags: --unstable-net --allow-net=127.0.0.1 --allow-run --allow-read --allow-write
// Deno.connect() and Deno.listen() over TCP.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const hostname = "127.0.0.1";
const { BadResource, Busy, Interrupted } = Deno.errors;
const bytes = (...values) => new Uint8Array(values);

/** Two ends of one connection. */
async function pair() {
  const listener = Deno.listen({ hostname, port: 0 });
  const [client, server] = await Promise.all([
    Deno.connect({ hostname, port: listener.addr.port }),
    listener.accept(),
  ]);
  listener.close();
  return { client, server, [Symbol.dispose]: () => (client[Symbol.dispose](), server[Symbol.dispose]()) };
}

/** Everything until the end. */
async function readAll(conn) {
  const all = [];
  const into = new Uint8Array(1024);
  for (let n = await conn.read(into); n !== null; n = await conn.read(into)) all.push(...into.subarray(0, n));
  return all;
}

test("bytes go both ways", async () => {
  using both = await pair();
  assertEquals(await both.client.write(bytes(1, 2, 3)), 3);
  const into = new Uint8Array(8);
  assertEquals(await both.server.read(into), 3);
  assertEquals([...into], [1, 2, 3, 0, 0, 0, 0, 0]);
  await both.server.write(bytes(9));
  assertEquals(await both.client.read(into.subarray(4)), 1);
  assertEquals([...into], [1, 2, 3, 0, 9, 0, 0, 0]);
});

test("addresses are Deno's, and one object each", async () => {
  const listener = Deno.listen({ hostname, port: 0 });
  const { addr } = listener;
  assertEquals(Object.getPrototypeOf(addr), null);
  assertEquals(Object.entries(addr).map(([name]) => name), ["hostname", "port", "transport"]);
  assertEquals([addr.hostname, addr.transport, listener.addr === addr], [hostname, "tcp", true]);
  const accepting = listener.accept();
  const client = await Deno.connect({ port: addr.port });
  const server = await accepting;
  assertEquals(client.remoteAddr, addr);
  assertEquals(server.localAddr, addr);
  assertEquals(server.remoteAddr, client.localAddr);
  assert(client.localAddr === client.localAddr);
  client.close();
  server.close();
  listener.close();
  assertEquals(client.remoteAddr, addr, "after close()");
});

test("the classes are those of Deno", async () => {
  using both = await pair();
  assertEquals(both.client.constructor.name, "TcpConn");
  assertEquals(Object.getPrototypeOf(both.client.constructor).name, "Conn");
  assertEquals(both.client instanceof both.server.constructor, true);
  assertEquals(Object.keys(both.client), []);
  assertEquals(String(both.client), "[object Object]");
  assertThrows(() => new both.client.constructor().close(), TypeError);
  const read = both.client.constructor.prototype.read;
  await assertRejects(() => read.call({}, bytes(0)), TypeError);
});

test("the end of the peer's half is null, every time", async () => {
  using both = await pair();
  await both.server.write(bytes(1));
  await both.server.closeWrite();
  assertEquals(await readAll(both.client), [1]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  assertEquals(await both.client.read(bytes(0)), null);
  assertEquals(await both.client.read(bytes(0)), null);
  await both.client.write(bytes(7));
  assertEquals(await both.server.read(bytes(0)), 1, "the other half goes on");
  await assertRejects(both.server.write(bytes(1)), Deno.errors.BrokenPipe, "Broken pipe (os error 32)");
});

test("a large block arrives whole though each write may take a part", async () => {
  using both = await pair();
  const block = new Uint8Array(3_000_000).map((_, i) => i * 7);
  const sending = (async () => {
    for (let at = 0; at < block.length;) at += await both.client.write(block.subarray(at));
    both.client.close();
  })();
  let size = 0;
  const into = new Uint8Array(10_007);
  for (let n = await both.server.read(into); n !== null; n = await both.server.read(into)) {
    for (let i = 0; i < n; i++) if (into[i] !== block[size + i]) throw new Error(`differs at ${size + i}`);
    size += n;
  }
  assertEquals(size, block.length);
  await sending;
});

test("reads have their turns, and so have writes", async () => {
  using both = await pair();
  const parts = [bytes(0, 0), bytes(0, 0), bytes(0, 0)];
  const reads = parts.map((part) => both.server.read(part));
  await Promise.all([both.client.write(bytes(1, 2)), both.client.write(bytes(3, 4)), both.client.write(bytes(5, 6))]);
  assertEquals(await Promise.all(reads), [2, 2, 2]);
  assertEquals(parts.map((part) => [...part]), [[1, 2], [3, 4], [5, 6]]);
});

test("close() ends what is pending", async () => {
  using both = await pair();
  const reads = [both.client.read(bytes(0)), both.client.read(bytes(0))];
  both.client.close();
  for (const read of reads) await assertRejects(read, Interrupted, "operation canceled");
  assertThrows(() => both.client.close(), BadResource, "Bad resource ID");
  await assertRejects(both.client.read(bytes(0)), BadResource, "Bad resource ID");
  await assertRejects(both.client.write(bytes(0)), BadResource, "Bad resource ID");
  await assertRejects(both.client.closeWrite(), BadResource, "Bad resource ID");
  assertThrows(() => both.client.setNoDelay(), BadResource, "Bad resource ID");
  both.client[Symbol.dispose]();
  both.client.ref();
  both.client.unref();
});

test("only bytes can be read into and written from", async () => {
  using both = await pair();
  const wrong = [null, undefined, 5, "text", {}, [1], new ArrayBuffer(4), new DataView(new ArrayBuffer(4)), new Uint16Array(2)];
  for (const value of wrong) {
    await assertRejects(both.client.write(value), TypeError, "expected typed ArrayBufferView");
    if (value?.length === 1 || value?.length === 2) {
      await assertRejects(both.client.read(value), TypeError, "expected typed ArrayBufferView");
    }
  }
  assertEquals(await both.client.read(new Uint8Array(0)), 0);
  assertEquals(await both.client.write(new Uint8Array(0)), 0);
});

test("buffers may be detached at any time", async () => {
  using both = await pair();
  const gone = bytes(1, 2, 3);
  structuredClone(gone, { transfer: [gone.buffer] });
  assertEquals(await both.client.read(gone), 0);
  assertEquals(await both.client.write(gone), 0);
  const into = new Uint8Array(64);
  const reading = both.client.read(into);
  const moved = structuredClone(into, { transfer: [into.buffer] });
  await both.server.write(bytes(42));
  assertEquals(await reading, 1);
  assertEquals(moved[0], 42, "the memory that was asked for is the one that is filled");
});

test("options whose getters throw throw that", async () => {
  const bad = (name) => ({ hostname, port: 1, get [name]() { throw new Error(`read ${name}`); } });
  for (const name of ["transport", "hostname", "port", "signal", "autoSelectFamily"]) {
    await assertRejects(Deno.connect(bad(name)), Error, `read ${name}`);
  }
  for (const name of ["transport", "hostname", "port", "tcpBacklog", "reusePort"]) {
    assertThrows(() => Deno.listen(bad(name)), Error, `read ${name}`);
  }
});

test("ports are checked with Deno's texts", async () => {
  for (const [port, kind, text] of [
    [undefined, TypeError, "Invalid port (expected number): undefined"],
    [true, TypeError, "Invalid port (expected number): true"],
    ["abc", TypeError, "Invalid port: 'abc'"],
    ["", TypeError, "Invalid port: ''"],
    [1.5, TypeError, "Invalid port: 1.5"],
    [NaN, TypeError, "Invalid port: NaN"],
    [0, RangeError, "Invalid port (out of range): 0"],
    [-1, RangeError, "Invalid port (out of range): -1"],
    [65536, RangeError, "Invalid port (out of range): 65536"],
  ]) {
    await assertRejects(Deno.connect({ hostname, port }), kind, text);
    if (port !== undefined && port !== 0) assertThrows(() => Deno.listen({ hostname, port }), kind, text);
  }
  Deno.listen({ hostname, port: "0" }).close();
  Deno.listen({ hostname }).close();
  assertThrows(() => Deno.listen({ hostname, port: 0, tcpBacklog: "5" }), TypeError, "expected i32");
});

test("hosts and transports are checked", async () => {
  await assertRejects(Deno.connect({ hostname: "a b", port: 1 }), URIError, "invalid host 'a b': invalid char found in FQDN");
  await assertRejects(Deno.connect({ hostname: "", port: 1 }), URIError, "invalid empty host: ''");
  await assertRejects(Deno.connect({ hostname: "127.0.0.1\0x", port: 1 }), URIError);
  await assertRejects(Deno.connect({ port: 1, transport: "udp" }), TypeError, "Unsupported transport: 'udp'");
  assertThrows(() => Deno.listen({ port: 0, transport: "x" }), TypeError, "Unsupported transport: 'x'");
  await assertRejects(Deno.connect({ cid: 1, port: 1, transport: "vsock" }), Deno.errors.NotSupported);
});

test("what was not granted is refused", async () => {
  const refused = (peer) => `Requires net access to "${peer}", run again with the --allow-net flag`;
  await assertRejects(Deno.connect({ hostname: "127.0.0.2", port: 80 }), Deno.errors.NotCapable, refused("127.0.0.2:80"));
  await assertRejects(Deno.connect({ hostname: "ExAmple.com", port: 80 }), Deno.errors.NotCapable, refused("example.com:80"));
  await assertRejects(Deno.connect({ hostname: "[::1]", port: 80 }), Deno.errors.NotCapable, refused("[::1]:80"));
  assertThrows(() => Deno.listen({ port: 0 }), Deno.errors.NotCapable, refused("0.0.0.0:0"));
});

test("nobody there, and somebody there already", async () => {
  const listener = Deno.listen({ hostname, port: 0 });
  const { port } = listener.addr;
  const taken = assertThrows(() => Deno.listen({ hostname, port }), Deno.errors.AddrInUse, "Address already in use (os error 98)");
  assertEquals(taken.code, "EADDRINUSE");
  listener.close();
  const refused = await assertRejects(Deno.connect({ hostname, port }), Deno.errors.ConnectionRefused, "Connection refused (os error 111)");
  assertEquals(refused.code, "ECONNREFUSED");
});

test("reusePort lets two listen on one port", () => {
  const first = Deno.listen({ hostname, port: 0, reusePort: true });
  Deno.listen({ hostname, port: first.addr.port, reusePort: true }).close();
  first.close();
});

test("an attempt can be given up", async () => {
  const reason = new Error("changed my mind");
  await assertRejects(Deno.connect({ hostname, port: 1, signal: AbortSignal.abort(reason) }), Error, reason.message);
  const listener = Deno.listen({ hostname, port: 0 });
  const controller = new AbortController();
  const connecting = Deno.connect({ hostname, port: listener.addr.port, signal: controller.signal });
  controller.abort(reason);
  await assertRejects(connecting, Error, reason.message);
  const later = new AbortController();
  const conn = await Deno.connect({ hostname, port: listener.addr.port, signal: later.signal });
  later.abort();
  assertEquals(await conn.write(bytes(1)), 1, "a connection that is there stays");
  conn.close();
  listener.close();
});

test("one accept() at a time", async () => {
  const listener = Deno.listen({ hostname, port: 0 });
  const first = listener.accept();
  await assertRejects(listener.accept(), Busy, "Another accept task is ongoing");
  const client = await Deno.connect({ hostname, port: listener.addr.port });
  (await first).close();
  const waiting = listener.accept();
  listener.close();
  await assertRejects(waiting, BadResource, "Listener has been closed");
  await assertRejects(listener.accept(), BadResource, "Listener has been closed");
  assertThrows(() => listener.close(), BadResource, "Bad resource ID");
  assertThrows(() => listener.return(), BadResource, "Bad resource ID");
  listener[Symbol.dispose]();
  client.close();
});

test("a listener is an async iterator that ends with close()", async () => {
  const listener = Deno.listen({ hostname, port: 0 });
  const served = (async () => {
    const seen = [];
    for await (const conn of listener) {
      seen.push(await readAll(conn));
      conn.close();
      if (seen.length === 2) listener.close();
    }
    return seen;
  })();
  for (const value of [1, 2]) {
    using conn = await Deno.connect({ hostname, port: listener.addr.port });
    await conn.write(bytes(value));
    conn.closeWrite();
    assertEquals(await conn.read(bytes(0)), null);
  }
  assertEquals(await served, [[1], [2]]);
  assertEquals(await listener.next(), { value: undefined, done: true });
  const other = Deno.listen({ hostname, port: 0 });
  assertEquals(await other.return(7), { value: 7, done: true });
});

test("readable and writable close the connection at their end", async () => {
  {
    using both = await pair();
    assert(both.client.readable === both.client.readable && both.client.writable === both.client.writable);
    const writer = both.server.writable.getWriter();
    await writer.write(bytes(1, 2));
    await writer.close();
    const chunks = await Array.fromAsync(both.client.readable);
    assertEquals(chunks.flatMap((chunk) => [...chunk]), [1, 2]);
    assertThrows(() => both.client.close(), BadResource);
    assertThrows(() => both.server.close(), BadResource);
  }
  using both = await pair();
  const read = both.client.readable.getReader().read();
  both.client.close();
  await assertRejects(read, BadResource, "The stream's underlying resource was closed or consumed");
  await assertRejects(both.server.writable.getWriter().write("text"), TypeError,
    "Expected ArrayBuffer or ArrayBufferView for write chunk");
  assertThrows(() => both.server.close(), BadResource);
});

test("an echo by pipeTo", async () => {
  using both = await pair();
  const echo = both.server.readable.pipeTo(both.server.writable);
  const block = new Uint8Array(200_000).map((_, i) => i * 3);
  const sending = (async () => {
    for (let at = 0; at < block.length;) at += await both.client.write(block.subarray(at));
    await both.client.closeWrite();
  })();
  assertEquals(await readAll(both.client), [...block]);
  await Promise.all([sending, echo]);
});

test("TCP's options", async () => {
  using both = await pair();
  for (const value of [undefined, true, false]) {
    both.client.setNoDelay(value);
    both.client.setKeepAlive(value);
  }
});

test("a peer that always has more does not keep timers from firing", async () => {
  using both = await pair();
  let fired = false;
  setTimeout(() => fired = true, 1);
  const into = new Uint8Array(1);
  while (!fired) {
    await both.client.write(bytes(1));
    await both.server.read(into);
  }
});

/** How a program of its own ends. */
async function run(source) {
  const main = Deno.makeTempFileSync({ suffix: ".js" });
  Deno.writeTextFileSync(main, source);
  const command = new Deno.Command(Deno.execPath(),
    { args: ["run", "--no-prompt", "--allow-net=127.0.0.1", main], stdout: "piped", stderr: "piped" });
  const { code, stdout, stderr } = await command.output();
  Deno.removeSync(main);
  return [code, new TextDecoder().decode(stdout), new TextDecoder().decode(stderr)];
}

const kBoth = `
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const accepting = listener.accept();
  const client = await Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port });
  const server = await accepting;`;

test("reusePort is unstable", async () => {
  const [code, , err] = await run(`Deno.listen({ hostname: "127.0.0.1", port: 0, reusePort: true });`);
  assertEquals([code, err], [70,
    "Unstable API 'Deno.listen({ reusePort: true })'. The `--unstable-net` flag must be provided.\n"]);
});

test("what is unreferenced does not keep a program alive", async () => {
  assertEquals(await run(`Deno.listen({ hostname: "127.0.0.1", port: 0 });`), [0, "", ""]);
  assertEquals(await run(`
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    listener.accept();
    listener.unref();`), [0, "", ""]);
  assertEquals(await run(`
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    listener.unref();
    listener.accept().then(() => console.log("never"));`), [0, "", ""]);
  assertEquals(await run(`${kBoth}
    client.unref();
    client.read(new Uint8Array(1)).then(() => console.log("never"));
    server.read(new Uint8Array(1)).then(() => console.log("never"));
    server.unref();`), [0, "", ""]);
});

test("what is referenced again does", async () => {
  const [code, out] = await run(`${kBoth}
    client.unref();
    client.read(new Uint8Array(1)).then((count) => console.log(count));
    client.ref();
    queueMicrotask(() => server.write(new Uint8Array(1)));`);
  assertEquals([code, out], [0, "1\n"]);
});

test("a program may end with operations pending", async () => {
  const [code, , err] = await run(`${kBoth}
    client.read(new Uint8Array(1));
    client.read(new Uint8Array(1));
    listener.accept();
    Deno.exit(3);`);
  assertEquals([code, err], [3, ""]);
});

await runTests();
