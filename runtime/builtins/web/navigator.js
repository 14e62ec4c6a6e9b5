// runtime/builtins/web/navigator.js: navigator, in the main program and in workers.
// https://html.spec.whatwg.org/#the-navigator-object
import { processorCount, versions } from "bailey:ops/core";
import { createFilteredInspectProxy } from "bailey:internal/inspect/mod";
import { defineHidden, defineInterface, kInspect } from "bailey:internal/interface";
import {
  illegalConstructor, illegalInvocation, isObject, missingArguments, toSequence,
} from "bailey:internal/webidl";

/** Proof that an object is made here. */
const kInternal = Symbol();

/** The release of Deno whose programs run here: scripts compare it. */
function release() {
  return versions()[1];
}

function language() {
  return new Intl.DateTimeFormat().resolvedOptions().locale;
}

// What both interfaces have.
const shared = {
  hardwareConcurrency: processorCount,
  userAgent: () => `Deno/${release()}`,
  language,
  languages: () => [language()],
  platform: () => "Linux x86_64",
  userAgentData: () => userAgentData ??= new NavigatorUAData(kInternal),
};

/** Gives `constructor` the getters of NavigatorID, NavigatorLanguage and the rest. */
function defineNavigator(constructor, isInstance) {
  for (const [name, read] of Object.entries(shared)) {
    const getter = {
      get [name]() {
        return isInstance(this) ? read() : illegalInvocation();
      },
    };
    Object.defineProperty(constructor.prototype, name, Object.getOwnPropertyDescriptor(getter, name));
  }
  defineInterface(constructor, { inspect: Object.keys(shared) });
}

export class Navigator {
  #brand;

  constructor(key = undefined) {
    if (key !== kInternal) illegalConstructor();
  }

  static {
    defineNavigator(Navigator, (value) => isObject(value) && #brand in value);
  }
}

export class WorkerNavigator {
  #brand;

  constructor(key = undefined) {
    if (key !== kInternal) illegalConstructor();
  }

  static {
    defineNavigator(WorkerNavigator, (value) => isObject(value) && #brand in value);
  }
}
for (const constructor of [Navigator, WorkerNavigator]) {
  Object.defineProperty(constructor, "length", { value: 0 });
}

let userAgentData;

const kHintsPrefix = "Failed to execute 'getHighEntropyValues' on 'NavigatorUAData'";

/** https://wicg.github.io/ua-client-hints/#navigatoruadata */
export class NavigatorUAData {
  #brands = [{ brand: "Deno", version: release().split(".")[0] }];

  constructor(key = undefined) {
    if (key !== kInternal) illegalConstructor();
  }

  static #check(data) {
    return isObject(data) && #brands in data ? data : illegalInvocation();
  }

  get brands() {
    return NavigatorUAData.#check(this).#brands;
  }

  get mobile() {
    NavigatorUAData.#check(this);
    return false;
  }

  get platform() {
    NavigatorUAData.#check(this);
    return "Linux";
  }

  async getHighEntropyValues(hints) {
    NavigatorUAData.#check(this);
    if (arguments.length < 1) missingArguments(kHintsPrefix, 1, 0);
    const wanted = toSequence(hints, kHintsPrefix, "Argument 1").map((hint) => `${hint}`);
    const known = {
      __proto__: null,
      architecture: "x86",
      bitness: "64",
      formFactors: ["Desktop"],
      fullVersionList: [{ brand: "Deno", version: release() }],
      model: "",
      platformVersion: "",
      uaFullVersion: release(),
      wow64: false,
    };
    const values = this.toJSON();
    for (const hint of wanted) if (hint in known) values[hint] = known[hint];
    return values;
  }

  toJSON() {
    return { brands: NavigatorUAData.#check(this).#brands, mobile: false, platform: "Linux" };
  }
}
Object.defineProperty(NavigatorUAData, "length", { value: 0 });
defineHidden(NavigatorUAData.prototype, kInspect, function (print, options) {
  const keys = ["brands", "mobile", "platform"];
  const evaluate = this !== NavigatorUAData.prototype;
  return print(createFilteredInspectProxy({ object: this, keys, evaluate }), options);
});

export const navigator = new Navigator(/** @type {any} */ (kInternal));
export const workerNavigator = new WorkerNavigator(/** @type {any} */ (kInternal));
