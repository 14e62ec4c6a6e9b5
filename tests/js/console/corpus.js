// What Deno.inspect is asked to print. Each entry is an expression, or [expression, options],
// both as source text; `expected.json` holds the recorded answers under the same keys.
//
// Inside an expression `at(error)` gives an error a fixed stack and `st(error, text)` a chosen
// one, so that no answer depends on where the test lies on disk.

/** @type {(string | [string, string])[]} */
export const corpus = [
  // Primitives
  "undefined", "null", "true", "false", "0", "-0", "1.5", "1e21", "1e-7", "NaN", "Infinity", "-Infinity",
  "0n", "-123456789012345678901234567890n", "Symbol()", "Symbol('a')", "Symbol('a b')", "Symbol('')",
  "Symbol('a.b_1')", "Symbol('a\\nb')", "Symbol('1a')", "Symbol.iterator", "Symbol.for('x')",
  "Symbol(`q\"'`)", "[1.0, 100000000000000000000000, 123456789.123]",

  // Strings
  "''", "'abc'", "'a\"b'", "`a\"b'c`", "`a\"b'c\\`d`", "\"it's\"", "'a\\\\b'", "'a\\nb\\tc\\rd\\fe\\vf\\bg'",
  "'\\0\\x01\\x1f\\x7f\\x80\\x9f\\xa0'", "'é\\u2028\\u2029日本語😀'", "'\\ud83d'", "'a\\ud800b'", "'\\x1b[31mred\\x1b[39m'",
  "'x'.repeat(200)", "'x'.repeat(10001)", "'x'.repeat(10100).slice(1)", "'line\\n'.repeat(30)", "['line\\n'.repeat(30)]",
  "{ a: 'line one is here\\nline two is here\\nline three is here\\nline four is here\\nline five' }",
  "{ a: { b: 'word '.repeat(14) + '\\n' + 'more' } }", "['a'.repeat(79)]", "{ key: 'a'.repeat(71) }",
  ["'a\\nb\\tc'", "{ escapeSequences: false }"], ["['a\\nb']", "{ escapeSequences: false }"],
  ["'abcdef'", "{ strAbbreviateSize: 3 }"], ["'abcd'", "{ strAbbreviateSize: 3 }"], ["['abcdef']", "{ strAbbreviateSize: 0 }"],
  ["{ a: 'abcdef' }", "{ strAbbreviateSize: 5 }"], ["'x'.repeat(20000)", "{ strAbbreviateSize: Infinity }"],
  ["'multi\\nline text that is rather long for a short line'", "{ breakLength: 20 }"],
  ["'abc'", "{ colors: true }"], ["'a\\nb'.repeat(40)", "{ colors: true }"],

  // Plain objects and keys
  "({})", "({ a: 1 })", "({ a: 1, b: 'two', c: [3] })", "({ 'a b': 1, 'a-b': 2, $a: 3, _a: 4, 1: 5, 'é': 6, class: 7 })",
  "({ '': 1 })", "({ 'a\\nb': 1, \"it's\": 2, 'q\"': 3 })", "({ __proto__: { a: 1 } })", "({ ['__proto__']: 1 })",
  "({ [Symbol('s')]: 1, [Symbol()]: 2, [Symbol('a b')]: 3, [Symbol.iterator]: 4, [Symbol('x\\ny')]: 5 })",
  "({ a: undefined, b: null, c: NaN, d: -0 })", "({ a: { b: { c: { d: {} } } } })", "({ a: { b: { c: { d: { e: 1 } } } } })",
  "({ a: { b: { c: { d: { e: { f: 1 } } } } } })", "({ a: { b: { c: { d: { e: [] } } } } })",
  "({ a: { b: { c: { d: { e: [1] } } } } })", "({ a: { b: { c: { d: { e: new Map([[1, 2]]) } } } } })",
  "({ a: { b: { c: { d: { e: Object.create(null) } } } } })", "({ a: { b: { c: { d: { e: /x/g, f: new Date(0), g: () => {} } } } } })",
  "({ a: { b: { c: { d: { e: class A {}, f: new (class Foo { x = 1 })() } } } } })",
  "Object.create(null)", "Object.assign(Object.create(null), { a: 1 })", "Object.create({})", "Object.create(Object.create(null))",
  "Object.create(Object.create(Object.create(null)))", "Object.create({ constructor: { name: 'X' } })",
  "Object.create({ constructor: function () {} })", "Object.create({ constructor: 1 })", "Object.create(Array.prototype)",
  "Object.create(Map.prototype)", "Object.create(Date.prototype)", "Object.create(Promise.prototype)", "Object.create(Error.prototype)",
  "Object.create(Function.prototype)", "Object.create(RegExp.prototype)", "Object.create(class A {}.prototype)",
  "Object.setPrototypeOf({ a: 1 }, class A {})", "Object.setPrototypeOf({ a: 1 }, () => {})", "Object.setPrototypeOf({ a: 1 }, [])",
  "({ a: 1, toString() { return 'no'; }, valueOf() { return 1; } })", "({ constructor: 1 })", "({ constructor: class Q {} })",
  "({ constructor: { name: 'Fake' } })", "({ hasOwnProperty: 1 })", "({ length: 3, 0: 1 })", "Object.freeze({ a: 1 })",
  "({ aaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccc: 3, dddddddd: 4 })",
  "({ aaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccc: 3, dddddddd: 4 })",
  "({ aaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccc: 3, dddddddd: 4 })",
  "({ a: 'aaaaaaaaaaaaaaaaaaaaaaa', b: 'bbbbbbbbbbbbbbbbbbbbbbbbbbb', c: { d: 'ddddddddddddd' } })",
  "({ a: 1, b: { c: 2, d: { e: 3, f: { g: 4 } } } })", "({ a: { x: 1 }, b: { y: { z: 1 } } })",
  "Object.fromEntries(Array.from({ length: 30 }, (_, i) => ['key' + i, i]))",
  "Object.fromEntries(Array.from({ length: 120 }, (_, i) => ['k' + i, i]))",
  "({ a: [{ b: [{ c: 1 }] }] })", "[[[[[[]]]]]]", "[[[[[[1]]]]]]", "({ f: { g: {} }, h: [[]] })",
  ["({ a: 1, b: 2 })", "{ compact: false }"], ["({ a: 1, b: { c: [1, 2] } })", "{ compact: false }"],
  ["({ a: 1, b: { c: [1, 2] } })", "{ compact: true }"], ["({ a: 1, b: { c: [1, 2] } })", "{ compact: 1 }"],
  ["({ a: 1, b: { c: [1, 2] } })", "{ compact: 0 }"], ["({ a: { b: { c: { d: 1 } } } })", "{ compact: 4 }"],
  ["({ a: 'x'.repeat(70), b: 'y'.repeat(70) })", "{ compact: true }"], ["new Set(['x'.repeat(50), 'y'.repeat(50)])", "{ compact: true }"],
  ["({ a: { b: 'x'.repeat(100) } })", "{ compact: true }"], ["({ a: 1, b: 2 })", "{ breakLength: 10 }"],
  ["({ a: 1, b: { c: 2 } })", "{ breakLength: Infinity }"], ["[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", "{ breakLength: 20 }"],
  ["({ a: [1, 2, 3], b: { c: 1 }, d: 'a long enough text to break the line', e: 'another long enough text' })", "{ trailingComma: true }"],
  ["Array.from({ length: 20 }, (_, i) => i)", "{ trailingComma: true }"], ["[1]", "{ trailingComma: true }"],
  ["({ c: 1, a: 2, b: { z: 1, y: 2 } })", "{ sorted: true }"], ["({ c: 1, a: 2, b: 3 })", "{ sorted: (a, b) => a < b ? 1 : -1 }"],
  ["Object.assign([3, 1, 2], { z: 1, b: 2 })", "{ sorted: true }"], ["new Set([3, 1, 2])", "{ sorted: true }"],
  ["new Map([['b', 1], ['a', 2]])", "{ sorted: true }"],
  ["({ a: { b: { c: 1 } } })", "{ depth: 0 }"], ["({ a: { b: { c: 1 } } })", "{ depth: 1 }"], ["({ a: { b: { c: 1 } } })", "{ depth: -1 }"],
  ["({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } })", "{ depth: Infinity }"],
  ["({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } })", "{ depth: null }"], ["({})", "{ depth: -1 }"],
  ["({ a: 1 })", "undefined"], ["({ a: 1 })", "{ depth: undefined }"], ["({ a: 1, b: 'x', c: null, d: undefined, e: true, f: 1n, g: Symbol('q') })", "{ colors: true }"],
  ["({ 'a b': 1, [Symbol('k')]: { x: [1, 'y'] } })", "{ colors: true }"], ["({ a: { b: { c: { d: { e: { f: 1 } } } } } })", "{ colors: true }"],

  // Accessors and hidden properties
  "({ get a() { return 1; } })", "({ set a(v) {} })", "({ get a() { return 1; }, set a(v) {} })",
  ["({ get a() { return 1; }, set b(v) {}, get c() { return { d: 1 }; }, set c(v) {} })", "{ getters: true }"],
  ["({ get a() { return null; }, get b() { return 'x'; }, get c() { return undefined; } })", "{ getters: true }"],
  ["({ get a() { throw new Error('no'); } })", "{ getters: true }"], ["({ get a() { throw null; } })", "{ getters: true }"],
  ["({ get a() { throw 'text'; } })", "{ getters: true }"], ["({ get a() { return () => 1; } })", "{ getters: true }"],
  ["({ get a() { return 1; }, get b() { return 1; }, set b(v) {} })", "{ getters: 'get' }"],
  ["({ get a() { return 1; }, get b() { return 1; }, set b(v) {} })", "{ getters: 'set' }"],
  ["({ get a() { return 1; }, get b() { return { c: 1 }; } })", "{ getters: true, colors: true }"],
  "Object.defineProperty({}, 'x', { value: 1 })", ["Object.defineProperty({ a: 1 }, 'x', { value: 1 })", "{ showHidden: true }"],
  ["Object.defineProperty({}, Symbol('h'), { value: 1 })", "{ showHidden: true }"], ["Object.defineProperty({}, 'a b', { value: 1 })", "{ showHidden: true }"],
  ["[1, 2]", "{ showHidden: true }"], ["new Map([[1, 2]])", "{ showHidden: true }"], ["new Set([1])", "{ showHidden: true }"],
  ["new Uint8Array(2)", "{ showHidden: true }"], ["new Date(0)", "{ showHidden: true }"], ["/a/g", "{ showHidden: true }"],
  ["Promise.resolve(1)", "{ showHidden: true }"], ["new WeakSet([{ a: 1 }])", "{ showHidden: true }"],
  ["(globalThis.keepKey = { a: 1 }, new WeakMap([[globalThis.keepKey, 2]]))", "{ showHidden: true }"],
  ["new (class Foo { constructor() { this.a = 1; } get b() { return 2; } c() {} static s = 1 })()", "{ showHidden: true }"],
  ["new (class Bar extends (class Foo { get b() { return 2; } }) { d = 1; get e() { return 1; } })()", "{ showHidden: true }"],
  ["new (class Bar extends (class Foo { get b() { return 2; } }) { d = 1; get e() { return 1; } })()", "{ showHidden: true, colors: true }"],
  ["new (class M extends Map { get extra() { return 1; } })()", "{ showHidden: true }"],
  ["new String('ab')", "{ showHidden: true }"], ["(function () { return arguments; })(1)", "{ showHidden: true }"],
  ["class A { static x = 1 }", "{ showHidden: true }"], ["Object.create({ get q() { return 1; } })", "{ showHidden: true }"],
  ["new ArrayBuffer(2)", "{ showHidden: true }"], ["new DataView(new ArrayBuffer(1))", "{ showHidden: true }"],

  // Arrays
  "[]", "[1]", "[1, 2, 3]", "[undefined, null]", "[,]", "[1, , 3]", "[, , 1, , ,]", "[1, , , 4, 5]", "new Array(5)", "new Array(2 ** 32 - 1)",
  "(() => { const a = []; a[5] = 1; a.x = 2; return a; })()", "(() => { const a = [1]; a[-1] = 2; a['01'] = 3; return a; })()",
  "(() => { const a = []; a[200] = 1; return a; })()", "(() => { const a = new Array(300); a[10] = 1; a[250] = 2; return a; })()",
  "(() => { const a = Array.from({ length: 150 }, (_, i) => i); delete a[3]; return a; })()",
  "(() => { const a = []; a[4294967294] = 1; return a; })()",
  "Object.assign([1, 2], { a: 1, 'b c': 2, [Symbol('s')]: 3 })", "Object.assign([], { a: 1 })", "Array.from({ length: 6 }, (_, i) => i)",
  "Array.from({ length: 7 }, (_, i) => i)", "Array.from({ length: 26 }, (_, i) => i)", "Array.from({ length: 100 }, (_, i) => i)",
  "Array.from({ length: 101 }, (_, i) => i)", "Array.from({ length: 102 }, (_, i) => i)", "Array.from({ length: 1000 }, (_, i) => i)",
  "Array.from({ length: 30 }, (_, i) => 'item' + i)", "Array.from({ length: 30 }, (_, i) => 'x'.repeat(i))", "Array.from({ length: 10 }, (_, i) => 1.5 ** i)",
  "Array.from({ length: 10 }, (_, i) => BigInt(i) ** 20n)", "Array.from({ length: 10 }, (_, i) => ({ i }))", "Array.from({ length: 10 }, (_, i) => [i])",
  "Array.from({ length: 10 }, (_, i) => i % 2 ? i : 'x')", "Array.from({ length: 10 }, () => true)", "Array.from({ length: 10 }, () => undefined)",
  "Array.from({ length: 8 }, () => '日本語')", "Array.from({ length: 8 }, (_, i) => '😀'.repeat(i))", "Array.from({ length: 8 }, () => 'e\\u0301')",
  "Array.from({ length: 8 }, () => Symbol('s'))", "Array.from({ length: 8 }, () => () => {})", "Array.from({ length: 7 }, () => 'a\\nb')",
  "Array.from({ length: 7 }, () => 'x'.repeat(30))", "Array.from({ length: 7 }, () => 'x'.repeat(24))", "Array.from({ length: 12 }, () => 'x'.repeat(20))",
  "({ a: Array.from({ length: 40 }, (_, i) => i * 1000) })", "({ a: { b: { c: Array.from({ length: 40 }, (_, i) => 'v' + i) } } })",
  "Object.assign(Array.from({ length: 10 }, (_, i) => i), { key: 'v' })", "[[1, 2], [3, 4]]", "[[1, 2, [3, 4, [5, [6, [7]]]]]]",
  "['apple', 'banana', 'cherry', 'date', 'elderberry', 'fig', 'grape', 'honeydew']", "[1, 'a', null, undefined, true, 2n, Symbol('x'), {}, []]",
  "Array.from('The quick brown fox jumps over the lazy dog'.split(' '))", "[1.1, 2.22, 3.333, 4.4444, 5.55555, 6.666666, 7.7777777]", "[-1, -22, -333, 4, 55, 666, -0, 7]",
  "new (class Bar extends Array {})(3)", "Object.setPrototypeOf([1], null)", "Object.setPrototypeOf([1], { a: 1 })", "Object.assign([1], { [Symbol.toStringTag]: 'T' })",
  "Object.defineProperty([1, 2], 1, { get() { return 5; }, enumerable: true })", "Object.defineProperty([1, 2], 1, { enumerable: false })",
  "[function f() {}, class A {}, Symbol.iterator]", "[[]]", "[{}]", "[[], {}]",
  ["Array.from({ length: 10 }, (_, i) => i)", "{ iterableLimit: 3 }"], ["Array.from({ length: 10 }, (_, i) => i)", "{ iterableLimit: 9 }"],
  ["[1, 2]", "{ iterableLimit: 0 }"], ["[1, 2]", "{ iterableLimit: -1 }"], ["Array.from({ length: 200 }, (_, i) => i)", "{ iterableLimit: Infinity }"],
  ["new Set([1, 2, 3])", "{ iterableLimit: 1 }"], ["new Map([[1, 2], [3, 4]])", "{ iterableLimit: 1 }"], ["new Uint8Array(10)", "{ iterableLimit: 7 }"],
  ["[1, , , 2, 3, , 4]", "{ iterableLimit: 3 }"], ["new Array(5)", "{ iterableLimit: 1 }"], ["new ArrayBuffer(10)", "{ iterableLimit: 4 }"],
  ["Array.from({ length: 20 }, (_, i) => i)", "{ compact: false }"], ["Array.from({ length: 20 }, (_, i) => i)", "{ compact: 1 }"], ["Array.from({ length: 20 }, (_, i) => i)", "{ compact: true }"],
  ["Array.from({ length: 20 }, (_, i) => i % 3 ? i : String(i))", "{ colors: true }"], ["[1, , 3]", "{ colors: true }"], ["Array.from({ length: 20 }, (_, i) => i)", "{ colors: true }"],
  ["Array.from({ length: 10 }, (_, i) => i)", "{ maxArrayLength: 3 }"], ["Array.from({ length: 150 }, (_, i) => i)", "{ maxArrayLength: null }"],

  // Typed arrays and buffers
  "new Uint8Array()", "new Uint8Array([1, 2, 3])", "new Uint8Array(200)", "new Int8Array([-1])", "new Uint8ClampedArray([300])", "new Int16Array(2)", "new Uint16Array(2)", "new Int32Array(2)",
  "new Uint32Array(2)", "new Float32Array([1.5, -0])", "new Float64Array([NaN, Infinity])", "new BigInt64Array([1n, -2n])", "new BigUint64Array(8)", "new Float64Array(20).map((_, i) => i / 3)",
  "Object.assign(new Uint8Array(2), { x: 1 })", "new (class Buf extends Uint8Array {})(2)", "Object.setPrototypeOf(new Uint8Array(2), null)", "Object.setPrototypeOf(new Uint8Array(2), {})",
  "new ArrayBuffer(0)", "new ArrayBuffer(4)", "new Uint8Array([1, 255, 16]).buffer", "new ArrayBuffer(120)", "new ArrayBuffer(101)", "new SharedArrayBuffer(3)", "new DataView(new ArrayBuffer(4), 1, 2)",
  "Object.assign(new ArrayBuffer(1), { x: 1 })", "(() => { const b = new ArrayBuffer(2); b.transfer(); return b; })()", "(() => { const b = new ArrayBuffer(2); const a = new Uint8Array(b); b.transfer(); return a; })()",
  "new ArrayBuffer(2, { maxByteLength: 4 })", "Object.setPrototypeOf(new ArrayBuffer(1), null)", "({ b: new ArrayBuffer(2), a: new Uint8Array(2) })", ["new ArrayBuffer(2)", "{ colors: true }"],

  // Sets, maps, iterators, weak collections
  "new Set()", "new Set([1, 'a', { b: 1 }])", "new Set([new Set([new Set([1])])])", "new Set(Array.from({ length: 20 }, (_, i) => i))", "new Set(Array.from({ length: 120 }, (_, i) => i))",
  "new Map()", "new Map([['a', 1], [{ b: 1 }, [2]], [1, new Map([[1, 2]])]])", "new Map(Array.from({ length: 20 }, (_, i) => ['key' + i, { value: i }]))", "new Map(Array.from({ length: 120 }, (_, i) => [i, i]))",
  "Object.assign(new Map([[1, 2]]), { extra: 1 })", "Object.assign(new Set([1]), { extra: 1, [Symbol('s')]: 2 })", "new (class Baz extends Map {})([[1, 2]])", "new (class Qux extends Set {})()",
  "Object.setPrototypeOf(new Map([[1, 2]]), null)", "Object.setPrototypeOf(new Set([1]), null)", "Object.setPrototypeOf(new Map([[1, 2]]), {})", "Object.setPrototypeOf(new Map(), {})",
  "new Map([['a', 1]]).entries()", "new Map([['a', 1]]).keys()", "new Map([['a', { b: 1 }]]).values()", "new Map()[Symbol.iterator]()", "new Set([1, 2]).values()", "new Set([1, 2]).entries()", "new Set().values()",
  "(() => { const i = new Set([1, 2, 3]).values(); i.next(); return i; })()", "Object.assign(new Map([[1, 2]]).keys(), { x: 1 })", "new Map(Array.from({ length: 120 }, (_, i) => [i, i])).entries()", "new Set(Array.from({ length: 120 }, (_, i) => i)).values()",
  "[1, 2][Symbol.iterator]()", "'ab'[Symbol.iterator]()", "'ab'.matchAll(/a/g)", "[1].values().map((x) => x)", "Iterator.from({ next() {} })", "new Uint8Array(2).values()",
  "new WeakMap()", "new WeakSet()", "new WeakRef({ a: 1 })", "new FinalizationRegistry(() => {})", "Object.assign(new WeakMap(), { x: 1 })",
  ["new Map([['a', { b: 1 }]])", "{ colors: true }"], ["new Set(['a', 1])", "{ colors: true }"], ["new WeakMap()", "{ colors: true }"], ["new Map([['a', 1]]).entries()", "{ colors: true }"],
  ["new Map([[{ a: { b: 1 } }, { c: { d: 1 } }]])", "{ depth: 1 }"], ["new Map([['a', 'x'.repeat(60)], ['b', 'y'.repeat(60)]])", "{}"], ["new Map([['a', 1], ['b', 2]])", "{ compact: false }"],

  // Dates, regular expressions, boxed values
  "new Date(0)", "new Date(NaN)", "new Date(8.64e15)", "new Date(-62198755200001)", "new Date(1e12 + 1)", "Object.assign(new Date(0), { a: 1 })", "Object.assign(new Date(NaN), { a: 1 })", "new (class D extends Date {})(0)", "Object.setPrototypeOf(new Date(0), null)",
  "[new Date(0)]", ["new Date(0)", "{ colors: true }"], ["new Date(NaN)", "{ colors: true }"], "/a/", "/a\\/b[\\]]/gimsuy", "new RegExp('')", "new RegExp('\\n')", "Object.assign(/a/, { x: 1 })", "new (class R extends RegExp {})('a', 'g')", "Object.setPrototypeOf(/a/, null)",
  ["/a/", "{ colors: true }"], ["({ a: Object.assign(/a/, { x: 1 }) })", "{ depth: 0 }"], "new Number(1)", "new Number(-0)", "new String('abc')", "new String('')", "new Boolean(false)", "Object(Symbol('a'))", "Object(1n)", "Object.assign(new Number(1), { a: 1 })", "Object.assign(new String('ab'), { x: 1 })",
  "new (class S extends String {})('x')", "new (class N extends Number {})(1)", "Object.setPrototypeOf(new Number(1), null)", "Object.assign(new Number(3), { [Symbol.toStringTag]: 'T' })", ["new Number(1)", "{ colors: true }"], ["new String('a')", "{ colors: true }"], ["Object(Symbol('a'))", "{ colors: true }"], ["Object.assign(new String('ab'), { x: 1 })", "{ colors: true }"],
  "new String('x'.repeat(100))", "[new String('a\\nb')]",

  // Functions and classes
  "() => {}", "function f() {}", "function () {}", "async () => {}", "async function af() {}", "function* g() {}", "async function* ag() {}", "({ m() {} }).m", "({ get x() { return 1; } })", "Object.getOwnPropertyDescriptor({ get x() { return 1; } }, 'x').get",
  "(function f() {}).bind(null)", "Math.max", "Array", "Map", "Function.prototype", "Proxy", "Symbol", "Promise", "Function", "class {}", "class A {}", "class A extends Map {}", "class A extends null {}", "class A extends (class B {}) {}", "class A extends (class {}) {}", "class A { static x = 1; static y() {} }",
  "class A { static name = 'Other' }", "class A { static name() {} }", "class A /* { */ extends Map {}", "class A extends (() => Map)() {}", "class A { static [Symbol.toStringTag] = 'T' }", "Object.assign(() => {}, { a: 1 })", "Object.assign(function f() {}, { a: 1, b: { c: 1 } })", "Object.assign(class X {}, { a: 1 })",
  "Object.setPrototypeOf(function f() {}, null)", "Object.setPrototypeOf(class A {}, null)", "Object.setPrototypeOf(() => {}, class Base {})", "Object.setPrototypeOf(function f() {}, { a: 1 })", "Object.defineProperty(() => {}, 'name', { value: 'named' })", "Object.defineProperty(() => {}, 'name', { value: 1 })", "Object.defineProperty(() => {}, 'name', { value: Symbol('s') })",
  "Object.defineProperty(function () {}, 'name', { get() { throw new Error('no'); } })", "(() => { const f = function () {}; delete f.name; return f; })()", "(() => { const f = () => {}; f[Symbol.toStringTag] = 'Tag'; return f; })()", "[() => {}, function f() {}, class A {}]", "({ a() {}, b: () => {}, async c() {}, *d() {}, async *e() {} })",
  ["() => {}", "{ colors: true }"], ["class A extends Map {}", "{ colors: true }"], ["Object.assign(function f() {}, { a: 1 })", "{ colors: true }"], "new Function('a', 'return a')", "Object.getPrototypeOf(async function () {}).constructor", "(function* () {})()", "(async function* () {})()", "Object.getPrototypeOf(function* () {})", "Object.getPrototypeOf((function* () {})())",
  "eval", "Object.assign(function f() {}, { f: 1 }, { toString: () => 'class A {}' })",

  // Class instances, tags, prototypes
  "new (class Foo {})()", "new (class Foo { a = 1; #p = 2 })()", "new (class extends Object {})()", "new (class {})()", "new (class Foo { get [Symbol.toStringTag]() { return 'Tag'; } })()", "new (class Foo { get [Symbol.toStringTag]() { return 'Foo'; } })()", "new (class Foo { [Symbol.toStringTag] = 'Own' })()",
  "({ [Symbol.toStringTag]: 'x' })", "({ [Symbol.toStringTag]: '' })", "({ [Symbol.toStringTag]: 1 })", "Object.assign(Object.create(null), { [Symbol.toStringTag]: 'T' })", "Object.create({ [Symbol.toStringTag]: 'P' })", "Object.defineProperty({}, Symbol.toStringTag, { value: 'hidden' })", "({ get [Symbol.toStringTag]() { throw new Error('no'); } })",
  "new (class A extends (class B {}) {})()", "new (class Foo { static name = 'Renamed' })()", "(() => { class A {} const a = new A(); Object.setPrototypeOf(A.prototype, null); return a; })()", "(() => { function F() { this.a = 1; } return new F(); })()", "(() => { function F() {} F.prototype = {}; return new F(); })()", "(() => { function F() {} F.prototype = Object.create(null); return new F(); })()",
  "(() => { class A {} A.prototype.constructor = undefined; return new A(); })()", "(() => { class A {} delete A.prototype.constructor; return new A(); })()", "(() => { class A {} class B extends A {} delete B.prototype.constructor; return new B(); })()", "Object.create(new (class A { x = 1 })())", "(class A {}).prototype", "(class B extends Map {}).prototype", "Object.prototype", "Array.prototype", "Map.prototype", "Promise.prototype", "Date.prototype", "Error.prototype", "RegExp.prototype", "Number.prototype", "String.prototype", "Symbol.prototype", "Uint8Array.prototype",
  "(() => { class Foo { constructor() { this.self = { inner: this }; } } return new Foo(); })()", "[new (class Foo { a = 1 })(), new (class Bar {})()]", ["new (class Foo { a = { b: { c: 1 } } })()", "{ depth: 1 }"], ["new (class Foo {})()", "{ depth: -1 }"], ["[new (class Foo { a = 1 })()]", "{ depth: 0 }"], ["new (class Foo extends Map {})([[1, 2]])", "{ depth: -1 }"], ["Object.create(Object.create(null))", "{ depth: -1 }"],

  // Cycles
  "(() => { const a = {}; a.a = a; return a; })()", "(() => { const a = { b: {} }; a.b.a = a; a.b.b = a.b; return a; })()", "(() => { const a = []; a.push(a); return a; })()", "(() => { const m = new Map(); m.set('m', m); return m; })()", "(() => { const s = new Set(); s.add(s); return s; })()", "(() => { const f = () => {}; f.f = f; return f; })()", "(() => { class A { static self = A } return A; })()",
  "(() => { const a = {}; return [a, a, { a }]; })()", "(() => { const a = { n: 'a' }, b = { n: 'b', a }; a.b = b; return { a, b }; })()", "(() => { const e = at(new Error('x')); e.self = e; return e; })()", "(() => { const e = at(new Error('x')); e.cause = e; return e; })()", ["(() => { const a = {}; a.a = a; return a; })()", "{ colors: true }"], ["(() => { const a = {}; a.a = a; return a; })()", "{ compact: true }"], ["(() => { const a = {}; a.a = a; a.b = 1; return a; })()", "{ compact: false }"],
  "(() => { const d = new Date(0); d.d = d; return d; })()", "(() => { let p; p = { then: 1 }; p.p = [p, { p }]; return p; })()", "(() => { const p = Promise.resolve(); const o = { p }; p.o = o; return o; })()",

  // Promises, proxies, generators, arguments, namespaces
  "new Promise(() => {})", "Promise.resolve(1)", "Promise.resolve({ a: { b: 1 } })", "Promise.resolve('x'.repeat(90))", "(() => { const p = Promise.reject(1); p.catch(() => {}); return p; })()", "(() => { const p = Promise.reject(at(new Error('x'))); p.catch(() => {}); return p; })()", "Object.assign(Promise.resolve(1), { a: 1 })", "new (class P extends Promise {})(() => {})", "[Promise.resolve(1), new Promise(() => {})]", "Object.setPrototypeOf(Promise.resolve(1), null)",
  ["Promise.resolve(1)", "{ colors: true }"], ["new Promise(() => {})", "{ colors: true }"], ["(() => { const p = Promise.reject('x'); p.catch(() => {}); return p; })()", "{ colors: true }"], ["Promise.resolve({ a: 1 })", "{ depth: 0 }"],
  "new Proxy({ a: 1 }, {})", "new Proxy([1, 2], {})", "new Proxy(function f() {}, {})", "new Proxy(class A {}, {})", "new Proxy(new Map([[1, 2]]), {})", "new Proxy(new Date(0), {})", "new Proxy(at(new Error('x')), {})", "new Proxy({ a: 1 }, { get() { throw 1; }, has() { throw 2; }, ownKeys() { throw 3; }, getPrototypeOf() { throw 4; }, getOwnPropertyDescriptor() { throw 5; } })", "new Proxy(new Proxy({ a: 1 }, {}), { get() { throw 1; } })", "new Proxy(new Proxy({ a: 1 }, { get() { throw 1; }, has() { throw 2; }, ownKeys() { throw 3; }, getPrototypeOf() { throw 4; } }), {})",
  "({ p: new Proxy({ a: { b: 1 } }, {}) })", "Object.create(new Proxy({ a: 1 }, { getPrototypeOf() { throw 1; } }))", "Object.create(new Proxy({ a: 1 }, {}))", ["new Proxy({ a: 1 }, { get() {} })", "{ showProxy: true }"], ["new Proxy([1], {})", "{ showProxy: true }"], ["new Proxy(function f() {}, {})", "{ showProxy: true }"], ["new Proxy(new Proxy({ a: 1 }, {}), {})", "{ showProxy: true }"], ["({ p: new Proxy({ a: { b: { c: 1 } } }, {}) })", "{ showProxy: true, depth: 1 }"], ["new Proxy({ a: 1 }, {})", "{ showProxy: true, colors: true }"], ["new Proxy({ a: 1 }, {})", "{ showProxy: true, depth: -1 }"],
  "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()", ["(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy; })()", "{ showProxy: true }"],
  "(function () { return arguments; })()", "(function () { return arguments; })(1, 'a', {})", "(function () { 'use strict'; return arguments; })(1)", "await import('data:text/javascript,export const a = 1; export default function f() {}')", "await import('data:text/javascript,export class A {}; export let b = { c: { d: 1 } }')", "await import('data:text/javascript,')", ["await import('data:text/javascript,export const a = 1')", "{ showHidden: true }"], ["await import('data:text/javascript,export const a = 1')", "{ colors: true }"], "({ ns: await import('data:text/javascript,export const a = 1') })",
  "JSON", "Math", "Reflect", "Atomics", "globalThis.Intl", "new Intl.Locale('en-US')", "new Intl.NumberFormat('en')", "new Intl.DateTimeFormat('en')", "new Intl.Collator('en')", "Object.assign(new Intl.Locale('de'), { x: 1 })", "'a'.match(/a/)", "'a'.match(/(?<x>a)/)", "[...'ab'.matchAll(/./g)]", "'x'.match(/a/)", "Object.getOwnPropertyDescriptor({ a: 1 }, 'a')", "Object.getOwnPropertyDescriptors({ a: 1, get b() { return 1; } })", "new WebAssembly.Memory({ initial: 1 })", "(function* () { yield 1; })().next()",

  // Errors
  "at(new Error('message'))", "at(new Error(''))", "at(new Error())", "at(new TypeError('m'))", "at(new RangeError('m', { cause: 'text' }))", "at(new Error('m', { cause: at(new TypeError('inner')) }))", "at(new Error('a', { cause: at(new Error('b', { cause: at(new Error('c')) })) }))", "at(new Error('m', { cause: undefined }))", "at(new Error('m', { cause: { a: 1 } }))", "at(new Error('m', { cause: null }))",
  "at(new AggregateError([at(new Error('a')), at(new TypeError('b')), 3], 'all failed'))", "at(new AggregateError([], 'none'))", "at(new AggregateError([new AggregateError([1], 'in')].map(at), 'out'))", "at(Object.assign(new Error('m'), { code: 'E_CODE', errno: -2, nested: { a: { b: {} } } }))", "at(Object.assign(new Error('m'), { errors: [1, 2] }))", "at(Object.assign(new Error('m'), { errors: 'text' }))", "at(Object.assign(new Error('m'), { [Symbol('s')]: 1 }))",
  "at(new (class MyError extends Error {})('m'))", "at(new (class MyError extends Error { name = 'MyError' })('m'))", "at(new (class MyError extends Error { name = 'Other' })('m'))", "at(new (class MyError extends Error { get name() { return 'Got'; } })('m'))", "at(new (class Failure extends TypeError {})('m'))", "at(new (class extends Error {})('m'))", "at(Object.assign(new Error('m'), { name: 'Custom' }))", "st(Object.assign(new Error('m'), { name: 'Custom' }), 'Error: m\\n    at f (file:///x.js:1:1)')", "st(new (class MyError extends Error {})('m'), 'Error: m\\n    at f (file:///x.js:1:1)')",
  "st(Object.assign(new TypeError('m'), { name: 'FooError' }), 'TypeError: m\\n    at f (file:///x.js:1:1)')", "st(Object.assign(new Error('new'), { a: 1 }), 'Error: old\\n    at f (file:///x.js:1:1)')", "st(Object.assign(new Error('m'), { message: 'changed' }), 'Error: m\\n    at f (file:///x.js:1:1)')", "st(Object.assign(new Error('m'), { message: 5 }), 'Error: m\\n    at f (file:///x.js:1:1)')", "st(new Error('m'), '')", "st(new Error('m'), undefined)", "st(new Error('m'), null)", "st(new Error('m'), { a: 1 })", "st(new Error('m'), 'only text')", "st(new Error('m'), 'Error: m')", "st(new Error('m'), 'Error: m\\n  at f')", "st(new Error('m\\nsecond'), 'Error: m\\nsecond\\n    at f (file:///x.js:1:1)')",
  "({ e: at(new Error('nested')) })", "({ a: { e: at(new Error('two\\nlines')) } })", "[at(new Error('in array'))]", "new Map([['e', at(new Error('in map'))]])", "[at(Object.assign(new Error('m'), { code: 1 }))]", "({ e: st(new Error('no frames'), 'Error: no frames') })", "at(Object.setPrototypeOf(new Error('m'), null))", "at(Object.setPrototypeOf(new TypeError('m'), null))", "at(Object.setPrototypeOf(new Error('m'), {}))", "at(Object.setPrototypeOf(new Error('m'), Object.create(null)))", "Object.create(Error.prototype, { message: { value: 'fake' } })", "Object.create(at(new Error('proto')))",
  "st(Object.assign(new Error('m'), { name: 5 }), '5: m\\n    at f (file:///x.js:1:1)')", "st(Object.assign(new Error('m'), { name: null }), 'null: m\\n    at f (file:///x.js:1:1)')", "st(Object.assign(new Error('m'), { name: undefined }), 'Error: m\\n    at f (file:///x.js:1:1)')", "st(Object.assign(new Error('m'), { name: '' }), 'm\\n    at f (file:///x.js:1:1)')", "st(Object.assign(new Error('m'), { name: { a: 1 } }), 'Error: m\\n    at f (file:///x.js:1:1)')", "Object.defineProperty(st(new Error('m'), 'Error: m\\n    at f (file:///x.js:1:1)'), 'name', { get() { throw new Error('n'); } })", "Object.defineProperty(st(new Error('m'), 'Error: m\\n    at f (file:///x.js:1:1)'), 'message', { get() { throw new Error('n'); } })", "Object.defineProperty(new Error('m'), 'stack', { get() { throw new Error('n'); } })", "Object.defineProperty(Object.defineProperty(new Error('m'), 'stack', { value: undefined }), 'message', { get() { throw 1; } })", "Object.defineProperty(at(new Error('m')), 'cause', { get() { throw new Error('n'); } })", "Object.defineProperty(at(new Error('m')), 'cause', { get() { return 1; } })", "at(Object.defineProperty(new Error('m'), 'cause', { value: 1, enumerable: true }))",
  "Object.defineProperty(at(new Error('m')), Symbol.toStringTag, { value: 'Tag' })", "at(Object.assign(new Error('m'), { stack: 1 }))", "st(new Error('m', { cause: st(new Error('c'), ['Error: c', 1, 2, 3, 4, 5].join('\\n    at ')) }), ['Error: m', 0, 1, 2, 3, 4, 5].join('\\n    at '))", "st(new Error('m'), 'Error: m' + '\\n    at loop (file:///x.js:1:1)'.repeat(20))", "st(new Error('m'), 'Error: m' + '\\n    at a (file:///x.js:1:1)\\n    at b (file:///x.js:2:1)'.repeat(20))", "st(new Error('m'), 'Error: m' + '\\n    at a (file:///x.js:1:1)\\n    at b (file:///x.js:2:1)\\n    at c (file:///x.js:3:1)'.repeat(3) + '\\n    at d (file:///x.js:4:1)'.repeat(2))", "st(new Error('m'), 'Error: m' + '\\n    at a (file:///x.js:1:1)'.repeat(9))", "st(new Error('m'), 'Error: m' + '\\n    at a (file:///x.js:1:1)'.repeat(12) + '\\n    at b (file:///x.js:2:1)'.repeat(8))",
  "st(new Error('m'), 'Error: m\\n    at eventLoopTick (ext:core/01_core.js:1:1)\\n    at f (file:///x.js:1:1)')", "at(Object.assign(new Error('x'), { a: 'y'.repeat(100) }))", "new Error('m', { cause: 'text' }).cause", "at(Object.assign(new Error('x'), { cause: 1, other: 2 }))", "({ cause: 1 })",
  ["at(new Error('m'))", "{ colors: true }"], ["st(new Error('m'), 'Error: m\\n    at f (file:///a/node_modules/pkg/x.js:1:1)\\n    at g (/b/node_modules/@s/p/y.js:2:2)\\n    at h (node:fs:1:1)\\n    at ext:core/01.js:1:1\\n    at node:internal/x:3:3')", "{ colors: true }"], ["at(new Error('m', { cause: at(new Error('c')) }))", "{ colors: true }"], ["st(new Error('m'), 'Error: m')", "{ colors: true }"], ["({ e: at(new Error('deep')) })", "{ depth: 0 }"], ["({ a: { e: at(new Error('deep')) } })", "{ depth: 0 }"], ["({ a: { e: at(Object.assign(new Error('deep'), { x: 1 })) } })", "{ depth: 0 }"], ["st(Object.assign(new Error('m'), { code: 1 }), 'Error: m')", "{ compact: false }"], ["at(new Error('m'))", "{ compact: true }"], ["at(Object.assign(new Error('m'), { code: 1 }))", "{ compact: true }"],
  ["st(new Error('m'), 'Error: m' + '\\n    at a (file:///x.js:1:1)'.repeat(12))", "{ colors: true }"],

  // Custom inspection
  "({ [Symbol.for('Deno.customInspect')]() { return 'custom'; } })", "({ a: { [Symbol.for('Deno.customInspect')]() { return 'line1\\nline2'; } } })", "({ [Symbol.for('Deno.customInspect')](inspect, options) { return 'C ' + inspect({ a: 1 }, options); } })", "({ x: { [Symbol.for('Deno.customInspect')](inspect, options) { return 'C ' + inspect({ long: 'x'.repeat(50), other: 'y'.repeat(30) }, options); } } })", "({ x: { [Symbol.for('Deno.customInspect')](inspect, options) { return inspect(this.constructor, options); } } })",
  "({ [Symbol.for('Deno.customInspect')]() { return 5; } })", "({ [Symbol.for('Deno.customInspect')]() { return undefined; } })", "({ [Symbol.for('Deno.customInspect')]: 'not a function' })", "({ [Symbol.for('Deno.customInspect')]() { throw new Error('custom failed'); } })", "[{ [Symbol.for('Deno.customInspect')]() { throw at(new Error('custom failed')); } }]", "({ [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) { return 'node ' + depth + ' ' + typeof options + ' ' + typeof inspect; } })", "({ a: { b: { [Symbol.for('nodejs.util.inspect.custom')](depth) { return 'depth ' + depth; } } } })", "({ a: { [Symbol.for('nodejs.util.inspect.custom')]() { return 'x\\ny'; } } })", "({ a: { [Symbol.for('nodejs.util.inspect.custom')]() { return { replaced: true }; } } })", "({ [Symbol.for('nodejs.util.inspect.custom')]() { return this; }, a: 1 })", "({ [Symbol.for('nodejs.util.inspect.custom')](d, o) { return Object.keys(o).join(); } })", "({ [Symbol.for('Deno.customInspect')](i, o) { return Object.keys(o).join(); } })", "({ [Symbol.for('Deno.customInspect')](i, o) { return JSON.stringify({ ...o, seen: o.seen.length }); } })", "({ q: { [Symbol.for('Deno.customInspect')](i, o) { return JSON.stringify({ ...o, seen: o.seen.length }); } } })",
  "Object.create(null, { [Symbol.for('nodejs.util.inspect.custom')]: { value(d, o) { return String(Object.getPrototypeOf(o)) + Object.keys(o).join(); } } })", "(class A { [Symbol.for('nodejs.util.inspect.custom')]() { return 'inst'; } }).prototype", "new (class A { [Symbol.for('nodejs.util.inspect.custom')]() { return 'inst'; } })()", "(class A { static [Symbol.for('Deno.customInspect')]() { return 'static'; } })", "({ get [Symbol.for('Deno.customInspect')]() { throw new Error('getter'); } })", "({ get [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('getter'); } })", "new Proxy({ [Symbol.for('Deno.customInspect')]() { return 'via proxy'; } }, { get() { throw 1; } })", "({ [Symbol.for('Deno.privateCustomInspect')](inspect, options) { return 'private ' + inspect([1], options); } })", "({ [Symbol.for('Deno.customInspect')](inspect, o) { return inspect(this.v, { ...o, depth: 0 }); }, v: { a: { b: 1 } } })",
  ["({ [Symbol.for('Deno.customInspect')]() { return 'custom'; }, a: 1 })", "{ customInspect: false }"], ["({ [Symbol.for('Deno.customInspect')](inspect, options) { return options.stylize('x', 'special') + inspect({ a: 1 }, options); } })", "{ colors: true }"], ["({ a: { [Symbol.for('nodejs.util.inspect.custom')](depth, o) { return o.stylize(depth, 'number'); } } })", "{ colors: true, depth: 2 }"],

  // Awkward values
  "Object.setPrototypeOf(/a/gi, null)", "Object.defineProperty(/a/g, 'flags', { value: 'zzz' })", "new (class R extends RegExp { get source() { return 'q'; } toString() { return 'x'; } })('a', 'g')", "new (class A { static name() {} })()", "new (class A { static get name() { throw 1; } })()", "new (class A { static name = 5 })()", "class A { static name = 5 }", "new Proxy(at(new Error('m', { cause: new Proxy(at(new Error('c')), {}) })), {})", "Object.create(new Proxy({ a: 1 }, { get(t, k) { throw 1; }, has() { throw 2; } }))", "new (class Foo extends Object { x = new Proxy(this, {}) })()", "Object.defineProperty([1, 2, 3, 4, 5, 6, 7, 8], 3, { get() { throw 1; }, enumerable: true })", "({ toString: null, valueOf: null })", "Object.defineProperty(class A {}, 'name', { get() { return 'G'; } })", "new Map([[new Proxy({ a: 1 }, {}), new Proxy([1], {})]])", "[NaN, -0, 0, Infinity]", "[0.1, 1e100, -1e-100]", "new Set([[1, 2], { a: new Set([1]) }])", "new Map([[{}, new Map([[{}, {}]])]])", "({ a: new Map([['k', { deep: { er: { and: { deeper: 1 } } } }]]) })", "Array.from({ length: 7 }, (_, i) => i % 2 ? null : undefined)", "Array.from({ length: 9 }, (_, i) => i === 8 ? 'a much longer entry than the others' : i)", "[[], [[]], [[[]]]]", "[1, [2, [3, [4, [5, [6]]]]]]", "({ a: () => {}, b: class {}, c: Symbol.iterator, d: /r/, e: new Date(0), f: null })", "new Array(3).fill({ a: 1 })", "Array.from({ length: 10 }, () => ({}))", "Array.from({ length: 101 }, () => 'ab')", "Array.from({ length: 120 }, (_, i) => ({ i }))",
  ["new Proxy({ [Symbol.for('Deno.customInspect')]() { return 'own ' + (this === undefined); } }, {})", "{ showProxy: true }"], ["({ a: [{ b: { c: {} } }], d: new Map([[{ e: 1 }, { f: { g: 1 } }]]) })", "{ depth: 2, colors: true }"], ["Array.from({ length: 10 }, (_, i) => 'x'.repeat(i % 3))", "{ colors: true }"], ["({ a: 1, b: [1, 2, 3], c: { d: 1 } })", "{ compact: false, trailingComma: true }"], ["[1, [2, [3]]]", "{ compact: 2, breakLength: 5 }"], ["Array.from({ length: 50 }, (_, i) => i)", "{ breakLength: 40 }"], ["Array.from({ length: 50 }, (_, i) => i)", "{ breakLength: Infinity }"], ["({ a: 1 })", "null"], ["({ a: 1 })", "5"], ["({ a: { b: 1 } })", "{ depth: '0' }"], ["({ a: 1 })", "{ get colors() { throw 1; } }"], ["({ a: 1 })", "{ compact: 'x' }"], ["'abc'", "{ quotes: [\"'\"] }"], ["['it\\'s']", "{ quotes: [\"'\", '\"'] }"], ["({ a: 1, get b() { return 1; } })", "{ getters: 'yes' }"], ["[3, 2, 1]", "{ sorted: true }"], ["new Map([[1, { z: 1, a: 2 }]])", "{ sorted: true, compact: false }"], ["({ b: 1, a: { d: 1, c: 2 } })", "{ sorted: true, colors: true }"], ["({ x: { y: 1 } })", "{ indentLevel: 2 }"], ["({ x: 'x'.repeat(80) })", "{ indentationLvl: 4 }"], ["[1n, 2n, 3n, 4n, 5n, 6n, 7n]", "{ colors: true }"],
  "({ get a() { throw 1; }, b: 2 })", "Object.defineProperty(() => {}, Symbol.hasInstance, { value() { throw 1; } })", "Object.defineProperty({}, 'constructor', { get() { throw 1; } })", "Object.create({ get constructor() { throw 1; } })", "({ then: 1 })", "[{ a: 1, b: 2, c: [1, 2, { d: 1 }] }, 'x', 12n]", "({ id: 1, name: 'A', tags: ['a', 'b'], nested: { x: [1, 2, 3], y: { z: null } }, fn() {} })", "({ users: [{ name: 'Ann', age: 30 }, { name: 'Bob', age: 40 }], total: 2 })", "({ 'content-type': 'text/html', 'x-y': ['a'] })", "JSON.parse('{\"a\":[1,2,{\"b\":null}],\"c\":\"d\"}')", "structuredClone({ a: [1, new Date(0), new Map([[1, { b: 2 }]])] })", "Array.from({ length: 3 }, () => ({ id: 1, title: 'some title text', done: false, when: new Date(0) }))",
  "({ a: 'x'.repeat(72) })", "({ a: 'x'.repeat(73) })", "({ a: 'x'.repeat(74) })", "({ a: 'x'.repeat(75) })", "({ a: 'x'.repeat(30), b: 'y'.repeat(27) })", "({ a: 'x'.repeat(30), b: 'y'.repeat(28) })", "({ a: 'x'.repeat(30), b: 'y'.repeat(29) })", "({ a: 'x'.repeat(30), b: 'y'.repeat(30) })", "({ ab: { cd: { ef: 'x'.repeat(52) } } })", "({ '日本語': '日本語'.repeat(10), b: '日本語'.repeat(9) })",
];

// Values of classes the runtime provides.
/** @type {(string | [string, string])[]} */
export const platformCorpus = [
  "new URL('http://user:pw@host:81/p?q#h')", "({ u: new URL('http://a/') })", "new URLSearchParams('a=1&b=2')", "new Headers({ a: '1', 'Content-Type': 'x' })", "new Headers()", "new Request('http://a/')", "new Response('x')", "new Response(null, { status: 204 })", "new Blob(['abc'], { type: 'text/plain' })", "new File(['abc'], 'f.txt', { lastModified: 0 })", "new Event('x').type", "new AbortController()", "AbortSignal.abort('r')", "AbortSignal.abort('r').reason", "new TextEncoder()", "new TextDecoder()", "new ReadableStream()", "new WritableStream()", "new TransformStream()", "new EventTarget()", "st(new DOMException('m', 'AbortError'), 'AbortError: m')", "new FormData()", "MessagePort", "performance.constructor", "crypto", "console", "new URLPattern({ pathname: '/a' })", "[new URL('http://a/')]",
  "new Headers([['a', '1'], ['b', '2']])", "new URLSearchParams()", "({ a: { b: { c: { d: { u: new URL('http://a/') } } } } })", "new CompressionStream('gzip')", "new TextDecoderStream()", "BroadcastChannel", "Deno.errors.NotFound", "st(new Deno.errors.NotFound('gone'), 'NotFound: gone\\n    at f (file:///x.js:1:1)')",
  ["new URL('http://a/b')", "{ customInspect: false, showHidden: false }"], ["new Headers({ a: '1' })", "{ colors: true }"], ["new URL('http://a/')", "{ colors: true }"],
];
