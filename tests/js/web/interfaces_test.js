// tests/js/web/interfaces_test.js: every web global against what was recorded of Deno's.
import { assert, assertEquals, runTests, test } from "../harness.js";
import recorded from "../../data/web/interfaces.json" with { type: "json" };
import { differences, missing } from "./interface_differences.js";
import { shape } from "./interface_shape.js";

const lines = shape();
const globalOf = (path) => path.split(/[. ]/)[0];
const isGlobal = (path) => globalOf(path) === path;

test("the globals that are missing are known", () => {
  const absent = Object.keys(recorded.lines).filter((path) => isGlobal(path) && !(path in lines));
  assertEquals(absent.sort(), missing.flatMap(({ names }) => names).sort());
});

test("what differs from the recorded is known, and differs still", () => {
  const known = new Map(differences.flatMap(({ paths, reason }) => paths.map((path) => [path, reason])));
  const unknown = [];
  for (const path of new Set([...Object.keys(lines), ...Object.keys(recorded.lines)])) {
    if (!(globalOf(path) in lines) || (!isGlobal(path) && !(globalOf(path) in recorded.lines))) continue;
    const [ours, theirs] = [lines[path] ?? "nothing", recorded.lines[path] ?? "nothing"];
    if (ours !== theirs && !known.delete(path)) unknown.push(`${path}: ${ours} for ${theirs}`);
  }
  assertEquals(unknown, []);
  assertEquals([...known.keys()], []);
});

test("every difference has a reason", () => {
  for (const { reason } of [...differences, ...missing]) assert(reason.length > 10);
});

await runTests();
