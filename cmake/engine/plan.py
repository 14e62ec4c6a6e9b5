#!/usr/bin/env python3
"""Writes the Ninja file that builds V8 from the targets its own build files name (targets.json).

Nine tenths of the time that V8's sources take one by one goes to the same headers, so sources of a
folder are compiled several to a unit, after a precompiled header. compile_unit.py takes a source out
of its unit by itself when the two do not go together.
"""
import argparse
import json
import os
import re
import shlex

HERE = os.path.dirname(os.path.abspath(__file__))
UNIT_BYTES = 250_000       # of source text; larger units save little and leave a core idle at the end
GENERATED_BYTES = 15_000   # what a source that is not there yet counts as
C_FAMILY = (".cc", ".cpp", ".c")

# SECURITY: with V8_ENABLE_MEMORY_CORRUPTION_API this source gives scripts all memory of the cage. It is
# by itself in libv8.a, without that, so that a test program alone can have the other form.
SANDBOX_TESTING = "src/sandbox/testing.cc"

# What V8 shares with nobody else's headers: faster without a precompiled one.
OWN_HEADERS = ("src/inspector/", "src/bigint/", "src/base/", "src/heap/base/", "src/heap/cppgc/",
               "third_party/")


class Source:
    """The unpacked package: its targets, and where their paths lead."""

    def __init__(self, work):
        self.root = f"{work}/src"
        self.v8 = f"{self.root}/deps/v8"
        self.gyp_folder = f"{self.root}/tools/v8_gypfiles"
        self.generated = f"{work}/build/generated"
        self.tools = f"{work}/build/tools"
        with open(f"{work}/targets.json") as file:
            targets = json.load(file)
        self.targets = {re.search(r":([^#]+)#", name).group(1): target for name, target in targets.items()}

    def expand(self, text):
        return text.replace("@generated", self.generated).replace("@tools", self.tools)

    def path(self, text):
        text = self.expand(text)
        return text if text.startswith("/") else os.path.normpath(os.path.join(self.gyp_folder, text))

    def sources(self, *targets):
        listed = (self.path(s) for t in targets for s in self.targets[t].get("sources", []) if s.endswith(C_FAMILY))
        return list(dict.fromkeys(listed))

    def settings(self, target, key):
        return self.targets[target]["configurations"]["Release"].get(key, [])

    def name(self, path):
        """A source's name as a person would look for it."""
        for folder in (self.generated, self.v8, self.root):
            if path.startswith(folder + "/"):
                return path[len(folder) + 1:]
        return path

    def is_alone(self, path):
        return any(self.name(path).startswith(folder) for folder in OWN_HEADERS) or "/inspector/" in path


class Plan:
    """The Ninja file while it is written."""

    def __init__(self, source, options):
        self.source = source
        self.options = options
        self.lines = []
        self.weights = {}

    def line(self, *words):
        self.lines.append(" ".join(words))

    def rule(self, name, command, description, *more):
        self.line(f"rule {name}")
        self.line("  command =", command)
        self.line("  description =", description)
        for setting in more:
            self.line("  " + setting)

    def build(self, output, rule, inputs, weight=0, after=(), needs=(), **variables):
        self.line(f"build {output}: {rule}", *inputs, *(["|", *needs] if needs else []),
                  *(["||", *after] if after else []))
        for name, value in variables.items():
            self.line(f"  {name} = {value}")
        if weight:
            self.weights[variables["what"]] = weight

    def compiler(self):
        source, sysroot, clang = self.source, self.options.sysroot, self.options.clang
        defines = [d for d in source.settings("v8_base_without_compiler", "defines")
                   # Those of a shared library, and those of libraries that are not built here.
                   if not d.startswith(("BUILDING_", "OPENSSL_", "ICU_UTIL_"))]
        folders = []
        for target in ("v8_base_without_compiler", "v8_compiler", "mksnapshot", "abseil", "highway"):
            folders += [source.path(f) for f in source.settings(target, "include_dirs")]
        folders = [f"{self.options.libraries}/include"] + [f for f in dict.fromkeys(folders) if f.startswith(source.generated) or os.path.isdir(f)]
        gcc = f"--sysroot={sysroot} --gcc-install-dir={sysroot}/usr/lib/gcc/x86_64-linux-gnu/15"
        self.defines = defines
        self.line("gcc =", gcc)
        self.line("flags =", "-O3 -fPIC -fvisibility=hidden -fvisibility-inlines-hidden -ffunction-sections",
                  "-fdata-sections -fno-strict-aliasing -fno-omit-frame-pointer -fstack-protector-strong -pthread -w",
                  f"-ffile-prefix-map={self.options.work}=.",
                  "-std=gnu++20 -fno-rtti", *(shlex.quote("-D" + d) for d in defines), *("-I" + f for f in folders))
        self.line(f"cc = clang++-{clang} $gcc $flags")
        unit = shlex.quote(f"{HERE}/compile_unit.py")
        self.rule("unit", f"python3 {unit} $out $header $in -- $cc $extra", "$what", "depfile = $out.d", "deps = gcc")
        self.rule("header", "$cc -fno-exceptions -x c++-header $in -fpch-instantiate-templates -o $out -MD -MF $out.d",
                  "$what", "depfile = $out.d", "deps = gcc")
        self.rule("assemble", f"clang-{clang} $gcc -c $in -o $out", "$what")
        self.rule("program", f"clang++-{clang} $gcc -fuse-ld=lld -Wl,--gc-sections"
                  f" -Wl,--dynamic-linker={sysroot}/usr/lib64/ld-linux-x86-64.so.2"
                  f" -Wl,-rpath,{sysroot}/usr/lib/x86_64-linux-gnu -Wl,--disable-new-dtags -o $out @$out.rsp $libraries",
                  "$what", "rspfile = $out.rsp", "rspfile_content = $in")
        self.rule("archive", f"rm -f $out && llvm-ar-{clang} rcsD $out @$out.rsp", "$what",
                  "rspfile = $out.rsp", "rspfile_content = $in")
        self.rule("generate", f"cd {shlex.quote(source.gyp_folder)} && $action", "$what", "restat = 1")

    def units(self, sources):
        """Sources of one folder, in order, as many to a unit as UNIT_BYTES says."""
        folders = {}
        for path in sources:
            folders.setdefault(os.path.dirname(path), []).append(path)
        for _, paths in sorted(folders.items()):
            unit, size = [], 0
            for path in paths:
                bytes_ = os.path.getsize(path) if path.startswith(self.source.root) else GENERATED_BYTES
                if unit and size + bytes_ > UNIT_BYTES:
                    yield unit, size
                    unit, size = [], 0
                unit.append(path)
                size += bytes_
            if unit:
                yield unit, size

    def objects(self, group, sources, header=None, after=(), extra="-fno-exceptions"):
        made = []
        for number, (unit, size) in enumerate(self.units(sources)):
            output = f"objects/{group}-{number:03d}.o"
            first = self.source.name(unit[0])
            self.build(output, "unit", unit, weight=60_000 + size, after=after, needs=[f"{header}.h.pch"] if header else [],
                       header=f"{header}.h" if header else "-", extra=extra,
                       what=f"{first} and {len(unit) - 1} more" if len(unit) > 1 else first)
            made.append(output)
        return made

    def program(self, name, objects, libraries=""):
        self.build(f"{self.source.tools}/{name}", "program", objects, libraries=libraries + " -ldl -lrt -lpthread", what=f"linking {name}")

    def actions(self, target):
        """What V8's build files run to generate sources; returns the files."""
        made = []
        for action in self.source.targets[target]["actions"]:
            outputs = [self.source.path(o) for o in action["outputs"]]
            inputs = [self.source.path(i) for i in action["inputs"]]
            folders = sorted({os.path.dirname(o) for o in outputs})
            command = " ".join(shlex.quote(self.source.expand(word)) for word in action["action"])
            self.build(" ".join(outputs), "generate", inputs, weight=40_000, what=action["action_name"],
                       action=f"mkdir -p {' '.join(folders)} && {command}".replace("$", "$$"))
            made += outputs
        return made

    def header(self, name, includes, after):
        text = "".join(f'#include "{include}"\n' for include in includes)
        write_if_changed(f"{self.options.work}/build/{name}.h", text)
        self.build(f"{name}.h.pch", "header", [f"{name}.h"], weight=500_000, after=after, what=f"the headers of {name}")


def write_if_changed(path, text):
    if os.path.exists(path):
        with open(path) as file:
            if file.read() == text:
                return
    with open(path, "w") as file:
        file.write(text)


def write_plan(plan):
    """Generators first, then V8 without its snapshot, mksnapshot, and the library."""
    source = plan.source
    plan.compiler()
    shared = plan.objects("base", source.sources("v8_libbase")) + plan.objects("abseil", source.sources("abseil"))
    plan.program("torque", plan.objects("torque", source.sources("torque_base", "torque"), extra="-fexceptions") + shared)
    plan.program("bytecode_builtins_list_generator", plan.objects("bytecodes", source.sources("bytecode_builtins_list_generator")) + shared)
    icu = "-latomic -licui18n -licuuc -licudata"
    plan.program("gen-regexp-special-case", plan.objects("regexp", source.sources("gen-regexp-special-case")) + shared, icu)
    generated = []
    for target in ("run_torque", "generate_bytecode_builtins_list", "run_gen-regexp-special-case", "v8_inspector_headers"):
        generated += plan.actions(target)
    plan.build("generated", "phony", generated)
    after = ["generated"]
    with open(f"{HERE}/precompiled.json") as file:
        for name, includes in json.load(file).items():
            plan.header(name, includes, after)

    every = source.sources("v8_base_without_compiler")
    testing = [s for s in every if source.name(s) == SANDBOX_TESTING]
    every = [s for s in every if s not in testing]
    engine = plan.objects("engine", [s for s in every if not source.is_alone(s)], header="engine", after=after)
    engine += plan.objects("parts", [s for s in every if source.is_alone(s)], after=after)
    engine += plan.objects("compiler", source.sources("v8_compiler"), header="compiler", after=after)
    engine += plan.objects("platform", [s for s in source.sources("v8_libplatform", "v8_libsampler") if s not in every])
    engine += plan.objects("testing", testing, after=after)
    engine += plan.objects("highway", source.sources("highway")) + shared
    builtins = plan.objects("builtins", source.sources("v8_initializers", "v8_initializers_slow"), header="builtins", after=after)
    plan.program("mksnapshot", plan.objects("mksnapshot", source.sources("mksnapshot", "v8_init"), after=after) + builtins + engine,
                 f"{plan.options.libraries}/lib/libsimdutf.a " + icu)
    snapshot = plan.actions("v8_snapshot")
    texts = [s for s in snapshot if s.endswith(C_FAMILY)]
    engine += plan.objects("snapshot", source.sources("v8_snapshot") + texts, after=texts)
    for path in snapshot:
        if path.endswith(".S"):
            plan.build("objects/embedded.o", "assemble", [path], what="the builtins")
            engine.append("objects/embedded.o")
    plan.build("libv8.a", "archive", engine, what="libv8.a")
    plan.line("default libv8.a")
    if "V8_ENABLE_SANDBOX" in plan.defines:
        # Linked before libv8.a it takes the place of its own; for tests/escape/v8_sandbox alone.
        corrupting = plan.objects("corrupting", testing, after=after, extra="-fno-exceptions -DV8_ENABLE_MEMORY_CORRUPTION_API")
        plan.build("libv8_sandbox_testing.a", "archive", corrupting, what="libv8_sandbox_testing.a")
        plan.line("default libv8_sandbox_testing.a")


def write_public_defines(plan):
    """v8-gn.h, which V8's headers include for the settings that users of the library must share."""
    with open(f"{plan.source.v8}/BUILD.gn") as file:
        text = file.read()
    public = set(re.findall(r'"(\w+)', re.search(r"\nexternal_v8_defines = \[(.*?)\]", text, re.DOTALL).group(1)))
    lines = ["// The settings of this build of V8 that its users share."]
    for define in plan.defines:
        name, _, value = define.partition("=")
        if name in public:
            lines.append(f"#define {name} {value or 1}")
    write_if_changed(f"{plan.options.work}/build/v8-gn.h", "\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", required=True)
    parser.add_argument("--sysroot", required=True)
    parser.add_argument("--libraries", required=True, help="the folder that libraries.sh makes")
    parser.add_argument("--clang", required=True, help="the compiler's version")
    options = parser.parse_args()
    plan = Plan(Source(options.work), options)
    for folder in ("objects", "tools", "generated"):
        os.makedirs(f"{options.work}/build/{folder}", exist_ok=True)
    write_plan(plan)
    write_public_defines(plan)
    write_if_changed(f"{options.work}/build/build.ninja", "\n".join(plan.lines) + "\n")
    write_if_changed(f"{options.work}/build/weights.json", json.dumps(plan.weights, indent=1))


main()
