// runtime/builtins/internal/inspect/stack.js: the frames of a stack: repetitions taken out, and, in colour, the project's own code set
// off from packages and from the runtime.

import {
  arrayPush,
  encodeURI,
  match,
  splitLines,
  stringEndsWith,
  stringIndexOf,
  stringSlice,
} from "bailey:internal/inspect/intrinsics";
import { indexOfSame } from "bailey:internal/inspect/context";
import { workingDirectory } from "bailey:internal/inspect/kinds";

/** @typedef {import("bailey:internal/inspect/context").Context} Context */

// What begins the first frame of a stack.
export const FRAME_START = "\n    at";

const BUILTIN_FRAME = /^ {4}at (?:[^/\\(]+ \(|)(?:node|ext|bailey):.+:\d+:\d+\)?$/;
// Frames between the event loop and script: nobody's code.
const PLUMBING_FRAME = /^ {4}at (?:__node_internal_\S+|eventLoopTick|denoErrorToNodeError|__drainNextTickAndMacrotasks) /;
// Shorter repetitions stay as they are.
const MIN_REPEATED = 3;
const MIN_FRAMES_TO_COLLAPSE = 10;
// How many distances to equal frames are tried as the period of a repetition.
const MAX_PERIODS_TRIED = 32;

/**
 * The frames, without those that repeat others or the cause's.
 * @param {Context} ctx
 * @param {string} text Frames, one a line.
 * @param {string} causeStack
 * @returns {string[]}
 */
export function shortenFrames(ctx, text, causeStack) {
  let frames = splitLines(text);
  const causeStart = stringIndexOf(causeStack, FRAME_START);
  if (causeStart !== -1) {
    frames = withoutShared(ctx, frames, splitLines(stringSlice(causeStack, causeStart + 1)));
  }
  return frames.length > MIN_FRAMES_TO_COLLAPSE ? withoutRepeats(ctx, frames) : frames;
}

/**
 * Replaces the first run of more than three frames that the cause has as well; its ends stay.
 * @param {Context} ctx
 * @param {string[]} frames
 * @param {string[]} causeFrames
 * @returns {string[]}
 */
function withoutShared(ctx, frames, causeFrames) {
  for (let i = 0; i + MIN_REPEATED < frames.length; i++) {
    const at = indexOfSame(causeFrames, frames[i]);
    if (at === -1) continue;
    let shared = 1;
    while (i + shared < frames.length && at + shared < causeFrames.length && frames[i + shared] === causeFrames[at + shared]) {
      shared++;
    }
    if (shared <= MIN_REPEATED) continue;
    const skipped = shared - 2;
    const note = ctx.stylize(`    ... ${skipped} lines matching cause stack trace ...`, "undefined");
    return spliced(frames, i + 1, skipped, note);
  }
  return frames;
}

/**
 * `list` with `count` elements from `start` replaced by one.
 * @param {string[]} list
 * @param {number} start
 * @param {number} count
 * @param {string} replacement
 */
function spliced(list, start, count, replacement) {
  /** @type {string[]} */
  const result = [];
  for (let i = 0; i < start; i++) arrayPush(result, list[i]);
  arrayPush(result, replacement);
  for (let i = start + count; i < list.length; i++) arrayPush(result, list[i]);
  return result;
}

/**
 * Collapses what recursion repeats.
 * @param {Context} ctx
 * @param {string[]} frames
 * @returns {string[]}
 */
function withoutRepeats(ctx, frames) {
  /** @type {string[]} */
  const result = [];
  for (let i = 0; i < frames.length;) {
    const { period, times } = longestRepetition(frames, i);
    if (period * times < MIN_REPEATED) {
      arrayPush(result, frames[i++]);
      continue;
    }
    for (let j = 0; j < period; j++) arrayPush(result, frames[i + j]);
    const detail = times > 1 ? `${period} lines ${times} times...` : "lines ...";
    arrayPush(result, ctx.stylize(`    ... collapsed ${period * times} duplicate lines matching above ${detail}`, "undefined"));
    i += period * (times + 1);
  }
  return result;
}

/**
 * How the frames from `start` on repeat: the period that covers most, the shortest of several.
 * @param {string[]} frames
 * @param {number} start
 */
function longestRepetition(frames, start) {
  let best = { period: 0, times: 0 };
  let tried = 0;
  const longest = (frames.length - start) / 2;
  for (let period = 1; period <= longest && tried < MAX_PERIODS_TRIED; period++) {
    if (frames[start + period] !== frames[start]) continue;
    tried++;
    let equal = 0;
    while (start + period + equal < frames.length && frames[start + equal] === frames[start + period + equal]) equal++;
    const times = (equal - equal % period) / period;
    if (period * times > best.period * best.times) best = { period, times };
  }
  return best;
}

/**
 * The frames as lines, each after a line feed.
 * @param {Context} ctx
 * @param {string[]} frames
 * @returns {string}
 */
export function printFrames(ctx, frames) {
  const directory = ctx.colors ? workingDirectory() : undefined;
  let text = "";
  for (let i = 0; i < frames.length; i++) {
    const frame = frames[i];
    const isBuiltin = match(BUILTIN_FRAME, frame) !== null;
    if (isBuiltin && match(PLUMBING_FRAME, frame) !== null) continue;
    if (!ctx.colors) text += `\n${frame}`;
    else if (isBuiltin) text += `\n${ctx.stylize(frame, "undefined")}`;
    else text += `\n${dimDirectory(ctx, underlinePackages(ctx, frame), directory)}`;
  }
  return text;
}

/**
 * Marks the names of packages in a frame.
 * @param {Context} ctx
 * @param {string} frame
 */
function underlinePackages(ctx, frame) {
  const folder = "node_modules";
  let text = "";
  let copied = 0;
  for (let at = stringIndexOf(frame, folder); at !== -1; at = stringIndexOf(frame, folder, at + 1)) {
    const separator = frame[at - 1];
    const after = frame[at + folder.length];
    if ((separator !== "/" && separator !== "\\") || (after !== "/" && after !== "\\")) continue;
    const start = at + folder.length + 1;
    let end = stringIndexOf(frame, separator, start);
    // Scoped packages have one more separator: @scope/name.
    if (frame[start] === "@" && end !== -1) end = stringIndexOf(frame, separator, end + 1);
    if (end === -1) break;
    text += stringSlice(frame, copied, start) + ctx.stylize(stringSlice(frame, start, end), "module");
    copied = end;
  }
  return text + stringSlice(frame, copied);
}

/**
 * Dims the path of the working directory in a frame, so that the project's own part stands out.
 * @param {Context} ctx
 * @param {string} frame
 * @param {string | undefined} directory
 */
function dimDirectory(ctx, frame, directory) {
  if (directory === undefined) return frame;
  // As a path, or as it stands in a file URL.
  let written = directory;
  let start = stringIndexOf(frame, written);
  if (start === -1) start = stringIndexOf(frame, written = encodeURI(directory));
  if (start === -1) return frame;
  const end = start + written.length + 1;
  const scheme = "file://";
  if (stringEndsWith(stringSlice(frame, 0, start), scheme)) start -= scheme.length;
  const inParentheses = frame[start - 1] === "(";
  if (inParentheses) start--;
  const closes = inParentheses && stringEndsWith(frame, ")");
  const rest = closes ? stringSlice(frame, end, -1) : stringSlice(frame, end);
  return stringSlice(frame, 0, start) + ctx.stylize(stringSlice(frame, start, end), "undefined") + rest +
    (closes ? ctx.stylize(")", "undefined") : "");
}
