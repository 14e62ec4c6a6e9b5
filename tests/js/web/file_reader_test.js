// tests/js/web/file_reader_test.js: FileReader.
import { assert, assertEquals, assertThrows, runTests, settle, test } from "../harness.js";

function read(method, ...args) {
  const reader = new FileReader();
  return new Promise((resolve) => {
    reader.onload = () => resolve(reader.result);
    reader[method](...args);
  });
}

test("a blob is read as bytes, text, a binary string or a URL", async () => {
  const blob = new Blob([new Uint8Array([0xe4, 0x62])], { type: "text/plain;charset=latin1" });
  assertEquals(await read("readAsArrayBuffer", blob), new Uint8Array([0xe4, 0x62]).buffer);
  assertEquals(await read("readAsText", blob), "\u00e4b");
  assertEquals(await read("readAsText", blob, "koi8-r"), "\u0414b");
  assertEquals(await read("readAsText", blob, "nonsense"), "\u00e4b");
  assertEquals(await read("readAsBinaryString", blob), "\u00e4b");
  assertEquals(await read("readAsDataURL", new Blob(["abc"], { type: "a/b" })), "data:a/b;base64,YWJj");
  assertEquals(await read("readAsDataURL", new Blob(["abc"])), "data:application/octet-stream;base64,YWJj");
});

test("events come in order, each with the state it finds", async () => {
  const reader = new FileReader();
  const seen = [];
  const done = new Promise((resolve) => {
    for (const type of ["loadstart", "progress", "load", "loadend", "abort", "error"]) {
      reader.addEventListener(type, (event) => {
        seen.push([type, event instanceof ProgressEvent, event.loaded, reader.readyState, reader.result]);
        if (type === "loadend") resolve();
      });
    }
  });
  reader.readAsText(new Blob(["abc"]));
  assertEquals([reader.readyState, reader.result, seen.length], [FileReader.LOADING, null, 0]);
  await done;
  assertEquals(seen, [
    ["loadstart", true, 0, 1, null],
    ["progress", true, 3, 1, null],
    ["load", true, 3, 2, "abc"],
    ["loadend", true, 3, 2, "abc"],
  ]);
});

test("one reading at a time, until it is aborted", async () => {
  const reader = new FileReader();
  const seen = [];
  for (const type of ["load", "loadend", "abort"]) reader[`on${type}`] = () => seen.push(type);
  reader.abort();
  assertEquals([reader.readyState, seen], [FileReader.EMPTY, []]);
  reader.readAsText(new Blob(["a"]));
  assertThrows(() => reader.readAsText(new Blob(["b"])), "InvalidStateError", "Invalid FileReader state");
  reader.abort();
  assertEquals([seen, reader.readyState, reader.result, reader.error], [["abort", "loadend"], FileReader.DONE, null, null]);
  for (let turn = 0; turn < 5; turn++) await settle();
  assertEquals(seen, ["abort", "loadend"]);
  assert(await read("readAsText", new Blob(["c"])) === "c");
});

test("only blobs are read", () => {
  assertThrows(() => new FileReader().readAsText(), TypeError,
    "Failed to execute 'readAsText' on 'FileReader': 1 argument required, but only 0 present");
  for (const value of ["a", null, {}, new Uint8Array(1)]) {
    assertThrows(() => new FileReader().readAsArrayBuffer(value), TypeError);
  }
  assertEquals([FileReader.EMPTY, FileReader.LOADING, new FileReader().DONE], [0, 1, 2]);
});

await runTests();
