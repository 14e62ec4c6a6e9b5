// tests/js/web/body_test.js: Request, Response and what they share.
import { assert, assertEquals, assertRejects, assertThrows, runTests, test } from "../harness.js";
import { streamOf } from "./streams/support.js";

const bytes = (...values) => new Uint8Array(values);
const post = (body, headers = {}) => new Request("http://localhost/", { method: "POST", body, headers });

test("each kind of body brings its text and its content type", async () => {
  const cases = [
    ["s\u20ac", "s\u20ac", "text/plain;charset=UTF-8"],
    [bytes(65, 66), "AB", null],
    [new Uint16Array([65]), "A\0", null],
    [bytes(65).buffer, "A", null],
    [new DataView(bytes(1, 65, 2).buffer, 1, 1), "A", null],
    [new URLSearchParams("a=b c"), "a=b+c", "application/x-www-form-urlencoded;charset=UTF-8"],
    [new Blob(["q"], { type: "x/y" }), "q", "x/y"],
    [new Blob(["q"]), "q", null],
    [streamOf(bytes(65), bytes(66)), "AB", null],
    [5, "5", "text/plain;charset=UTF-8"],
    [{}, "[object Object]", "text/plain;charset=UTF-8"],
    [null, "", null],
    [undefined, "", null],
  ];
  for (const [body, text, type] of cases) {
    const response = new Response(body);
    assertEquals([response.headers.get("content-type"), await response.text()], [type, text]);
  }
});

test("a given content type is kept", () => {
  assertEquals(new Response("x", { headers: { "Content-Type": "q/w" } }).headers.get("content-type"), "q/w");
  assertEquals(post("x", { "content-type": "q/w" }).headers.get("content-type"), "q/w");
});

test("a body of bytes is a copy", async () => {
  const source = bytes(1, 2);
  const response = new Response(source);
  source[0] = 9;
  assertEquals(await response.bytes(), bytes(1, 2));
});

test("bodies are read in every form", async () => {
  const make = () => new Response('{"a":[1]}');
  assertEquals(await make().json(), { a: [1] });
  assertEquals((await make().bytes()).byteLength, 9);
  assertEquals((await make().arrayBuffer()).byteLength, 9);
  const blob = await new Response("x", { headers: { "content-type": "Text/HTML; charset=utf-8" } }).blob();
  assertEquals([blob.type, blob.size], ["text/html;charset=utf-8", 1]);
  assertEquals(await new Response().text(), "");
  assertEquals((await new Response().bytes()).byteLength, 0);
  await assertRejects(new Response("{").json(), SyntaxError);
  await assertRejects(new Response().json(), SyntaxError);
});

test("a body is read once", async () => {
  for (const response of [new Response("x"), new Response(streamOf(bytes(1))), new Response(bytes(1))]) {
    assert(!response.bodyUsed);
    await response.text();
    assert(response.bodyUsed);
    await assertRejects(response.text(), TypeError, "Body already consumed");
    assertThrows(() => response.clone(), TypeError, "Body is unusable");
  }
  const locked = new Response("x");
  locked.body.getReader();
  assert(!locked.bodyUsed);
  await assertRejects(locked.text(), TypeError, "Body already consumed");
  const empty = new Response();
  await empty.text();
  assertEquals([empty.bodyUsed, empty.body, await empty.text()], [false, null, ""]);
}, { except: ["node"] });

test("body is one stream, made when asked for", async () => {
  const response = new Response("ab");
  const { body } = response;
  assert(body === response.body && body instanceof ReadableStream);
  const { value } = await body.getReader().read();
  assertEquals([[...value], response.bodyUsed], [[97, 98], true]);
  const consumed = new Response("ab");
  await consumed.text();
  assertEquals([consumed.bodyUsed, consumed.body !== null], [true, true]);
});

test("text is UTF-8 without its byte order mark", async () => {
  assertEquals(await new Response(bytes(0xef, 0xbb, 0xbf, 65)).text(), "A");
  assertEquals(await new Response(bytes(0xff, 65)).text(), "\ufffdA");
});

test("strings are treated as if they had been encoded", async () => {
  assertEquals(await new Response("\ufeffA").text(), "A");
  assertEquals(await new Response("\ud800").text(), "\ufffd");
}, { except: ["deno"] });

test("a stream must be unused, and give bytes", async () => {
  const locked = streamOf();
  locked.getReader();
  assertThrows(() => new Response(locked), TypeError, "ReadableStream is locked or disturbed");
  const used = streamOf(bytes(1));
  const reader = used.getReader();
  await reader.read();
  reader.releaseLock();
  assertThrows(() => new Response(used), TypeError, "ReadableStream is locked or disturbed");
  for (const chunk of ["text", 5, bytes(1).buffer]) {
    await assertRejects(new Response(streamOf(chunk)).text(), TypeError,
      "Cannot convert value to Uint8Array while consuming the stream");
  }
  const failing = new ReadableStream({ start: (controller) => controller.error(new RangeError("q")) });
  await assertRejects(new Response(failing).text(), RangeError, "q");
}, { except: ["node"] });

test("iterables of bytes are bodies", async () => {
  async function* generate() {
    yield bytes(65);
    yield bytes(66);
  }
  assertEquals(await new Response(generate()).text(), "AB");
  await assertRejects(new Response(["a"]).text(), TypeError);
}, { except: ["node"] });

test("clones are independent", async () => {
  for (const body of ["x", bytes(120), new Blob(["x"]), streamOf(bytes(120))]) {
    const response = new Response(body, { status: 201, statusText: "made", headers: { a: "b" } });
    const copy = response.clone();
    copy.headers.set("a", "c");
    assertEquals([response.headers.get("a"), copy.status, copy.statusText], ["b", 201, "made"]);
    assertEquals([await response.text(), await copy.text()], ["x", "x"]);
  }
});

test("the bytes of one clone can change without the other's", async () => {
  for (const body of ["x", bytes(120), new Blob(["x"]), streamOf(bytes(120))]) {
    const response = new Response(body);
    const copy = response.clone();
    (await response.bytes())[0] = 0;
    assertEquals(await copy.text(), "x");
  }
}, { except: ["deno"] });

test("textStream gives the text in pieces", async () => {
  const parts = [];
  for await (const part of new Response(streamOf(bytes(0xe2, 0x82), bytes(0xac))).textStream()) parts.push(part);
  assertEquals(parts.join(""), "\u20ac");
}, { except: ["node"] });

test("a response starts out as its init says", () => {
  const response = new Response(null, { status: 404, statusText: "Gone Fishing" });
  assertEquals([response.status, response.statusText, response.ok, response.type, response.url, response.redirected],
    [404, "Gone Fishing", false, "default", "", false]);
  assertEquals([new Response().status, new Response("", { status: "201" }).status, new Response("", { status: 65736 }).status],
    [200, 201, 200]);
});

test("status and body must fit", () => {
  for (const status of [0, 99, 199, 600, 1000]) {
    assertThrows(() => new Response("", { status }), RangeError,
      `The status provided (${status}) is not equal to 101 and outside the range [200, 599]`);
  }
  for (const status of [101, 204, 205, 304]) {
    assertThrows(() => new Response("", { status }), TypeError, "Response with null body status cannot have body");
    assertEquals(new Response(null, { status }).body, null);
  }
  assertThrows(() => new Response("", { statusText: "\n" }), TypeError, 'Invalid status text: "\n"');
  assertThrows(() => new Response("", 1), TypeError);
}, { except: ["node"] });

test("Response.json, redirect and error", async () => {
  const json = Response.json({ a: 1 }, { status: 201, headers: { x: "y" } });
  assertEquals([json.status, [...json.headers], await json.text()],
    [201, [["content-type", "application/json"], ["x", "y"]], '{"a":1}']);
  assertThrows(() => Response.json(() => {}), TypeError);
  assertThrows(() => Response.json({}, { status: 204 }), TypeError);
  const redirect = Response.redirect("http://localhost/a b", 307);
  assertEquals([redirect.status, redirect.headers.get("location"), redirect.body], [307, "http://localhost/a%20b", null]);
  assertThrows(() => Response.redirect("http://localhost/", 200), RangeError);
  assertThrows(() => Response.redirect("http://["), TypeError);
  const error = Response.error();
  assertEquals([error.type, error.status, error.ok, error.body], ["error", 0, false, null]);
});

test("a request starts out as its init says", () => {
  const request = new Request(new URL("http://localhost/a#h"), { method: "post", redirect: "manual", body: "x" });
  assertEquals([request.url, request.method, request.redirect], ["http://localhost/a#h", "POST", "manual"]);
  const plain = new Request("http://localhost");
  assertEquals([plain.url, plain.method, plain.redirect, plain.cache, plain.credentials, plain.mode, plain.body],
    ["http://localhost/", "GET", "follow", "default", "same-origin", "cors", null]);
});

test("only known methods change to upper case", () => {
  const methods = ["get", "Post", "put", "delete", "head", "options", "patch", "foo"];
  assertEquals(methods.map((method) => new Request("http://localhost/", { method }).method),
    ["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "patch", "foo"]);
  assertThrows(() => new Request("http://localhost/", { method: "a b" }), TypeError, "Method is not valid");
  assertThrows(() => new Request("http://localhost/", { method: "connect" }), TypeError, "Method is forbidden");
}, { except: ["node"] });

test("request init members are checked", () => {
  const make = (init) => () => new Request("http://localhost/", init);
  assertThrows(make({ redirect: "x" }), TypeError,
    "Failed to construct 'Request': The provided value 'x' is not a valid enum value of type RequestRedirect");
  assertThrows(make({ signal: 1 }), TypeError,
    "Failed to construct 'Request': 'signal' of 'RequestInit' (Argument 2) is not of type AbortSignal");
  assertThrows(make({ mode: "navigate" }), TypeError, "Request mode 'navigate' is not allowed");
  assertThrows(make({ referrer: "x" }), TypeError, 'Referrer "x" is not a valid URL.');
  assertThrows(make({ body: "x" }), TypeError, "Request with GET/HEAD method cannot have body");
  assertThrows(make(1), TypeError, "Failed to construct 'Request': Argument 2 can not be converted to a dictionary");
  assertThrows(() => new Request("/x"), TypeError, "Invalid URL: '/x'");
  assertThrows(() => new Request(), TypeError, "Failed to construct 'Request': 1 argument required, but only 0 present");
}, { except: ["node"] });

test("a request made from another takes its body", async () => {
  const first = post("x", { a: "1" });
  const second = new Request(first, { headers: { b: "2" } });
  assertEquals([first.bodyUsed, second.method, await second.text(), [...second.headers]],
    [true, "POST", "x", [["b", "2"]]]);
  assertThrows(() => new Request(first), TypeError, "Input request's body is unusable");
  const third = post("x");
  const replaced = new Request(third, { body: "y" });
  assertEquals([third.bodyUsed, await replaced.text()], [false, "y"]);
}, { except: ["node"] });

test("a request's stream body moves along too", async () => {
  const first = new Request("http://localhost/", { method: "POST", body: streamOf(bytes(65)), duplex: "half" });
  const second = new Request(first);
  assertEquals([first.bodyUsed, await second.text()], [true, "A"]);
});

test("a request's signal follows the one it was given", () => {
  const controller = new AbortController();
  const request = new Request("http://localhost/", { signal: controller.signal });
  const copy = new Request(request);
  const clone = request.clone();
  const detached = new Request(request, { signal: null });
  assert(request.signal !== controller.signal && request.signal === request.signal);
  controller.abort("why");
  assertEquals([request.signal.reason, copy.signal.reason, clone.signal.reason, detached.signal.aborted],
    ["why", "why", "why", false]);
});

test("methods refuse objects of other kinds", async () => {
  await assertRejects(Response.prototype.text.call({}), TypeError, "Illegal invocation");
  assertThrows(() => Response.prototype.status, TypeError, "Illegal invocation");
  assertThrows(() => Request.prototype.url, TypeError, "Illegal invocation");
}, { except: ["node"] });

await runTests();
