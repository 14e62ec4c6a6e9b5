// Row 20, CVE-2025-21620: a redirect leads to an ungranted server, or takes secrets along.
// grants: --allow-net=127.0.0.1:$open,localhost:$open
// stopped by: broker, kernel
import { control, done, mustFail, mustHold, world } from "../support.js";

const open = `http://127.0.0.1:${world.open}`;

await control("the granted server", async () => (await fetch(open + "/echo")).text());
await mustFail("a redirect to an ungranted server", async () => (await fetch(open + "/redirect")).text());
await mustFail("the same from a Request", async () => (await fetch(new Request(open + "/redirect", { method: "POST", body: "x" }))).text());
await mustHold("a redirect to a file", async () => {
  try {
    return `${await (await fetch(open + "/redirect-file")).text()}`;
  } catch {
    return true;
  }
});
await mustHold("a redirect to another host loses what proves who one is", async () => {
  const headers = { authorization: "Bearer x", cookie: "a=b", "proxy-authorization": "y", "x-kept": "z" };
  const seen = (await (await fetch(open + "/redirect-localhost", { headers })).text()).toLowerCase();
  return seen.includes("x-kept") && !/^(authorization|cookie|proxy-authorization):/m.test(seen);
});
done();
