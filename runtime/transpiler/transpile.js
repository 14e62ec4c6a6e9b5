// The script of the transpiler's isolate. It runs after TypeScript in a context that has nothing
// but the language, and becomes part of the snapshot. In: strings; out: strings.
"use strict";

/**
 * @typedef {object} Request
 * @property {string} url What the module is called in messages and in the map.
 * @property {"ts"|"mts"|"cts"|"tsx"|"jsx"} kind
 * @property {"classic"|"automatic"|"development"|"preserve"} jsx
 * @property {string} jsxFactory
 * @property {string} jsxFragmentFactory
 * @property {string} jsxImportSource
 * @property {boolean} experimentalDecorators
 * @property {boolean} emitDecoratorMetadata
 * @property {boolean} verbatimModuleSyntax
 */

const kJsx = {
  classic: ts.JsxEmit.React,
  automatic: ts.JsxEmit.ReactJSX,
  development: ts.JsxEmit.ReactJSXDev,
  preserve: ts.JsxEmit.Preserve,
};

// V8 has neither decorators nor `accessor`: a target below ESNext makes TypeScript lower them. It
// then lowers `using` as well, which V8 does have, so other sources keep the highest target. A
// false alarm costs nothing but that.
const kNeedsLowering = /@|\baccessor\b/;

/** @param {Request} request @param {string} source */
function compilerOptions(request, source) {
  const automatic = request.jsx === "automatic" || request.jsx === "development";
  const lower = kNeedsLowering.test(source);
  return {
    target: lower ? ts.ScriptTarget.ES2024 : ts.ScriptTarget.ESNext,
    module: request.kind === "cts" ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext,
    moduleDetection: request.kind === "cts" ? ts.ModuleDetectionKind.Auto : ts.ModuleDetectionKind.Force,
    isolatedModules: true,
    noLib: true,
    allowJs: true,
    sourceMap: true,
    removeComments: false,
    newLine: ts.NewLineKind.LineFeed,
    useDefineForClassFields: true,
    jsx: kJsx[request.jsx],
    ...(automatic
      ? { jsxImportSource: request.jsxImportSource }
      : { jsxFactory: request.jsxFactory, jsxFragmentFactory: request.jsxFragmentFactory }),
    experimentalDecorators: request.experimentalDecorators,
    emitDecoratorMetadata: request.emitDecoratorMetadata,
    verbatimModuleSyntax: request.verbatimModuleSyntax && request.kind !== "cts",
  };
}

// A name whose extension tells TypeScript the language. Only jsxDEV shows it to the program.
/** @param {Request} request */
function fileName(request) {
  const path = request.url.replace(/[?#].*$/s, "");
  if (request.jsx === "development" && path.endsWith("." + request.kind)) return path;
  return "module." + request.kind;
}

// The parts of TypeScript's messages that Deno's parser words differently.
const kWords = new Map([
  ["Unterminated string literal.", "Unterminated string constant"],
  ["Unterminated template literal.", "Unterminated template"],
  ["Unterminated regular expression literal.", "Unterminated regexp literal"],
  ["'*/' expected.", "Unterminated block comment"],
]);

/**
 * @param {string} text
 * @param {number} start
 */
function tokenAt(text, start) {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, true, ts.LanguageVariant.Standard, text, undefined, start);
  return scanner.scan() === ts.SyntaxKind.EndOfFileToken ? "<eof>" : scanner.getTokenText();
}

/** @returns {string} The message as Deno words it. */
function message(diagnostic, text) {
  const words = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  const known = kWords.get(words);
  if (known !== undefined) return known;
  const expected = /^('.+') expected\.$/s.exec(words);
  if (expected) return `Expected ${expected[1]}, got '${tokenAt(text, diagnostic.start)}'`;
  return words.replace(/\.$/, "");
}

// The lines a mistake spans, each underlined, as in `1 | const a = ;` and `  |           ~`.
function excerpt(text, start, length) {
  const file = ts.createSourceFile("x.js", "", ts.ScriptTarget.ESNext);
  file.text = text;
  const first = ts.getLineAndCharacterOfPosition(file, start);
  const starts = ts.getLineStarts(file);
  const lineText = (line) => text.slice(starts[line], starts[line + 1]).replace(/[\r\n\u2028\u2029]+$/, "");
  const line = lineText(first.line);
  const number = String(first.line + 1);
  const margin = " ".repeat(number.length);
  const inLine = Math.max(1, Math.min(length, line.length - first.character));
  const before = line.slice(0, first.character);
  const marks = "~".repeat(Math.max(1, [...line.slice(first.character, first.character + inLine)].length));
  return {
    place: `${first.line + 1}:${first.character + 1}`,
    lines: `${margin} |\n${number} | ${line}\n${margin} | ${" ".repeat([...before].length)}${marks}`,
  };
}

/** @returns {string} "SyntaxError: text\nexcerpt\n    at URL:L:C": the class is part of Deno's text. */
function describe(words, url, text, start, length) {
  const { place, lines } = excerpt(text, start, length);
  return `SyntaxError: ${words}\n${lines}\n    at ${url}:${place}`;
}

// What only the type checker refuses although no JavaScript can be made of it.
function firstUnsupported(file, request) {
  if (request.kind === "cts") return undefined;
  return file.statements.find((one) => ts.isExportAssignment(one) && one.isExportEquals);
}

// What `with { type: "json" }` says; of import() the options are an expression.
function typeAttribute(elements) {
  const found = elements?.find((one) => (one.name?.text ?? one.name) === "type");
  return (found?.value ?? found?.initializer)?.text ?? "";
}

function dynamicAttribute(options) {
  if (options === undefined || !ts.isObjectLiteralExpression(options)) return "";
  const given = options.properties.find((one) => one.name?.text === "with")?.initializer;
  return given !== undefined && ts.isObjectLiteralExpression(given) ? typeAttribute(given.properties) : "";
}

// The specifier of an import that `node` is, with its form and attribute; undefined for others.
function importOf(node) {
  const form = (isType) => isType ? "type" : "code";
  if (ts.isImportDeclaration(node)) {
    const isType = node.importClause?.isTypeOnly ?? false;
    return [node.moduleSpecifier, form(isType), typeAttribute(node.attributes?.elements)];
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return [node.moduleSpecifier, form(node.isTypeOnly), typeAttribute(node.attributes?.elements)];
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return [node.moduleReference.expression, form(node.isTypeOnly), ""];
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return [node.argument.literal, "type", ""];
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return [node.arguments[0], "dynamic", dynamicAttribute(node.arguments[1])];
  }
  return undefined;
}

/**
 * @param {string} url What the module is called in messages.
 * @param {string} extension What its name would end with.
 * @param {string} source
 * @returns {string | [string, "code"|"type"|"dynamic", string, number, number, number, number][]}
 *   The error, or of each import its specifier, form, type attribute, and where the specifier
 *   begins and ends: lines and characters, counted from 0.
 */
globalThis.listImports = function listImports(url, extension, source) {
  const file = ts.createSourceFile("module." + extension, source, {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  });
  const wrong = file.parseDiagnostics[0];
  if (wrong !== undefined) return describe(message(wrong, source), url, source, wrong.start, wrong.length);
  const imports = [];
  const visit = (node) => {
    const [specifier, form, attribute] = importOf(node) ?? [];
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      const start = ts.getLineAndCharacterOfPosition(file, specifier.getStart(file));
      const end = ts.getLineAndCharacterOfPosition(file, specifier.end);
      imports.push([specifier.text, form, attribute, start.line, start.character, end.line, end.character]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return imports;
};

/**
 * @param {Request} request
 * @param {string} source
 * @returns {[string, string, string]} Code, map, and the error: one or the other.
 */
globalThis.transpile = function transpile(request, source) {
  let parsed;
  const result = ts.transpileModule(source, {
    fileName: fileName(request),
    compilerOptions: compilerOptions(request, source),
    reportDiagnostics: true,
    transformers: {
      before: [
        () => (file) => {
          parsed = file;
          return file;
        },
      ],
    },
  });
  const wrong = result.diagnostics.find((one) => one.file !== undefined);
  if (wrong !== undefined) {
    return ["", "", describe(message(wrong, source), request.url, source, wrong.start, wrong.length)];
  }
  const unsupported = firstUnsupported(parsed, request);
  if (unsupported !== undefined) {
    const start = unsupported.getStart(parsed);
    const words = "Export assignment cannot be used when targeting ECMAScript modules";
    return ["", "", describe(words, request.url, source, start, unsupported.end - start)];
  }
  const map = JSON.parse(result.sourceMapText);
  const code = result.outputText.replace(/\/\/# sourceMappingURL=[^\n]*\n?$/, "");
  return [code, JSON.stringify({ version: 3, sources: [request.url], names: map.names, mappings: map.mappings }), ""];
};
