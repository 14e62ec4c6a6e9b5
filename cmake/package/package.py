#!/usr/bin/env python3
"""Packs build/package/bailey: an archive that can be unpacked anywhere, and a Debian package.

Nothing of this machine is in them, and the same commit gives the same bytes.
"""
import argparse
import os
import platform
import re
import shutil
import subprocess
import sys

import archives
import notices
import self_check
import size_report

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "portable"))
import check_binary  # noqa: E402  (after the path is set)

ARCHITECTURES = {"x86_64": "amd64"}
# It is not Debian's own package: it brings its libraries along, and no bug asked for it.
LINTIAN = "bailey: embedded-library\nbailey: initial-upload-closes-no-bugs\n"
DOCUMENTS = ["README.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"]


def step(text):
    print(f"==> {text}", flush=True)


def die(error, remedy):
    sys.exit(f"error: {error}\nremedy: {remedy}")


def seconds_of_commit(root):
    """When what is packed was made: of all times the one that every build of the commit shares."""
    if os.environ.get("SOURCE_DATE_EPOCH", "").isdigit():
        return int(os.environ["SOURCE_DATE_EPOCH"])
    ran = subprocess.run(["git", "-C", root, "log", "-1", "--format=%ct"], capture_output=True, text=True)
    if ran.returncode:
        die("this is no checkout, so nothing says when the source was made",
            "set SOURCE_DATE_EPOCH to that time, in seconds")
    changed = subprocess.run(["git", "-C", root, "status", "--porcelain", "--untracked-files=no"],
                             capture_output=True, text=True)
    if changed.stdout:
        step("note: there are changes that are not committed; nobody can make this package again")
    return int(ran.stdout)


def tool(name):
    found = next(filter(None, (shutil.which(f"{name}-{version}") for version in (19, 20, 21, 22))), shutil.which(name))
    return found or die(f"this machine has no {name}", "apt-get install llvm-19")


def strip(built, stripped):
    """The program without what only debuggers read, which stays beside it under the name it asks for."""
    objcopy, debug = tool("llvm-objcopy"), built + ".debug"
    subprocess.run([objcopy, "--only-keep-debug", built, debug], check=True)
    subprocess.run([objcopy, "--strip-all", "--remove-section=.comment", f"--add-gnu-debuglink={debug}", built, stripped],
                   check=True)
    os.chmod(stripped, 0o755)


def check(program, without):
    found = check_binary.faults(program, without)
    if found:
        die("\n  ".join(["the program would not run everywhere, or less safely:", *found]),
            "mend the build; docs/decisions/0017-the-c-library-and-static-linking.md says what is wanted")


class Contents:
    """The folders bin/ and share/ of a package."""

    def __init__(self, prefix, seconds):
        self.prefix = prefix
        self.seconds = seconds

    def place(self, *names):
        path = os.path.join(self.prefix, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def common(self, options, program, third_party):
        shutil.copyfile(program, self.place("bin", "bailey"))
        os.chmod(self.place("bin", "bailey"), 0o755)
        with open(os.path.join(HERE, "bailey.1")) as file:
            archives.compress(self.place("share/man/man1/bailey.1.gz"), file.read(), self.seconds)
        for name in options.documents:
            shutil.copyfile(os.path.join(options.root, name), self.place("share/doc/bailey", name))
        archives.compress(self.place("share/doc/bailey/THIRD-PARTY-NOTICES.gz"), third_party, self.seconds)

    def debian(self, options, maintainer, version):
        """What Debian's policy wants in other places, or under other names."""
        doc = "share/doc/bailey"
        with open(self.place(doc, "LICENSE")) as file, open(self.place(doc, "copyright"), "w") as copyright_:
            copyright_.write(file.read() + "\nThe licences of what bailey contains are in THIRD-PARTY-NOTICES.gz.\n")
        os.remove(self.place(doc, "LICENSE"))
        with open(self.place(doc, "CHANGELOG.md")) as file:
            archives.compress(self.place(doc, "changelog.gz"), file.read(), self.seconds)
        os.remove(self.place(doc, "CHANGELOG.md"))
        date = subprocess.run(["date", "-u", "-R", "-d", f"@{self.seconds}"], env={**os.environ, "LC_ALL": "C"},
                              capture_output=True, text=True, check=True).stdout.strip()
        entry = (f"bailey ({version}) unstable; urgency=medium\n\n"
                 f"  * changelog.gz tells what changed.\n\n -- {maintainer}  {date}\n")
        archives.compress(self.place(doc, "changelog.Debian.gz"), entry, self.seconds)
        with open(self.place("share/lintian/overrides/bailey"), "w") as file:
            file.write(LINTIAN)


def setting(build, name):
    with open(os.path.join(build, "CMakeCache.txt")) as file:
        found = re.search(rf"^{name}:\w+=(.*)$", file.read(), re.MULTILINE)
    return found.group(1) if found else die(f"{build} was configured without {name}", "./dev package configures it")


def lines_of(path):
    with open(path, errors="replace") as file:
        yield from file


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", required=True, help="the checkout")
    parser.add_argument("--build", required=True, help="the build folder, with bailey and bailey.map")
    options = parser.parse_args()
    options.documents = DOCUMENTS
    build, root = options.build, options.root
    version = setting(build, "CMAKE_PROJECT_VERSION")
    machine = platform.machine()
    if machine not in ARCHITECTURES:
        die(f"nothing is known of packages for {machine}", "package on x86-64")
    seconds = seconds_of_commit(root)
    sysroot, engine, libraries = (setting(build, name) for name in ("BAILEY_SYSROOT", "V8_ROOT", "BAILEY_LIBRARIES"))

    built, stripped = os.path.join(build, "bailey"), os.path.join(build, "stripped", "bailey")
    step("stripping, with what debuggers want in bailey.debug")
    os.makedirs(os.path.dirname(stripped), exist_ok=True)
    strip(built, stripped)
    step("checking what the program needs, and running it")
    check(stripped, [root, sysroot, engine, libraries])
    try:
        self_check.check(stripped, version)
        third_party = notices.notices(lines_of(f"{built}.map"), root, sysroot, engine, libraries)
    except (self_check.Failed, notices.Unknown) as error:
        die(error, "mend what is named there and run the same command again")

    step("packing, which takes a minute")
    stage = os.path.join(build, "stage")
    shutil.rmtree(stage, ignore_errors=True)
    top = f"bailey-{version}-linux-{machine}"
    archive = os.path.join(build, top + ".tar.gz")
    Contents(os.path.join(stage, "archive"), seconds).common(options, stripped, third_party)
    archives.write_archive(archive, os.path.join(stage, "archive"), top, seconds)
    maintainer = os.environ.get("BAILEY_MAINTAINER", "The bailey authors <bailey@localhost>")
    contents = Contents(os.path.join(stage, "debian", "usr"), seconds)
    contents.common(options, stripped, third_party)
    contents.debian(options, maintainer, version + "-1")
    deb = os.path.join(build, f"bailey_{version}-1_{ARCHITECTURES[machine]}.deb")
    glibc = check_binary.dotted(check_binary.needed_glibc(check_binary.read_elf(stripped)))
    archives.write_deb(deb, os.path.join(stage, "debian"), seconds, version=version + "-1",
                       architecture=ARCHITECTURES[machine], maintainer=maintainer, glibc=glibc)

    step("what the program is made of")
    print("\n".join(size_report.report(lines_of(f"{built}.map"), os.path.getsize(stripped))))
    step(f"it needs glibc {glibc} and nothing else; packed for the time {seconds}")
    for path in (archive, deb):
        print(f"{archives.digest(path)}  {os.path.relpath(path, root)}  {os.path.getsize(path) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
