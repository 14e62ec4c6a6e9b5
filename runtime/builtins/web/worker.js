// runtime/builtins/web/worker.js: Worker, the parent's side.
// https://html.spec.whatwg.org/#dedicated-workers-and-the-worker-interface
import * as ops from "bailey:ops/worker";
import { defineHidden, defineInspect } from "bailey:internal/interface";
import { isObject } from "bailey:internal/webidl";
import { baseUrl } from "bailey:web/base_url";
import { DOMException } from "bailey:web/dom_exception";
import { defineEventHandler, dispatchTrusted, EventTarget } from "bailey:web/event";
import { ErrorEvent } from "bailey:web/event_types";
import { postThrough, receiveThrough } from "bailey:web/message_port";
import { URL } from "bailey:web/url";

// The native ChildUse.
const kNone = 0;
const kInherit = 1;
const kWhole = 2;
const kListed = 3;

const kKinds = ["read", "write", "net", "env", "sys", "run", "ffi", "import"];
const kPaths = ["read", "write", "run", "ffi"];

function pathText(value, kind) {
  if (kPaths.includes(kind) && value instanceof URL) {
    return decodeURIComponent(value.pathname.replace(/%(?![0-9A-Fa-f]{2})/g, "%25"));
  }
  if (typeof value !== "string") {
    throw new TypeError(`(deno.permissions.${kind}) invalid type: ${described(value)}, expected a string`);
  }
  return value;
}

function described(value) {
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (typeof value === "number") {
    return `${Number.isInteger(value) ? "integer" : "floating point"} \`${value}\``;
  }
  if (typeof value === "boolean") return `boolean \`${value}\``;
  if (value === null) return "null";
  return Array.isArray(value) ? "sequence" : "map";
}

function permissionOf(value, kind) {
  if (value === undefined || value === null || value === false) return [kNone, []];
  if (value === true) return [kWhole, []];
  if (value === "inherit") return [kInherit, []];
  if (Array.isArray(value)) {
    return value.length === 0 ? [kNone, []] : [kListed, value.map((each) => pathText(each, kind))];
  }
  throw new TypeError(`(deno.permissions.${kind}) invalid ${typeof value === "string" ? "value" : "type"}: ` +
    `${described(value)}, expected "inherit" or boolean or string[]`);
}

/** What `deno.permissions` asks for, kind by kind; undefined for all that the parent has. */
function permissionsOf(wanted) {
  if (wanted === undefined || wanted === null || wanted === "inherit") return undefined;
  if (wanted === "none") return kKinds.map(() => [kNone, []]);
  if (isObject(wanted)) {
    return kKinds.map((kind) => permissionOf(wanted[kind], kind));
  }
  throw new TypeError(`invalid ${typeof wanted === "string" ? "value" : "type"}: ${described(wanted)}, ` +
    'expected "inherit" or "none" or object');
}

/** What `bailey.limits` asks for: pairs of a limit's name and its value as the flags write it. */
function limitsOf(wanted) {
  if (wanted === undefined || wanted === null) return [];
  if (!isObject(wanted)) throw new TypeError(`(bailey.limits) invalid type: ${described(wanted)}, expected object`);
  return Object.entries(wanted).filter(([, value]) => value !== undefined).map(([key, value]) => {
    if (typeof value !== "string") {
      throw new TypeError(`(bailey.limits.${key}) invalid type: ${described(value)}, expected a string`);
    }
    return [key, value];
  });
}

function resolved(specifier) {
  try {
    return new URL(specifier, baseUrl());
  } catch {
    const reason = /^[a-z][a-z0-9+.-]*:/i.test(specifier) ? "invalid host" : "relative URL without a base";
    throw new URIError(`invalid URL: ${reason}`);
  }
}

export class Worker extends EventTarget {
  #worker;
  #port;
  #name;

  constructor(specifier, options = {}) {
    super();
    const { bailey, deno, name = "", type = "classic" } = options ?? {};
    if (type === "classic") {
      throw new DOMException("Classic workers are not supported.", "NotSupportedError");
    }
    if (type !== "module") {
      throw new TypeError(`The provided value '${type}' is not a valid enum value of type WorkerType`);
    }
    const wanted = deno?.permissions ?? undefined;
    if (wanted !== undefined) ops.requireUnstable("worker-options", "Worker.deno.permissions");
    const url = resolved(`${specifier}`);
    const limits = limitsOf(bailey?.limits);
    const permissions = permissionsOf(wanted);
    this.#name = `${name}`;
    [this.#worker, this.#port] = ops.startWorker({ url: url.href, name: this.#name, permissions, limits },
      (...failure) => this.#onNotice(failure));
    receiveThrough(this.#port, this, () => {});
    ops.unref(this.#port);
  }

  postMessage(message, transferOrOptions = undefined) {
    postThrough(this.#port, arguments);
  }

  terminate() {
    ops.terminate(this.#worker);
    ops.closePort(this.#port);
  }

  #onNotice(failure) {
    if (failure.length === 0) return;
    const [message, filename, lineno, colno] = failure;
    const event = new ErrorEvent("error", {
      message, filename, lineno, colno, error: null, cancelable: true,
    });
    dispatchTrusted(this, event);
    // As in Deno the parent's own listeners are asked too, unless nothing of the worker ever ran.
    if (filename !== "" && !event.defaultPrevented) dispatchTrusted(globalThis, event);
    if (!event.defaultPrevented) Promise.reject(new Error("Unhandled error in child worker."));
  }
}
defineEventHandler(Worker.prototype, "error");
defineEventHandler(Worker.prototype, "message");
defineEventHandler(Worker.prototype, "messageerror");
defineHidden(Worker.prototype, Symbol.toStringTag, "Worker");
defineInspect(Worker.prototype, ["onerror", "onmessage", "onmessageerror"]);
Object.defineProperty(Worker, "prototype", { writable: false });
