// runtime/builtins/internal/inspect/table.js: `console.table`: rows and columns of what is in a collection, drawn with lines.

import {
  SymbolIterator,
  arrayJoin,
  arrayPush,
  hasOwn,
  isArray,
  isInteger,
  mapEntries,
  mapIteratorNext,
  mapSize,
  max,
  objectCreate,
  objectKeys,
  setIteratorNext,
  setSize,
  setValues,
  stringRepeat,
  toNumber,
} from "bailey:internal/inspect/intrinsics";
import { isObject } from "bailey:internal/inspect/context";
import { Kind, kindOf } from "bailey:internal/inspect/kinds";
import { hasKey, readOr } from "bailey:internal/inspect/safe";
import { displayWidth } from "bailey:internal/inspect/width";

// Box-drawing characters: the lines, and the ends and crossings of the horizontal ones.
const HORIZONTAL = "\u2500";
const VERTICAL = "\u2502";
const TOP = { left: "\u250c", cross: "\u252c", right: "\u2510" };
const MIDDLE = { left: "\u251c", cross: "\u253c", right: "\u2524" };
const BOTTOM = { left: "\u2514", cross: "\u2534", right: "\u2518" };

/** @typedef {(value: unknown) => string} PrintCell */
/** @typedef {Record<string, string[]>} Columns Cells by column and row; a missing cell is empty. */

/**
 * What is to be shown: rows under their names.
 * @typedef {{ names: string[], rows: unknown[], indexTitle: string, isMap: boolean }} Rows
 */

/**
 * The rows in `data`.
 * @param {any} data
 * @returns {Rows}
 */
function rowsOf(data) {
  const kind = kindOf(data);
  if (kind === Kind.Set) return iterated(setItems(data), false);
  if (kind === Kind.Map) return iterated(mapItems(data), true);
  if (!isArray(data) && typeof readOr(data, SymbolIterator) === "function") return iterated([...data], false);
  const names = objectKeys(data);
  /** @type {unknown[]} */
  const rows = [];
  for (let i = 0; i < names.length; i++) arrayPush(rows, data[names[i]]);
  return { names, rows, indexTitle: "(idx)", isMap: false };
}

/**
 * @param {unknown[]} rows
 * @param {boolean} isMap
 * @returns {Rows}
 */
function iterated(rows, isMap) {
  /** @type {string[]} */
  const names = [];
  for (let i = 0; i < rows.length; i++) arrayPush(names, `${i}`);
  return { names, rows, indexTitle: "(iter idx)", isMap };
}

/** @param {Set<unknown>} set */
function setItems(set) {
  const values = setValues(set);
  /** @type {unknown[]} */
  const items = [];
  for (let left = setSize(set); left > 0; left--) arrayPush(items, setIteratorNext(values).value);
  return items;
}

/** @param {Map<unknown, unknown>} map */
function mapItems(map) {
  const pairs = mapEntries(map);
  /** @type {unknown[]} */
  const items = [];
  for (let left = mapSize(map); left > 0; left--) {
    const pair = mapIteratorNext(pairs).value;
    arrayPush(items, { Key: pair[0], Values: pair[1] });
  }
  return items;
}

/**
 * Adds what one row, an object, has for the columns.
 * @param {Columns} columns
 * @param {any} row
 * @param {number} index
 * @param {string[] | undefined} properties The only columns wanted.
 * @param {PrintCell} print
 */
function addCells(columns, row, index, properties, print) {
  const keys = properties ?? objectKeys(row);
  for (let i = 0; i < keys.length; i++) {
    if (!hasKey(row, keys[i])) continue;
    if (!hasOwn(columns, keys[i])) columns[keys[i]] = [];
    columns[keys[i]][index] = print(row[keys[i]]);
  }
}

/**
 * The table of an object.
 * @param {object} data
 * @param {string[] | undefined} properties The only columns wanted.
 * @param {PrintCell} print
 * @returns {string}
 */
export function tableText(data, properties, print) {
  const { names, rows, indexTitle, isMap } = rowsOf(data);
  /** @type {Columns} */
  const columns = objectCreate(null);
  for (let i = 0; properties !== undefined && i < properties.length; i++) columns[properties[i]] = [];
  /** @type {string[]} */
  const values = [];
  for (let i = 0; i < rows.length; i++) {
    if (isObject(rows[i])) addCells(columns, rows[i], i, properties, print);
    else if (properties === undefined) values[i] = print(rows[i]);
  }
  const titles = [indexTitle];
  const cells = [names];
  const keys = objectKeys(columns);
  for (let i = 0; i < keys.length; i++) {
    if (properties === undefined && keys[i] !== "") arrayPush(titles, keys[i]);
    arrayPush(cells, columns[keys[i]]);
  }
  for (let i = 0; properties !== undefined && i < properties.length; i++) {
    if (properties[i] !== "") arrayPush(titles, properties[i]);
  }
  if (values.length > 0 && !isMap) arrayPush(titles, "Values");
  arrayPush(cells, values);
  return drawn(titles, cells, rows.length);
}

/**
 * @param {string[]} titles
 * @param {string[][]} columns
 * @param {number} height
 */
function drawn(titles, columns, height) {
  /** @type {number[]} */
  const widths = [];
  /** @type {boolean[]} */
  const alignsRight = [];
  /** @type {string[]} */
  const rules = [];
  for (let i = 0; i < titles.length; i++) {
    let width = displayWidth(titles[i]);
    let isNumeric = true;
    for (let row = 0; row < height; row++) {
      const cell = cellOf(columns[i], row);
      width = max(width, displayWidth(cell));
      isNumeric = isNumeric && isInteger(toNumber(cell));
    }
    arrayPush(widths, width);
    arrayPush(alignsRight, isNumeric);
    arrayPush(rules, stringRepeat(HORIZONTAL, width + 2));
  }
  const lines = [drawnRule(rules, TOP), drawnRow(titles, widths, undefined), drawnRule(rules, MIDDLE)];
  for (let row = 0; row < height; row++) {
    /** @type {string[]} */
    const cells = [];
    for (let i = 0; i < titles.length; i++) arrayPush(cells, cellOf(columns[i], row));
    arrayPush(lines, drawnRow(cells, widths, alignsRight));
  }
  arrayPush(lines, drawnRule(rules, BOTTOM));
  return arrayJoin(lines, "\n");
}

/**
 * @param {string[]} rules
 * @param {typeof TOP} ends
 */
function drawnRule(rules, { left, cross, right }) {
  return left + arrayJoin(rules, cross) + right;
}

/**
 * @param {string[] | undefined} column
 * @param {number} row
 * @returns {string}
 */
function cellOf(column, row) {
  return column !== undefined && hasOwn(column, row) ? column[row] : "";
}

/**
 * @param {string[]} cells
 * @param {number[]} widths
 * @param {boolean[] | undefined} alignsRight
 */
function drawnRow(cells, widths, alignsRight) {
  /** @type {string[]} */
  const padded = [];
  for (let i = 0; i < cells.length; i++) {
    const padding = stringRepeat(" ", widths[i] - displayWidth(cells[i]));
    arrayPush(padded, alignsRight?.[i] ? padding + cells[i] : cells[i] + padding);
  }
  return `${VERTICAL} ${arrayJoin(padded, ` ${VERTICAL} `)} ${VERTICAL}`;
}
