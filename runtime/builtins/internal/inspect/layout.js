// runtime/builtins/internal/inspect/layout.js: entries to one text: on one line when short and shallow, else one entry a line, long
// arrays in columns.

import {
  arrayJoin,
  arrayPush,
  floor,
  max,
  min,
  round,
  sqrt,
  stringIncludes,
  stringPadEnd,
  stringPadStart,
  stringRepeat,
} from "bailey:internal/inspect/intrinsics";
import { displayWidth, lengthWithoutColors } from "bailey:internal/inspect/width";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */

/**
 * What is to be laid out.
 * @typedef {object} Parts
 * @property {string} base Text before the opening bracket, such as an error's stack; or "".
 * @property {string} open
 * @property {string} close
 * @property {boolean} isList Whether the entries are an array's, which may stand in columns.
 * @property {object} [value] The array itself.
 */

// Entries are separated by a comma and a space.
const SEPARATOR = 2;
// Lists up to this long stay out of columns.
const MIN_ENTRIES_FOR_COLUMNS = 7;
const MAX_COLUMNS = 15;

/**
 * The text of an object from those of its entries.
 * @param {Context} ctx
 * @param {string[]} entries
 * @param {Parts} parts
 * @param {number} level
 * @returns {string}
 */
export function layOut(ctx, entries, parts, level) {
  if (ctx.compact === true) return layOutCompact(ctx, entries, parts);
  const { base, open, close } = parts;
  const start = base === "" ? open : `${base} ${open}`;
  let lines = entries;
  if (typeof ctx.compact === "number" && ctx.compact >= 1) {
    if (parts.isList && entries.length >= MIN_ENTRIES_FOR_COLUMNS) {
      lines = inColumns(ctx, entries, parts.value);
    }
    // `compact` is how many levels of nesting may share a line.
    if (lines === entries && ctx.currentDepth - level < ctx.compact) {
      const used = entries.length + ctx.indentation + open.length + base.length + 10;
      if (fitsOneLine(ctx, entries, used, base)) {
        const joined = arrayJoin(entries, ", ");
        if (!stringIncludes(joined, "\n")) return `${start} ${joined} ${close}`;
      }
    }
  }
  const margin = `\n${stringRepeat(" ", ctx.indentation)}`;
  const body = arrayJoin(lines, `,${margin}  `);
  return `${start}${margin}  ${body}${ctx.trailingComma ? "," : ""}${margin}${close}`;
}

/**
 * The style of `compact: true`: brackets never stand alone on a line.
 * @param {Context} ctx
 * @param {string[]} entries
 * @param {Parts} parts
 */
function layOutCompact(ctx, entries, { base, open, close }) {
  const start = base === "" ? open : `${open} ${base}`;
  if (fitsOneLine(ctx, entries, 0, base)) return `${start} ${arrayJoin(entries, ", ")} ${close}`;
  const margin = `\n${stringRepeat(" ", ctx.indentation)}  `;
  const first = base === "" && open.length === 1 ? " " : margin;
  return `${start}${first}${arrayJoin(entries, `,${margin}`)} ${close}`;
}

/**
 * Whether the entries and `used` further columns fit the line length.
 * @param {Context} ctx
 * @param {string[]} entries
 * @param {number} used
 * @param {string} base
 */
function fitsOneLine(ctx, entries, used, base) {
  let total = entries.length + used;
  if (total + entries.length > ctx.breakLength) return false;
  for (let i = 0; i < entries.length; i++) {
    total += ctx.colors ? lengthWithoutColors(entries[i]) : entries[i].length;
    if (total > ctx.breakLength) return false;
  }
  return !stringIncludes(base, "\n");
}

/**
 * The entries of a long list as rows of columns, or unchanged when columns would not help.
 * @param {Context} ctx
 * @param {string[]} entries
 * @param {any} value
 * @returns {string[]}
 */
function inColumns(ctx, entries, value) {
  // The last entry may be "... more items": it stays on a line of its own.
  const hasTail = ctx.maxArrayLength < entries.length;
  const count = hasTail ? entries.length - 1 : entries.length;
  /** @type {number[]} */
  const widths = [];
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = displayWidth(entries[i], ctx.colors);
    arrayPush(widths, width);
    total += width + SEPARATOR;
    widest = max(widest, width);
  }
  const cell = widest + SEPARATOR;
  // Three must fit a line, and no entry may be much longer than the others: gaps would be too wide.
  const fits = cell * 3 + ctx.indentation < ctx.breakLength && (total / cell > 5 || widest <= 6);
  if (!fits) return entries;
  const columns = columnCount(ctx, count, cell, total / entries.length);
  if (columns <= 1) return entries;

  /** @type {number[]} */
  const cells = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let i = column; i < count; i += columns) width = max(width, widths[i]);
    arrayPush(cells, width + SEPARATOR);
  }
  const rightAligned = isNumeric(value, entries.length);
  /** @type {string[]} */
  const rows = [];
  for (let start = 0; start < count; start += columns) {
    const end = min(start + columns, count);
    let row = "";
    for (let i = start; i < end; i++) {
      // Lengths in code units: what does not show, colours say, must be padded for.
      const length = cells[i - start] + entries[i].length - widths[i];
      const isLast = i === end - 1;
      if (rightAligned) {
        row += isLast
          ? stringPadStart(entries[i], length - SEPARATOR, " ")
          : stringPadStart(`${entries[i]}, `, length, " ");
      } else {
        row += isLast ? entries[i] : stringPadEnd(`${entries[i]}, `, length, " ");
      }
    }
    arrayPush(rows, row);
  }
  if (hasTail) arrayPush(rows, entries[count]);
  return rows;
}

/**
 * As many columns as make the whole look square (characters are about 2.5 times as high as wide),
 * within the line length and a small bound.
 * @param {Context} ctx
 * @param {number} count
 * @param {number} cell
 * @param {number} average
 */
function columnCount(ctx, count, cell, average) {
  const biased = max(cell - 3 - sqrt(cell - average), 1);
  return min(
    round(sqrt(2.5 * biased * count) / biased),
    floor((ctx.breakLength - ctx.indentation) / cell),
    /** @type {number} */ (ctx.compact) * 4,
    MAX_COLUMNS,
  );
}

/**
 * Whether the first `count` elements are all numbers.
 * @param {any} list
 * @param {number} count
 */
function isNumeric(list, count) {
  if (list === undefined) return true;
  try {
    for (let i = 0; i < count; i++) {
      const element = list[i];
      if (typeof element !== "number" && typeof element !== "bigint") return false;
    }
    return true;
  } catch {
    return false;
  }
}
