// tests/js/web/encoding_test.js: TextEncoder, TextDecoder with every label, atob and btoa.
import { assert, assertEquals, assertThrows, runTests, test } from "../harness.js";
import { checksums, labels, samples } from "./encoding_tables.js";

const bytes = (...values) => new Uint8Array(values);
const decode = (name, ...values) => new TextDecoder(name).decode(bytes(...values));

// ---- labels. https://encoding.spec.whatwg.org/#names-and-labels

for (const [name, list] of Object.entries(labels)) {
  test(`every label of ${name} stands for it, in any case and with space around it`, () => {
    for (const label of list.split(" ")) {
      if (name === "replacement") {
        assertThrows(() => new TextDecoder(label), RangeError, `The encoding label provided ('${label}') is invalid.`);
        continue;
      }
      assertEquals(new TextDecoder(label).encoding, name, label);
      assertEquals(new TextDecoder(`\t\n\f\r ${label.toUpperCase()} `).encoding, name, label);
    }
  });
}

test("what is no label is a RangeError", () => {
  for (const label of ["", "utf", "\u00a0utf-8", "utf-8\0", "utf\u20138", "utf-7", "replacement", "\u212Aoi8-r"]) {
    assertThrows(() => new TextDecoder(label), RangeError, `The encoding label provided ('${label}') is invalid.`);
  }
});

// ---- what each encoding decodes

for (const [name, [values, text]] of Object.entries(samples)) {
  test(`${name} decodes its bytes, at once and one by one`, () => {
    assertEquals(decode(name, ...values), text);
    const decoder = new TextDecoder(name, { fatal: true });
    assertEquals(values.map((value) => decoder.decode(bytes(value), { stream: true })).join("") + decoder.decode(), text);
  });
}

/** A number that changes with any change of the text. */
function checksum(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return sum;
}

/** Every byte with every byte after it, each pair followed by one of ASCII. */
function allPairs() {
  const all = new Uint8Array(128 * 256 * 3);
  let at = 0;
  for (let lead = 0x80; lead < 0x100; lead++) {
    for (let trail = 0; trail < 0x100; trail++) {
      all.set([lead, trail, 0x2e], at);
      at += 3;
    }
  }
  return all;
}

for (const [name, expected] of Object.entries(checksums)) {
  test(`${name} decodes every pair of bytes as the standard's index has it`, () => {
    assertEquals(checksum(new TextDecoder(name).decode(allPairs())), expected);
  });
}

test("gb18030 decodes every code of four bytes below U+10000", () => {
  const all = [];
  for (let first = 0x81; first <= 0x84; first++) {
    for (let second = 0x30; second <= 0x39; second++) {
      for (let third = 0x81; third <= 0xfe; third++) {
        for (let fourth = 0x30; fourth <= 0x39; fourth++) all.push(first, second, third, fourth);
      }
    }
  }
  assertEquals(checksum(new TextDecoder("gb18030").decode(new Uint8Array(all))), 1902047659);
});

test("x-user-defined keeps the bytes in the private use area", () => {
  assertEquals(decode("x-user-defined", 0x41, 0x7f, 0x80, 0xff), "A\x7f\uf780\uf7ff");
}, { except: ["deno"] });

// ---- errors

test("a byte of ASCII after a broken code is not lost", () => {
  assertEquals(decode("shift_jis", 0x81, 0x3c, 0x61), "\ufffd<a");
  assertEquals(decode("euc-jp", 0x8f, 0xa1, 0x3c), "\ufffd<");
  assertEquals(decode("euc-kr", 0x81, 0x22), '\ufffd"');
  assertEquals(decode("big5", 0xfe, 0x3e), "\ufffd>");
  assertEquals(decode("gb18030", 0x81, 0x30, 0x3c, 0x61), "\ufffd0<a");
  assertEquals(decode("iso-2022-jp", 0x1b, 0x28, 0x61), "\ufffd(a");
});

test("what is cut off at the end is one error", () => {
  for (const [name, ...values] of [["gb18030", 0x81, 0x30, 0x81], ["big5", 0x81], ["euc-jp", 0x8f, 0xb0], ["utf-16le", 0x61]]) {
    assertEquals(decode(name, ...values), "\ufffd", name);
    assertThrows(() => new TextDecoder(name, { fatal: true }).decode(bytes(...values)), TypeError,
      "The encoded data is not valid");
  }
});

test("a fatal decoder is as new after an error", () => {
  const decoder = new TextDecoder("shift_jis", { fatal: true });
  assertThrows(() => decoder.decode(bytes(0x82, 0x20), { stream: true }), TypeError);
  assertEquals(decoder.decode(bytes(0x82, 0xa0)), "\u3042");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  assertThrows(() => utf8.decode(bytes(0xff)), TypeError);
  assertEquals(utf8.decode(bytes(0x61)), "a");
});

test("malformed UTF-8 is replaced by maximal parts", () => {
  assertEquals(decode("utf-8", 0xf0, 0x9f, 0x98, 0x41, 0xe2, 0x82, 0xc0, 0x80, 0xed, 0xa0, 0x80),
    "\ufffdA\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd");
  const decoder = new TextDecoder();
  assertEquals(decoder.decode(bytes(0xf0, 0x9f), { stream: true }) + decoder.decode(bytes(0x98, 0x41)), "\ufffdA");
});

// ---- byte order marks

test("a byte order mark is dropped once, and only its own encoding's", () => {
  assertEquals(decode("utf-8", 0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61), "\ufeffa");
  assertEquals(decode("utf-16le", 0xff, 0xfe, 0x61, 0), "a");
  assertEquals(decode("utf-16be", 0xfe, 0xff, 0, 0x61), "a");
  assertEquals(decode("utf-16le", 0xfe, 0xff), "\ufffe");
  assertEquals(decode("windows-1252", 0xef, 0xbb, 0xbf), "\u00ef\u00bb\u00bf");
  assertEquals(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf)), "\ufeff");
});

test("a mark that comes in pieces is dropped, and so is the next text's", () => {
  const decoder = new TextDecoder();
  const parts = [[0xef], [0xbb], [0xbf, 0x61]].map((part) => decoder.decode(bytes(...part), { stream: true }));
  assertEquals([...parts, decoder.decode()], ["", "", "a", ""]);
  assertEquals(decoder.decode(bytes(0xef, 0xbb, 0xbf, 0x62)), "b");
});

// ---- arguments

test("decode takes every kind of buffer, and a detached one is empty", () => {
  const buffer = bytes(0x20, 0x61, 0x62, 0x20).buffer;
  for (const input of [new DataView(buffer, 1, 2), new Uint16Array(bytes(0x61, 0x62).buffer), bytes(0x61, 0x62).buffer]) {
    assertEquals(new TextDecoder().decode(input), "ab");
  }
  assertEquals(new TextDecoder().decode(new Uint8Array(new SharedArrayBuffer(1))), "\0");
  const view = new Uint8Array(buffer);
  buffer.transfer();
  assertEquals(new TextDecoder().decode(view), "");
  for (const input of [null, "x", [1], {}]) {
    assertThrows(() => new TextDecoder().decode(input), TypeError,
      "Failed to execute 'decode' on 'TextDecoder': Argument 1 is not an ArrayBuffer, SharedArrayBuffer, or a view on one");
  }
  assertEquals(new TextDecoder().decode(undefined), "");
});

test("options that detach the buffer are harmless", () => {
  const view = new Uint8Array(1 << 16).fill(0x61);
  const options = { get stream() {
    view.buffer.transfer();
    return false;
  } };
  assertEquals(new TextDecoder().decode(view, options).replace(/a+/, ""), "");
});

test("encoding replaces lone surrogates", () => {
  assertEquals(new TextEncoder().encode("a\u00e9\u20ac\u{1f600}"),
    bytes(0x61, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80));
  assertEquals(new TextEncoder().encode("\ud800a\udc00"), bytes(0xef, 0xbf, 0xbd, 0x61, 0xef, 0xbf, 0xbd));
  assertEquals([new TextEncoder().encode().length, new TextEncoder("utf-16").encoding], [0, "utf-8"]);
});

test("encodeInto writes whole characters only", () => {
  const encoder = new TextEncoder();
  const into = (text, size) => Object.values(encoder.encodeInto(text, new Uint8Array(size)));
  assertEquals(into("a\u00e9\u20ac\u{1f600}", 9), [3, 6]);
  assertEquals(into("a\u00e9\u20ac\u{1f600}", 10), [5, 10]);
  assertEquals(into("\ud800x", 2), [0, 0]);
  assertEquals(into("\ud800x", 4), [2, 4]);
  assertEquals(into("x", 0), [0, 0]);
  const view = new Uint8Array(4).subarray(1, 3);
  encoder.encodeInto("xyz", view);
  assertEquals(new Uint8Array(view.buffer), bytes(0, 0x78, 0x79, 0));
  assertThrows(() => encoder.encodeInto("x", new Uint16Array(2)), TypeError);
});

// ---- base64. https://infra.spec.whatwg.org/#forgiving-base64

test("atob forgives space and absent padding, and nothing else", () => {
  for (const text of ["YQ==", "YQ", " Y W\tI\n=\f\r", "YR=="]) assert(["a", "ab"].includes(atob(text)), text);
  assertEquals([atob(""), atob(" "), atob(12345678), atob(null)], ["", "", "\xd7m\xf8\xe7\xae\xfc", "\x9e\xe9e"]);
  for (const text of ["Y", "YQ=", "YQ===", "YQ\v==", "YQ==YQ==", "=", "====", "a-_b", "YQ\u00a0==", "YWJj=", "\u0100"]) {
    const error = assertThrows(() => atob(text), "InvalidCharacterError", /^Failed to decode base64/);
    assertEquals(error.code, 5);
  }
});

test("btoa takes bytes as characters", () => {
  assertEquals([btoa(""), btoa("a"), btoa("\0\xff\xfe"), btoa(undefined)], ["", "YQ==", "AP/+", "dW5kZWZpbmVk"]);
  assertThrows(() => btoa("\u0100"), "InvalidCharacterError",
    "Cannot encode string: string contains characters outside of the Latin1 range");
  assertThrows(() => btoa(), TypeError, "Failed to execute 'btoa': 1 argument required, but only 0 present");
});

await runTests();
