addEventListener("error", (event) => {
  console.log(event.message, event.filename.split("/").pop(), event.lineno, event.colno);
  if (event.error !== "last") event.preventDefault();
});
reportError({ not: "an error" });
reportError(undefined);
reportError("last");
console.log("never");
