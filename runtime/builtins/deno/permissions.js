// permissions.js: Deno.permissions. Only asks and shows; every decision is the broker's.

import * as ops from "bailey:ops/permissions";
import { Event, EventTarget } from "bailey:web/event";

const kKey = Symbol("construct");

class PermissionStatus extends EventTarget {
  #status;
  // A property of its own, as in Deno, and called after the listeners.
  onchange = null;
  constructor(key, status) {
    if (key !== kKey) throw new TypeError("Illegal constructor");
    super();
    this.#status = status;
  }
  get state() {
    return this.#status.state;
  }
  get partial() {
    return this.#status.partial;
  }
  dispatchEvent(event) {
    const proceed = super.dispatchEvent(event);
    if (!proceed || typeof this.onchange !== "function") return proceed;
    this.onchange(event);
    return !event.defaultPrevented;
  }
  [Symbol.for("Deno.privateCustomInspect")](inspect, options) {
    const shown = { state: this.state, onchange: this.onchange };
    if (this.partial) shown.partial = true;
    return `${this.constructor.name} ${inspect(shown, options)}`;
  }
}

const kNames = new Set(["read", "write", "net", "env", "sys", "run", "ffi", "import"]);

/** The value of a descriptor as the broker reads it; undefined asks for the whole kind. */
function valueOf(descriptor) {
  switch (descriptor.name) {
    case "read":
    case "write":
    case "ffi":
      return pathText(descriptor.path);
    case "run":
      return pathText(descriptor.command);
    case "net":
    case "import":
      return textOf(descriptor.host);
    case "env":
      return textOf(descriptor.variable);
    case "sys":
      return textOf(descriptor.kind);
  }
  return undefined;
}

function pathText(path) {
  if (path instanceof URL) {
    if (path.protocol !== "file:") throw new TypeError("Must be a file URL");
    return decodeURIComponent(path.pathname.replace(/%(?![0-9A-Fa-f]{2})/g, "%25"));
  }
  return textOf(path);
}

/** Nothing asks for the whole kind. */
function textOf(value) {
  return value === undefined || value === null ? undefined : `${value}`;
}

/** One status object per descriptor, so that `change` reaches whoever holds it. */
const cache = new Map();

function statusOf(descriptor, value, [state, partial]) {
  const key = value === undefined ? descriptor.name : `${descriptor.name}-${value}`;
  const known = cache.get(key);
  if (known === undefined) {
    const status = { state, partial };
    const object = new PermissionStatus(kKey, status);
    cache.set(key, { status, object });
    return object;
  }
  const changed = known.status.state !== state || known.status.partial !== partial;
  known.status.state = state;
  known.status.partial = partial;
  if (changed) known.object.dispatchEvent(new Event("change"));
  return known.object;
}

function ask(op, descriptor) {
  const name = descriptor?.name;
  if (!kNames.has(name)) {
    // One of Deno's three texts ends with a full stop.
    const stop = op === ops.request ? "." : "";
    throw new TypeError(`The provided value "${name}" is not a valid permission name${stop}`);
  }
  const value = valueOf({ ...descriptor, name });
  return statusOf({ name }, value, op(name, value));
}

export class Permissions {
  constructor(key = null) {
    if (key !== kKey) throw new TypeError("Illegal constructor");
  }
  query(descriptor) {
    try {
      return Promise.resolve(this.querySync(descriptor));
    } catch (error) {
      return Promise.reject(error);
    }
  }
  querySync(descriptor) {
    return ask(ops.query, descriptor);
  }
  revoke(descriptor) {
    try {
      return Promise.resolve(this.revokeSync(descriptor));
    } catch (error) {
      return Promise.reject(error);
    }
  }
  revokeSync(descriptor) {
    return ask(ops.revoke, descriptor);
  }
  request(descriptor) {
    try {
      return Promise.resolve(this.requestSync(descriptor));
    } catch (error) {
      return Promise.reject(error);
    }
  }
  requestSync(descriptor) {
    return ask(ops.request, descriptor);
  }
}

export const permissions = new Permissions(kKey);
export { PermissionStatus };
