// runtime/builtins/internal/inspect/width.js: how many columns of a terminal a text takes.

import {
  match,
  stringAt,
  stringCodePointAt,
  stringIncludes,
  stringNormalize,
  stringSlice,
} from "bailey:internal/inspect/intrinsics";

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
// The escape sequences that set colours.
const COLOR = /\x1b\[\d\d?m/g;
// Any terminal control sequence: an operating system command up to its terminator, or a short one.
const CONTROL = new RegExp(
  "[\\u001b\\u009b][[\\]()#;?]*(?:" +
    "(?:(?:(?:;[-a-zA-Z\\d/#&.:=?%@~_]+)*|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d/#&.:=?%@~_]*)*)?" +
    "(?:\\u0007|\\u001b\\u005c|\\u009c))|" +
    "(?:(?:\\d{1,4}(?:;\\d{0,4})*)?[\\dA-PR-TZcf-nq-uy=><~]))",
  "g",
);

/**
 * `text` without what `pattern`, a global one, matches.
 * @param {string} text
 * @param {RegExp} pattern
 */
function without(text, pattern) {
  let kept = "";
  let copied = 0;
  pattern.lastIndex = 0;
  for (let found = match(pattern, text); found !== null; found = match(pattern, text)) {
    kept += stringSlice(text, copied, found.index);
    copied = pattern.lastIndex;
  }
  return kept + stringSlice(text, copied);
}

/**
 * Length in code units, colours not counted.
 * @param {string} text
 * @returns {number}
 */
export function lengthWithoutColors(text) {
  return stringIncludes(text, "\x1b") ? without(text, COLOR).length : text.length;
}

/**
 * `text` without terminal control sequences.
 * @param {string} text
 * @returns {string}
 */
export function stripControlSequences(text) {
  return without(text, CONTROL);
}

/**
 * Whether a character takes no column: controls, combining marks, variation selectors.
 * @param {number} code
 */
function isZeroWidth(code) {
  return code <= 0x1f ||
    (code >= 0x7f && code <= 0x9f) ||
    (code >= 0x300 && code <= 0x36f) ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x20d0 && code <= 0x20ff) ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    (code >= 0xfe20 && code <= 0xfe2f) ||
    (code >= 0xe0100 && code <= 0xe01ef);
}

/**
 * Whether a character takes two columns (the wide blocks of Unicode's EastAsianWidth.txt, emoji).
 * @param {number} code
 */
function isFullWidth(code) {
  if (code < 0x1100) return false;
  return code <= 0x115f ||
    code === 0x2329 || code === 0x232a ||
    (code >= 0x2e80 && code <= 0x3247 && code !== 0x303f) ||
    (code >= 0x3250 && code <= 0x4dbf) ||
    (code >= 0x4e00 && code <= 0xa4c6) ||
    (code >= 0xa960 && code <= 0xa97c) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe10 && code <= 0xfe19) ||
    (code >= 0xfe30 && code <= 0xfe6b) ||
    (code >= 0xff01 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1b000 && code <= 0x1b001) ||
    (code >= 0x1f200 && code <= 0x1f251) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x20000 && code <= 0x3fffd);
}

/**
 * Columns `text` takes.
 * @param {string} text
 * @param {boolean} [removeControls] Whether control sequences are taken out first.
 * @returns {number}
 */
export function displayWidth(text, removeControls = true) {
  if (match(PRINTABLE_ASCII, text) !== null) return text.length;
  const shown = stringNormalize(removeControls ? stripControlSequences(text) : text, "NFC");
  let width = 0;
  for (let i = 0; i < shown.length; i++) {
    const unit = stringAt(shown, i);
    const code = unit >= 0xd800 && unit <= 0xdbff ? stringCodePointAt(shown, i) : unit;
    if (code > 0xffff) i++;
    if (isFullWidth(code)) width += 2;
    else if (!isZeroWidth(code)) width++;
  }
  return width;
}
