addEventListener("unload", () => console.log("never: a signal ends the program at once"));
console.log("waiting");
setInterval(() => {}, 1000);
