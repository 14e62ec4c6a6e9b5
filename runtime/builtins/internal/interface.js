// runtime/builtins/internal/interface.js: gives a class the shape Web IDL prescribes: enumerable
// members, a class string, constants, iteration, and what console.log shows of an instance.
import { createFilteredInspectProxy } from "bailey:internal/inspect/mod";
import { illegalInvocation, isObject } from "bailey:internal/webidl";

/** The method console calls to print an object: `(inspect, options) => string`. */
export const kInspect = Symbol.for("Deno.privateCustomInspect");

function makeEnumerable(target, skipped) {
  for (const key of Object.getOwnPropertyNames(target)) {
    if (!skipped.includes(key)) Object.defineProperty(target, key, { enumerable: true });
  }
}

/** Adds a member that scripts can reach but never list. */
export function defineHidden(target, key, value) {
  Object.defineProperty(target, key, { value, writable: true, enumerable: false, configurable: true });
}

/**
 * Call once per class, after its definition.
 * @param {Function} constructor
 * @param {{ inspect?: string[], constants?: Record<string, number> }} [shape] `inspect` names the
 *   properties console shows.
 */
export function defineInterface(constructor, { inspect, constants } = {}) {
  const { name, prototype } = constructor;
  makeEnumerable(prototype, ["constructor"]);
  makeEnumerable(constructor, ["length", "name", "prototype"]);
  Object.defineProperty(constructor, "prototype", { writable: false });
  Object.defineProperty(prototype, Symbol.toStringTag, { value: name, configurable: true });
  for (const [key, value] of Object.entries(constants ?? {})) {
    Object.defineProperty(constructor, key, { value, enumerable: true });
    Object.defineProperty(prototype, key, { value, enumerable: true });
  }
  if (inspect !== undefined) defineInspect(prototype, inspect);
}

/** Makes console show instances as `Name { key: value }` for the given getters, the prototype with its accessors. */
export function defineInspect(prototype, keys) {
  defineHidden(prototype, kInspect, function (print, options) {
    return print(createFilteredInspectProxy({ object: this, keys, evaluate: this !== prototype }), options);
  });
}

const iteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));

/**
 * Gives `constructor` the members of `iterable<key, value>`.
 * https://webidl.spec.whatwg.org/#js-iterable
 * @param {Function} constructor
 * @param {(target: any) => any[]} entriesOf the flat list [key, value, key, value, ...] as it is now;
 *   read again at each step, as the standard wants. Throws when `target` is no instance.
 */
export function defineIterable(constructor, entriesOf) {
  const tag = `${constructor.name} Iterator`;

  class PairIterator {
    #target;
    #kind;
    #next = 0;

    constructor(target, kind) {
      this.#target = target;
      this.#kind = kind;
    }

    next() {
      if (!isObject(this) || !(#target in this)) illegalInvocation();
      const entries = entriesOf(this.#target);
      const at = this.#next;
      if (at >= entries.length) return { value: undefined, done: true };
      this.#next = at + 2;
      const value = this.#kind === "keys" ? entries[at]
        : this.#kind === "values" ? entries[at + 1]
        : [entries[at], entries[at + 1]];
      return { value, done: false };
    }

    [kInspect](print, options) {
      const rest = new PairIterator(this.#target, this.#kind);
      rest.#next = this.#next;
      const items = [];
      for (let step = rest.next(); !step.done; step = rest.next()) items.push(step.value);
      return `${tag} { ${items.map((item) => print(item, options)).join(", ")} }`;
    }
  }
  Object.setPrototypeOf(PairIterator.prototype, iteratorPrototype);
  delete PairIterator.prototype.constructor;
  makeEnumerable(PairIterator.prototype, []);
  Object.defineProperty(PairIterator.prototype, kInspect, { enumerable: false });
  Object.defineProperty(PairIterator.prototype, Symbol.toStringTag, { value: tag, configurable: true });

  const methods = {
    entries() {
      entriesOf(this);
      return new PairIterator(this, "entries");
    },
    keys() {
      entriesOf(this);
      return new PairIterator(this, "keys");
    },
    values() {
      entriesOf(this);
      return new PairIterator(this, "values");
    },
    forEach(callback, thisArg = undefined) {
      let entries = entriesOf(this);
      if (typeof callback !== "function") {
        const error = new TypeError('The "callback" argument must be of type function. Received ' +
          (callback === null ? "null" : typeof callback));
        /** @type {any} */ (error).code = "ERR_INVALID_ARG_TYPE";
        throw error;
      }
      for (let at = 0; at < entries.length; at += 2) {
        Reflect.apply(callback, thisArg, [entries[at + 1], entries[at], this]);
        entries = entriesOf(this);
      }
    },
  };
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(constructor.prototype, name,
      { value: method, writable: true, enumerable: true, configurable: true });
  }
  defineHidden(constructor.prototype, Symbol.iterator, methods.entries);
}
