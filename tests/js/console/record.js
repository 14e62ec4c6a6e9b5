// Writes expected.json from the runtime that serves as the reference:
//   deno run --allow-all tests/js/console/record.js > tests/js/console/expected.json

import { corpus, platformCorpus } from "./corpus.js";
import { evaluate, keyOf } from "./corpus_case.js";

/** @type {Record<string, string>} */
const cases = {};
for (const entry of [...corpus, ...platformCorpus]) {
  cases[keyOf(entry)] = await evaluate(entry, Deno.inspect);
}
console.log(JSON.stringify({ recordedFrom: Deno.version, cases }, null, 1));
