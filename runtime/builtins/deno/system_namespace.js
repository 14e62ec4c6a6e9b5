// runtime/builtins/deno/system_namespace.js: the members of the Deno namespace that files, processes,
// the environment and the system are reached by. bailey:deno/namespace defines them.
import { env } from "bailey:deno/env";
import * as files from "bailey:deno/files";
import * as folders from "bailey:deno/folders";
import { create, createSync, FsFile, open, openSync, SeekMode } from "bailey:deno/fs_file";
import { Process, run } from "bailey:deno/legacy_process";
import {
  ChildProcess, Command, spawn, spawnAndWait, spawnAndWaitSync,
} from "bailey:deno/process";
import { addSignalListener, kill, removeSignalListener } from "bailey:deno/signals";
import { stderr, stdin, stdout } from "bailey:deno/stdio";
import * as system from "bailey:deno/system";

/** Name to value: writable, enumerable, configurable properties of Deno. */
export const systemMembers = {
  ...files,
  ...folders,
  ...system,
  addSignalListener,
  ChildProcess,
  Command,
  create,
  createSync,
  env,
  FsFile,
  kill,
  open,
  openSync,
  Process,
  removeSignalListener,
  run,
  SeekMode,
  spawn,
  spawnAndWait,
  spawnAndWaitSync,
  stderr,
  stdin,
  stdout,
};
