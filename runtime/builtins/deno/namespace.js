// namespace.js: the global Deno.

import * as core from "bailey:ops/core";
import { colorsEnabled, isTerminal } from "bailey:ops/console";
import { errors } from "bailey:internal/errors";
import { inspect } from "bailey:internal/inspect/mod";
import { defineExports, defineLate } from "bailey:internal/late";
import { exit, setExitCode } from "bailey:deno/exit";
import { dlopen } from "bailey:deno/ffi";
import { lateMembers, systemMembers } from "bailey:deno/system_namespace";
import { refTimer, unrefTimer } from "bailey:web/timers";

export const Deno = {};

const define = Object.defineProperty;

function value(name, given) {
  define(Deno, name, { value: given, writable: true, enumerable: true, configurable: true });
}

/** Computed when first read: what depends on the running program cannot be in the snapshot. */
function late(name, compute) {
  defineLate(Deno, name, compute, true);
}

/** @param {number} fd */
function isatty(fd) {
  if (typeof fd !== "number") throw new TypeError("expected i32");
  return isTerminal(fd | 0);
}

value("errors", errors);
value("inspect", inspect);
value("exit", exit);
value("dlopen", dlopen);
for (const [name, member] of Object.entries(systemMembers)) value(name, member);
defineExports(Deno, lateMembers, true);
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
  set: setExitCode,
  enumerable: false,
  configurable: true,
});
value("isatty", isatty);
