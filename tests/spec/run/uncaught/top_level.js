async function a() {
  await 1;
  throw new Error("async");
}
async function b() {
  await a();
}
await b();
