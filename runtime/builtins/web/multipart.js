// runtime/builtins/web/multipart.js: forms as bodies.
// https://html.spec.whatwg.org/#multipart-form-data
import { randomUuid } from "bailey:ops/crypto";
import { decodeUtf8, encodeUtf8 } from "bailey:ops/encoding";
import { chunksOf, newBlob, newFile } from "bailey:web/blob";
import { entriesOf, newFormData } from "bailey:web/form_data";
import { parseMimeType } from "bailey:web/mime";
import { parseUrlencoded } from "bailey:web/urlencoded";

const kLineEnds = /\r\n?|\n/g;
const kEscapes = { "\r": "%0D", "\n": "%0A", '"': "%22" };

function escapeName(name) {
  return name.replace(/[\r\n"]/g, (character) => kEscapes[character]);
}

/**
 * https://html.spec.whatwg.org/#multipart/form-data-encoding-algorithm
 * @returns {[import("bailey:web/blob").Blob, string]} the body and its Content-Type
 */
export function encodeMultipart(form) {
  const boundary = `----BaileyFormBoundary${randomUuid().replaceAll("-", "")}`;
  const entries = entriesOf(form);
  const chunks = [];
  for (let at = 0; at < entries.length; at += 2) {
    const name = escapeName(entries[at].replace(kLineEnds, "\r\n"));
    const value = entries[at + 1];
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"`;
    if (typeof value === "string") {
      chunks.push(encodeUtf8(`${head}\r\n\r\n${value.replace(kLineEnds, "\r\n")}\r\n`));
    } else {
      const type = value.type === "" ? "application/octet-stream" : value.type;
      chunks.push(encodeUtf8(
        `${head}; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`));
      for (const chunk of chunksOf(value)) chunks.push(chunk);
      chunks.push(encodeUtf8("\r\n"));
    }
  }
  chunks.push(encodeUtf8(`--${boundary}--`));
  return [newBlob(chunks, ""), `multipart/form-data; boundary=${boundary}`];
}

/** Where `needle` begins in `bytes` at or after `from`; -1 when nowhere. */
function find(bytes, needle, from) {
  const last = bytes.length - needle.length;
  search: for (let at = from; at <= last; at++) {
    at = bytes.indexOf(needle[0], at);
    if (at < 0 || at > last) return -1;
    for (let i = 1; i < needle.length; i++) {
      if (bytes[at + i] !== needle[i]) continue search;
    }
    return at;
  }
  return -1;
}

function startsWith(bytes, at, needle) {
  return needle.every((byte, index) => bytes[at + index] === byte);
}

const kLineEnd = [13, 10];
const kHeadEnd = [13, 10, 13, 10];
const kDashes = [45, 45];

function unparsable() {
  return new TypeError("Unable to parse body as form data");
}

/** The value of parameter `name` in a Content-Disposition; undefined when it is not there. */
function parameterOf(disposition, name) {
  const found = new RegExp(`;[ \\t]*${name}="((?:[^"\\\\]|\\\\.)*)"`, "i").exec(disposition) ??
    new RegExp(`;[ \\t]*${name}=([^;"\\s]+)`, "i").exec(disposition);
  return found?.[1].replaceAll('\\"', '"');
}

function parseHead(text) {
  const fields = new Map();
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) throw unparsable();
    fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = fields.get("content-disposition");
  if (disposition === undefined || !/^form-data\s*(;|$)/i.test(disposition)) throw unparsable();
  const name = parameterOf(disposition, "name");
  if (name === undefined) throw unparsable();
  const filename = parameterOf(disposition, "filename");
  return { name, filename, type: fields.get("content-type") ?? "text/plain" };
}

/** https://andreubotella.github.io/multipart-form-data/#multipart-form-data-parser */
function parseMultipart(bytes, boundary) {
  const delimiter = [...kLineEnd, ...kDashes, ...encodeUtf8(boundary)];
  // The first delimiter may stand at the very beginning, without its line end.
  const atStart = startsWith(bytes, 0, delimiter.slice(2));
  const first = atStart ? -2 : find(bytes, delimiter, 0);
  if (first === -1) throw unparsable();
  const entries = [];
  for (let at = first + delimiter.length; ;) {
    if (startsWith(bytes, at, kDashes)) return entries;
    while (bytes[at] === 32 || bytes[at] === 9) at++;
    if (!startsWith(bytes, at, kLineEnd)) throw unparsable();
    const headEnd = find(bytes, kHeadEnd, at);
    if (headEnd < 0) throw unparsable();
    const head = parseHead(decodeUtf8(bytes.subarray(at + 2, headEnd), true, false));
    const start = headEnd + kHeadEnd.length;
    const end = find(bytes, delimiter, start - 2);
    if (end < 0) throw unparsable();
    const content = bytes.slice(start, Math.max(start, end));
    entries.push(head.name, head.filename === undefined
      ? decodeUtf8(content, true, false)
      : newFile([content], head.filename, head.type.toLowerCase()));
    at = end + delimiter.length;
  }
}

/**
 * https://fetch.spec.whatwg.org/#dom-body-formdata
 * @param {Uint8Array} bytes
 * @param {string | null} contentType
 */
export function parseFormData(bytes, contentType) {
  if (contentType === null) throw new TypeError("Missing content type");
  const mimeType = parseMimeType(contentType);
  if (mimeType?.essence === "application/x-www-form-urlencoded") {
    return newFormData(parseUrlencoded(decodeUtf8(bytes, true, false)));
  }
  if (mimeType?.essence !== "multipart/form-data") {
    throw new TypeError("Body can not be decoded as form data");
  }
  const boundary = mimeType.parameters.get("boundary");
  if (boundary === undefined) {
    throw new TypeError(
      "Cannot construct MultipartParser: multipart/form-data must provide a boundary");
  }
  return newFormData(parseMultipart(bytes, boundary));
}
