throw {
  [Symbol.for("Deno.customInspect")]() {
    return "shown by itself";
  },
};
