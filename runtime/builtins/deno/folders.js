// runtime/builtins/deno/folders.js: the functions of the Deno namespace that work on folders.
import * as ops from "bailey:ops/fs";
import { pathText, toOptionalUint32 } from "bailey:internal/arguments";
import { dirEntry } from "bailey:deno/file_info";

function mkdirArguments(options) {
  // Nothing but true counts, as in Deno.
  return [options?.recursive === true, toOptionalUint32(options?.mode)];
}

/**
 * @param {string | URL} path
 * @param {Deno.MkdirOptions} [options]
 */
export function mkdirSync(path, options) {
  const [recursive, mode] = mkdirArguments(options);
  (recursive ? ops.mkdirAllSync : ops.mkdirSync)(pathText(path), mode);
}

/**
 * @param {string | URL} path
 * @param {Deno.MkdirOptions} [options]
 */
export async function mkdir(path, options) {
  const [recursive, mode] = mkdirArguments(options);
  await (recursive ? ops.mkdirAll : ops.mkdir)(pathText(path), mode);
}

/**
 * @param {string | URL} path
 * @param {Deno.RemoveOptions} [options]
 */
export function removeSync(path, options = {}) {
  (options?.recursive ? ops.removeAllSync : ops.removeSync)(pathText(path));
}

/**
 * @param {string | URL} path
 * @param {Deno.RemoveOptions} [options]
 */
export async function remove(path, options = {}) {
  await (options?.recursive ? ops.removeAll : ops.remove)(pathText(path));
}

function entriesOf([names, kinds]) {
  return names.map((name, index) => dirEntry(name, kinds[index]));
}

/**
 * @param {string | URL} path
 * @returns {IteratorObject<Deno.DirEntry>}
 */
export function readDirSync(path) {
  return entriesOf(ops.readDirSync(pathText(path)))[Symbol.iterator]();
}

/**
 * @param {string | URL} path
 * @returns {AsyncIterable<Deno.DirEntry>}
 */
export function readDir(path) {
  const listing = ops.readDir(pathText(path));
  return {
    async *[Symbol.asyncIterator]() {
      yield* entriesOf(await listing);
    },
  };
}

function temporaryArguments(options) {
  const { dir, prefix, suffix } = options ?? {};
  return [dir === undefined || dir === null ? undefined : `${dir}`, `${prefix ?? ""}`, `${suffix ?? ""}`];
}

/**
 * @param {Deno.MakeTempOptions} [options]
 * @returns {string} the path of the new folder
 */
export function makeTempDirSync(options = {}) {
  return ops.makeTempDirSync(...temporaryArguments(options));
}
/** @param {Deno.MakeTempOptions} [options] */
export function makeTempDir(options = {}) {
  return ops.makeTempDir(...temporaryArguments(options));
}

/**
 * @param {Deno.MakeTempOptions} [options]
 * @returns {string} the path of the new file
 */
export function makeTempFileSync(options = {}) {
  return ops.makeTempFileSync(...temporaryArguments(options));
}
/** @param {Deno.MakeTempOptions} [options] */
export function makeTempFile(options = {}) {
  return ops.makeTempFile(...temporaryArguments(options));
}

/** The working directory. */
export function cwd() {
  return ops.cwd();
}

/** @param {string | URL} directory */
export function chdir(directory) {
  ops.chdir(pathText(directory));
}

/**
 * @param {number} [mask]
 * @returns {number} the mask before
 */
export function umask(mask) {
  return ops.umask("umask", toOptionalUint32(mask));
}
