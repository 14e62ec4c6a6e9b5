// runtime/builtins/internal/inspect/safe.js: reading properties of objects that may throw when touched.

import { hasProperty } from "bailey:internal/inspect/intrinsics";

// What `readOf` gives for a property that threw.
export const UNREADABLE = Object.freeze({ __proto__: null });

/**
 * `value[key]`, or `UNREADABLE`.
 * @param {any} value
 * @param {PropertyKey} key
 */
export function readOf(value, key) {
  try {
    return value[key];
  } catch {
    return UNREADABLE;
  }
}

/**
 * `value?.[key]`, undefined also where reading it throws.
 * @param {any} value
 * @param {PropertyKey} key
 */
export function readOr(value, key) {
  try {
    return value?.[key];
  } catch {
    return undefined;
  }
}

/**
 * Whether `key` is in `value`; false where asking throws.
 * @param {object} value
 * @param {PropertyKey} key
 */
export function hasKey(value, key) {
  try {
    return hasProperty(value, key);
  } catch {
    return false;
  }
}
