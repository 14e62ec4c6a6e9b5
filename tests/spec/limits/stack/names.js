// Names are shown, not obeyed, and no frame is longer than it needs.
await import(`data:text/javascript,globalThis.bad = function () { new ArrayBuffer(10e9); };//${"x".repeat(9999)}`);
Object.defineProperty(globalThis.bad, "name", { value: "good\x1b[2J\nerror: not so" });
globalThis.bad();
