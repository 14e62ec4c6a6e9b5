// runtime/builtins/web/streams/from.js: the source behind ReadableStream.from.
// https://streams.spec.whatwg.org/#readable-stream-from-iterable
import { resolved, then } from "bailey:internal/promises";
import { conversionError, isObject } from "bailey:internal/webidl";

function typeName(value) {
  if (value === null || value === undefined) return String(value);
  return value.constructor?.name ?? typeof value;
}

function notAnObject(does, value) {
  return new TypeError(`Argument 1 ${does} did not return an object, but ${typeName(value)}.`);
}

class IterableSource {
  controller = undefined;
  #iterator;
  #next;
  #isSync;

  #checkChunk;

  constructor(iterator, isSync, checkChunk) {
    this.#checkChunk = checkChunk;
    this.#iterator = iterator;
    this.#next = iterator.next;
    this.#isSync = isSync;
  }

  pull() {
    const result = Reflect.apply(this.#next, this.#iterator, []);
    return this.#isSync ? this.#deliverSync(result)
      : then(resolved(result), (step) => this.#deliver(step));
  }

  #deliver(step) {
    if (!isObject(step)) {
      throw notAnObject("failed to iterate next value because the next() method", step);
    }
    if (step.done) this.controller.close();
    else this.#enqueue(step.value);
  }

  #enqueue(chunk) {
    this.#checkChunk?.(chunk);
    this.controller.enqueue(chunk);
  }

  // A sync iterator may yield promises, which are waited for.
  #deliverSync(step) {
    if (!isObject(step)) {
      throw notAnObject("failed to iterate next value because the next() method", step);
    }
    const { done } = step;
    return then(resolved(step.value), (value) => {
      if (done) this.controller.close();
      else this.#enqueue(value);
    }, (error) => {
      if (!done) this.#iterator.return?.();
      throw error;
    });
  }

  cancel(reason) {
    const method = this.#iterator.return;
    if (method === undefined || method === null) return undefined;
    const result = Reflect.apply(method, this.#iterator, [reason]);
    const check = (value) => {
      if (!isObject(value)) {
        throw notAnObject("failed to close iterator because the return() method", value);
      }
    };
    return this.#isSync ? check(result) : then(resolved(result), check);
  }
}

/**
 * A source that yields what `iterable`, async or not, yields.
 * @param {(chunk: any) => void} [checkChunk] throws when a chunk will not do
 */
export function sourceFromIterable(iterable, prefix, checkChunk = undefined) {
  let method = isObject(iterable) ? iterable[Symbol.asyncIterator] : undefined;
  const isSync = method === undefined || method === null;
  if (isSync && isObject(iterable)) method = iterable[Symbol.iterator];
  if (typeof method !== "function") {
    throw conversionError(prefix, "Argument 1", "can not be converted to async sequence.");
  }
  const iterator = Reflect.apply(method, iterable, []);
  if (!isObject(iterator)) {
    throw new TypeError("Argument 1 could not be iterated because iterator method did not return " +
      `object, but ${typeName(iterator)}.`);
  }
  return new IterableSource(iterator, isSync, checkChunk);
}
