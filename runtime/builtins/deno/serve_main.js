// serve_main.js: `bailey serve`, which serves what the main module exports as its default.

import { colorsEnabled, note, warn } from "bailey:ops/console";
import { serve } from "bailey:deno/serve";

/** `text` between two escape sequences when standard error shows colours. */
const styled = (text, on, off) => colorsEnabled(2) ? `\x1b[${on}m${text}\x1b[${off}m` : text;
const reset = () => colorsEnabled(2) ? "\x1b[0m" : "";
const shape = () => styled("export default { fetch }", 1, 22);

function announce({ hostname, port, path }, threads) {
  const shown = hostname?.includes(":") ? `[${hostname}]` : hostname;
  const url = styled(path ?? `http://${shown}:${port}/`, 33, 39);
  const several = threads > 1 ? ` with ${threads} threads` : "";
  note(`${styled("bailey serve", 32, 39)}: Listening on ${url}${several}${reset()}\n`);
}

function missingExport() {
  warn(`${styled("error: ", 33, 39)}bailey serve requires ${shape()} in the main module, ` +
    `did you mean to run "bailey run"?${reset()}\n`);
}

/** For `bailey run`: a module made for `bailey serve` would end without having done anything. */
export function hintAtServe(main) {
  let isServer = false;
  try {
    const exported = main.default;
    isServer = Object.hasOwn(exported, "fetch") && typeof exported.fetch === "function";
  } catch {
    // null, or a getter that throws: no server
  }
  if (!isServer) return;
  warn(`${styled("warning: ", 33, 39)}Detected ${shape()}, ` +
    `did you mean to run "bailey serve"?${reset()}\n`);
}

/**
 * Serves the default export of `main`, the namespace of the main module.
 * @param {object} main
 * @param {string} hostname
 * @param {number} port 0 for any free one
 * @param {number} threads how many serve the same address
 * @param {boolean} isLead whether this thread is the one that speaks for all
 * @param {boolean} isRequired whether a module without a server is to be complained of
 * @returns {number} the port it listens on, 0 when it does not
 */
export function serveMain(main, hostname, port, threads, isLead, isRequired) {
  const exported = main.default;
  if (!("default" in main) || !Object.hasOwn(exported, "fetch")) {
    if (isRequired && isLead) missingExport();
    return 0;
  }
  for (const name of ["fetch", "onListen"]) {
    if (Object.hasOwn(exported, name) && typeof exported[name] !== "function") {
      throw new TypeError(`Invalid type for ${name}: must be a function`);
    }
  }
  const server = serve({
    hostname,
    port,
    reusePort: threads > 1,
    // Looked up for each request: a program may put another function in its place.
    handler: (request, info) => exported.fetch(request, info),
    onListen(address) {
      if (!isLead) return;
      if (Object.hasOwn(exported, "onListen")) exported.onListen(address);
      else announce(address, threads);
    },
  });
  return server.addr.port ?? 0;
}
