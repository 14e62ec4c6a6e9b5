// runtime/builtins/deno/process.js: Deno.Command and child processes.
import * as ops from "bailey:ops/process";
import { commandText, pathText, toOptionalUint32 } from "bailey:internal/arguments";
import { concatBytes, newCollectingReadable, newWritable } from "bailey:internal/lazy_streams";
import { toSignal } from "bailey:deno/signals";

const kToken = Symbol("ChildProcess");
const kChunkSize = 64 * 1024;
const kPipedOutput = { stdin: "null", stdout: "piped", stderr: "piped" };
const kInherited = { stdin: "inherit", stdout: "inherit", stderr: "inherit" };

/**
 * The options of a command as native code takes them.
 * @param {string | URL} command
 * @param {Deno.CommandOptions | null | undefined} options
 * @param {typeof kInherited} defaults
 */
export function spawnArguments(command, options, defaults) {
  const {
    args = [], cwd, env = {}, clearEnv = false, uid, gid, detached = false,
    stdin = defaults.stdin, stdout = defaults.stdout, stderr = defaults.stderr,
  } = options ?? {};
  return {
    command: commandText(command),
    args: Array.from(args, (each) => `${each}`),
    cwd: cwd === undefined || cwd === null ? undefined : pathText(cwd),
    env: Object.entries(env ?? {}),
    clearEnv: Boolean(clearEnv),
    uid: toOptionalUint32(uid),
    gid: toOptionalUint32(gid),
    stdin,
    stdout,
    stderr,
    detached: Boolean(detached),
  };
}

/** @returns {Deno.CommandStatus} */
function statusOf([code, signal]) {
  return { __proto__: null, success: code === 0 && signal === null, code, signal };
}

/** A stream that was not piped throws when it is asked for. */
function commandOutput([code, signal], stdout, stderr) {
  const piped = (name, bytes) => {
    if (bytes === null) throw new TypeError(`Cannot get '${name}': '${name}' is not piped`);
    return bytes;
  };
  return {
    success: code === 0 && signal === null,
    code,
    signal,
    get stdout() {
      return piped("stdout", stdout);
    },
    get stderr() {
      return piped("stderr", stderr);
    },
  };
}

async function readToEnd(pipe) {
  const chunks = [];
  for (;;) {
    const into = new Uint8Array(kChunkSize);
    const count = await ops.pipeRead(pipe, into);
    if (count === 0) break;
    // A short chunk does not keep the whole block alive.
    chunks.push(into.length === count ? into : into.slice(0, count));
  }
  ops.pipeClose(pipe);
  return concatBytes(chunks);
}

function closeQuietly(pipe) {
  if (ops.pipeIsOpen(pipe)) ops.pipeClose(pipe);
}

/** A running program. */
export class ChildProcess {
  #process;
  #pid;
  #pipes;
  #streams = { stdin: null, stdout: null, stderr: null };
  #ending;
  #status;

  constructor(token, spawned, signal) {
    if (token !== kToken) throw new TypeError("Illegal constructor");
    this.#process = spawned.process;
    this.#pid = spawned.pid;
    this.#pipes = { stdin: spawned.stdin, stdout: spawned.stdout, stderr: spawned.stderr };
    this.#ending = ops.wait(this.#process);
    this.#status = this.#ending.then(statusOf);
    if (signal !== undefined && signal !== null) this.#killOnAbort(signal);
  }

  #killOnAbort(signal) {
    const abort = () => this.#killQuietly();
    signal.addEventListener("abort", abort, { once: true });
    this.#ending.then(() => signal.removeEventListener("abort", abort));
  }

  // The child may have ended since.
  #killQuietly() {
    try {
      ops.killChild(this.#process, "SIGTERM");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
  }

  get pid() {
    return this.#pid;
  }

  #pipeOf(name) {
    const pipe = this.#pipes[name];
    if (pipe === null) throw new TypeError(`Cannot get '${name}': '${name}' is not piped`);
    return pipe;
  }

  #outputStream(name) {
    const pipe = this.#pipeOf(name);
    return this.#streams[name] ??= newCollectingReadable(
      (into) => ops.pipeRead(pipe, into), () => closeQuietly(pipe));
  }

  get stdin() {
    const pipe = this.#pipeOf("stdin");
    return this.#streams.stdin ??= newWritable(
      (bytes) => ops.pipeWrite(pipe, bytes), () => closeQuietly(pipe));
  }
  get stdout() {
    return this.#outputStream("stdout");
  }
  get stderr() {
    return this.#outputStream("stderr");
  }

  get status() {
    return this.#status;
  }

  // What is left of an output: from the stream once script has asked for that, else from the pipe.
  #collect(name) {
    const pipe = this.#pipes[name];
    if (pipe === null) return null;
    const stream = this.#streams[name];
    return stream === null ? readToEnd(pipe) : stream.bytes();
  }

  /** @returns {Promise<Deno.CommandOutput>} */
  async output() {
    for (const name of ["stdout", "stderr"]) {
      if (this.#streams[name]?.locked) {
        throw new TypeError(`Cannot collect output: '${name}' is locked`);
      }
    }
    const [ending, stdout, stderr] =
      await Promise.all([this.#ending, this.#collect("stdout"), this.#collect("stderr")]);
    return commandOutput(ending, stdout, stderr);
  }

  kill(signo = "SIGTERM") {
    ops.killChild(this.#process, toSignal(signo));
  }

  ref() {
    ops.setReferenced(this.#process, true);
  }
  unref() {
    ops.setReferenced(this.#process, false);
  }

  async [Symbol.asyncDispose]() {
    this.#killQuietly();
    await this.#status;
  }
}

function start(command, options, defaults) {
  const spawned = ops.spawn(spawnArguments(command, options, defaults));
  return new ChildProcess(kToken, spawned, options?.signal);
}

function refusePipedInput(options) {
  if (options?.stdin === "piped") {
    throw new TypeError(
      "Piped stdin is not supported for this function, use 'Deno.Command.spawn()' instead");
  }
}

/** A program with its arguments, to be started. */
export class Command {
  #command;
  #options;

  constructor(command, options) {
    this.#command = command;
    this.#options = options;
  }

  /** @returns {Promise<Deno.CommandOutput>} */
  output() {
    refusePipedInput(this.#options);
    return start(this.#command, this.#options, kPipedOutput).output();
  }

  /** @returns {Deno.CommandOutput} */
  outputSync() {
    refusePipedInput(this.#options);
    const taken = spawnArguments(this.#command, this.#options, kPipedOutput);
    const { ending, stdout, stderr } = ops.runToEnd(taken);
    return commandOutput(ending, taken.stdout === "piped" ? stdout : null,
      taken.stderr === "piped" ? stderr : null);
  }

  /** @returns {ChildProcess} */
  spawn() {
    return start(this.#command, this.#options, kInherited);
  }
}

// (command, options) or (command, args, options)
function commandOf(command, argsOrOptions, maybeOptions) {
  return Array.isArray(argsOrOptions)
    ? new Command(command, { ...maybeOptions, args: argsOrOptions })
    : new Command(command, argsOrOptions ?? maybeOptions);
}

/** @returns {ChildProcess} */
export function spawn(command, argsOrOptions, maybeOptions) {
  return commandOf(command, argsOrOptions, maybeOptions).spawn();
}

/** @returns {Promise<Deno.CommandOutput>} */
export function spawnAndWait(command, argsOrOptions, maybeOptions) {
  return commandOf(command, argsOrOptions, maybeOptions).output();
}

/** @returns {Deno.CommandOutput} */
export function spawnAndWaitSync(command, argsOrOptions, maybeOptions) {
  return commandOf(command, argsOrOptions, maybeOptions).outputSync();
}
