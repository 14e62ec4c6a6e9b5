type Gone = 1;
const React = { createElement(a: unknown): never { throw new Error("in jsx " + a); } };
Promise.reject(new AggregateError([new Error("one"), 2], "several"));
