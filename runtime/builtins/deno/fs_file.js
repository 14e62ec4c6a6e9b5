// runtime/builtins/deno/fs_file.js: Deno.FsFile, Deno.open() and Deno.create().
import * as fs from "bailey:ops/fs";
import * as ops from "bailey:ops/file";
import {
  pathText, toBuffer, toFileTime, toInt32, toNumber, toOptionalUint32,
} from "bailey:internal/arguments";
import { newReadable, newWritable } from "bailey:internal/lazy_streams";
import { fileInfo } from "bailey:deno/file_info";

/** Whence FsFile.seek() counts. */
export const SeekMode = {
  0: "Start",
  1: "Current",
  2: "End",
  Start: 0,
  Current: 1,
  End: 2,
};

const kToken = Symbol("FsFile");

// Opens for `options` with the grant they need; `suffix` picks the form that waits.
function openHandle(path, options, suffix) {
  const reads = options.read === true;
  const writes = options.write || options.append || options.truncate || options.create ||
    options.createNew;
  const name = !writes ? "openRead" : reads ? "openReadWrite" : "openWrite";
  return fs[name + suffix](path, options);
}

function checkedOptions(options) {
  if (options === undefined || options === null) return { read: true };
  const { read, write, append, truncate, create, createNew, mode } = options;
  const taken = {
    read: Boolean(read),
    write: Boolean(write),
    append: Boolean(append),
    truncate: Boolean(truncate),
    create: Boolean(create),
    createNew: Boolean(createNew),
    mode: toOptionalUint32(mode),
  };
  checkConsistent(taken);
  return taken;
}

// Native code checks the same; here it comes before the question for leave.
function checkConsistent({ read, write, append, truncate, create, createNew }) {
  if (!(read || write || append || truncate || create || createNew)) {
    throw new Error("'options' requires at least one option to be true");
  }
  if (!write && truncate) throw new Error("'truncate' option requires 'write' to be true");
  if ((create || createNew) && !(write || append)) {
    throw new Error("'create' or 'createNew' options require 'write' or 'append' to be true");
  }
}

/**
 * Opens a file.
 * @param {string | URL} path
 * @param {Deno.OpenOptions} [options]
 * @returns {FsFile}
 */
export function openSync(path, options) {
  const taken = checkedOptions(options);
  return new FsFile(kToken, openHandle(pathText(path), taken, "Sync"));
}

/**
 * @param {string | URL} path
 * @param {Deno.OpenOptions} [options]
 * @returns {Promise<FsFile>}
 */
export async function open(path, options) {
  const taken = checkedOptions(options);
  return new FsFile(kToken, await openHandle(pathText(path), taken, ""));
}

const kCreateOptions = { read: true, write: true, truncate: true, create: true };

/** @param {string | URL} path */
export function createSync(path) {
  return openSync(path, kCreateOptions);
}

/** @param {string | URL} path */
export function create(path) {
  return open(path, kCreateOptions);
}

/** The FsFile of a native file that was not opened by path, such as a pipe's end. */
export function fsFileOf(handle) {
  return new FsFile(kToken, handle);
}

/** Writes all of `bytes` to a native file. */
export async function writeAll(handle, bytes) {
  for (let at = 0; at < bytes.length;) at += await ops.write(handle, bytes.subarray(at));
}

/** Reads from a native file; waiting for a pipe or a terminal takes no thread. */
export async function readSome(handle, into) {
  if (into.length === 0) return 0;
  if (ops.mayWait(handle)) await ops.waitReadable(handle);
  return await ops.read(handle, into);
}

function toOffset(offset) {
  return typeof offset === "bigint" ? offset : Math.trunc(toNumber(offset)) || 0;
}

/** An open file. */
export class FsFile {
  #handle;
  /** The end of the operation that was asked for last, while one is under way. */
  #tail = undefined;
  #readable = undefined;
  #writable = undefined;

  constructor(token, handle) {
    if (token !== kToken) {
      throw new TypeError(
        "'Deno.FsFile' cannot be constructed, use 'Deno.open()' or 'Deno.openSync()' instead");
    }
    this.#handle = handle;
  }

  // Operations on one file happen in the order in which they were asked for.
  async #inTurn(start) {
    const before = this.#tail;
    const { promise, resolve } = Promise.withResolvers();
    this.#tail = promise;
    if (before !== undefined) await before;
    try {
      return await start();
    } finally {
      if (this.#tail === promise) this.#tail = undefined;
      resolve();
    }
  }

  /** @returns {Promise<number>} the number of bytes written */
  async write(p) {
    const bytes = toBuffer(p);
    return await this.#inTurn(() => ops.write(this.#handle, bytes));
  }
  writeSync(p) {
    return ops.writeNow(this.#handle, toBuffer(p));
  }

  async truncate(len = 0) {
    const size = toNumber(len ?? 0);
    await this.#inTurn(() => ops.truncate(this.#handle, size));
  }
  truncateSync(len = 0) {
    ops.truncateSync(this.#handle, toNumber(len ?? 0));
  }

  /** @returns {Promise<number | null>} the number of bytes read, null at the end of the file */
  async read(p) {
    const into = toBuffer(p);
    const count = await this.#inTurn(() => readSome(this.#handle, into));
    return count === 0 && into.length > 0 ? null : count;
  }
  readSync(p) {
    const into = toBuffer(p);
    const count = ops.readNow(this.#handle, into);
    return count === 0 && into.length > 0 ? null : count;
  }

  /** @returns {Promise<number>} the new position from the start */
  async seek(offset, whence) {
    const by = toOffset(offset), from = toInt32(whence);
    return await this.#inTurn(() => ops.seek(this.#handle, by, from));
  }
  seekSync(offset, whence) {
    return ops.seekSync(this.#handle, toOffset(offset), toInt32(whence));
  }

  async stat() {
    return fileInfo(await this.#inTurn(() =>
      ops.isReadable(this.#handle)
        ? ops.stat(this.#handle)
        : ops.statWith(this.#handle, ops.path(this.#handle))
    ));
  }
  statSync() {
    return fileInfo(
      ops.isReadable(this.#handle)
        ? ops.statSync(this.#handle)
        : ops.statWithSync(this.#handle, ops.path(this.#handle)),
    );
  }

  async syncData() {
    await this.#inTurn(() => ops.syncData(this.#handle));
  }
  syncDataSync() {
    ops.syncDataSync(this.#handle);
  }

  close() {
    ops.close(this.#handle);
  }

  #closeQuietly() {
    // Script may have closed it while a stream was using it.
    if (ops.isOpen(this.#handle)) ops.close(this.#handle);
  }

  /** Reads on from the present position; closes the file at the end. */
  get readable() {
    return this.#readable ??= newReadable(
      (into) => this.#inTurn(() => readSome(this.#handle, into)), () => this.#closeQuietly());
  }

  /** Writes on from the present position; closes the file at the end. */
  get writable() {
    return this.#writable ??= newWritable(
      (bytes) => this.#inTurn(() => writeAll(this.#handle, bytes)), () => this.#closeQuietly());
  }

  async sync() {
    await this.#inTurn(() => ops.sync(this.#handle));
  }
  syncSync() {
    ops.syncSync(this.#handle);
  }

  async utime(atime, mtime) {
    const access = toFileTime(atime), modification = toFileTime(mtime);
    await this.#inTurn(() =>
      ops.isWritable(this.#handle)
        ? ops.utime(this.#handle, access, modification)
        : ops.utimeWith(this.#handle, ops.path(this.#handle), access, modification)
    );
  }
  utimeSync(atime, mtime) {
    const access = toFileTime(atime), modification = toFileTime(mtime);
    if (ops.isWritable(this.#handle)) return ops.utimeSync(this.#handle, access, modification);
    ops.utimeWithSync(this.#handle, ops.path(this.#handle), access, modification);
  }

  isTerminal() {
    return ops.isTerminal(this.#handle);
  }

  /** @param {{ cbreak?: boolean }} [options] cbreak: Ctrl-C still interrupts */
  setRaw(mode, options = undefined) {
    ops.setRaw(this.#handle, Boolean(mode), Boolean(options?.cbreak));
  }

  lockSync(exclusive = false) {
    ops.lockSync(this.#handle, Boolean(exclusive));
  }
  async lock(exclusive = false) {
    await this.#inTurn(() => ops.lock(this.#handle, Boolean(exclusive)));
  }
  tryLockSync(exclusive = false) {
    return ops.tryLockSync(this.#handle, Boolean(exclusive));
  }
  async tryLock(exclusive = false) {
    return await this.#inTurn(() => ops.tryLock(this.#handle, Boolean(exclusive)));
  }
  unlockSync() {
    ops.unlockSync(this.#handle);
  }
  async unlock() {
    await this.#inTurn(() => ops.unlock(this.#handle));
  }

  [Symbol.dispose]() {
    this.#closeQuietly();
  }
}
