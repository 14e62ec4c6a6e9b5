// runtime/builtins/web/form_data.js: FormData. https://xhr.spec.whatwg.org/#interface-formdata
import { defineHidden, defineInterface, defineIterable, kInspect }
  from "bailey:internal/interface";
import {
  illegalConstructor, illegalInvocation, isObject, missingArguments, toUsvString,
} from "bailey:internal/webidl";
import { File, isBlob } from "bailey:web/blob";

// https://xhr.spec.whatwg.org/#create-an-entry
function createEntry(value, filename) {
  if (!isBlob(value)) return toUsvString(value);
  const isFile = value instanceof File;
  if (isFile && filename === undefined) return value;
  const name = filename === undefined ? "blob" : toUsvString(filename);
  const options = { type: value.type, lastModified: isFile ? value.lastModified : undefined };
  return new File([value], name, options);
}

/** The entries: name, value, name, value, and so on. @type {(form: any) => any[]} */
export let entriesOf;

export class FormData {
  /** @type {any[]} */
  #entries = [];

  constructor(form = undefined) {
    // Only forms of a document could be given, and there are none.
    if (form !== undefined) illegalConstructor();
  }

  static #check(form, method, required, present) {
    if (!isObject(form) || !(#entries in form)) illegalInvocation();
    if (present < required) {
      missingArguments(`Failed to execute '${method}' on 'FormData'`, required, present);
    }
  }

  append(name, value, filename = undefined) {
    FormData.#check(this, "append", 2, arguments.length);
    this.#entries.push(toUsvString(name), createEntry(value, filename));
  }

  delete(name) {
    FormData.#check(this, "delete", 1, arguments.length);
    const wanted = toUsvString(name);
    const kept = [];
    for (let at = 0; at < this.#entries.length; at += 2) {
      if (this.#entries[at] !== wanted) kept.push(this.#entries[at], this.#entries[at + 1]);
    }
    this.#entries = kept;
  }

  get(name) {
    FormData.#check(this, "get", 1, arguments.length);
    const wanted = toUsvString(name);
    for (let at = 0; at < this.#entries.length; at += 2) {
      if (this.#entries[at] === wanted) return this.#entries[at + 1];
    }
    return null;
  }

  getAll(name) {
    FormData.#check(this, "getAll", 1, arguments.length);
    const wanted = toUsvString(name);
    const values = [];
    for (let at = 0; at < this.#entries.length; at += 2) {
      if (this.#entries[at] === wanted) values.push(this.#entries[at + 1]);
    }
    return values;
  }

  has(name) {
    FormData.#check(this, "has", 1, arguments.length);
    const wanted = toUsvString(name);
    return this.#entries.some((item, at) => at % 2 === 0 && item === wanted);
  }

  set(name, value, filename = undefined) {
    FormData.#check(this, "set", 2, arguments.length);
    const wanted = toUsvString(name);
    const entry = createEntry(value, filename);
    const kept = [];
    let found = false;
    for (let at = 0; at < this.#entries.length; at += 2) {
      if (this.#entries[at] !== wanted) {
        kept.push(this.#entries[at], this.#entries[at + 1]);
      } else if (!found) {
        found = true;
        kept.push(wanted, entry);
      }
    }
    if (!found) kept.push(wanted, entry);
    this.#entries = kept;
  }

  static {
    entriesOf = (form) => isObject(form) && #entries in form ? form.#entries : illegalInvocation();
  }
}
// `length` counts what callers usually give.
for (const name of ["append", "set"]) {
  Object.defineProperty(FormData.prototype[name], "length", { value: 3 });
}
Object.defineProperty(FormData, "length", { value: 1 });
defineInterface(FormData);
defineIterable(FormData, entriesOf);
defineHidden(FormData.prototype, kInspect, function (print, options) {
  if (this === FormData.prototype) return print({}, options);
  const shown = {};
  const entries = entriesOf(this);
  for (let at = 0; at < entries.length; at += 2) {
    Object.defineProperty(shown, entries[at],
      { value: entries[at + 1], enumerable: true, configurable: true });
  }
  return `FormData ${print(shown, options)}`;
});

/** A form with these entries, as entriesOf lists them. */
export function newFormData(entries) {
  const form = new FormData();
  for (const entry of entries) entriesOf(form).push(entry);
  return form;
}

/** @returns {form is FormData} */
export function isFormData(value) {
  return isObject(value) && value instanceof FormData;
}

