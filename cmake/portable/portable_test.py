#!/usr/bin/env python3
"""Tests of check_binary.py: portable_test.py COMPILER FLAG…"""
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import check_binary  # noqa: E402  (after the path is set)

COMPILER = ["clang", "-fuse-ld=lld"]
HARDENED = ["-fPIE", "-pie", "-Wl,-z,relro,-z,now,-z,noexecstack"]


class CheckBinary(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def faults(self, *flags, text="int main(void) { return 0; }", without=()):
        source, program = os.path.join(self.folder, "a.c"), os.path.join(self.folder, "a")
        with open(source, "w") as file:
            file.write(text)
        subprocess.run([*COMPILER, "-O0", source, "-o", program, *flags], check=True)
        self.program = program
        return "\n".join(check_binary.faults(program, without))

    def test_a_hardened_program_of_the_c_library_alone_is_fine(self):
        self.assertEqual(self.faults(*HARDENED), "")

    def test_a_name_that_debian_12_lacks_is_told(self):
        found = self.faults(*HARDENED, text="long __isoc23_strtol(const char*, char**, int);"
                                            "int main(int n, char** a) { return __isoc23_strtol(a[0], 0, n); }")
        self.assertIn("needs glibc 2.38 for __isoc23_strtol;", found)

    def test_a_library_beside_the_c_library_is_told(self):
        found = self.faults(*HARDENED, "-Wl,--no-as-needed", "-lresolv")
        self.assertIn("needs the shared library libresolv.so.2", found)

    def test_folders_for_libraries_are_told(self):
        self.assertIn("has a RUNPATH: /opt/x", self.faults(*HARDENED, "-Wl,-rpath,/opt/x,--enable-new-dtags"))
        self.assertIn("has a RPATH: /opt/x", self.faults(*HARDENED, "-Wl,-rpath,/opt/x,--disable-new-dtags"))

    def test_a_loader_of_its_own_is_told(self):
        self.assertIn("its loader is /opt/ld.so", self.faults(*HARDENED, "-Wl,--dynamic-linker=/opt/ld.so"))
        self.assertIn("its loader is missing", self.faults("-static"))

    def test_what_is_not_hardened_is_told(self):
        self.assertIn("not position-independent", self.faults(*HARDENED, "-fno-PIE", "-no-pie"))
        self.assertIn("-z now", self.faults(*HARDENED, "-Wl,-z,lazy"))
        self.assertIn("-z relro", self.faults(*HARDENED, "-Wl,-z,norelro"))
        self.assertIn("-z noexecstack", self.faults(*HARDENED, "-Wl,-z,execstack"))
        both = '__asm__(".section both,\\"awx\\",@progbits; .long 1; .text"); int main(void) { return 0; }'
        self.assertIn("written and executed", self.faults(*HARDENED, text=both))

    def test_a_name_of_a_folder_is_told_with_what_follows(self):
        text = 'const char* volatile name = "%s/built/here.h"; int main(void) { return !name; }' % self.folder
        self.assertIn("here.h", self.faults(*HARDENED, text=text, without=[self.folder]))
        self.assertEqual(self.faults(*HARDENED, text=text, without=["/nowhere/at/all"]), "")

    def test_short_relocations_need_the_c_library_that_first_had_them(self):
        text = "int a; int* p = &a; int main(void) { return *p; }"
        self.faults(*HARDENED, text=text)
        self.assertLess(check_binary.needed_glibc(check_binary.read_elf(self.program)), (2, 36))
        self.faults(*HARDENED, "-Wl,-z,pack-relative-relocs", text=text)
        self.assertEqual(check_binary.needed_glibc(check_binary.read_elf(self.program)), (2, 36))


if __name__ == "__main__":
    COMPILER = sys.argv[1:] or COMPILER
    unittest.main(argv=sys.argv[:1])
