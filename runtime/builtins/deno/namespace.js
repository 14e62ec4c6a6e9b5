// namespace.js: the global Deno.

import * as core from "bailey:ops/core";
import { colorsEnabled, isTerminal } from "bailey:ops/console";
import { errors } from "bailey:internal/errors";
import { inspect } from "bailey:internal/inspect/mod";
import { PermissionStatus, Permissions, permissions } from "bailey:deno/permissions";
import { serve } from "bailey:deno/serve";
import { systemMembers } from "bailey:deno/system_namespace";
import { Event } from "bailey:web/event";
import { refTimer, unrefTimer } from "bailey:web/timers";

export const Deno = {};

const define = Object.defineProperty;

function value(name, given) {
  define(Deno, name, { value: given, writable: true, enumerable: true, configurable: true });
}

/** Computed when first read: what depends on the running program cannot be in the snapshot. */
function late(name, compute) {
  define(Deno, name, {
    get() {
      const computed = compute();
      value(name, computed);
      return computed;
    },
    set(given) {
      value(name, given);
    },
    enumerable: true,
    configurable: true,
  });
}

function exitCodeOf(code) {
  if (typeof code !== "number" || !Number.isInteger(code)) {
    throw new TypeError(`Exit code should be a number, received: ${code}`);
  }
  return code;
}

let exiting = false;

function exit(code = undefined) {
  const given = code === undefined ? core.exitCode() : exitCodeOf(code);
  core.setExitCode(given);
  if (!exiting) {
    exiting = true;
    globalThis.dispatchEvent(new Event("unload"));
  }
  core.exit(core.exitCode() & 255);
  throw new Error("unreachable");
}

value("errors", errors);
value("inspect", inspect);
value("permissions", permissions);
value("Permissions", Permissions);
value("PermissionStatus", PermissionStatus);
value("serve", serve);
value("exit", exit);
for (const [name, member] of Object.entries(systemMembers)) value(name, member);
value("refTimer", refTimer);
value("unrefTimer", unrefTimer);
late("args", () => core.args());
late("pid", () => core.pid());
late("ppid", () => core.ppid());
late("mainModule", () => core.mainModule());
late("noColor", () => !colorsEnabled(1));
late("version", () => {
  const [, deno, v8, typescript] = core.versions();
  return { deno, v8, typescript };
});
late("build", () => ({
  target: "x86_64-unknown-linux-gnu",
  arch: "x86_64",
  os: "linux",
  vendor: "unknown",
  env: "gnu",
  standalone: false,
}));
define(Deno, "exitCode", {
  get: () => core.exitCode(),
  set(code) {
    core.setExitCode(exitCodeOf(code));
  },
  enumerable: false,
  configurable: true,
});
value("isatty", (fd) => isTerminal(fd));
