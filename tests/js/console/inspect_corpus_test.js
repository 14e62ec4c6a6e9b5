// Deno.inspect against recorded answers, value by value.

import { assertEquals, runTests, test } from "../harness.js";
import { corpus } from "./corpus.js";
import { evaluate, keyOf } from "./corpus_case.js";
import { differences } from "./differences.js";
import expected from "./expected.json" with { type: "json" };

for (const entry of corpus) {
  const key = keyOf(entry);
  test(key, async () => {
    const text = await evaluate(entry, Deno.inspect);
    assertEquals(text, differences[key]?.text ?? expected.cases[key]);
  });
}

test("every recorded difference still is one", () => {
  for (const [key, { text }] of Object.entries(differences)) {
    if (!(key in expected.cases)) throw new Error(`no such case: ${key}`);
    if (text === expected.cases[key]) throw new Error(`no difference any more: ${key}`);
  }
});

await runTests();
