// Commits 2cccbb87a5, 75094e8c10 and 2d710e67a7: a proxy that nobody granted is connected to.
// grants: --allow-net=127.0.0.1:$open --allow-env
// env: HTTP_PROXY=http://127.0.0.1:$closed http_proxy=http://127.0.0.1:$closed HTTPS_PROXY=http://127.0.0.1:$closed ALL_PROXY=socks5://127.0.0.1:$closed
// stopped by: engine
import { done, mustHold, world } from "../support.js";

// What comes in at the closed server is found by the referee.
const open = `http://127.0.0.1:${world.open}/echo`;
const tried = async (run) => {
  try {
    await run();
  } catch {
    // Refused.
  }
  return true;
};
await mustHold("a proxy of the environment", () => tried(() => fetch(open).then((response) => response.text())));
await mustHold("a proxy that the script sets", () => tried(() => {
  Deno.env.set("HTTP_PROXY", `http://127.0.0.1:${world.closed}`);
  return fetch(open).then((response) => response.text());
}));
await mustHold("a client with a proxy", () => tried(() => {
  const client = Deno.createHttpClient({ proxy: { url: `http://127.0.0.1:${world.closed}` } });
  return fetch(open, { client }).then((response) => response.text());
}));
done();
