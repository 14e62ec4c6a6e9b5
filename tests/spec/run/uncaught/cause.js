function inner() { throw new TypeError("inner"); }
try { inner(); } catch (e) {
  throw new Error("outer", { cause: e });
}
