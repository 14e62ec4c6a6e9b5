// attempt(name, call) prints how `call` was refused, at once ("throws") or later ("rejects").
export async function attempt(name, call) {
  let how = "throws";
  try {
    const pending = call();
    how = "rejects";
    await pending;
    console.log(name, "was allowed");
  } catch (error) {
    const genuine = error instanceof Deno.errors.NotCapable ? "" : ` (a ${error.constructor.name})`;
    console.log(name, how, `${error.name}${genuine}: ${error.message}`);
  }
}
