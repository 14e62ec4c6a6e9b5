#!/usr/bin/env python3
"""Tests of the scripts that make packages."""
import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import archives  # noqa: E402  (after the path is set)
import notices  # noqa: E402
import self_check  # noqa: E402
import size_report  # noqa: E402

MAP = """\
             VMA              LMA     Size Align Out     In      Symbol
             2e0              2e0       10     1 .rodata
             2e0              2e0        a     1         /sysroot/usr/lib/libz.a(inflate.o):(.rodata)
             2e0              2e0        a     1                 some_table
             2ea              2ea        6     1         cli/libbailey_cli.a(a.S.o):(.rodata.bailey_embed_typescript)
            1000             1000       20     1 .text
            1000             1000       20     1         /engine/lib/libv8.a(engine-000.o):(.text._ZN2v8Ev)
            2000             2000     5000     1 .bss
            2000             2000     5000     1         /sysroot/usr/lib/libz.a(inflate.o):(.bss)
               0                0      100     1 .debug_info
               0                0      100     1         cli/libbailey_cli.a(run.cc.o):(.debug_info)
""".splitlines()


class Folder(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, text, mode=0o644):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
        os.chmod(path, mode)
        return path


class SizeReport(unittest.TestCase):
    def test_only_what_the_stripped_file_holds_is_counted(self):
        self.assertEqual(size_report.sizes(MAP), {"zlib": 10, "TypeScript's compiler, loaded": 6, "V8": 32})

    def test_the_rest_is_named_and_the_sum_is_the_file(self):
        lines = list(size_report.report(MAP, 100))
        self.assertIn("52.0 %  headers and alignment", lines[-2])
        self.assertIn("100.0 %  in all", lines[-1])
        self.assertIn("V8", lines[0])


class Notices(Folder):
    def notices(self, lines=MAP, own="/own"):
        lines = [line.replace("/sysroot", f"{self.folder}/sysroot").replace("/engine", f"{self.folder}/engine")
                 for line in lines]
        return notices.notices(lines, own, *(os.path.join(self.folder, name)
                                             for name in ("sysroot", "engine", "libraries")))

    def setUp(self):
        super().setUp()
        for package in ("zlib1g-dev", "libboost1.92-dev", "nlohmann-json3-dev", "node-typescript"):
            self.write(f"sysroot/usr/share/doc/{package}/copyright", f"the licence of {package}")
        self.write("engine/NOTICES", "V8's, see /usr/share/common-licenses/Apache-2.0.")
        self.write("libraries/doc/common-licenses/Apache-2.0", "all of Apache's")

    def test_each_library_that_is_linked_in_brings_its_licence(self):
        text = self.notices()
        for expected in ("the licence of zlib1g-dev", "the licence of libboost1.92-dev", "V8's, see"):
            self.assertIn(expected, text)

    def test_a_cache_within_the_own_folder_is_of_others_all_the_same(self):
        self.assertEqual(self.notices(own=self.folder), self.notices())

    def test_a_licence_that_is_only_referred_to_comes_along(self):
        self.assertIn("all of Apache's", self.notices())
        self.write("engine/NOTICES", "see /usr/share/common-licenses/Unheard-Of-1.0")
        with self.assertRaisesRegex(notices.Unknown, "Unheard-Of-1.0"):
            self.notices()

    def test_a_library_whose_licence_is_not_known_ends_it(self):
        with self.assertRaisesRegex(notices.Unknown, "libnews.a"):
            self.notices([line.replace("libz.a", "libnews.a") for line in MAP])

    def test_a_package_without_a_licence_ends_it(self):
        shutil.rmtree(os.path.join(self.folder, "sysroot/usr/share/doc/zlib1g-dev"))
        with self.assertRaisesRegex(notices.Unknown, "zlib1g-dev"):
            self.notices()


class Archives(Folder):
    def make(self, top, order):
        """The same contents, made in another order, at another time and with other rights."""
        for name in order:
            self.write(f"{top}/{name}", f"text of {name}", 0o700 if name.startswith("bin") else 0o600)
        return os.path.join(self.folder, top)

    def setUp(self):
        super().setUp()
        self.first = self.make("one", ["bin/program", "share/doc/b", "share/doc/a"])
        self.second = self.make("two", ["share/doc/a", "share/doc/b", "bin/program"])
        os.utime(os.path.join(self.second, "bin/program"), (1, 1))

    def test_the_same_files_make_the_same_archive(self):
        paths = [os.path.join(self.folder, name) for name in ("1.tar.gz", "2.tar.gz")]
        for path, folder in zip(paths, (self.first, self.second)):
            archives.write_archive(path, folder, "top", 1234567890)
        self.assertEqual(*map(archives.digest, paths))
        with tarfile.open(paths[0]) as archive:
            program = archive.getmember("top/bin/program")
            self.assertEqual((program.uname, program.mode, program.mtime), ("root", 0o755, 1234567890))
            self.assertEqual(archive.getmember("top/share/doc/a").mode, 0o644)

    @unittest.skipUnless(shutil.which("dpkg-deb"), "this machine has no dpkg-deb")
    def test_the_same_files_make_the_same_debian_package(self):
        paths = [os.path.join(self.folder, name) for name in ("1.deb", "2.deb")]
        for path, folder in zip(paths, (self.first, self.second)):
            archives.write_deb(path, folder, 1234567890, version="1-1", architecture="amd64",
                               maintainer="Nobody <nobody@localhost>", glibc="2.36")
        self.assertEqual(*map(archives.digest, paths))
        shown = subprocess.run(["dpkg-deb", "--info", paths[0]], capture_output=True, text=True, check=True).stdout
        self.assertIn("Depends: libc6 (>= 2.36)", shown)
        listed = subprocess.run(["dpkg-deb", "--contents", paths[0]], capture_output=True, text=True, check=True).stdout
        self.assertRegex(listed, r"-rwxr-xr-x root/root .* \./bin/program")

    def test_compressed_text_does_not_say_when_it_was_compressed(self):
        paths = [os.path.join(self.folder, name) for name in ("1.gz", "2.gz")]
        for path in paths:
            archives.compress(path, "text", 5)
        self.assertEqual(*map(archives.digest, paths))
        with gzip.open(paths[0], "rt") as file:
            self.assertEqual(file.read(), "text")


class SelfCheck(Folder):
    def check(self, line, version="1.2"):
        version_line = 'case $1 in --version) echo "bailey 1.2 (x)"; exit;; esac'
        last_argument = "while [ $# -gt 1 ]; do shift; done"
        self_check.check(self.write("program", "\n".join(["#!/bin/sh", version_line, last_argument, line]), 0o755), version)

    def test_what_prints_all_that_is_expected_passes(self):
        self.check("case $1 in hello.js) echo hello;; types.ts) echo types are gone;;"
                   "worker.js) echo twice 42;; fetch.js) echo fetched 1.234,5;; esac")

    def test_another_version_or_output_or_status_fails(self):
        with self.assertRaisesRegex(self_check.Failed, "does not say 1.3"):
            self.check("exit 0", version="1.3")
        with self.assertRaisesRegex(self_check.Failed, "kernel wall does not work, status 0"):
            self.check("echo hullo")
        with self.assertRaisesRegex(self_check.Failed, "status 3"):
            self.check("echo hello; exit 3")


if __name__ == "__main__":
    unittest.main()
