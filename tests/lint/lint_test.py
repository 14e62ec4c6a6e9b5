#!/usr/bin/env python3
"""The lints find what they are for: each test plants one violation in a project of its own."""
import pathlib
import tempfile
import unittest

import fences
import hygiene
import layers
import ops
import sizes

BASE = "bailey_module(base\n  SOURCES check.cc)\n"


class Planted(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def plant(self, files):
        for name, content in files.items():
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text(content)

    def found(self, lint):
        return "\n".join(lint.violations(self.root))


class Layers(Planted):
    def test_a_declared_include_of_a_lower_module_is_fine(self):
        self.plant({
            "runtime/base/CMakeLists.txt": BASE,
            "runtime/os/CMakeLists.txt": "bailey_module(os\n  SOURCES file.cc\n  USES bailey::base)\n",
            "runtime/os/file.cc": '#include "runtime/base/result.h"\n',
        })
        self.assertEqual(self.found(layers), "")

    def test_an_include_without_uses_is_found(self):
        self.plant({
            "runtime/base/CMakeLists.txt": BASE,
            "runtime/os/CMakeLists.txt": "bailey_module(os\n  SOURCES file.cc)\n",
            "runtime/os/file.cc": '#include "runtime/base/result.h"\n',
        })
        self.assertIn("has no USES for it", self.found(layers))

    def test_an_include_upwards_is_found_even_when_declared(self):
        self.plant({
            "runtime/base/CMakeLists.txt": "bailey_module(base\n  SOURCES check.cc\n  USES bailey::js)\n",
            "runtime/js/CMakeLists.txt": "bailey_module(js\n  SOURCES isolate.cc)\n",
            "runtime/base/check.cc": '#include "runtime/js/isolate.h"\n',
        })
        self.assertIn("runtime/base may not use", self.found(layers))

    def test_the_loader_sees_one_header_of_the_engine_only(self):
        self.plant({
            "runtime/js/CMakeLists.txt": "bailey_module(js\n  SOURCES isolate.cc)\n",
            "loader/CMakeLists.txt": "bailey_module(loader\n  SOURCES loader.cc\n  USES bailey::js)\n",
            "loader/loader.cc": '#include "runtime/js/module_source.h"\n',
        })
        self.assertEqual(self.found(layers), "")
        self.plant({"loader/loader.cc": '#include "runtime/js/isolate.h"\n'})
        self.assertIn("loader may not use", self.found(layers))

    def test_a_use_of_no_module_is_found(self):
        self.plant({"runtime/base/CMakeLists.txt": "bailey_module(base\n  SOURCES a.cc\n  USES bailey::bsae)\n"})
        self.assertIn("which no folder declares", self.found(layers))


class Fences(Planted):
    def test_a_library_behind_its_fence_is_fine(self):
        self.plant({"runtime/js/isolate.h": "#include <v8.h>\n", "runtime/os/file.cc": "#include <unistd.h>\n"})
        self.assertEqual(self.found(fences), "")

    def test_each_fence_is_closed(self):
        for header, what in (("v8-isolate.h", "V8"), ("uv.h", "libuv"), ("boost/asio.hpp", "Boost"),
                             ("openssl/ssl.h", "OpenSSL"), ("unistd.h", "operating system"),
                             ("sys/socket.h", "operating system"), ("filesystem", "operating system"),
                             ("linux/landlock.h", "Landlock")):
            with self.subTest(header):
                self.plant({"permissions/broker.cc": f"#include <{header}>\n"})
                self.assertIn(what, self.found(fences))

    def test_a_system_call_through_a_transitive_include_is_found(self):
        for call in ("::open(path, 0)", "fopen(path)", "std::getenv(\"X\")", "std::system(x)",
                     "::syscall(1)", "std::ifstream in(path)"):
            with self.subTest(call):
                self.plant({"runtime/ops/fs_ops.cc": f"int f() {{\n  {call};\n}}\n"})
                self.assertIn("runtime/ops/fs_ops.cc:2", self.found(fences))

    def test_names_in_comments_strings_and_methods_are_not_calls(self):
        self.plant({"runtime/ops/fs_ops.cc":
                    '// ::open(x)\nauto s = "::open(x)";\nfile.open(x);\nos::open(x);\nv->getenv(x);\n'})
        self.assertEqual(self.found(fences), "")

    def test_the_standard_library_uses_the_public_api_only(self):
        self.plant({"std/fs/copy.ts": 'import { copy } from "bailey:ops/fs";\n'})
        self.assertIn("public API only", self.found(fences))


class Sizes(Planted):
    def test_a_file_over_the_limit_is_found(self):
        self.plant({"loader/a.cc": "\n" * 451, "loader/b.cc": "\n" * 450})
        self.assertIn("loader/a.cc", self.found(sizes))
        self.assertNotIn("loader/b.cc", self.found(sizes))


class Hygiene(Planted):
    def test_what_must_not_stay_is_found(self):
        for line in ("// TODO: later", "  // TEST_CASE(\"x\") {", "throw 'not implemented'",
                     # Put together here, so that this file holds neither.
                     "// see http://deb." + "debian.org/debian", "path = '/home/" + "someone/x'"):
            with self.subTest(line):
                self.plant({"loader/a.cc": line + "\n"})
                self.assertIn("loader/a.cc:1", self.found(hygiene))

    def test_a_test_switched_off_in_a_build_file_is_found(self):
        for line in ("# add_test(NAME x COMMAND y)", "#  TESTS url_test.cc"):
            with self.subTest(line):
                self.plant({"loader/CMakeLists.txt": line + "\n"})
                self.assertIn("switched off", self.found(hygiene))

    def test_a_new_name_at_the_root_is_found(self):
        self.plant({"NOTES.md": "x\n", "README.md": "x\n"})
        self.assertIn("NOTES.md: the names at the root", self.found(hygiene))
        self.assertNotIn("README.md", self.found(hygiene))

    def test_ordinary_text_is_left_alone(self):
        self.plant({"loader/a.cc": "// TODO(#12): when V8 has it\n",
                    "loader/a_test.cc": 'CHECK(resolve("/home/someone/a/../b") == "/home/someone/b");\n'})
        self.assertEqual(self.found(hygiene), "")


OPS = """constexpr js::Op kFsOps[] = {
    js::blocking_op<read_file>("readFile", "Deno.readFile()"),
    js::ungated_op<join>("join", "works on text only"),
};
std::span<const js::Op> fs_ops() { return kFsOps; }
static const js::OpFamily kFamilies[] = {
    {"fs", fs_ops()},
};
"""


class Ops(Planted):
    def test_ops_that_exist_may_be_used_in_both_their_forms(self):
        self.plant({"runtime/ops/fs_ops.cc": OPS, "runtime/builtins/fs.js":
                    'import * as ops from "bailey:ops/fs";\nimport { join as j } from "bailey:ops/fs";\n'
                    "ops.readFile(); ops.readFileSync();\n"})
        self.assertEqual(self.found(ops), "")

    def test_an_op_that_does_not_exist_is_found(self):
        for text in ('import * as ops from "bailey:ops/fs";\nops.raedFile();\n',
                     'import {\n  raedFile,\n} from "bailey:ops/fs";\n',
                     'import { readFile } from "bailey:ops/sf";\n'):
            with self.subTest(text):
                self.plant({"runtime/ops/fs_ops.cc": OPS, "runtime/builtins/fs.js": text})
                self.assertIn("has no r", self.found(ops))

    def test_an_ungated_op_says_why(self):
        self.plant({"runtime/ops/fs_ops.cc": OPS.replace("works on text only", "")})
        self.assertIn("does not say why", self.found(ops))

    def test_the_table_of_the_security_document_is_kept_up_to_date(self):
        self.plant({"runtime/ops/fs_ops.cc": OPS, "SECURITY.md": f"# S\n{ops.START}\nold\n{ops.END}\nrest\n"})
        self.assertIn("not up to date", self.found(ops))
        text = ops.with_table((self.root / "SECURITY.md").read_text(), ops.families(self.root))
        self.assertIn("| `fs.join` | works on text only |", text)
        self.assertTrue(text.endswith("rest\n"))
        self.plant({"SECURITY.md": text})
        self.assertEqual(self.found(ops), "")


if __name__ == "__main__":
    unittest.main()
