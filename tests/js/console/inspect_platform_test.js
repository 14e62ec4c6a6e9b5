// Deno.inspect of the platform's own classes against recorded answers.

import { assertEquals, assertRejects, runTests, test } from "../harness.js";
import { platformCorpus } from "./corpus.js";
import { evaluate, keyOf } from "./corpus_case.js";
import { differences, missing } from "./differences.js";
import expected from "./expected.json" with { type: "json" };

for (const entry of platformCorpus) {
  const key = keyOf(entry);
  test(key, async () => {
    if (missing.has(key) && globalThis.Bailey !== undefined) {
      await assertRejects(() => evaluate(entry, Deno.inspect), ReferenceError);
      return;
    }
    const text = await evaluate(entry, Deno.inspect);
    assertEquals(text, differences[key]?.text ?? expected.cases[key]);
  });
}

await runTests();
