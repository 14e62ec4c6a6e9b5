// runtime/builtins/internal/inspect/mod.js: what the rest of the runtime uses of the printing of values.

export { formatArguments, indentGroup } from "bailey:internal/inspect/arguments";
export { Context } from "bailey:internal/inspect/context";
export { createFilteredInspectProxy } from "bailey:internal/inspect/filtered";
export { colors, styles, stylizeNoColor, stylizeWithColor } from "bailey:internal/inspect/style";
export { quoteString } from "bailey:internal/inspect/text";
export {
  customInspect,
  formatValue,
  inspect,
  nodeCustomInspect,
  privateCustomInspect,
} from "bailey:internal/inspect/value";
export { displayWidth, stripControlSequences } from "bailey:internal/inspect/width";
