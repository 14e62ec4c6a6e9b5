// Globals whose modules are loaded when something first reads them.
import { assert, assertEquals, runTests, test } from "../harness.js";

const describe = (name) => Object.getOwnPropertyDescriptor(globalThis, name);

test("a global that is loaded late is a plain property once it was read", () => {
  assert(describe("TransformStream").get !== undefined);
  const { TransformStream } = globalThis;
  assertEquals(describe("TransformStream"),
    { value: TransformStream, writable: true, enumerable: false, configurable: true });
});

test("what script puts in its place stays there", () => {
  const { get } = describe("WritableStream");
  globalThis.WritableStream = "script's own";
  assertEquals(get().name, "WritableStream");
  assertEquals(globalThis.WritableStream, "script's own");
});

test("cloning knows objects of interfaces that it does not load", () => {
  for (const value of [new Headers(), new Response(), new ReadableStream(), new URL("a:b")]) {
    let error;
    try {
      structuredClone(value);
    } catch (caught) {
      error = caught;
    }
    assertEquals(error.name, "DataCloneError");
  }
});

await runTests();
