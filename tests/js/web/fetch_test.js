// tests/js/web/fetch_test.js: fetch() against a server of the same program.
// flags: --allow-net=127.0.0.1
import { assert, assertEquals, assertRejects, runTests, test } from "../harness.js";

const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
  const url = new URL(request.url);
  if (url.pathname === "/redirect") return Response.redirect(`${url.origin}/target`, 302);
  if (url.pathname === "/loop") return Response.redirect(`${url.origin}/loop`, 302);
  if (url.pathname === "/empty") return new Response(null, { status: 204, headers: { "x-a": "b" } });
  return Response.json({ method: request.method, body: await request.text(), path: url.pathname });
});
const base = `http://127.0.0.1:${server.addr.port}`;

test("a request without a signal is answered", async () => {
  const response = await fetch(`${base}/a`);
  assertEquals([response.status, response.ok, response.type, response.url], [200, true, "basic", `${base}/a`]);
  assertEquals(await response.json(), { method: "GET", body: "", path: "/a" });
});

test("bodies of each kind are sent", async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([120]));
      controller.close();
    },
  });
  for (const body of ["x", new Uint8Array([120]), new Blob(["x"]), stream]) {
    const response = await fetch(base, { method: "POST", body });
    assertEquals(await response.json(), { method: "POST", body: "x", path: "/" });
  }
});

test("an answer without a body has its status and headers, and none to read", async () => {
  const empty = await fetch(`${base}/empty`);
  assertEquals([empty.status, empty.statusText, empty.headers.get("x-a"), empty.body], [204, "No Content", "b", null]);
  const head = await fetch(`${base}/a`, { method: "HEAD" });
  assertEquals([head.status, head.body, await head.text()], [200, null, ""]);
});

test("redirects are followed, shown or refused as asked", async () => {
  const followed = await fetch(`${base}/redirect`, { method: "POST", body: "x" });
  assertEquals([followed.redirected, followed.url], [true, `${base}/target`]);
  assertEquals(await followed.json(), { method: "GET", body: "", path: "/target" });
  const shown = await fetch(`${base}/redirect`, { redirect: "manual" });
  assertEquals([shown.status, shown.redirected], [302, false]);
  await shown.body?.cancel();
  await assertRejects(fetch(`${base}/redirect`, { redirect: "error" }), TypeError,
    "Fetch failed: Encountered redirect while redirect mode is set to 'error'");
  await assertRejects(fetch(`${base}/loop`), TypeError);
});

test("an aborted signal ends a fetch with its reason", async () => {
  const controller = new AbortController();
  const pending = fetch(base, { signal: controller.signal });
  controller.abort(new Error("why"));
  await assertRejects(pending, Error, "why");
  await assertRejects(fetch(base, { signal: AbortSignal.abort() }), "AbortError", "The signal has been aborted");
});

test("data: and blob: URLs need no network", async () => {
  assertEquals(await (await fetch("data:text/plain;base64,YSBi")).text(), "a b");
  const url = URL.createObjectURL(new Blob(["hey"], { type: "a/b" }));
  const response = await fetch(url);
  assertEquals([response.url, response.headers.get("content-type"), response.headers.get("content-length"), await response.text()],
    [url, "a/b", "3", "hey"]);
  await assertRejects(fetch(url, { method: "POST" }), TypeError, "Blob URL fetch only supports GET method");
  URL.revokeObjectURL(url);
  await assertRejects(fetch(url), TypeError, "Blob for the given URL not found.");
});

test("other schemes and blocked ports are refused in Deno's words", async () => {
  await assertRejects(fetch("ftp://localhost/"), TypeError, "Url scheme 'ftp' not supported");
  await assertRejects(fetch("http://localhost:1/"), TypeError, "Fetch failed: Requests to port 1 are blocked");
  await assertRejects(fetch("/relative"), TypeError, "Invalid URL: '/relative'");
  assert((await assertRejects(fetch(), TypeError)).message.startsWith("Failed to execute 'fetch'"));
});

await runTests();
await server.shutdown();
