addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  console.log("unhandled", event.reason);
});
addEventListener("rejectionhandled", (event) => console.log("handled", event.reason));
const promise = Promise.reject(1);
Promise.reject(2);
Promise.reject(3).catch(() => console.log("caught 3"));
setTimeout(() => {
  promise.catch(() => {});
  console.log("attached");
  setTimeout(() => console.log("end"), 20);
}, 20);
console.log("main");
