let again = 2;
for (const type of ["load", "beforeunload", "unload"]) {
  addEventListener(type, (event) => {
    console.log(event.type);
    if (type === "beforeunload" && again-- > 0) {
      event.preventDefault();
      setTimeout(() => console.log("kept alive"));
    }
  });
}
setTimeout(() => console.log("timer"));
queueMicrotask(() => console.log("microtask"));
Promise.resolve().then(() => console.log("then"));
console.log("module");
await null;
console.log("after await");
