console.log("sync");
setTimeout(() => { console.log("t0"); Promise.resolve().then(() => console.log("t0 micro")); queueMicrotask(() => console.log("t0 queue")); }, 0);
setTimeout(() => console.log("t0b"), 0);
setTimeout(() => console.log("t1"), 1);
Promise.resolve().then(() => { console.log("m1"); queueMicrotask(() => console.log("m2")); });
queueMicrotask(() => console.log("q1"));
(async () => { console.log("a1"); await null; console.log("a2"); await null; console.log("a3"); })();
await null; console.log("tla");
setTimeout(() => console.log("after tla"), 0);
