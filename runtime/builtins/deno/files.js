// runtime/builtins/deno/files.js: the functions of the Deno namespace that take the path of a file.
// Grants are minted in native code: nothing here decides on access.
import * as ops from "bailey:ops/fs";
import {
  abortable, pathText, toFileContent, toFileTime, toNumber, toOptionalUint32, toUint32,
} from "bailey:internal/arguments";
import { isReadableStream } from "bailey:internal/lazy_streams";
import { fileInfo } from "bailey:deno/file_info";
import { open } from "bailey:deno/fs_file";

/**
 * @param {string | URL} path
 * @returns {Uint8Array}
 */
export function readFileSync(path) {
  return ops.readFileSync(pathText(path));
}

/**
 * @param {string | URL} path
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<Uint8Array>}
 */
export async function readFile(path, options) {
  const text = pathText(path);
  return await abortable(options?.signal, () => ops.readFile(text));
}

/**
 * @param {string | URL} path
 * @returns {string}
 */
export function readTextFileSync(path) {
  return ops.readTextFileSync(pathText(path));
}

/**
 * @param {string | URL} path
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<string>}
 */
export async function readTextFile(path, options) {
  const text = pathText(path);
  return await abortable(options?.signal, () => ops.readTextFile(text));
}

// The options as native code takes them.
function writeOptions(options) {
  if (options === undefined || options === null) return undefined;
  return {
    append: Boolean(options.append),
    create: options.create === undefined || Boolean(options.create),
    createNew: Boolean(options.createNew),
    mode: toOptionalUint32(options.mode),
  };
}

/**
 * @param {string | URL} path
 * @param {Uint8Array} data
 * @param {Deno.WriteFileOptions} [options]
 */
export function writeFileSync(path, data, options = {}) {
  ops.writeFileSync(pathText(path), toFileContent(data), writeOptions(options));
}

async function writeStream(path, stream, { append, create, createNew, mode, signal }) {
  const isNew = Boolean(createNew);
  const file = await open(path, {
    write: !append,
    append: Boolean(append),
    truncate: !append,
    create: !isNew && create !== false,
    createNew: isNew,
    mode: mode ?? undefined,
  });
  await stream.pipeTo(file.writable, { signal });
}

/**
 * @param {string | URL} path
 * @param {Uint8Array | ReadableStream<Uint8Array>} data
 * @param {Deno.WriteFileOptions} [options]
 */
export async function writeFile(path, data, options = {}) {
  options?.signal?.throwIfAborted();
  if (isReadableStream(data)) return await writeStream(path, data, options ?? {});
  const text = pathText(path), bytes = toFileContent(data), taken = writeOptions(options);
  await abortable(options?.signal, () => ops.writeFile(text, bytes, taken));
}

/**
 * @param {string | URL} path
 * @param {string} data
 * @param {Deno.WriteFileOptions} [options]
 */
export function writeTextFileSync(path, data, options = {}) {
  ops.writeTextFileSync(pathText(path), `${data}`, writeOptions(options));
}

async function* encoded(stream) {
  const encoder = new TextEncoder();
  for await (const chunk of stream) yield encoder.encode(chunk);
}

/**
 * @param {string | URL} path
 * @param {string | ReadableStream<string>} data
 * @param {Deno.WriteFileOptions} [options]
 * @returns {Promise<void>}
 */
export function writeTextFile(path, data, options = {}) {
  if (isReadableStream(data)) {
    return writeFile(path, ReadableStream.from(encoded(data)), options);
  }
  const content = `${data}`;
  return writeText(path, content, options);
}

async function writeText(path, content, options) {
  const text = pathText(path), taken = writeOptions(options);
  await abortable(options?.signal, () => ops.writeTextFile(text, content, taken));
}

/** @param {string | URL} path */
export function statSync(path) {
  return fileInfo(ops.statSync(pathText(path)));
}
/** @param {string | URL} path */
export async function stat(path) {
  return fileInfo(await ops.stat(pathText(path)));
}

/** @param {string | URL} path */
export function lstatSync(path) {
  return fileInfo(ops.lstatSync(pathText(path)));
}
/** @param {string | URL} path */
export async function lstat(path) {
  return fileInfo(await ops.lstat(pathText(path)));
}

/** @param {string | URL} path */
export function realPathSync(path) {
  return ops.realPathSync(pathText(path));
}
/** @param {string | URL} path */
export function realPath(path) {
  return ops.realPath(pathText(path));
}

/** @param {string | URL} path */
export function readLinkSync(path) {
  return ops.readLinkSync(pathText(path));
}
/** @param {string | URL} path */
export function readLink(path) {
  return ops.readLink(pathText(path));
}

/** @param {string | URL} fromPath @param {string | URL} toPath */
export function copyFileSync(fromPath, toPath) {
  ops.copyFileSync(pathText(fromPath), pathText(toPath));
}
/** @param {string | URL} fromPath @param {string | URL} toPath */
export async function copyFile(fromPath, toPath) {
  await ops.copyFile(pathText(fromPath), pathText(toPath));
}

/** @param {string | URL} oldpath @param {string | URL} newpath */
export function renameSync(oldpath, newpath) {
  ops.renameSync(pathText(oldpath), pathText(newpath));
}
/** @param {string | URL} oldpath @param {string | URL} newpath */
export async function rename(oldpath, newpath) {
  await ops.rename(pathText(oldpath), pathText(newpath));
}

/** @param {string} oldpath @param {string} newpath */
export function linkSync(oldpath, newpath) {
  ops.linkSync(pathText(oldpath), pathText(newpath));
}
/** @param {string} oldpath @param {string} newpath */
export async function link(oldpath, newpath) {
  await ops.link(pathText(oldpath), pathText(newpath));
}

const kLinkTypes = ["file", "dir", "junction"];

// The type counts on Windows only, but it is checked everywhere.
function checkLinkType(options) {
  const type = options?.type;
  if (type === undefined || type === null || kLinkTypes.includes(type)) return;
  throw new TypeError(
    `unknown variant \`${type}\`, expected one of \`file\`, \`dir\`, \`junction\``);
}

/**
 * @param {string | URL} oldpath what the link says
 * @param {string | URL} newpath where the link is
 * @param {Deno.SymlinkOptions} [options]
 */
export function symlinkSync(oldpath, newpath, options) {
  checkLinkType(options);
  ops.symlinkSync(pathText(oldpath), pathText(newpath));
}
/** See symlinkSync. */
export async function symlink(oldpath, newpath, options) {
  checkLinkType(options);
  await ops.symlink(pathText(oldpath), pathText(newpath));
}

/** @param {string | URL} path @param {number} mode */
export function chmodSync(path, mode) {
  ops.chmodSync(pathText(path), toUint32(mode));
}
/** @param {string | URL} path @param {number} mode */
export async function chmod(path, mode) {
  await ops.chmod(pathText(path), toUint32(mode));
}

/** @param {string | URL} path @param {number | null} uid @param {number | null} gid */
export function chownSync(path, uid, gid) {
  ops.chownSync(pathText(path), toOptionalUint32(uid), toOptionalUint32(gid));
}
/** @param {string | URL} path @param {number | null} uid @param {number | null} gid */
export async function chown(path, uid, gid) {
  await ops.chown(pathText(path), toOptionalUint32(uid), toOptionalUint32(gid));
}

/** @param {string | URL} path @param {number | Date} atime @param {number | Date} mtime */
export function utimeSync(path, atime, mtime) {
  ops.utimeSync(pathText(path), toFileTime(atime), toFileTime(mtime));
}
/** @param {string | URL} path @param {number | Date} atime @param {number | Date} mtime */
export async function utime(path, atime, mtime) {
  await ops.utime(pathText(path), toFileTime(atime), toFileTime(mtime));
}

/** @param {string} name @param {number} [len] */
export function truncateSync(name, len) {
  ops.truncateSync(pathText(name), toNumber(len ?? 0));
}
/** @param {string} name @param {number} [len] */
export async function truncate(name, len) {
  await ops.truncate(pathText(name), toNumber(len ?? 0));
}
