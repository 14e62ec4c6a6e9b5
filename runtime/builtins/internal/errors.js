// errors.js: the classes of Deno.errors, and how native code makes an error of any class.

/** @param {string} name */
function denoError(name) {
  // A computed key gives the class its name; subclasses of Error need their own `name` too.
  const made = {
    [name]: class extends Error {
      constructor(message, options) {
        super(message, options);
        this.name = name;
      }
    },
  }[name];
  return made;
}

export const errors = {};
for (
  const name of [
    "NotFound",
    "PermissionDenied",
    "ConnectionRefused",
    "ConnectionReset",
    "ConnectionAborted",
    "NotConnected",
    "AddrInUse",
    "AddrNotAvailable",
    "BrokenPipe",
    "AlreadyExists",
    "InvalidData",
    "TimedOut",
    "Interrupted",
    "WriteZero",
    "WouldBlock",
    "UnexpectedEof",
    "BadResource",
    "Http",
    "Busy",
    "NotSupported",
    "FilesystemLoop",
    "IsADirectory",
    "NetworkUnreachable",
    "NotADirectory",
    "NotCapable",
  ]
) {
  errors[name] = denoError(name);
}

// A copy of its own, so that a script that replaces Deno.errors.X does not change what ops throw.
const classes = { __proto__: null, ...errors, URIError };

/** Lets a module that defines an error class make it available to native code. */
export function registerErrorClass(name, constructor) {
  classes[name] = constructor;
}

/**
 * The error native code throws; called by the engine.
 * @param {string} className
 * @param {string} message
 * @param {string} code errno name, or a DOMException's name; "" for none
 */
export function buildError(className, message, code) {
  const Class = classes[className];
  if (className === "DOMException") return new Class(message, code);
  const error = new Class(message);
  Error.captureStackTrace(error, buildError);
  if (code !== "") error.code = code;
  return error;
}
