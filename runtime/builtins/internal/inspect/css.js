// runtime/builtins/internal/inspect/css.js: the style of a "%c" substitution, as far as a terminal can show it.

import { cssColor } from "bailey:internal/inspect/css_color";
import { arrayPush, match, stringSlice, stringTrim } from "bailey:internal/inspect/intrinsics";

/** @typedef {import("bailey:internal/inspect/css_color").Rgb} Rgb */

/**
 * A colour as written, and what it means; null when it means nothing.
 * @typedef {{ text: string, rgb: Rgb | null }} Color
 */
/**
 * @typedef {object} Css
 * @property {Color | undefined} background
 * @property {Color | undefined} color
 * @property {boolean} isBold
 * @property {boolean} isItalic
 * @property {Rgb | null} lineColor
 * @property {boolean} isStruck
 * @property {boolean} isOverlined
 * @property {boolean} isUnderlined
 */

const WORD = /[^\s]+/g;

/** @returns {Css} */
function plain() {
  return {
    background: undefined,
    color: undefined,
    isBold: false,
    isItalic: false,
    lineColor: null,
    isStruck: false,
    isOverlined: false,
    isUnderlined: false,
  };
}

/**
 * Parses declarations; those not understood are ignored.
 * @param {string} text
 * @returns {Css}
 */
export function parseCss(text) {
  const css = plain();
  let start = 0;
  let key = "";
  let inValue = false;
  let depth = 0;
  for (let i = 0; i <= text.length; i++) {
    const letter = text[i];
    if (letter === "(") {
      depth++;
    } else if (depth > 0) {
      if (letter === ")") depth--;
    } else if (inValue && (letter === ";" || letter === undefined)) {
      declare(css, key, stringTrim(stringSlice(text, start, i)));
      inValue = false;
      start = i + 1;
    } else if (!inValue && letter === ":") {
      key = stringTrim(stringSlice(text, start, i));
      inValue = true;
      start = i + 1;
    }
  }
  return css;
}

/**
 * @param {Css} css
 * @param {string} key
 * @param {string} value
 */
function declare(css, key, value) {
  if (value === "") return;
  switch (key) {
    case "color":
      css.color = { text: value, rgb: cssColor(value) };
      break;
    case "background-color":
      css.background = { text: value, rgb: cssColor(value) };
      break;
    case "font-weight":
      if (value === "bold") css.isBold = true;
      break;
    case "font-style":
      if (value === "italic" || value === "oblique" || value === "oblique 14deg") css.isItalic = true;
      break;
    case "text-decoration-color":
      css.lineColor = cssColor(value) ?? css.lineColor;
      break;
    case "text-decoration-line":
      decorate(css, value, false);
      break;
    case "text-decoration":
      css.lineColor = null;
      decorate(css, value, true);
      break;
  }
}

/**
 * Sets the lines `value` names, and their colour where one may stand among them.
 * @param {Css} css
 * @param {string} value
 * @param {boolean} mayHoldColor
 */
function decorate(css, value, mayHoldColor) {
  const words = wordsOf(value);
  css.isStruck = css.isOverlined = css.isUnderlined = false;
  for (let i = 0; i < words.length; i++) {
    const color = mayHoldColor ? cssColor(words[i]) : null;
    if (color !== null) css.lineColor = color;
    else if (words[i] === "line-through") css.isStruck = true;
    else if (words[i] === "overline") css.isOverlined = true;
    else if (words[i] === "underline") css.isUnderlined = true;
  }
}

/** @param {string} text */
function wordsOf(text) {
  /** @type {string[]} */
  const words = [];
  WORD.lastIndex = 0;
  for (let word = match(WORD, text); word !== null; word = match(WORD, text)) arrayPush(words, word[0]);
  return words;
}

/**
 * The escape codes that turn one style into another.
 * @param {Css | undefined} from Undefined for no style.
 * @param {Css} to
 * @returns {string}
 */
export function ansiBetween(from, to) {
  const before = from ?? plain();
  let ansi = "";
  if (!isSameColor(before.background, to.background)) ansi += colorCode(to.background, 40);
  if (!isSameColor(before.color, to.color)) ansi += colorCode(to.color, 30);
  ansi += switchCode(before.isBold, to.isBold, 1, 22);
  ansi += switchCode(before.isItalic, to.isItalic, 3, 23);
  if (!isSameRgb(before.lineColor, to.lineColor)) {
    ansi += to.lineColor === null ? "\x1b[59m" : `\x1b[58;2;${rgbText(to.lineColor)}m`;
  }
  ansi += switchCode(before.isStruck, to.isStruck, 9, 29);
  ansi += switchCode(before.isOverlined, to.isOverlined, 53, 55);
  ansi += switchCode(before.isUnderlined, to.isUnderlined, 4, 24);
  return ansi;
}

/**
 * @param {boolean} before
 * @param {boolean} now
 * @param {number} on
 * @param {number} off
 */
function switchCode(before, now, on, off) {
  return before === now ? "" : `\x1b[${now ? on : off}m`;
}

/**
 * @param {Color | undefined} a
 * @param {Color | undefined} b
 */
function isSameColor(a, b) {
  return a === undefined || b === undefined ? a === b : isSameRgb(a.rgb, b.rgb);
}

/**
 * @param {Rgb | null} a
 * @param {Rgb | null} b
 */
function isSameRgb(a, b) {
  return a === null || b === null ? a === b : a.red === b.red && a.green === b.green && a.blue === b.blue;
}

/** @param {Rgb} color */
function rgbText({ red, green, blue }) {
  return `${red};${green};${blue}`;
}

/**
 * The place of one of the terminal's own eight colours.
 * @param {string} name
 */
function terminalIndex(name) {
  switch (name) {
    case "black": return 0;
    case "red": return 1;
    case "green": return 2;
    case "yellow": return 3;
    case "blue": return 4;
    case "magenta": return 5;
    case "cyan": return 6;
    case "white": return 7;
    default: return -1;
  }
}

/**
 * The terminal's own colours by their number, others by their parts.
 * @param {Color | undefined} color
 * @param {number} base 30 for text, 40 for its background.
 */
function colorCode(color, base) {
  if (color === undefined || color.rgb === null) return `\x1b[${base + 9}m`;
  const index = terminalIndex(color.text);
  return index === -1 ? `\x1b[${base + 8};2;${rgbText(color.rgb)}m` : `\x1b[${base + index}m`;
}
