addEventListener("unhandledrejection", (event) => {
  console.log(event.type, event.reason.message, event.cancelable);
  event.preventDefault();
});
Promise.reject(new Error("first"));
setTimeout(() => Promise.reject(new Error("second")));
setTimeout(() => console.log("still here"), 5);
