// runtime/builtins/web/location.js: location, which a program has when it is given one, and every
// worker. https://html.spec.whatwg.org/#the-location-interface
import { location as locationText } from "bailey:ops/core";
import { createFilteredInspectProxy } from "bailey:internal/inspect/mod";
import { defineInspect, defineInterface, kInspect } from "bailey:internal/interface";
import { illegalConstructor, illegalInvocation, isObject } from "bailey:internal/webidl";
import { DOMException } from "bailey:web/dom_exception";
import { URL } from "bailey:web/url";

/** Proof that an object is made here. */
const kInternal = Symbol();
const kParts = [
  "hash", "host", "hostname", "href", "origin", "pathname", "port", "protocol", "search",
];

function notSupported(action) {
  throw new DOMException(action, "NotSupportedError");
}

function setterOf(part) {
  const descriptor = { set: () => notSupported(`Cannot set "location.${part}"`) };
  return descriptor.set;
}

/** The own members of a Location, which scripts cannot change. */
function membersOf(url) {
  const members = {};
  for (const part of kParts) {
    members[part] = {
      get: () => url[part],
      enumerable: true,
    };
    if (part !== "origin") members[part].set = setterOf(part);
  }
  const ancestors = { length: 0, item: () => null, contains: () => false };
  members.ancestorOrigins = { get: () => ancestors, enumerable: true };
  for (const name of ["assign", "reload", "replace"]) {
    const methods = {
      [name]() {
        notSupported(`Cannot call "location.${name}()"`);
      },
    };
    members[name] = { value: methods[name], enumerable: true };
  }
  const methods = {
    toString() {
      return url.href;
    },
  };
  members.toString = { value: methods.toString, enumerable: true };
  members[kInspect] = {
    value(print, options) {
      return print(
        createFilteredInspectProxy({ object: this, keys: kParts, evaluate: true }), options);
    },
  };
  return members;
}

export class Location {
  constructor(key = undefined) {
    if (key !== kInternal) throw new TypeError("Illegal constructor");
    Object.defineProperties(this, membersOf(new URL(locationText())));
  }
}
Object.defineProperty(Location, "length", { value: 0 });
Object.defineProperty(Location, "prototype", { writable: false });
Object.defineProperty(Location.prototype, Symbol.toStringTag,
  { value: "Location", configurable: true });

/** https://html.spec.whatwg.org/#the-workerlocation-interface */
export class WorkerLocation {
  #url;

  constructor(key = undefined) {
    if (key !== kInternal) illegalConstructor();
    this.#url = new URL(locationText());
  }

  toString() {
    return isObject(this) && #url in this ? this.#url.href : illegalInvocation();
  }

  static {
    for (const part of kParts) {
      const getter = {
        get [part]() {
          return isObject(this) && #url in this ? /** @type {any} */ (this).#url[part] : illegalInvocation();
        },
      };
      Object.defineProperty(WorkerLocation.prototype, part,
        Object.getOwnPropertyDescriptor(getter, part));
    }
  }
}
Object.defineProperty(WorkerLocation, "length", { value: 0 });
defineInterface(WorkerLocation);
defineInspect(WorkerLocation.prototype, kParts);

export function newLocation() {
  return new Location(/** @type {any} */ (kInternal));
}

export function newWorkerLocation() {
  return new WorkerLocation(/** @type {any} */ (kInternal));
}
