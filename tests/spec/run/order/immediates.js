setTimeout(() => console.log("timer 20"), 20);
setImmediate(() => {
  console.log("immediate 1");
  Promise.resolve().then(() => console.log("microtask of immediate 1"));
  setImmediate(() => console.log("immediate 3"));
});
setImmediate(() => console.log("immediate 2"));
queueMicrotask(() => console.log("microtask"));
console.log("main");
