"""What a program's bytes are, by the linker's map."""
import os
import re

LINE = re.compile(r"^ *[0-9a-f]+ +[0-9a-f]+ +([0-9a-f]+) +\d+ ( *)(.*)$")
INPUT = re.compile(r"^(.*?)(?:\(([^()]*)\))?:\((.*)\)$")  # folder/library.a(object.o):(section)
IN, SYMBOL = 8, 16  # how far the map indents what is in a section of the program
NOT_IN_THE_FILE = (".bss", ".tbss", ".bss.rel.ro", ".relro_padding")

# Part, and the library, the object in it and the section that belong to it; the first that fits. A
# library that is not here stands for itself.
PARTS = [
    ("TypeScript's compiler, loaded", r"", r"", r"\.rodata\.bailey_embed_typescript"),
    ("bailey's builtins, loaded", r"", r"", r"\.rodata\.bailey_embed_\w*snapshot"),
    ("texts and code of builtins, and selftest", r"", r"", r"\.rodata\.bailey_embed_.*"),
    ("ICU's data", r"libicudata\.a", r"", r""),
    ("ICU", r"libicu.*\.a", r"", r""),
    ("V8's builtins, compiled", r"libv8\.a", r"embedded\.o", r""),
    ("V8's own snapshot", r"libv8\.a", r"snapshot-.*\.o", r""),
    ("V8", r"libv8\.a", r"", r""),
    ("OpenSSL", r"lib(?:crypto|ssl)\.a", r"", r""),
    ("C++ library", r"lib(?:stdc\+\+|gcc|gcc_eh|atomic)\.a", r"", r""),
    ("libuv", r"libuv\.a", r"", r""),
    ("zlib", r"libz\.a", r"", r""),
    ("zstd", r"libzstd\.a", r"", r""),
    ("ada", r"libada\.a", r"", r""),
    ("simdutf", r"libsimdutf\.a", r"", r""),
    ("nghttp2", r"libnghttp2\.a", r"", r""),
    ("brotli", r"libbrotli.*\.a", r"", r""),
    ("bailey, Asio and Beast", r"libbailey_.*\.a|main\.cc\.o|older_glibc\.c\.o", r"", r""),
]


def part_of(path, member, section):
    name = os.path.basename(path)
    for part, library, object_, in_section in PARTS:
        if all(not pattern or re.fullmatch(pattern, text or "")
               for pattern, text in ((library, name), (object_, member), (in_section, section))):
            return part
    return "tables of the linker" if path == "<internal>" or name.endswith(".o") else name


def inputs(lines):
    """Every piece that is in the program's file: its path, the library's member, section and size."""
    counted = False
    for line in lines:
        found = LINE.match(line)
        if not found:
            continue
        size, indent, text = int(found.group(1), 16), len(found.group(2)), found.group(3)
        if indent == 0:
            # What is not loaded (debug information, the names of symbols) is stripped off.
            counted = text not in NOT_IN_THE_FILE and not line.lstrip().startswith("0 ")
        elif indent == IN and counted and size:
            piece = INPUT.match(text)
            if piece:
                yield piece.group(1), piece.group(2), piece.group(3), size


def sizes(lines):
    """The bytes of every part: {part: bytes}."""
    total = {}
    for path, member, section, size in inputs(lines):
        part = part_of(path, member, section)
        total[part] = total.get(part, 0) + size
    return total


def report(lines, file_size):
    """The parts, the largest first, as lines of text; the rest is what lies between them."""
    parts = sizes(lines)
    rest = file_size - sum(parts.values())
    rows = sorted(parts.items(), key=lambda row: -row[1]) + [("headers and alignment", rest)]
    for part, size in rows:
        yield f"  {size / 1e6:8.2f} MB  {100 * size / file_size:5.1f} %  {part}"
    yield f"  {file_size / 1e6:8.2f} MB  100.0 %  in all"
