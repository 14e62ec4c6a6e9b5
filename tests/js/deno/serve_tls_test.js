// flags: --allow-net=127.0.0.1,localhost
// Deno.serve() over TLS.
import { assertEquals, assertThrows, runTests, test } from "../harness.js";
import { authority, certificate, key, strangeKey } from "./test_certificates.js";

const hostname = "127.0.0.1";
const cert = certificate;

/** All that the server says to `head`, sent by a client that speaks `alpnProtocols`. */
async function ask(port, head, alpnProtocols = []) {
  const conn = await Deno.connectTls({ hostname: "localhost", port, caCerts: [authority], alpnProtocols });
  const { alpnProtocol } = await conn.handshake();
  await conn.write(new TextEncoder().encode(head));
  let answer = "";
  for await (const chunk of conn.readable.pipeThrough(new TextDecoderStream())) answer += chunk;
  return [alpnProtocol, answer];
}

test("requests arrive and answers leave encrypted", async () => {
  let told;
  const seen = [];
  const server = Deno.serve({ hostname, port: 0, cert, key, onListen: (addr) => told = addr }, async (request, info) => {
    seen.push(request.url, info.remoteAddr.transport, info.remoteAddr.hostname);
    return new Response(`got ${await request.text()}`);
  });
  const { port } = server.addr;
  assertEquals(server.addr, { __proto__: null, hostname, port, transport: "tcp" });
  assertEquals(told, server.addr);
  const [protocol, answer] = await ask(port,
    `POST /a HTTP/1.1\r\nhost: localhost:${port}\r\ncontent-length: 4\r\nconnection: close\r\n\r\nbody`, ["http/1.1"]);
  assertEquals(protocol, "http/1.1");
  assertEquals(answer.startsWith("HTTP/1.1 200 OK\r\n"), true);
  assertEquals(answer.endsWith("\r\n\r\ngot body"), true);
  assertEquals(seen, [`https://localhost:${port}/a`, "tcp", hostname]);
  await server.shutdown();
});

test("a large body streams", async () => {
  const piece = "x".repeat(50_000);
  const server = Deno.serve({ hostname, port: 0, cert, key, onListen() {} }, () =>
    new Response(ReadableStream.from(Array(20).fill(piece)).pipeThrough(new TextEncoderStream())));
  const [, answer] = await ask(server.addr.port, "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
  assertEquals(answer.match(/x/g).length, 1_000_000);
  await server.shutdown();
});

test("options are checked with Deno's texts", () => {
  const both = "Both 'cert' and 'key' must be provided to enable HTTPS";
  for (const [options, kind, text] of [
    [{ cert }, TypeError, both],
    [{ key }, TypeError, both],
    [{ cert: "", key }, TypeError, both],
    [{ cert: null, key: null }, TypeError, both],
    [{ cert: "x", key }, Deno.errors.InvalidData, "No certificates found in certificate data"],
    [{ cert, key: "x" }, Deno.errors.InvalidData, "No keys found in key data"],
    [{ cert, key: strangeKey }, Error, "keys may not be consistent: KeyMismatch"],
    [{ cert, key, alpnProtocols: ["h2"] }, TypeError,
      "Unsupported 'alpnProtocols' option provided. 'h2' and 'http/1.1' are automatically supported."],
    [{ certFile: "a", keyFile: "b" }, TypeError,
      "Unsupported 'certFile' / 'keyFile' options provided: use 'cert' / 'key' instead."],
    [{ port: -1 }, RangeError, "Invalid port (out of range): -1"],
    [{ port: 1.5 }, TypeError, "Invalid port: 1.5"],
    [{ tcpBacklog: "a" }, TypeError, "expected i32"],
    [{ hostname: "0.0.0.0", cert, key }, Deno.errors.NotCapable,
      'Requires net access to "0.0.0.0:0", run again with the --allow-net flag'],
  ]) {
    assertThrows(() => Deno.serve({ hostname, port: 0, ...options }, () => new Response()), kind, text);
  }
});

await runTests();
