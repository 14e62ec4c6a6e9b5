// tests/js/web/url_data_test.js: the cases of tests/data/url for URL and its setters.
import { assertEquals, assertThrows, runTests, test } from "../harness.js";
import idna from "../../data/url/IdnaTestV2.json" with { type: "json" };
import idnaRemoved from "../../data/url/IdnaTestV2-removed.json" with { type: "json" };
import percentEncoding from "../../data/url/percent-encoding.json" with { type: "json" };
import setters from "../../data/url/setters_tests.json" with { type: "json" };
import toAscii from "../../data/url/toascii.json" with { type: "json" };
import urls from "../../data/url/urltestdata.json" with { type: "json" };
import urlsWithSurrogates from "../../data/url/urltestdata-javascript-only.json" with { type: "json" };

const kParts = [
  "href", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash",
];
const cases = (list) => list.filter((entry) => typeof entry !== "string");
const shown = (value) => JSON.stringify(value).slice(0, 200);

for (const { input, base, failure, ...expected } of cases([...urls, ...urlsWithSurrogates])) {
  const bases = base === null ? [] : [base];
  test(`parsing ${shown(input)} with base ${shown(base)}`, () => {
    assertEquals(URL.canParse(input, ...bases), !failure);
    if (failure) {
      assertThrows(() => new URL(input, ...bases), TypeError);
      assertEquals(URL.parse(input, ...bases), null);
      return;
    }
    const url = new URL(input, ...bases);
    for (const part of kParts) assertEquals(url[part], expected[part], part);
    if (expected.origin !== undefined) assertEquals(url.origin, expected.origin, "origin");
    if (expected.searchParams !== undefined) assertEquals(`${url.searchParams}`, expected.searchParams);
    assertEquals(new URL(url.href).href, url.href, "the href of the href");
    assertEquals(URL.parse(input, ...bases).href, url.href);
  });
}

for (const [part, list] of Object.entries(setters)) {
  if (part === "comment") continue;
  for (const { href, new_value: value, expected } of list) {
    test(`setting ${part} of ${shown(href)} to ${shown(value)}`, () => {
      const url = new URL(href);
      url[part] = value;
      for (const [name, text] of Object.entries(expected)) assertEquals(url[name], text, name);
    });
  }
}

function testHost(input, host, output) {
  test(`the host ${shown(host)} (${shown(input)})`, () => {
    const text = `https://${host}/x`;
    if (output === null) {
      assertThrows(() => new URL(text), TypeError);
    } else {
      const url = new URL(text);
      assertEquals([url.host, url.hostname, url.pathname, url.href], [output, output, "/x", `https://${output}/x`]);
    }
    for (const part of ["host", "hostname"]) {
      const url = new URL("https://x/x");
      url[part] = host;
      assertEquals(url[part], output ?? "x", `the setter of ${part}`);
    }
  });
}

for (const { input, output } of cases(toAscii)) testHost(input, input, output);
for (const { input, output } of cases([...idna, ...idnaRemoved])) {
  // What would end a host in a URL is escaped; an empty host is no host.
  const host = input.replace(/[:/?#\\]/gu, (delimiter) => encodeURIComponent(delimiter));
  if (host !== "") testHost(input, host, output);
}

for (const { input, output } of cases(percentEncoding)) {
  test(`the query and fragment ${shown(input)}`, () => {
    const url = new URL(`https://example.invalid/?${input}#${input}`);
    assertEquals([url.search, url.hash], [`?${output["utf-8"]}`, `#${output["utf-8"]}`]);
  });
}

await runTests();
