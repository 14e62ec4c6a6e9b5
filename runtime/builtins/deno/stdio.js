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

/** The class of an output stream: standard output and error have one each. */
function outputClass(name, number) {
  const made = class {
    #handle = undefined;
    #tail = Promise.resolve();
    #writable = undefined;

    get #file() {
      return this.#handle ??= ops.standardStream(number);
    }
    // One after the other, in the order in which they were asked for.
    #inTurn(start) {
      const done = this.#tail.then(start);
      this.#tail = done.then(() => {}, () => {});
      return done;
    }
    get rid() {
      return number;
    }
    async write(p) {
      const bytes = toBuffer(p);
      return await this.#inTurn(() => ops.write(this.#file, bytes));
    }
    writeSync(p) {
      return ops.writeNow(this.#file, toBuffer(p));
    }
    close() {
      ops.close(this.#file);
    }
    get writable() {
      return this.#writable ??= newWritable(
        (bytes) => this.#inTurn(() => writeAll(this.#file, bytes)), () => closeQuietly(this.#file));
    }
    isTerminal() {
      return ops.isTerminal(this.#file);
    }
  };
  Object.defineProperty(made, "name", { value: name, configurable: true });
  return made;
}

const Stdout = outputClass("Stdout", 1);
const Stderr = outputClass("Stderr", 2);

export const stdin = new Stdin();
export const stdout = new Stdout();
export const stderr = new Stderr();
