// A frame of a timer.
setTimeout(() => {
  throw new Error("later");
}, 0);
