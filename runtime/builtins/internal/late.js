// late.js: properties whose value is computed, or loaded, when something first reads them.

import { loadBuiltin } from "bailey:ops/core";

const define = Object.defineProperty;
const describe = Object.getOwnPropertyDescriptor;

function definePlain(object, name, value, enumerable) {
  define(object, name, { __proto__: null, value, writable: true, enumerable, configurable: true });
}

/** An accessor on `target` that becomes a plain property with what `compute` returns, or what script puts there. */
export function defineLate(target, name, compute, enumerable) {
  let value;
  const accessors = {
    get() {
      value ??= compute();
      const own = describe(target, name);
      // Unless script has put something else there, or has frozen what is there.
      if (own?.get === accessors.get && own.configurable) definePlain(target, name, value, enumerable);
      return value;
    },
    // As with a plain property, what inherits it gets one of its own.
    set(given) {
      const object = this ?? target;
      definePlain(object, name, given, object === target ? enumerable : true);
    },
  };
  const { get, set } = accessors;
  define(target, name, { __proto__: null, get, set, enumerable, configurable: true });
}

/** What `modules`, name to names, export: each an accessor as above, that loads its module. */
export function defineExports(target, modules, enumerable) {
  for (const [module, names] of Object.entries(modules)) {
    for (const name of names) defineLate(target, name, () => loadBuiltin(module)[name], enumerable);
  }
}
