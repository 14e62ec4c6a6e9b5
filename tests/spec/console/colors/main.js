// Colours, in values and by "%c".

console.log("text", "text", 1, 1n, true, null, undefined, Symbol("s"), [1, "a"], { a: { b: "c" } });
console.log(new Date(0), /x/g, () => {}, class A {}, new Map([["a", 1]]), new Set([1]), [, 1], Promise.resolve(1));
console.log("%s %d %o %O", { a: 1 }, 1, { a: 1 }, "s");
console.error("error", { a: 1 });
console.dir({ a: 1 });
console.table([{ a: 1, b: "x" }]);
for (
  const styles of [
    ["color: red", "color: #00ff00; background-color: blue"],
    ["color: red", ""],
    ["font-weight: bold; font-style: italic; text-decoration: underline red line-through", "font-style: oblique"],
    ["color: foo", "color: bar"],
    ["color: rgb(1, 2, 300)", "color: rgba( +1 , 2.6 , -3, .5)"],
    ["color: hsl(120, 50%, 50%)", "color: hsla(-30, 100%, 25%, 1)"],
    ["color: RED", "color: rebeccapurple"],
    ["text-decoration-line: overline underline; text-decoration-color: #abc", "text-decoration: none"],
    ["color: #abcd", "color: #11223344"],
    ["color: red", "font-weight: bold"],
    ["color: red; color: nope", "color"],
    ["font-weight: 700", "background: red"],
    ["color: red", "color: #ff0000"],
    ["color: black", "nothing"],
    ["color: rgb(1, 2)", "color: hsl(1, 2, 3)"],
    [1, { toString: () => "color: cyan" }],
    ["background-color: white; color:magenta", "background-color:AliceBlue"],
    ["color: url(a;b); color: green", "color:yellow;"],
  ]
) console.log("%cA%cB", ...styles, styles);
const error = new Error("in colour");
error.stack = "Error: in colour\n    at f (file:///dir/node_modules/pkg/x.js:1:1)\n    at node:fs:1:1\n    at g (file:///dir/x.js:2:2)";
console.log(error);
console.log({ error });
