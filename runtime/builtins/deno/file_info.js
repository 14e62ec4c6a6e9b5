// runtime/builtins/deno/file_info.js: what native code tells of a file, as script sees it.

// In the order of os::FileKind.
const kRegular = 1, kDirectory = 2, kSymlink = 3, kBlockDevice = 4, kCharDevice = 5, kFifo = 6;
const kSocket = 7;

/**
 * @param {number[]} numbers in the order of ops::numbers_of
 * @returns {Deno.FileInfo}
 */
export function fileInfo(numbers) {
  const [
    kind, size, mtime, atime, birthtime, ctime, dev, ino, mode, nlink, uid, gid, rdev, blksize,
    blocks,
  ] = numbers;
  return {
    isFile: kind === kRegular,
    isDirectory: kind === kDirectory,
    isSymlink: kind === kSymlink,
    size,
    mtime: new Date(mtime),
    atime: new Date(atime),
    birthtime: Number.isNaN(birthtime) ? null : new Date(birthtime),
    ctime: new Date(ctime),
    dev,
    ino,
    mode,
    nlink,
    uid,
    gid,
    rdev,
    blksize,
    blocks,
    isBlockDevice: kind === kBlockDevice,
    isCharDevice: kind === kCharDevice,
    isFifo: kind === kFifo,
    isSocket: kind === kSocket,
  };
}

/** @returns {Deno.DirEntry} */
export function dirEntry(name, kind) {
  return {
    // @ts-ignore: the prototype is part of the shape
    __proto__: null,
    name,
    isFile: kind === kRegular,
    isDirectory: kind === kDirectory,
    isSymlink: kind === kSymlink,
  };
}
