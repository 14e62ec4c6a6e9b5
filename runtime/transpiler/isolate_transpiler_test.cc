#include <doctest/doctest.h>

#include <algorithm>
#include <format>

#include "tests/support/transpiled_program.h"

namespace bailey::transpiler {
namespace {

using loader::Jsx;
using loader::MediaType;

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TEST_SUITE("runtime/transpiler") {
  TEST_CASE_FIXTURE(TranspiledProgram, "types go, values stay") {
    auto code = transpile(MediaType::TypeScript,
        "import type { A } from './a.ts';\n"
        "import { B, type C, d } from './b.ts';\n"
        "import './effect.ts';\n"
        "interface I { x: number }\n"
        "export const e: I = d as unknown as B satisfies C;\n");
    CHECK(code == "import { d } from './b.ts';\nimport './effect.ts';\nexport const e = d;\n");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "verbatimModuleSyntax keeps imports that nothing uses") {
    options.verbatim_module_syntax = true;
    CHECK(transpile(MediaType::TypeScript, "import { B, type C } from './b.ts';\n") ==
          "import { B } from './b.ts';\n");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "import attributes, comments and dynamic imports stay") {
    std::string_view source =
        "// @ts-self-types=\"./x.d.ts\"\n"
        "import data from './d.json' with { type: 'json' };\n"
        "export * as ns from './ns.ts';\n"
        "/** Documented. */\n"
        "export default await import(data.name);\n";
    CHECK(transpile(MediaType::Mts, source) == source);
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "imports are listed with their form, attribute and place") {
    auto list = [&](MediaType type, std::string_view source) -> std::string {
      auto found = transpiler.imports("file:///m", type, source);
      if (!found) return found.error().message;
      constexpr std::string_view forms[] = {"code", "type", "dynamic"};
      std::string text;
      for (const auto& one : *found)
        text += std::format("{} {} [{}] {}:{}-{}:{}\n", forms[static_cast<int>(one.form)],
            one.specifier, one.attribute, one.start.line, one.start.character, one.end.line,
            one.end.character);
      return text;
    };
    CHECK(list(MediaType::TypeScript,
              "import type { A } from './a';\nimport b from 'b' with { type: 'json' };\n"
              "export * from \"./c\"; type D = import('./d').D;\n"
              "await import(`./e`, { with: { type: 'text' } });\nimport(b); // import('./f')\n") ==
          "type ./a [] 0:23-0:28\ncode b [json] 1:14-1:17\ncode ./c [] 2:14-2:19\n"
          "type ./d [] 2:37-2:42\ndynamic ./e [text] 3:13-3:18\n");
    CHECK(list(MediaType::JavaScript, "import '\\u0061'; /* 😀 */ import 'b'") ==
          "code a [] 0:7-0:15\ncode b [] 0:33-0:36\n");
    CHECK(list(MediaType::Jsx, "<a b={import('c')}/>") == "dynamic c [] 0:13-0:16\n");
    CHECK(list(MediaType::JavaScript, "\nconst a = ;") ==
          "SyntaxError: Expression expected\n  |\n2 | const a = ;\n  |           ~\n"
          "    at file:///m:2:11");
    CHECK(list(MediaType::JavaScript, repeated("[", 100'000)).contains("nested too deeply"));
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "enums, const enums and namespaces run") {
    CHECK(run(R"(
      enum Color { Red, Green = 5, Blue, Name = "n", Sum = Green + 2 }
      const enum Level { Low = 1 << 1, High = Low | 4 }
      namespace Shapes { export const sides = 4; export namespace Deep { export let x = sides + 1; } }
      namespace Shapes { export function double(): number { return sides * 2; } }
      declare enum Nowhere { A }
      equal([Color.Blue, Color[5], Color.Name, Color.Sum], [6, "Green", "n", 7]);
      equal([Level.Low, Level.High], [2, 6]);
      equal([Shapes.Deep.x, Shapes.double()], [5, 8]);
    )") == "");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "classes keep TypeScript's meaning") {
    CHECK(run(R"(
      abstract class Base<T> {
        abstract name: string;
        declare unset: number;
        later!: string;
        constructor(public readonly x: T, protected y = 2, private z?: number) {}
        over(a: string): void;
        over(a: any): any { return a; }
      }
      class Child extends Base<number> {
        override name = "child";
        static accessor count: number = 1;
        accessor own = this.x + 1;
        constructor() { super(40); }
      }
      const child = new Child();
      child.own += 1;
      Child.count++;
      equal([child.x, child.y, child.z, child.name, child.own, Child.count], [40, 2, undefined, "child", 42, 2]);
      equal(["unset" in child, "later" in child], [false, true]);
      equal(Object.keys(child).includes("own"), false);
    )") == "");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "standard decorators run") {
    CHECK(run(R"(
      const seen: string[] = [];
      function note(value: any, context: DecoratorContext): any {
        seen.push(context.kind + ":" + String(context.name));
        if (context.kind === "field") return (initial: number) => initial + 1;
        if (context.kind === "method") return function (this: any, ...all: any[]) { return value.apply(this, all) * 2; };
        context.addInitializer?.(() => seen.push("ready"));
      }
      @note class A { @note field = 1; @note method(x: number) { return x; } @note accessor own = 3; @note static s = 1; }
      const a = new A();
      equal([a.field, a.method(4), a.own, A.s], [2, 8, 3, 2]);
      equal(seen.includes("class:A") && seen.includes("accessor:own") && seen.includes("ready"), true);
    )") == "");
  }

  TEST_CASE_FIXTURE(
      TranspiledProgram, "experimental decorators run, with the types of what they decorate") {
    options.experimental_decorators = true;
    options.emit_decorator_metadata = true;
    CHECK(run(R"(
      const types: any = {};
      (Reflect as any).metadata = (key: string, value: unknown) => (target: any, name?: string) => {
        types[`${name ?? target.name}/${key}`] = value;
      };
      function Param(target: any, name: string | undefined, index: number) { types[`param ${name}`] = index; }
      function Mark(...all: any[]): any {}
      class Service {}
      @Mark class Api {
        @Mark text: string = "";
        constructor(public service: Service, other: number) {}
        @Mark go(@Param first: Service, second?: boolean): Promise<void> { return Promise.resolve(); }
      }
      equal(types["text/design:type"], String);
      equal(types["go/design:paramtypes"], [Service, Boolean]);
      equal(types["go/design:returntype"], Promise);
      equal(types["Api/design:paramtypes"], [Service, Number]);
      equal(types["param go"], 0);
    )") == "");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "using disposes, natively and beside decorators") {
    std::string body = R"(
      const log: string[] = [];
      const one = (name: string) => ({ [Symbol.dispose]() { log.push(name); } });
      const later = { async [Symbol.asyncDispose]() { log.push("async"); } };
      { using a: any = one("a"), b = one("b"); await using c = later; log.push("body"); }
      equal(log, ["body", "async", "b", "a"]);
    )";
    CHECK(run(body) == "");
    CHECK(run("function d(v: any, c: any) {}\n@d class X {}\n" + body) == "");
    CHECK(
        transpile(MediaType::TypeScript, "using a: X = b();\n") == "using a = b();\nexport {};\n");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "JSX becomes calls of the factory") {
    std::string_view source = "export const a = <><b c=\"d\" {...e}>text {f}</b></>;\n";
    CHECK(transpile(MediaType::Tsx, source)
              .find("React.createElement(React.Fragment, null,\n    React.createElement(\"b\", { "
                    "c: \"d\", ...e },") != std::string::npos);
    options.jsx_factory = "h";
    options.jsx_fragment_factory = "Frag";
    CHECK(transpile(MediaType::Jsx, source).find("h(Frag, null,") != std::string::npos);
    CHECK(transpile(MediaType::Jsx, "/** @jsx other */\nexport const a = <b />;\n")
              .find("other(\"b\", null)") != std::string::npos);
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "JSX imports its runtime") {
    std::string_view source = "export const a = <div class=\"b\">c</div>;\n";
    options.jsx = Jsx::Automatic;
    options.jsx_import_source = "npm:preact";
    CHECK(transpile(MediaType::Tsx, source) ==
          "import { jsx as _jsx } from \"npm:preact/jsx-runtime\";\n"
          "export const a = _jsx(\"div\", { class: \"b\", children: \"c\" });\n");
    CHECK(transpile(MediaType::Tsx, "/** @jsxImportSource other */\nexport const a = <b />;\n")
              .find("\"other/jsx-runtime\"") != std::string::npos);
    options.jsx = Jsx::Precompile;
    CHECK(transpile(MediaType::Tsx, source).find("npm:preact/jsx-runtime") != std::string::npos);
    options.jsx = Jsx::Development;
    auto code = transpile(MediaType::Tsx, source);
    CHECK(code.find("npm:preact/jsx-dev-runtime") != std::string::npos);
    CHECK(code.find("_jsxFileName = \"file:///t/main.tsx\"") != std::string::npos);
    CHECK(code.find("lineNumber: 1, columnNumber: 18") != std::string::npos);
    options.jsx = Jsx::Preserve;
    CHECK(transpile(MediaType::Tsx, source) == source);
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "the media type says how to read angle brackets") {
    CHECK(
        transpile(MediaType::TypeScript, "export const a = <any>b;\n") == "export const a = b;\n");
    CHECK(transpile(MediaType::Mts, "export const f = <T>(x: T) => x;\n") ==
          "export const f = (x) => x;\n");
    CHECK(transpile(MediaType::Tsx, "export const f = <T,>(x: T) => x;\n") ==
          "export const f = (x) => x;\n");
    CHECK(transpile(MediaType::Dts, "export declare const a: number;\n") == "");
    CHECK(failure(MediaType::Jsx, "export const a: number = 1;\n")
              .find("Type annotations can only be used in TypeScript files") != std::string::npos);
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "CommonJS TypeScript stays CommonJS") {
    auto code = transpile(MediaType::Cts, "import fs = require('fs');\nexport = fs as any;\n");
    CHECK(code == "\"use strict\";\nconst fs = require(\"fs\");\nmodule.exports = fs;\n");
    CHECK(failure(MediaType::TypeScript, "const a = 1;\nexport = a;\n") ==
          "SyntaxError: Export assignment cannot be used when targeting ECMAScript modules\n"
          "  |\n2 | export = a;\n  | ~~~~~~~~~~~\n    at file:///t/main.ts:2:1");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "a mistake is shown where it is") {
    CHECK(failure(MediaType::TypeScript, "const a = ;") ==
          "SyntaxError: Expression expected\n  |\n1 | const a = ;\n  |           ~\n    at "
          "file:///t/main.ts:1:11");
    CHECK(failure(MediaType::TypeScript, "\tconst a = \"\u00e9\U0001F600\" + ;\n") ==
          "SyntaxError: Expression expected\n  |\n1 | \tconst a = \"\u00e9\U0001F600\" + ;\n  |    "
          "             "
          "  ~\n"
          "    at file:///t/main.ts:1:20");
    CHECK(failure(MediaType::TypeScript, repeated("\n", 9) + "f(1;\n") ==
          "SyntaxError: Expected ')', got ';'\n   |\n10 | f(1;\n   |    ~\n    at "
          "file:///t/main.ts:10:4");
    CHECK(failure(MediaType::TypeScript, "const a = `b")
            .starts_with("SyntaxError: Unterminated template\n"));
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "a thrown error names its place in the source") {
    auto ended =
        run("interface Long {\n  a: string;\n}\n\nenum E { A }\n"
            "function thrower(x: number): never {\n      throw new Error(\"boom \" + E[x]);\n}\n"
            "class C { constructor(private y: number) { thrower(this.y); } }\nnew C(0);\n",
            Prelude::No);
    CHECK(ended.find("boom A") != std::string::npos);
    CHECK(ended.find("file:///t/main.ts:7:13") != std::string::npos);
    CHECK(ended.find("file:///t/main.ts:9:44") != std::string::npos);
    CHECK(ended.find("file:///t/main.ts:10:1") != std::string::npos);
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "one source leaves nothing behind for the next") {
    CHECK(transpile(MediaType::TypeScript, "export const a: number = 1;\n") ==
          transpile(MediaType::TypeScript, "export const a: number = 1;\n"));
    CHECK(failure(MediaType::TypeScript, "const a = ;") != "");
    CHECK(transpile(MediaType::Tsx, "export const b = 2;\n") == "export const b = 2;\n");
    transpiler.release();
    CHECK(transpile(MediaType::Tsx, "export const b = 2;\n") == "export const b = 2;\n");
  }

  TEST_CASE_FIXTURE(
      TranspiledProgram, "bytes that are no UTF-8, NUL, byte order marks and empty sources") {
    CHECK(transpile(MediaType::TypeScript, "export const a: string = \"\xff\xfe\";\n") ==
          "export const a = \"\uFFFD\uFFFD\";\n");
    CHECK(transpile(MediaType::TypeScript, std::string_view("export const a = \"\0\";\n", 22)) ==
          std::string_view("export const a = \"\0\";\n", 22));
    CHECK(transpile(MediaType::TypeScript, "\uFEFFexport const a: number = 1;\r\n")
            .ends_with("export const a = 1;\n"));
    CHECK(transpile(MediaType::TypeScript, "") == "export {};\n");
    CHECK(transpile(MediaType::TypeScript, "#!/usr/bin/env bailey\nexport const a = 1 as any;\n") ==
          "#!/usr/bin/env bailey\nexport const a = 1;\n");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "a megabyte of source") {
    auto code = transpile(MediaType::TypeScript,
        repeated("export {};\nfunction f(x: number): string { return `${x as any}`; }\n", 18'000));
    CHECK(std::ranges::count(code, '\n') > 18'000);
    CHECK(code.find("number") == std::string::npos);
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "nesting that no parser survives is an error") {
    for (auto [open, close] : {std::pair{"[", "]"}, {"(", ")"}, {"{", "}"}, {"f(", ")"}, {"!", "1"},
             {"a?b:", "c"}, {"<T>", "x"}, {"`${", "}`"}}) {
      CAPTURE(open);
      auto output = request(MediaType::TypeScript,
          "x = " + repeated(open, 10'000) + "1" + repeated(close, 10'000) + ";");
      REQUIRE(!output);
      bool said = output.error().error_class == ErrorClass::RangeError ||
                  output.error().error_class == ErrorClass::SyntaxError;
      CHECK(said);
    }
    auto deep =
        request(MediaType::TypeScript, "x = " + repeated("[", 10'000) + repeated("]", 10'000));
    REQUIRE(!deep);
    CHECK(deep.error().message ==
          "The source is nested too deeply to be transpiled\n    at file:///t/main.ts");
    CHECK(
        transpile(MediaType::TypeScript, "export const a: any = 1;\n") == "export const a = 1;\n");
  }

  TEST_CASE_FIXTURE(TranspiledProgram, "a source cannot reach the script that reads it") {
    CHECK(
        transpile(MediaType::TypeScript, "globalThis.transpile = null; ts = null;\nexport {};\n") ==
        "globalThis.transpile = null;\nts = null;\nexport {};\n");
    CHECK(
        transpile(MediaType::TypeScript, "export const a: any = 1;\n") == "export const a = 1;\n");
    options.jsx_factory = "h\"); evil(";
    CHECK(request(MediaType::Tsx, "export const a = <b />;\n").has_value());
  }
}

}  // namespace
}  // namespace bailey::transpiler
