const error = new Error("x");
Object.defineProperty(error, "cause", {
  get() {
    throw 1;
  },
});
throw error;
