function later() {
  throw new TypeError("in a timer");
}
setTimeout(function named() {
  later();
});
