// flags: --allow-net --allow-read --allow-write --allow-run
// Deno.connect(), Deno.listen() and Deno.serve() on Unix sockets.
import { assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";

const folder = Deno.makeTempDirSync({ prefix: "unix_" });
const path = `${folder}/a.sock`;
const transport = "unix";

function exists(file) {
  try {
    Deno.lstatSync(file);
    return true;
  } catch {
    return false;
  }
}

test("bytes go both ways", async () => {
  const listener = Deno.listen({ transport, path });
  assertEquals(listener.addr, { transport, path });
  const accepting = listener.accept();
  const client = await Deno.connect({ transport, path });
  const server = await accepting;
  assertEquals(client.constructor.name, "UnixConn");
  assertEquals([client.remoteAddr, client.localAddr], [{ transport, path }, { transport, path: null }]);
  assertEquals([server.remoteAddr, server.localAddr], [{ transport, path: null }, { transport, path }]);
  await client.write(new Uint8Array([5]));
  const into = new Uint8Array(3);
  assertEquals([await server.read(into), into[0]], [1, 5]);
  await server.closeWrite();
  assertEquals(await client.read(into), null);
  client.close();
  server.close();
  listener.close();
});

test("the file goes with the listener", () => {
  const listener = Deno.listen({ transport, path });
  assertEquals(Deno.lstatSync(path).isSocket, true);
  const taken = assertThrows(() => Deno.listen({ transport, path }), Deno.errors.AddrInUse, "Address already in use (os error 98)");
  assertEquals(taken.code, "EADDRINUSE");
  listener.close();
  assertEquals(exists(path), false);
});

test("paths that lead nowhere", async () => {
  await assertRejects(Deno.connect({ transport, path }), Deno.errors.NotFound, "No such file or directory (os error 2)");
  Deno.writeTextFileSync(`${folder}/file`, "");
  await assertRejects(Deno.connect({ transport, path: `${folder}/file` }), Deno.errors.ConnectionRefused);
  assertThrows(() => Deno.listen({ transport, path: `${folder}/file` }), Deno.errors.AddrInUse);
  assertThrows(() => Deno.listen({ transport, path: `${folder}/none/x` }), Deno.errors.NotFound);
  for (const wrong of ["", undefined, null, 5, {}]) {
    await assertRejects(Deno.connect({ transport, path: wrong }), Error, "Empty path is not allowed");
  }
  assertThrows(() => Deno.listen({ transport, path: `${folder}/a\0b` }), TypeError);
  assertThrows(() => Deno.listen({ transport, path: `${folder}/${"x".repeat(200)}` }), TypeError, "path must be shorter than SUN_LEN");
});

/** What a request to the server at `path` is answered with. */
async function ask(head) {
  const conn = await Deno.connect({ transport, path });
  await conn.write(new TextEncoder().encode(head));
  let answer = "";
  for await (const chunk of conn.readable.pipeThrough(new TextDecoderStream())) answer += chunk;
  return answer.slice(answer.indexOf("\r\n\r\n") + 4);
}

test("Deno.serve() on a Unix socket", async () => {
  let told;
  const seen = [];
  const server = Deno.serve({ path, onListen: (addr) => told = addr }, (request, info) => {
    seen.push(request.url, info.remoteAddr);
    return new Response("hello");
  });
  assertEquals([server.addr, told], [{ transport, path }, { transport, path }]);
  assertEquals(await ask("GET /a?b HTTP/1.1\r\nhost: x.y\r\nconnection: close\r\n\r\n"), "hello");
  assertEquals(await ask("GET /c HTTP/1.0\r\n\r\n"), "hello");
  const escaped = encodeURIComponent(path).replace(/[-_.]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  assertEquals(seen, ["http+unix://x.y/a?b", { transport, path }, `http+unix://${escaped}/c`, { transport, path }]);
  await server.shutdown();
  assertEquals(exists(path), false);
});

/** What a program with `flags` prints for each attempt. */
async function attempts(flags) {
  const main = `${folder}/main.js`;
  Deno.writeTextFileSync(main, `
    const options = { transport: "unix", path: ${JSON.stringify(path)} };
    for (const attempt of [
      () => Deno.connect(options), () => Deno.listen(options), () => Deno.serve(options, () => {}),
    ]) {
      try {
        await attempt();
        console.log("done");
      } catch (error) {
        console.log(error.name + ": " + error.message);
      }
    }`);
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["run", "--no-prompt", ...flags, main] }).output();
  return new TextDecoder().decode(stdout).trimEnd().split("\n");
}

test("a Unix socket needs leave to read and write its path, and to use it", async () => {
  const refused = (kind, what) => `NotCapable: Requires ${kind} access to "${what}", run again with the --allow-${kind} flag`;
  const thrice = (text) => [text, text, text];
  assertEquals(await attempts(["--allow-net"]), thrice(refused("read", path)));
  assertEquals(await attempts(["--allow-net", "--allow-read"]), thrice(refused("write", path)));
  assertEquals(await attempts(["--allow-read", "--allow-write"]), thrice(refused("net", `unix:${path}`)));
});

addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));
await runTests();
