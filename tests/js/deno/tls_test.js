// flags: --allow-net=127.0.0.1,localhost
// Deno.connectTls(), Deno.listenTls() and Deno.startTls().
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";
import { authority, certificate, key, strangeKey } from "./test_certificates.js";

const hostname = "127.0.0.1";
const cert = certificate;
const caCerts = [authority];
const { BadResource, InvalidData, UnexpectedEof } = Deno.errors;
const bytes = (...values) => new Uint8Array(values);

/** Both ends of a connection, before the handshake. */
async function pair(clientOptions = {}, serverOptions = {}) {
  const listener = Deno.listenTls({ hostname, port: 0, cert, key, ...serverOptions });
  const accepting = listener.accept();
  const client = await Deno.connectTls({ hostname, port: listener.addr.port, caCerts, ...clientOptions });
  const server = await accepting;
  listener.close();
  return { client, server, [Symbol.dispose]: () => (client[Symbol.dispose](), server[Symbol.dispose]()) };
}

function handshakes({ client, server }) {
  return Promise.allSettled([client.handshake(), server.handshake()]);
}

test("bytes go both ways, encrypted", async () => {
  using both = await pair();
  assertEquals([both.client.constructor.name, both.server.constructor.name], ["TlsConn", "TlsConn"]);
  assertEquals(both.client.remoteAddr, both.server.localAddr);
  assertEquals(both.client.localAddr, both.server.remoteAddr);
  const into = new Uint8Array(8);
  const reading = both.server.read(into);
  assertEquals(await both.client.write(bytes(1, 2, 3)), 3);
  assertEquals([await reading, ...into.subarray(0, 3)], [3, 1, 2, 3]);
  assertEquals(await both.client.handshake(), { __proto__: null, alpnProtocol: null });
});

test("a large block arrives whole", async () => {
  using both = await pair();
  const block = new Uint8Array(1_000_000).map((_, i) => i * 5);
  const sending = (async () => {
    for (let at = 0; at < block.length;) at += await both.client.write(block.subarray(at));
    both.client.close();
  })();
  let size = 0;
  const into = new Uint8Array(30_011);
  for (let n = await both.server.read(into); n !== null; n = await both.server.read(into)) {
    for (let i = 0; i < n; i++) if (into[i] !== block[size + i]) throw new Error(`differs at ${size + i}`);
    size += n;
  }
  assertEquals(size, block.length);
  await sending;
});

test("closeWrite() and close() tell the peer", async () => {
  using both = await pair();
  await handshakes(both);
  await both.client.closeWrite();
  await both.client.closeWrite();
  await assertRejects(both.client.write(bytes(1)), Deno.errors.NotConnected, "not connected");
  assertEquals(await both.server.read(bytes(0)), null);
  await both.server.write(bytes(9));
  assertEquals(await both.client.read(bytes(0)), 1);
  both.server.close();
  assertEquals(await both.client.read(bytes(0)), null, "close_notify came first");
  assertThrows(() => both.server.close(), BadResource, "Bad resource ID");
  await assertRejects(both.server.handshake(), BadResource);
});

test("close() ends what is pending", async () => {
  using both = await pair();
  await handshakes(both);
  const reading = Promise.allSettled([both.client.read(bytes(0)), both.client.read(bytes(0))]);
  both.client.close();
  for (const { reason } of await reading) {
    assertEquals([reason.name, reason.message], ["Interrupted", "operation canceled"]);
  }
});

test("ALPN", async () => {
  for (const [wanted, offered, agreed] of [[["h2"], ["h2", "a/b"], "h2"], [["x", "a/b", "h2"], ["h2", "a/b"], "h2"], [[], ["h2"], null]]) {
    using both = await pair({ alpnProtocols: wanted }, { alpnProtocols: offered });
    const expected = { __proto__: null, alpnProtocol: agreed };
    assertEquals((await handshakes(both)).map(({ value }) => value), [expected, expected]);
  }
  using both = await pair({ alpnProtocols: ["x"] }, { alpnProtocols: ["y"] });
  const [client, server] = await handshakes(both);
  assertEquals([client.reason.name, client.reason.message], ["InvalidData", "received fatal alert: NoApplicationProtocol"]);
  assertEquals(server.reason.name, "InvalidData");
});

test("an authority that is not trusted", async () => {
  using both = await pair({ caCerts: [] });
  const [client, server] = await handshakes(both);
  assertEquals([client.reason.name, client.reason.message], ["InvalidData", "invalid peer certificate: UnknownIssuer"]);
  assertEquals([server.reason.name, server.reason.message], ["InvalidData", "received fatal alert: UnknownCA"]);
  await assertRejects(both.client.read(bytes(0)), InvalidData);
  await assertRejects(both.client.write(bytes(0)), InvalidData);
});

test("a name the certificate is not for", async () => {
  const listener = Deno.listenTls({ hostname, port: 0, cert, key });
  const attempt = async (options) => {
    const accepting = listener.accept();
    using plain = await Deno.connect({ hostname, port: listener.addr.port });
    using server = await accepting;
    using client = await Deno.startTls(plain, { hostname: "elsewhere.test", caCerts, ...options });
    return (await handshakes({ client, server }))[0];
  };
  const { reason } = await attempt({});
  assert(reason instanceof InvalidData && reason.message.startsWith("invalid peer certificate: certificate not valid for name \"elsewhere.test\""), reason.message);
  assertEquals((await attempt({ unsafelyDisableHostnameVerification: true })).status, "fulfilled");
  assertEquals((await attempt({ hostname: "localhost" })).status, "fulfilled");
  listener.close();
});

test("a name that no certificate can be for is refused", async () => {
  const listener = Deno.listen({ hostname, port: 0 });
  const conn = await Deno.connect({ hostname, port: listener.addr.port });
  for (const name of ["a b", "", "a\0b", "localhost\0.test", "256.1.1.1", "[::1]", "-a.b", "a..b", "x".repeat(300)]) {
    await assertRejects(Deno.startTls(conn, { hostname: name, caCerts }), TypeError, `Invalid hostname: '${name}'`);
  }
  assertEquals(await conn.write(bytes(1)), 1, "the connection is as it was");
  conn.close();
  listener.close();
});

test("startTls() takes the connection over", async () => {
  const listener = Deno.listenTls({ hostname, port: 0, cert, key, alpnProtocols: ["p"] });
  const accepting = listener.accept();
  const plain = await Deno.connect({ hostname, port: listener.addr.port });
  const server = await accepting;
  const client = await Deno.startTls(plain, { hostname: "localhost", caCerts, alpnProtocols: ["p"] });
  await assertRejects(plain.read(bytes(0)), BadResource, "Bad resource ID");
  assertThrows(() => plain.close(), BadResource, "Bad resource ID");
  await assertRejects(Deno.startTls(plain), BadResource);
  await assertRejects(Deno.startTls(client), BadResource);
  for (const { value } of await handshakes({ client, server })) assertEquals(value.alpnProtocol, "p");
  client.close();
  server.close();
  listener.close();
  await assertRejects(Deno.startTls({}), TypeError);
});

test("startTls() on a connection in use", async () => {
  const listener = Deno.listen({ hostname, port: 0 });
  const accepting = listener.accept();
  using plain = await Deno.connect({ hostname, port: listener.addr.port });
  using server = await accepting;
  const reading = plain.read(bytes(0));
  await assertRejects(Deno.startTls(plain), Deno.errors.Busy, "TCP stream is currently in use");
  await server.write(bytes(1));
  assertEquals(await reading, 1);
  listener.close();
});

test("peers that do not speak TLS, or stop in the middle", async () => {
  const listener = Deno.listenTls({ hostname, port: 0, cert, key });
  const meet = async (run) => {
    const accepting = listener.accept();
    using plain = await Deno.connect({ hostname, port: listener.addr.port });
    using server = await accepting;
    await run(plain, server);
  };
  await meet(async (plain, server) => {
    await plain.write(new TextEncoder().encode("GET / HTTP/1.1\r\n\r\n"));
    await assertRejects(server.handshake(), InvalidData, "received corrupt message of type InvalidContentType");
  });
  await meet(async (plain, server) => {
    plain.close();
    await assertRejects(server.handshake(), UnexpectedEof, "unexpected end of file");
  });
  listener.close();
});

test("keys and certificates are checked with Deno's texts", async () => {
  const none = "A key and certificate are required for `Deno.listenTls`";
  for (const [options, kind, text] of [
    [{}, TypeError, none],
    [{ certFile: "a", keyFile: "b" }, TypeError, none],
    [{ cert }, TypeError, "If `cert` is specified, `key` must be specified as well for `Deno.listenTls`"],
    [{ key }, TypeError, "If `key` is specified, `cert` must be specified as well for `Deno.listenTls`"],
    [{ cert: "x", key: "y" }, InvalidData, "No certificates found in certificate data"],
    [{ cert, key: "y" }, InvalidData, "No keys found in key data"],
    [{ cert: 1, key: 2 }, InvalidData, "No certificates found in certificate data"],
    [{ cert, key: strangeKey }, Error, "keys may not be consistent: KeyMismatch"],
    [{ cert, key, keyFormat: "x" }, TypeError, 'If "keyFormat" is specified, it must be "pem": received "x"'],
    [{ cert, key, alpnProtocols: "h2" }, TypeError, "expected type `v8::data::Array`, got `v8::data::Value`"],
    [{ cert, key, transport: "unix" }, TypeError, "Unsupported transport: 'unix'"],
    [{ cert, key, port: -1 }, RangeError, "Invalid port (out of range): -1"],
  ]) {
    assertThrows(() => Deno.listenTls({ hostname, port: 0, ...options }), kind, text);
  }
  await assertRejects(Deno.connectTls({ hostname, port: 1, cert }), TypeError,
    "If `cert` is specified, `key` must be specified as well for `Deno.connectTls`");
  await assertRejects(Deno.connectTls({ hostname, port: 1, caCerts: "x" }), TypeError);
  const throwing = { hostname, port: 1, get caCerts() { throw new Error("read caCerts"); } };
  await assertRejects(Deno.connectTls(throwing), Error, "read caCerts");
});

test("what was not granted is refused", async () => {
  const refused = (peer) => `Requires net access to "${peer}", run again with the --allow-net flag`;
  await assertRejects(Deno.connectTls({ hostname: "example.com", port: 443 }), Deno.errors.NotCapable, refused("example.com:443"));
  assertThrows(() => Deno.listenTls({ port: 0, cert, key }), Deno.errors.NotCapable, refused("0.0.0.0:0"));
});

await runTests();
