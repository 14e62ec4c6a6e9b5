// Beyond the list: an argument that reads differently each time it is looked at.
// grants: --allow-read=$box --allow-write=$box --allow-net=127.0.0.1:$open --allow-env=PLAIN
// stopped by: engine
import { done, mustHold, world } from "../support.js";

const { box, closed, open, outside } = world;

/** Gives `first`, and from then on `then`. */
function changing(first, then) {
  let count = 0;
  const next = () => count++ === 0 ? first : then;
  return { toString: next, valueOf: next, [Symbol.toPrimitive]: next, get href() { return next(); }, get pathname() { return next(); } };
}
const nothing = async (run) => {
  try {
    const got = await run();
    return /secret/.test(String(got)) ? got : true;
  } catch {
    return true;
  }
};
const good = `${box}/own.txt`, bad = `${outside}/secret.txt`;
for (const name of ["readTextFileSync", "readTextFile", "readFileSync"]) {
  await mustHold(`${name} of a changing object`, () => nothing(() => Deno[name](changing(good, bad))));
  await mustHold(`${name} of a URL that changes`, () => nothing(() => {
    const url = new URL("file://" + good);
    Object.defineProperty(url, "href", { get: changing("file://" + good, "file://" + bad).toString });
    Object.defineProperty(url, "pathname", { get: changing(good, bad).toString });
    url.toString = changing("file://" + good, "file://" + bad).toString;
    return Deno[name](url);
  }));
}
await mustHold("options whose getters change", () => nothing(() => {
  let count = 0;
  return Deno.openSync(bad, { get read() { return count++ > 0; }, get write() { return count++ > 1; } }).close() ?? "secret";
}));
await mustHold("a port that changes", () => nothing(async () => {
  let count = 0;
  const connection = await Deno.connect({ hostname: "127.0.0.1", get port() { return count++ === 0 ? open : closed; } });
  return connection.remoteAddr.port === closed ? "secret" : "own";
}));
await mustHold("a variable's name that changes", () => nothing(() => Deno.env.get(changing("PLAIN", "BAILEY_SECRET"))));
await mustHold("a request that changes", () => nothing(async () => {
  const request = new Request(`http://127.0.0.1:${open}/echo`);
  Object.defineProperty(request, "url", { get: () => `http://127.0.0.1:${closed}/` });
  return (await fetch(request)).status === 200 ? "own" : "secret";
}));
done();
