// tests/js/web/url_pattern_data_test.js: the cases of tests/data/url for URLPattern.
import { assertEquals, assertThrows, runTests, test } from "../harness.js";
import comparisons from "../../data/url/urlpattern-compare-test-data.json" with { type: "json" };
import generations from "../../data/url/urlpattern-generate-test-data.json" with { type: "json" };
import patterns from "../../data/url/urlpatterntestdata.json" with { type: "json" };

// Each with those before it in a URL: when a pattern names one of these, the component is a wildcard.
const kBefore = {
  protocol: [],
  username: [],
  password: [],
  hostname: ["protocol"],
  port: ["protocol", "hostname"],
  pathname: ["protocol", "hostname", "port"],
  search: ["protocol", "hostname", "port", "pathname"],
  hash: ["protocol", "hostname", "port", "pathname", "search"],
};

function baseOf([first, second]) {
  const base = first?.baseURL ?? (typeof second === "string" ? second : undefined);
  return base === undefined ? undefined : new URL(base);
}

/** The text of a component of the pattern where the data leaves it out. */
function usualText(component, { pattern, exactly_empty_components: empty = [] }) {
  const [first] = pattern;
  const init = typeof first === "object" ? first : {};
  const base = baseOf(pattern);
  if (empty.includes(component)) return "";
  if (init[component]) return init[component];
  if (kBefore[component].some((name) => name in init)) return "*";
  if (base === undefined || component === "username" || component === "password") return "*";
  if (component === "protocol") return base.protocol.slice(0, -1);
  return component === "search" || component === "hash" ? base[component].slice(1) : base[component];
}

/** What exec() gives for a component where the data leaves it out. */
function usualMatch(component, { exactly_empty_components: empty = [] }) {
  return { input: "", groups: empty.includes(component) ? {} : { 0: "" } };
}

function checkMatch(pattern, entry) {
  const { inputs, expected_match: expected } = entry;
  if (expected === "error") {
    assertThrows(() => pattern.test(...inputs), TypeError);
    assertThrows(() => pattern.exec(...inputs), TypeError);
    return;
  }
  assertEquals(pattern.test(...inputs), expected !== null);
  const found = pattern.exec(...inputs);
  if (expected === null) return assertEquals(found, null);
  assertEquals(found.inputs.map((input) => typeof input === "string" ? input : { ...input }),
    expected.inputs ?? inputs, "inputs");
  for (const component of Object.keys(kBefore)) {
    const { input, groups } = expected[component] ?? usualMatch(component, entry);
    // JSON has no undefined.
    const values = Object.entries(groups).map(([name, value]) => [name, value ?? undefined]);
    assertEquals(found[component], { input, groups: Object.fromEntries(values) }, component);
  }
}

patterns.forEach((entry, number) => {
  const { pattern: list, expected_obj: expected = {} } = entry;
  test(`${number}: ${JSON.stringify(list)} and ${JSON.stringify(entry.inputs)}`, () => {
    if (expected === "error") {
      assertThrows(() => new URLPattern(...list), TypeError);
      return;
    }
    const pattern = new URLPattern(...list);
    for (const component of Object.keys(kBefore)) {
      assertEquals(pattern[component], expected[component] ?? usualText(component, entry), component);
    }
    checkMatch(pattern, entry);
  });
});

comparisons.forEach(({ component, left, right, expected }) => {
  test(`${component}: ${JSON.stringify(left)} compared with ${JSON.stringify(right)}`, () => {
    const [first, second] = [new URLPattern(left), new URLPattern(right)];
    assertEquals(URLPattern.compareComponent(component, first, second), expected);
    assertEquals(URLPattern.compareComponent(component, second, first), 0 - expected);
    assertEquals(URLPattern.compareComponent(component, first, first), 0);
  });
});

generations.forEach(({ pattern, component, groups, expected }) => {
  test(`${component} of ${JSON.stringify(pattern)} from ${JSON.stringify(groups)}`, () => {
    const made = new URLPattern(pattern);
    if (expected === null) assertThrows(() => made.generate(component, groups), TypeError);
    else assertEquals(made.generate(component, groups), expected);
  });
});

await runTests();
