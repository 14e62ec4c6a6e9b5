const React = { createElement: (...all: unknown[]) => all, Fragment: "F" };
const props = { a: 1 };
console.log(<div id="x" {...props}>text {1 + 1}<><b key="k" /></></div>);
