// Row 11, CVE-2024-27932: a host that only ends like a granted one.
// grants: --allow-net=example.com:80,*.granted.test:80,127.0.0.1:1
// stopped by: broker
import { done, mustFail, world } from "../support.js";

const { closed } = world;
// Whoever is let through finds no such name, or no such server: that is reaching it, too.
const unchecked = (run) => async () => {
  try {
    return await run();
  } catch (error) {
    if (/^(NotCapable)/.test(error.name) || /Requires net access/.test(error.message)) throw error;
    return `${error.name}: ${error.message}`;
  }
};
for (const host of ["notexample.com", "example.com.evil.invalid", "evil-example.com", "xgranted.test",
  "granted.test.evil.invalid", "sub.example.com", "example.co", "example.com@127.0.0.1"]) {
  await mustFail(`fetch from ${host}`, unchecked(() => fetch(`http://${host}:80/`, { signal: AbortSignal.timeout(2000) })));
}
for (const [host, port] of [["127.0.0.1", closed], ["localhost", closed], ["0.0.0.0", closed], ["::1", closed],
  ["127.0.0.2", 1], ["localhost", 1], ["2130706433", closed], ["0x7f000001", closed], ["127.1", closed],
  ["::ffff:127.0.0.1", closed]]) {
  await mustFail(`connect to ${host}, port ${port === closed ? "closed" : port}`, unchecked(async () => {
    (await Deno.connect({ hostname: host, port })).close();
  }));
}
done();
