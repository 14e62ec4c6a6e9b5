// tests/js/web/navigator_test.js: navigator, and location as --location gives it.
// flags: --location=http://user@a.com:81/p/q?s#h
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";

test("navigator tells what scripts for Deno look for", () => {
  assert(navigator instanceof Navigator);
  assertEquals(navigator.userAgent, `Deno/${Deno.version.deno}`);
  assert(Number.isInteger(navigator.hardwareConcurrency) && navigator.hardwareConcurrency > 0);
  assertEquals([navigator.platform, navigator.languages], ["Linux x86_64", [navigator.language]]);
  assertThrows(() => new Navigator(), TypeError, "Illegal constructor");
  assertThrows(() => Navigator.prototype.userAgent, TypeError, "Illegal invocation");
});

test("userAgentData gives more to those who ask for it", async () => {
  const data = navigator.userAgentData;
  const [major] = Deno.version.deno.split(".");
  const low = { brands: [{ brand: "Deno", version: major }], mobile: false, platform: "Linux" };
  assertEquals(data.toJSON(), low);
  assertEquals(await data.getHighEntropyValues(["bitness", "nonsense", "__proto__"]), { ...low, bitness: "64" });
  assert(navigator.userAgentData === data);
});

test("location is the one given, without its credentials", () => {
  assertEquals(`${location}`, "http://a.com:81/p/q?s#h");
  const { hash, host, hostname, href, origin, pathname, port, protocol, search } = location;
  assertEquals([hash, host, hostname, href, origin, pathname, port, protocol, search],
    ["#h", "a.com:81", "a.com", "http://a.com:81/p/q?s#h", "http://a.com:81", "/p/q", "81", "http:", "?s"]);
  assert(location instanceof Location && location === globalThis.location);
});

test("location cannot be changed", () => {
  const refused = (run, message) => {
    const error = assertThrows(run, "NotSupportedError", message);
    assert(error instanceof DOMException);
  };
  refused(() => (location.href = "http://b/"), 'Cannot set "location.href"');
  refused(() => (globalThis.location = "http://b/"), 'Cannot set "location"');
  refused(() => location.assign("http://b/"), 'Cannot call "location.assign()"');
  refused(() => location.reload(), 'Cannot call "location.reload()"');
  assertThrows(() => Object.defineProperty(location, "href", { value: "x" }), TypeError);
  assertEquals(location.href, "http://a.com:81/p/q?s#h");
  assertThrows(() => new Location(), TypeError, "Illegal constructor");
});

test("relative URLs of requests and redirects start from location", () => {
  assertEquals(new Request("x").url, "http://a.com:81/p/x");
  assertEquals(Response.redirect("/y").headers.get("location"), "http://a.com:81/y");
});

await runTests();
