// runtime/builtins/deno/system.js: what the Deno namespace tells about the machine and the process.
import { heapUsage } from "bailey:ops/core";
import * as ops from "bailey:ops/sys";

/** @returns {string} */
export function hostname() {
  return ops.hostname("hostname");
}

/** @returns {string} the release of the kernel */
export function osRelease() {
  return ops.osRelease("osRelease");
}

/** @returns {number} seconds */
export function osUptime() {
  return ops.osUptime("osUptime");
}

/** @returns {number[]} of the last 1, 5 and 15 minutes */
export function loadavg() {
  return ops.loadavg("loadavg");
}

/** @returns {number} */
export function uid() {
  return ops.uid("uid");
}

/** @returns {number} */
export function gid() {
  return ops.gid("gid");
}

/** @returns {Deno.SystemMemoryInfo} in bytes */
export function systemMemoryInfo() {
  const [total, free, available, buffers, cached, swapTotal, swapFree] =
    ops.systemMemoryInfo("systemMemoryInfo");
  return { __proto__: null, total, free, available, buffers, cached, swapTotal, swapFree };
}

/** @returns {Deno.NetworkInterfaceInfo[]} */
export function networkInterfaces() {
  return ops.networkInterfaces("networkInterfaces")
    .map((found) => ({ __proto__: null, ...found }));
}

/** @returns {Deno.MemoryUsage} in bytes */
export function memoryUsage() {
  const [heapTotal, heapUsed, external] = heapUsage();
  return { rss: ops.residentMemory(), heapTotal, heapUsed, external };
}

/** @returns {{ system: number, user: number }} microseconds of processor time */
export function cpuUsage() {
  const [system, user] = ops.cpuUsage();
  return { system, user };
}

/** @returns {string} */
export function execPath() {
  return ops.execPath();
}

/** @returns {{ columns: number, rows: number }} */
export function consoleSize() {
  const [columns, rows] = ops.consoleSize();
  return { columns, rows };
}
