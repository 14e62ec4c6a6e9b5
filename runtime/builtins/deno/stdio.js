// runtime/builtins/deno/stdio.js: Deno.stdin, Deno.stdout and Deno.stderr.
import * as ops from "bailey:ops/file";
import { toBuffer } from "bailey:internal/arguments";
import { newReadable, newWritable } from "bailey:internal/lazy_streams";
import { readSome, writeAll } from "bailey:deno/fs_file";

function closeQuietly(handle) {
  if (ops.isOpen(handle)) ops.close(handle);
}

class Stdin {
  #handle = undefined;
  #readable = undefined;

  // Opened when first used: a snapshot cannot hold it.
  get #file() {
    return this.#handle ??= ops.standardStream(0);
  }
  get rid() {
    return 0;
  }
  /** @returns {Promise<number | null>} */
  async read(p) {
    const into = toBuffer(p);
    if (into.length === 0) return 0;
    return await readSome(this.#file, into) || null;
  }
  readSync(p) {
    const into = toBuffer(p);
    if (into.length === 0) return 0;
    return ops.readNow(this.#file, into) || null;
  }
  close() {
    ops.close(this.#file);
  }
  get readable() {
    return this.#readable ??= newReadable(
      (into) => readSome(this.#file, into), () => closeQuietly(this.#file));
  }
  setRaw(mode, options = {}) {
    ops.setRaw(this.#file, Boolean(mode), Boolean(options?.cbreak));
  }
  isTerminal() {
    return ops.isTerminal(this.#file);
  }
}

// The part that standard output and error share.
class OutputStream {
  #handle = undefined;
  #number;
  #tail = Promise.resolve();
  #writable = undefined;

  constructor(number) {
    this.#number = number;
  }
  get file() {
    return this.#handle ??= ops.standardStream(this.#number);
  }
  // One after the other, in the order in which they were asked for.
  inTurn(start) {
    const done = this.#tail.then(start);
    this.#tail = done.then(() => {}, () => {});
    return done;
  }
  get writable() {
    return this.#writable ??= newWritable(
      (bytes) => this.inTurn(() => writeAll(this.file, bytes)), () => closeQuietly(this.file));
  }
}

class Stdout {
  #stream = new OutputStream(1);

  get rid() {
    return 1;
  }
  async write(p) {
    const bytes = toBuffer(p);
    return await this.#stream.inTurn(() => ops.write(this.#stream.file, bytes));
  }
  writeSync(p) {
    return ops.writeNow(this.#stream.file, toBuffer(p));
  }
  close() {
    ops.close(this.#stream.file);
  }
  get writable() {
    return this.#stream.writable;
  }
  isTerminal() {
    return ops.isTerminal(this.#stream.file);
  }
}

class Stderr {
  #stream = new OutputStream(2);

  get rid() {
    return 2;
  }
  async write(p) {
    const bytes = toBuffer(p);
    return await this.#stream.inTurn(() => ops.write(this.#stream.file, bytes));
  }
  writeSync(p) {
    return ops.writeNow(this.#stream.file, toBuffer(p));
  }
  close() {
    ops.close(this.#stream.file);
  }
  get writable() {
    return this.#stream.writable;
  }
  isTerminal() {
    return ops.isTerminal(this.#stream.file);
  }
}

export const stdin = new Stdin();
export const stdout = new Stdout();
export const stderr = new Stderr();
