// runtime/builtins/web/dom_exception.js: DOMException and QuotaExceededError.
// https://webidl.spec.whatwg.org/#idl-DOMException
import { createFilteredInspectProxy } from "bailey:internal/inspect/mod";
import { defineHidden, defineInterface, kInspect } from "bailey:internal/interface";
import { illegalInvocation, isObject, toDouble } from "bailey:internal/webidl";

// The legacy codes; a name without one has code 0.
const kCodes = {
  __proto__: null,
  IndexSizeError: 1,
  HierarchyRequestError: 3,
  WrongDocumentError: 4,
  InvalidCharacterError: 5,
  NoModificationAllowedError: 7,
  NotFoundError: 8,
  NotSupportedError: 9,
  InUseAttributeError: 10,
  InvalidStateError: 11,
  SyntaxError: 12,
  InvalidModificationError: 13,
  NamespaceError: 14,
  InvalidAccessError: 15,
  TypeMismatchError: 17,
  SecurityError: 18,
  NetworkError: 19,
  AbortError: 20,
  URLMismatchError: 21,
  QuotaExceededError: 22,
  TimeoutError: 23,
  InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

const kConstants = {
  INDEX_SIZE_ERR: 1,
  DOMSTRING_SIZE_ERR: 2,
  HIERARCHY_REQUEST_ERR: 3,
  WRONG_DOCUMENT_ERR: 4,
  INVALID_CHARACTER_ERR: 5,
  NO_DATA_ALLOWED_ERR: 6,
  NO_MODIFICATION_ALLOWED_ERR: 7,
  NOT_FOUND_ERR: 8,
  NOT_SUPPORTED_ERR: 9,
  INUSE_ATTRIBUTE_ERR: 10,
  INVALID_STATE_ERR: 11,
  SYNTAX_ERR: 12,
  INVALID_MODIFICATION_ERR: 13,
  NAMESPACE_ERR: 14,
  INVALID_ACCESS_ERR: 15,
  VALIDATION_ERR: 16,
  TYPE_MISMATCH_ERR: 17,
  SECURITY_ERR: 18,
  NETWORK_ERR: 19,
  ABORT_ERR: 20,
  URL_MISMATCH_ERR: 21,
  QUOTA_EXCEEDED_ERR: 22,
  TIMEOUT_ERR: 23,
  INVALID_NODE_TYPE_ERR: 24,
  DATA_CLONE_ERR: 25,
};

function itself(object) {
  return object;
}

// Installs the exception's slots on an object that Error made: only that way is the result a
// native error, with a stack, for Error.isError, the inspector and structured clone alike.
class Slots extends /** @type {any} */ (itself) {
  #message;
  #name;

  constructor(error, message, name) {
    super(error);
    this.#message = message;
    this.#name = name;
  }

  static message(error) {
    return isObject(error) && #message in error ? error.#message : illegalInvocation();
  }

  static exceptionName(error) {
    return isObject(error) && #name in error ? error.#name : illegalInvocation();
  }
}

export class DOMException {
  constructor(message = "", options = "Error") {
    const text = `${message}`;
    // The stack starts with the message Error was given; as a property it would hide the getter.
    const error = Reflect.construct(Error, [text], new.target);
    delete error.message;
    let name = options;
    if (isObject(options)) {
      if ("cause" in options) defineHidden(error, "cause", options.cause);
      name = options.name === undefined ? "Error" : options.name;
    }
    return new Slots(error, text, `${name}`);
  }

  get message() {
    return Slots.message(this);
  }

  get name() {
    return Slots.exceptionName(this);
  }

  get code() {
    return kCodes[Slots.exceptionName(this)] ?? 0;
  }
}
Object.setPrototypeOf(DOMException.prototype, Error.prototype);
defineInterface(DOMException, { constants: kConstants });
defineHidden(DOMException.prototype, kInspect, function (print, options) {
  const isInstance = this !== DOMException.prototype;
  if (isInstance && typeof this.stack === "string") return this.stack;
  const keys = ["message", "name", "code"];
  return print(createFilteredInspectProxy({ object: this, keys, evaluate: isInstance }), options);
});

class QuotaSlots extends /** @type {any} */ (itself) {
  #quota;
  #requested;

  constructor(exception, quota, requested) {
    super(exception);
    this.#quota = quota;
    this.#requested = requested;
  }

  static quota(exception) {
    return isObject(exception) && #quota in exception ? exception.#quota : illegalInvocation();
  }

  static requested(exception) {
    return isObject(exception) && #requested in exception
      ? exception.#requested : illegalInvocation();
  }
}

/** https://webidl.spec.whatwg.org/#quotaexceedederror */
export class QuotaExceededError extends DOMException {
  constructor(message = "", options = {}) {
    super(message, "QuotaExceededError");
    const prefix = "Failed to construct 'QuotaExceededError'";
    const amount = (key) => {
      const value = options?.[key];
      if (value === undefined) return null;
      const number = toDouble(value, prefix, key);
      if (number < 0) throw new RangeError(`${prefix}: ${key} must not be negative`);
      return number;
    };
    const quota = amount("quota");
    const requested = amount("requested");
    if (quota !== null && requested !== null && requested < quota) {
      throw new RangeError(`${prefix}: requested must not be less than quota`);
    }
    new QuotaSlots(this, quota, requested);
  }

  get quota() {
    return QuotaSlots.quota(this);
  }

  get requested() {
    return QuotaSlots.requested(this);
  }
}
defineInterface(QuotaExceededError);
