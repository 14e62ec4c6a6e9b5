// runtime/builtins/deno/legacy_process.js: Deno.run(), which scripts of before Deno.Command use.
import * as file from "bailey:ops/file";
import * as ops from "bailey:ops/process";
import { concatBytes } from "bailey:internal/lazy_streams";
import { fsFileOf, readSome } from "bailey:deno/fs_file";
import { spawnArguments } from "bailey:deno/process";
import { errors } from "bailey:internal/errors";
import { toSignal } from "bailey:deno/signals";

const kToken = Symbol("Process");
const kInherited = { stdin: "inherit", stdout: "inherit", stderr: "inherit" };
const kChunkSize = 64 * 1024;

let lastRid = 2;

async function readToEnd(handle) {
  const chunks = [];
  for (;;) {
    const into = new Uint8Array(kChunkSize);
    const count = await readSome(handle, into);
    if (count === 0) break;
    chunks.push(into.slice(0, count));
  }
  file.close(handle);
  return concatBytes(chunks);
}

/** A program started by Deno.run(). */
export class Process {
  #ending = undefined;
  #handles;
  #closed = false;

  constructor(token, spawned) {
    if (token !== kToken) throw new TypeError("Illegal constructor");
    this.#handles = spawned;
    this.rid = ++lastRid;
    this.pid = spawned.pid;
    for (const name of ["stdin", "stdout", "stderr"]) {
      if (spawned[name] !== null) this[name] = fsFileOf(spawned[name]);
    }
  }

  async status() {
    const [code, signal] = await (this.#ending ??= ops.wait(this.#handles.process));
    const status = { success: code === 0 && signal === null, code };
    return signal === null ? status : { ...status, signal: ops.signalNumber(signal) };
  }

  async #outputOf(name) {
    const handle = this.#handles[name];
    if (handle === null) throw new TypeError(`${name} was not piped`);
    return await readToEnd(handle);
  }

  output() {
    return this.#outputOf("stdout");
  }

  stderrOutput() {
    return this.#outputOf("stderr");
  }

  close() {
    if (this.#closed) throw new errors.BadResource("Bad resource ID");
    this.#closed = true;
    ops.setReferenced(this.#handles.process, false);
  }

  kill(signo = "SIGTERM") {
    ops.killChild(this.#handles.process, toSignal(signo));
  }
}

/**
 * @param {{ cmd: (string | URL)[], cwd?: string, env?: Record<string, string>, clearEnv?: boolean,
 *   uid?: number, gid?: number, stdin?: string, stdout?: string, stderr?: string }} options
 */
export function run(options) {
  const { cmd: [command, ...args], cwd, env, clearEnv, uid, gid, stdin, stdout, stderr } = options;
  const taken = spawnArguments(
    command, { args, cwd, env, clearEnv, uid, gid, stdin, stdout, stderr }, kInherited);
  return new Process(kToken, ops.spawnWithFiles(taken));
}
