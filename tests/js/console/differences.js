// Where the text differs from the recorded one, and why.

/** @type {Record<string, { text: string, reason: string }>} */
export const differences = {
  "(function () { return arguments; })(1)  //  { showHidden: true }": {
    text: `[Arguments] {
  "0": 1,
  [length]: 1,
  [callee]: <ref *1> [Function (anonymous)] {
    [length]: 0,
    [name]: "",
    [arguments]: null,
    [caller]: null,
    [prototype]: { [constructor]: [Circular *1] }
  },
  [Symbol(Symbol.iterator)]: [Function: values] { [length]: 0, [name]: "values" }
}`,
    reason: "in this version of V8 a sloppy function has `arguments` and `caller` of its own",
  },
  "MessagePort": {
    text: "[class MessagePort extends EventTarget]",
    reason: "Deno shows a base class of its own between the two",
  },
  "new URL('http://a/b')  //  { customInspect: false, showHidden: false }": {
    text: "URL {}",
    reason: "Deno's own brand symbol and its href as the name are not part of any contract",
  },
};

/**
 * Values of classes that do not exist here yet: evaluating them must fail with a ReferenceError,
 * so that whoever adds the class is told to take the line out.
 */
export const missing = new Set([
  "BroadcastChannel",
]);
