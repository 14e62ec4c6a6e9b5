interface Unused {
  a: number;
}
function large(): ArrayBuffer {
  return new ArrayBuffer(10e9);
}
large();
