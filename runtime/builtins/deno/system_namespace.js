// runtime/builtins/deno/system_namespace.js: the members of the Deno namespace that files, processes,
// the environment, the network and the system are reached by. bailey:deno/namespace defines them.
import { env } from "bailey:deno/env";
import * as files from "bailey:deno/files";
import * as folders from "bailey:deno/folders";
import { create, createSync, FsFile, open, openSync, SeekMode } from "bailey:deno/fs_file";
import { stderr, stdin, stdout } from "bailey:deno/stdio";
import * as system from "bailey:deno/system";

/** Name to value: writable, enumerable, configurable properties of Deno. */
export const systemMembers = {
  ...files,
  ...folders,
  ...system,
  create,
  createSync,
  env,
  FsFile,
  open,
  openSync,
  SeekMode,
  stderr,
  stdin,
  stdout,
};

/** The same for those whose module, by name, is loaded when a script first reads one of them. */
export const lateMembers = {
  "bailey:deno/legacy_process": ["Process", "run"],
  "bailey:deno/net": ["connect", "listen"],
  "bailey:deno/permissions": ["PermissionStatus", "Permissions", "permissions"],
  "bailey:deno/process": ["ChildProcess", "Command", "spawn", "spawnAndWait", "spawnAndWaitSync"],
  "bailey:deno/serve": ["serve"],
  "bailey:deno/signals": ["addSignalListener", "kill", "removeSignalListener"],
  "bailey:deno/tls": ["connectTls", "listenTls", "startTls"],
};
