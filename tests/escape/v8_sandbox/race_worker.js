// Changes one word of V8's cage for ever.
/* global Sandbox */

onmessage = ({ data: { at, one, two } }) => {
  const cell = new Int32Array(new Sandbox.MemoryView(at, 4));
  postMessage("begun");
  // Atomics: of two plain stores to one place V8 leaves out the first.
  for (;;) {
    Atomics.store(cell, 0, one);
    Atomics.store(cell, 0, two);
  }
};
