async function a() {
  await 1;
  throw new Error("async");
}
await Promise.all([a()]);
