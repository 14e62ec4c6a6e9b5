"""The licences of what a program contains: which libraries, the linker's map says; the texts are those
that came with the libraries' packages."""
import glob
import os
import re

import size_report

# What the package is called whose licences a library of the sysroot has.
PACKAGES = [
    (r"lib(?:crypto|ssl)\.a", "libssl-dev"),
    (r"libuv\.a", "libuv1-dev"),
    (r"libz\.a", "zlib1g-dev"),
    (r"libbrotli.*\.a", "libbrotli-dev"),
    (r"libnghttp2\.a", "libnghttp2-dev"),
    (r"libicu.*\.a", "libicu-dev"),
    (r"libseccomp\.a", "libseccomp-dev"),
    (r"lib(?:stdc\+\+|supc\+\+|gcc|gcc_eh|atomic)\.a|crt(?:begin|end)S?\.o", "libstdc++-15-dev"),
    (r"libc_nonshared\.a|S?crt[1in]\.o", "libc6-dev"),
]
# Headers whose code ends up in bailey's own objects, and what is in it as data.
COMPILED_IN = ["libboost1.*-dev", "nlohmann-json3-dev", "node-typescript"]
# Where the sysroot's packages have a package of the libraries made beside it.
OWN_PACKAGES = [(r"libsimdutf\.a", "simdutf"), (r"libada\.a", "ada-url"), (r"libzstd\.a", "libzstd")]
SHARED = "/usr/share/common-licenses"  # where Debian has the longest, which others refer to


class Unknown(Exception):
    """A library whose licence nobody would read."""


def third_party(lines, own, others):
    """The files linked in that are not of the folder `own`, where the build's are named relatively, or are of one of
    `others`, which may lie in it."""
    def is_own(path):
        return path.startswith(own + "/") and not any(path.startswith(other + "/") for other in others)
    paths = {path for path, _, _, _ in size_report.inputs(lines)}
    return sorted(path for path in paths if os.path.isabs(path) and not is_own(path))


def copyright_file(folder, package):
    found = sorted(glob.glob(os.path.join(folder, package, "copyright")))
    if not found:
        raise Unknown(f"{folder} has no licence of {package}")
    return found[0]


def licence_of(path, sysroot, engine, libraries):
    """A name for people, and the file with the licence of a library that is linked in."""
    name = os.path.basename(path)
    if path.startswith(engine + "/"):
        return "V8 and what it contains", os.path.join(engine, "NOTICES")
    places = [(OWN_PACKAGES, libraries, "doc"), (PACKAGES, sysroot, "usr/share/doc")]
    for table, folder, docs in places:
        for pattern, package in table:
            if path.startswith(folder + "/") and re.fullmatch(pattern, name):
                return package, copyright_file(os.path.join(folder, docs), package)
    raise Unknown(f"{path} is linked in, and cmake/package/notices.py does not say whose licence it has")


def section(title, text):
    line = "=" * 80
    return f"{line}\n{title}\n{line}\n\n{text.strip()}\n"


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def notices(lines, own, sysroot, engine, libraries):
    """The whole text."""
    texts = {}
    for path in third_party(lines, own, (sysroot, engine, libraries)):
        name, file = licence_of(path, sysroot, engine, libraries)
        texts[name] = read(file)
    for package in COMPILED_IN:
        file = copyright_file(os.path.join(sysroot, "usr/share/doc"), package)
        texts[os.path.basename(os.path.dirname(file))] = read(file)
    names = sorted(texts)
    parts = [section(name, texts[name]) for name in names]
    referred = re.findall(rf"{SHARED}/([A-Za-z0-9.+-]*[A-Za-z0-9])", "\n".join(texts.values()))
    for licence in sorted(set(referred)):
        file = os.path.join(libraries, "doc/common-licenses", licence)
        if not os.path.exists(file):
            raise Unknown(f"there is no {file}, which a library's licence refers to")
        parts.append(section(f"{SHARED}/{licence}", read(file)))
    head = ("bailey contains the software of others. These are their licences, as they came with the\n"
            "packages that bailey was built from:\n\n" + "".join(f"  {name}\n" for name in names))
    return "\n".join([head, *parts])
