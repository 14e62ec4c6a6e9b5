// runtime/builtins/web/url_pattern.js: URLPattern. https://urlpattern.spec.whatwg.org/
import * as ops from "bailey:ops/url_pattern";
import { defineInterface } from "bailey:internal/interface";
import {
  illegalInvocation, isObject, missingArguments, toDictionary, toEnum, toUsvString,
} from "bailey:internal/webidl";

// In the order of the native side.
const kComponents = [
  "protocol", "username", "password", "hostname", "port", "pathname", "search", "hash",
];
// As Web IDL reads a dictionary: by name.
const kMembers = [
  "baseURL", "hash", "hostname", "password", "pathname", "port", "protocol", "search", "username",
];
// The kinds of component (ada::url_pattern_component_type) that need no regular expression.
const kEmpty = 0, kExact = 1, kWildcard = 2;
// Of parts (ada::url_pattern_part_type), and how much each restricts what matches.
const kFixedText = 0, kSegment = 2;
const kTypeRank = [3, 2, 1, 0];
// The same for modifiers: none, optional, zero or more, one or more.
const kNone = 0;
const kModifierRank = [3, 1, 0, 2];

const exec = RegExp.prototype.exec;
const kSpecialSchemes = ["http", "https", "ws", "wss", "ftp"];

let componentsOf;

/** @returns {Record<string, string>} what is present of a URLPatternInit */
function toInit(value, prefix, context) {
  const init = Object.create(null);
  const dictionary = toDictionary(value, prefix, context);
  if (dictionary === undefined) return init;
  for (const member of kMembers) {
    const given = dictionary[member];
    if (given !== undefined) init[member] = toUsvString(given);
  }
  return init;
}

/** An init as the native side takes it. */
function listOf(init) {
  return [...kComponents.map((name) => init[name]), init.baseURL];
}

/** A string or an init, as the input of a constructor or of a match. */
function toInput(value, prefix) {
  return value === undefined || value === null || isObject(value)
    ? toInit(value, prefix, "Argument 1") : toUsvString(value);
}

function bothGiven(input) {
  return new TypeError(`${input}specifying both an init object, and a separate base URL is not valid`);
}

function parse(input, base, ignoreCase) {
  let components;
  if (typeof input === "string") {
    components = ops.parseString(input, base, ignoreCase);
    if (components !== null) return components;
    const isRelative = base === undefined && ops.parseString(input, "http://a", ignoreCase) !== null;
    throw new TypeError(`Failed to parse URLPattern from ${JSON.stringify(input)}` +
      (isRelative ? ": a relative input without a base URL is not valid" : ""));
  }
  if (base !== undefined) throw bothGiven("Failed to construct 'URLPattern': ");
  components = ops.parseInit(listOf(input), ignoreCase);
  if (components === null) {
    const shown = kMembers.filter((name) => name in input)
      .map((name) => `${name} ${JSON.stringify(input[name])}`);
    throw new TypeError(`Failed to parse URLPattern from ${shown.join(", ")}`);
  }
  return components;
}

/** The values of a component's groups for `input`, or null when it does not match. */
function groupsOf(component, input, flags) {
  switch (component.kind) {
    case kEmpty:
      return input === "" ? [] : null;
    case kExact:
      return input === component.exact ? [] : null;
    case kWildcard:
      return [input];
  }
  const regexp = component.regexp ??= new RegExp(component.source, flags);
  const found = Reflect.apply(exec, regexp, [input]);
  return found === null ? null : found.slice(1);
}

function isSpecial(components) {
  const [protocol] = components.list;
  return kSpecialSchemes.some((scheme) => groupsOf(protocol, scheme, "v") !== null);
}

function partsOf(pattern, index) {
  const { list } = pattern;
  return list[index].parts ??= ops.partsOf(index, list[index].pattern, isSpecial(pattern));
}

function compareParts(left, right) {
  const keysOf = (part) =>
    [kTypeRank[part.type], kModifierRank[part.modifier], part.prefix, part.value, part.suffix];
  const rightKeys = keysOf(right);
  for (const [at, key] of keysOf(left).entries()) {
    if (key !== rightKeys[at]) return key < rightKeys[at] ? -1 : 1;
  }
  return 0;
}

// What a list that is at its end is compared with.
const kNothing = { type: kFixedText, modifier: kNone, prefix: "", value: "", suffix: "" };

export class URLPattern {
  #components;

  constructor(input = {}, baseOrOptions = undefined, options = undefined) {
    const prefix = "Failed to construct 'URLPattern'";
    const converted = toInput(input, prefix);
    let base;
    let given = baseOrOptions;
    if (given !== undefined && given !== null && !isObject(given)) {
      base = toUsvString(given);
      given = options;
    } else if (arguments.length > 2) {
      base = toUsvString(given);
      given = options;
    }
    const ignoreCase = Boolean(toDictionary(given, prefix, `Argument ${base === undefined ? 2 : 3}`)?.ignoreCase);
    this.#components = { list: parse(converted, base, ignoreCase), flags: ignoreCase ? "vi" : "v" };
  }

  static compareComponent(component, left, right) {
    const prefix = "Failed to execute 'URLPattern.compareComponent'";
    if (arguments.length < 3) missingArguments(prefix, 3, arguments.length);
    const index = kComponents.indexOf(toEnum(component, kComponents, prefix, "URLPatternComponent"));
    const first = partsOf(componentsOf(left), index);
    const second = partsOf(componentsOf(right), index);
    for (let at = 0; at < first.length || at < second.length; at++) {
      const order = compareParts(first[at] ?? kNothing, second[at] ?? kNothing);
      if (order !== 0 || at >= first.length || at >= second.length) return order;
    }
    return 0;
  }

  get hasRegExpGroups() {
    return componentsOf(this).list.some((component) => component.hasGroups);
  }

  test(input = {}, baseURL = undefined) {
    const components = componentsOf(this);
    const prefix = "Failed to execute 'test' on 'URLPattern'";
    return URLPattern.#match(components, prefix, input, baseURL) !== null;
  }

  exec(input = {}, baseURL = undefined) {
    const components = componentsOf(this);
    const prefix = "Failed to execute 'exec' on 'URLPattern'";
    return URLPattern.#match(components, prefix, input, baseURL);
  }

  generate(component, groups) {
    const components = componentsOf(this);
    const prefix = "Failed to execute 'generate' on 'URLPattern'";
    if (arguments.length < 2) missingArguments(prefix, 2, arguments.length);
    const index = kComponents.indexOf(toEnum(component, kComponents, prefix, "URLPatternComponent"));
    const values = toDictionary(groups, prefix, "Argument 2") ?? {};
    const special = isSpecial(components);
    let text = "";
    for (const part of partsOf(components, index)) {
      if (part.modifier !== kNone || (part.type !== kFixedText && part.type !== kSegment)) {
        throw new TypeError(`${prefix}: the ${component} has parts that stand for more than one text`);
      }
      text += part.prefix + (part.type === kFixedText ? part.value
        : URLPattern.#groupValue(index, part.name, values, special)) + part.suffix;
    }
    if (groupsOf(components.list[index], text, components.flags) === null) {
      throw new TypeError(`${prefix}: '${text}' does not match the ${component}`);
    }
    return text;
  }

  static #groupValue(index, name, values, special) {
    const given = Object.hasOwn(values, name) ? toUsvString(values[name]) : null;
    const text = given === null ? null : ops.canonicalText(index, given, special);
    if (text === null) {
      throw new TypeError(`Failed to execute 'generate' on 'URLPattern': no valid value for the group '${name}'`);
    }
    return text;
  }

  // https://urlpattern.spec.whatwg.org/#url-pattern-match
  static #match(components, prefix, input, baseURL) {
    const converted = toInput(input, prefix);
    const base = baseURL === undefined ? undefined : toUsvString(baseURL);
    const isText = typeof converted === "string";
    if (!isText && base !== undefined) throw bothGiven("");
    const texts = isText ? ops.inputsOfUrl(converted, base) : ops.inputsOfInit(listOf(converted));
    if (texts === null) return null;
    const result = { inputs: base === undefined ? [converted] : [converted, base] };
    for (const [index, component] of components.list.entries()) {
      const values = groupsOf(component, texts[index], components.flags);
      if (values === null) return null;
      const groups = Object.fromEntries(component.names.map((name, at) => [name, values[at]]));
      result[kComponents[index]] = { input: texts[index], groups };
    }
    return result;
  }

  static {
    componentsOf = (pattern) =>
      isObject(pattern) && #components in pattern ? pattern.#components : illegalInvocation();
    for (const [index, name] of kComponents.entries()) {
      const getter = {
        get [name]() {
          return componentsOf(this).list[index].pattern;
        },
      };
      Object.defineProperty(URLPattern.prototype, name, Object.getOwnPropertyDescriptor(getter, name));
    }
  }
}
defineInterface(URLPattern, { inspect: [...kComponents, "hasRegExpGroups"] });
