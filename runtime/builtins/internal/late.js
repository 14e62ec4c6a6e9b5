// late.js: properties whose value is computed, or loaded, when something first reads them.

const define = Object.defineProperty;
const describe = Object.getOwnPropertyDescriptor;

/** An accessor on `target` that becomes a plain property with what `compute` returns, or what script puts there. */
export function defineLate(target, name, compute, enumerable) {
  const set = (value) => define(target, name, { value, writable: true, enumerable, configurable: true });
  let value;
  const get = () => {
    value ??= compute();
    // Unless script has put something else there.
    if (describe(target, name)?.get === get) set(value);
    return value;
  };
  define(target, name, { get, set, enumerable, configurable: true });
}
