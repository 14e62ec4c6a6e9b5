// runtime/builtins/web/mime.js: MIME types of bodies. https://mimesniff.spec.whatwg.org/

const kToken = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const kQuotable = /^[\t\x20-\x7e\x80-\xff]*$/;
const kSpaceAround = /^[\t\n\r ]+|[\t\n\r ]+$/g;

/**
 * @typedef {{ essence: string, parameters: Map<string, string> }} MimeType essence is in lower case
 */

// The value of a quoted string that starts at `at`, and where it ends.
function readQuoted(text, at) {
  let value = "";
  for (at++; at < text.length && text[at] !== '"'; at++) {
    if (text[at] === "\\" && at + 1 < text.length) at++;
    value += text[at];
  }
  return { value, end: at + 1 };
}

function endOf(text, delimiter, at) {
  const found = text.indexOf(delimiter, at);
  return found < 0 ? text.length : found;
}

/**
 * https://mimesniff.spec.whatwg.org/#parse-a-mime-type
 * @returns {MimeType | null}
 */
export function parseMimeType(input) {
  const text = input.replace(kSpaceAround, "");
  let at = endOf(text, ";", 0);
  const [type, ...rest] = text.slice(0, at).split("/");
  const subtype = rest.join("/").replace(kSpaceAround, "");
  if (!kToken.test(type) || !kToken.test(subtype)) return null;
  const parameters = new Map();
  while (at < text.length) {
    at++;
    const equals = endOf(text, "=", at);
    const end = endOf(text, ";", at);
    if (equals >= end) {
      at = end;
      continue;
    }
    const name = text.slice(at, equals).replace(kSpaceAround, "").toLowerCase();
    let value;
    if (text[equals + 1] === '"') {
      const quoted = readQuoted(text, equals + 1);
      value = quoted.value;
      at = endOf(text, ";", quoted.end);
    } else {
      value = text.slice(equals + 1, end).replace(kSpaceAround, "");
      at = end;
      if (value === "") continue;
    }
    if (kToken.test(name) && kQuotable.test(value) && !parameters.has(name)) {
      parameters.set(name, value);
    }
  }
  return { essence: `${type}/${subtype}`.toLowerCase(), parameters };
}

/** https://mimesniff.spec.whatwg.org/#serialize-a-mime-type */
export function serializeMimeType({ essence, parameters }) {
  let text = essence;
  for (const [name, value] of parameters) {
    text += kToken.test(value) ? `;${name}=${value}` : `;${name}="${value.replace(/["\\]/g, "\\$&")}"`;
  }
  return text;
}
