// uncloneable.js: interfaces whose objects no message can carry. Each is added by the module that
// defines it, so that cloning loads none of them.
/** @type {Function[]} */
export const uncloneable = [];
