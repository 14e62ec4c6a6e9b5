// runtime/builtins/web/urlencoded.js: application/x-www-form-urlencoded.
// https://url.spec.whatwg.org/#application/x-www-form-urlencoded
import { decodeUtf8, encodeUtf8 } from "bailey:ops/encoding";

const kEscaped = /[%+]/;
const kPlain = /^[0-9A-Za-z*\-._]*$/;
// What encodeURIComponent leaves alone and this format does not, and the space.
const kToEscape = /[!'()~]|%20/g;
const kEscapes = { "!": "%21", "'": "%27", "(": "%28", ")": "%29", "~": "%7E", "%20": "+" };

function hexDigit(code) {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

// Percent-decoding for what decodeURIComponent refuses: stray percent signs and broken UTF-8.
function decodeLeniently(text) {
  const bytes = encodeUtf8(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at];
    if (byte === 0x25 && at + 2 < bytes.length) {
      const [high, low] = [hexDigit(bytes[at + 1]), hexDigit(bytes[at + 2])];
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low;
        at += 2;
      }
    }
    bytes[length++] = byte;
  }
  return decodeUtf8(bytes.subarray(0, length), true, false);
}

function decodeComponent(text) {
  if (!kEscaped.test(text)) return text;
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodeLeniently(spaced);
  }
}

/** @returns {string[]} name, value, name, value, and so on */
export function parseUrlencoded(text) {
  const flat = [];
  for (let at = 0; at < text.length;) {
    let end = text.indexOf("&", at);
    if (end < 0) end = text.length;
    if (end > at) {
      const equals = text.indexOf("=", at);
      if (equals < 0 || equals >= end) {
        flat.push(decodeComponent(text.slice(at, end)), "");
      } else {
        flat.push(decodeComponent(text.slice(at, equals)), decodeComponent(text.slice(equals + 1, end)));
      }
    }
    at = end + 1;
  }
  return flat;
}

function encodeComponent(text) {
  if (kPlain.test(text)) return text;
  return encodeURIComponent(text).replace(kToEscape, (character) => kEscapes[character]);
}

/** @param {string[]} flat well-formed strings */
export function serializeUrlencoded(flat) {
  let text = "";
  for (let at = 0; at < flat.length; at += 2) {
    if (at > 0) text += "&";
    text += `${encodeComponent(flat[at])}=${encodeComponent(flat[at + 1])}`;
  }
  return text;
}
