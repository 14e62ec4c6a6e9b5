throw {
  [Symbol.for("Deno.customInspect")]() {
    throw new Error("not shown");
  },
};
