addEventListener("error", (event) => {
  console.log(event.message, event.cancelable, event.error);
  if (event.error !== "last") event.preventDefault();
});
reportError({ not: "an error" });
reportError(undefined);
reportError("last");
console.log("never");
