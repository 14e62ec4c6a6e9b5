// Row 13, CVE-2024-27934: native state is reached through objects that do not have it.
// grants: --allow-read=$box --allow-write=$box --allow-net=127.0.0.1:$open
// stopped by: engine
import { done, mustHold, world } from "../support.js";

const file = Deno.openSync(world.box + "/own.txt");
const connection = await Deno.connect({ hostname: "127.0.0.1", port: world.open });
const real = [file, connection, new TextDecoder(), new URL("http://x/"), new AbortController(), new Blob(["x"]),
  new ReadableStream(), new Headers(), new MessageChannel().port1, new CompressionStream("gzip"), new Event("x"),
  Deno.stdout, new URLPattern("http://x/"), performance, crypto, crypto.subtle, await Deno.permissions.query({ name: "read" })];
const fake = [undefined, null, 1, "text", Symbol("s"), {}, [], () => {}, Object.create(Deno.FsFile.prototype),
  new Proxy(file, {}), Object.create(file), Object.create(connection), ...real];

/** Every function that an object inherits, getters included. */
function* methods(object) {
  for (let at = object; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const key of Reflect.ownKeys(at)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(at, key);
      for (const run of [value, get, set]) if (typeof run === "function") yield [key, run];
    }
  }
}

for (const object of real) {
  await mustHold(`the methods of ${object.constructor.name} on what is something else`, async () => {
    for (const [key, run] of methods(object)) {
      if (key === "constructor") continue;
      for (const receiver of fake) {
        if (receiver?.constructor === object.constructor) continue;
        try {
          const got = Reflect.apply(run, receiver, [new Uint8Array(4)]);
          if (typeof got?.then === "function") got.then(() => {}, () => {});
        } catch {
          // Refused, as it has to be.
        }
      }
    }
    return true;
  });
}
await mustHold("the file still works, or is closed", () => {
  try {
    return file.readSync(new Uint8Array(8)) !== undefined;
  } catch (error) {
    return error.name === "BadResource";
  }
});
done();
Deno.exit(0);
