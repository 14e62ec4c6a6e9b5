// attempt(name, call) prints what `call` came to.
export async function attempt(name, call) {
  try {
    const value = await call();
    console.log(`${name}`, "→", typeof value === "string" ? value : "done");
  } catch (error) {
    console.log(`${name}`, "→", `${error.name}: ${error.message}`);
  }
}
