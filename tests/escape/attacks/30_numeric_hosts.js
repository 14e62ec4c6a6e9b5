// Row 30, CVE-2026-49411 and commits 241d11f9a3, 8157260173; row 31: a denied address under another spelling, or behind a name.
// grants: --allow-net --deny-net=127.0.0.0/8,[::1] --allow-import --deny-import=127.0.0.0/8,[::1]
// stopped by: broker
import { done, mustFail, world } from "../support.js";

const { closed } = world;
const HOSTS = ["127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "017700000001", "0177.0.0.1", "127.000.000.001",
  "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "localhost", "LOCALHOST", "0.0.0.0", "0", "[::]",
  "[::1]", "[0:0:0:0:0:0:0:1]", "127.255.255.254"];
// Not every spelling is one to every resolver: what is let through and not found was let through.
const letThrough = (run) => async () => {
  try {
    return await run();
  } catch (error) {
    if (/Requires (net|import) access/.test(error.message)) throw error;
    return `${error.name}: ${error.message}`;
  }
};
const refused = { as: /Requires/ };
const unsure = { as: /Requires|lookup|fetch failed|failed/, isSure: false };  // to some resolvers no name at all
for (const host of HOSTS) {
  const bare = host.replace(/^\[|\]$/g, "");
  await mustFail(`connect to ${host}`, letThrough(async () => (await Deno.connect({ hostname: bare, port: closed })).close()), refused);
  await mustFail(`fetch from ${host}`, letThrough(async () => (await fetch(`http://${host}:${closed}/`)).text()), refused);
  await mustFail(`import from ${host}`, letThrough(async () => (await import(`http://${host}:${closed}/secret.js`)).default), refused);
}
for (const host of ["localhost.", "ip6-localhost"]) {
  await mustFail(`connect to ${host}`, async () => (await Deno.connect({ hostname: host, port: closed })).close(), unsure);
  await mustFail(`fetch from ${host}`, async () => (await fetch(`http://${host}:${closed}/`)).text(), unsure);
}
await mustFail("connectTls by name", letThrough(async () => (await Deno.connectTls({ hostname: "localhost", port: closed })).close()), refused);
done();
