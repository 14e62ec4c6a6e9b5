// A minimal test harness: tests run in order once the script has been read.

/** @type {{ name: string, fn: () => void | Promise<void> }[]} */
const tests = [];

/**
 * @param {string} name
 * @param {() => void | Promise<void>} fn
 */
export function test(name, fn) {
  if (tests.push({ name, fn }) === 1) setTimeout(run, 0);
}

async function run() {
  let failed = 0;
  for (const { name, fn } of tests) {
    try {
      await fn();
    } catch (error) {
      failed++;
      console.log(`FAILED ${name}\n${error?.stack ?? error}`);
    }
  }
  console.log(`${tests.length - failed} passed, ${failed} failed`);
  if (failed > 0) Deno.exit(1);
}

/**
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function assertEquals(actual, expected) {
  if (Object.is(actual, expected)) return;
  throw new Error(`expected\n${String(expected)}\nbut got\n${String(actual)}`);
}
