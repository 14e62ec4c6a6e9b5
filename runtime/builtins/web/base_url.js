// runtime/builtins/web/base_url.js: what relative URLs start from.
// https://html.spec.whatwg.org/#api-base-url
import { location } from "bailey:ops/core";

/** @returns {string | undefined} undefined when the program has no location */
export function baseUrl() {
  const text = location();
  return text === "" ? undefined : text;
}
