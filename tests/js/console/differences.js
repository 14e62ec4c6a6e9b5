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
};
