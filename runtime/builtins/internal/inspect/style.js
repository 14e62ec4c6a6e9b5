// runtime/builtins/internal/inspect/style.js: which colour each flavour of text has, and the escape codes of the colours. The two
// tables are what node's `util.inspect` exposes as `styles` and `colors`: script may change them,
// so they are read at each use.

import { defineProperty } from "bailey:internal/inspect/intrinsics";

/** @typedef {(text: string, flavour: string) => string} Stylize */

/** @type {Record<string, string>} */
export const styles = {
  special: "cyan",
  number: "yellow",
  bigint: "yellow",
  boolean: "yellow",
  undefined: "grey",
  null: "bold",
  string: "green",
  symbol: "green",
  date: "magenta",
  regexp: "red",
  module: "underline",
  internalError: "red",
  temporal: "cyan",
};

const FOREGROUND = 39;
const BACKGROUND = 49;

// Each colour is the code that starts it and the code that ends it.
// https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters
/** @type {Record<string, [number, number]>} */
export const colors = {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
};

const HUES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

for (let hue = 0; hue < HUES.length; hue++) colors[HUES[hue]] = [30 + hue, FOREGROUND];
for (let hue = 0; hue < HUES.length; hue++) colors[background(HUES[hue])] = [40 + hue, BACKGROUND];
colors.framed = [51, 54];
colors.overlined = [53, 55];
for (let hue = 0; hue < HUES.length; hue++) colors[bright(HUES[hue])] = [90 + hue, FOREGROUND];
for (let hue = 0; hue < HUES.length; hue++) colors[background(bright(HUES[hue]))] = [100 + hue, BACKGROUND];

/** @param {string} hue */
function bright(hue) {
  return hue === "black" ? "gray" : `${hue}Bright`;
}

/** @param {string} hue */
function background(hue) {
  return `bg${hue[0].toUpperCase()}${hue.slice(1)}`;
}

/** @type {[string, string][]} */
const ALIASES = [
  ["grey", "gray"],
  ["blackBright", "gray"],
  ["bgGrey", "bgGray"],
  ["bgBlackBright", "bgGray"],
  ["faint", "dim"],
  ["crossedout", "strikethrough"],
  ["strikeThrough", "strikethrough"],
  ["crossedOut", "strikethrough"],
  ["conceal", "hidden"],
  ["swapColors", "inverse"],
  ["swapcolors", "inverse"],
  ["doubleUnderline", "doubleunderline"],
];

for (const [alias, name] of ALIASES) {
  defineProperty(colors, alias, {
    get() {
      return this[name];
    },
    set(value) {
      this[name] = value;
    },
    configurable: true,
    enumerable: false,
  });
}

/** @type {Stylize} */
export function stylizeNoColor(text) {
  return text;
}

/** @type {Stylize} */
export function stylizeWithColor(text, flavour) {
  const style = styles[flavour];
  const color = style === undefined ? undefined : colors[style];
  return color === undefined ? text : `\x1b[${color[0]}m${text}\x1b[${color[1]}m`;
}
