#!/usr/bin/env python3
"""Fails when a file reaches for a library, or for the operating system, that its folder may not touch.

The fences keep three promises: script-facing code cannot get past a grant (it has no way to open
anything itself), each library can be replaced in the few folders that know it, and expensive
headers stay out of the files that do not need them.
"""
import re
import sys

import tree

# What is fenced (matched against the text between the brackets of an include), and who may.
INCLUDES = {
    "V8": (r"v8(?!-version)(-[\w-]+)?\.h|libplatform/.*|cppgc/.*",
           ["runtime/js", "runtime/ops", "runtime/web", "runtime/inspector", "runtime/workers",
            "runtime/engine", "runtime/transpiler"]),
    "libuv": (r"uv\.h|uv/.*", ["runtime/event_loop", "runtime/os"]),
    # Coroutines, timers and posting to the loop; with these alone nothing can be reached.
    "Asio's loop": (
        r"boost/asio/(awaitable|co_spawn|detached|dispatch|defer|post|steady_timer|this_coro|use_awaitable"
        r"|io_context|any_io_executor|async_result|bind_\w+|associated_\w+|cancellation_\w+|as_tuple"
        r"|redirect_error|executor_work_guard|experimental/\w+)\.hpp|boost/system/.*",
        ["runtime/event_loop", "runtime/os", "runtime/net", "runtime/js", "runtime/web", "runtime/ops",
         "runtime/workers", "runtime/inspector", "runtime/engine", "loader", "cli"]),
    "Asio's descriptors": (r"boost/asio/(posix/.*|read|write|buffer)\.hpp",
                           ["runtime/event_loop", "runtime/os", "runtime/net", "runtime/inspector"]),
    "Boost": (r"boost/.*", ["runtime/event_loop", "runtime/net", "runtime/inspector"]),
    "OpenSSL": (r"openssl/.*", ["runtime/net", "runtime/crypto", "runtime/web", "loader"]),
    "nghttp2": (r"nghttp2/.*", ["runtime/net"]),
    "JSON": (r"nlohmann/(?!json_fwd).*",
             ["runtime/base", "loader", "cli", "runtime/inspector", "runtime/net", "permissions"]),
    "ICU": (r"unicode/.*", ["runtime/web", "runtime/js", "runtime/ops", "cli"]),
    "seccomp and Landlock": (r"seccomp\.h|linux/(seccomp|landlock|filter|audit)\.h",
                             ["permissions/os_sandbox"]),
    "the operating system": (
        r"unistd\.h|fcntl\.h|dirent\.h|netdb\.h|spawn\.h|dlfcn\.h|termios\.h|pwd\.h|grp\.h"
        r"|fstream|filesystem"
        r"|sys/(?!types\.h|resource\.h|time\.h).*|netinet/.*|arpa/.*|net/.*",
        ["runtime/os", "runtime/event_loop", "runtime/net", "permissions/os_sandbox", "loader/disk", "cli"]),
}

# Calls that reach the system with nothing but a transitive include.
CALLS = {
    "a raw system call": (
        r"(?<![\w:>.])(?:::|std::)?"
        r"(?:openat2?|fopen|freopen|fork|vfork|execv\w*|execl\w*|posix_spawn\w*|popen|dlopen|dlmopen"
        r"|getenv|setenv|putenv|unsetenv|mkstemp|mkdtemp|tmpfile|getaddrinfo|gethostbyname)\s*\("
        r"|(?<!\w)::(?:open|socket|connect|bind|listen|accept4?|unlink|rename|mkdir|rmdir|stat|lstat"
        r"|symlink|link|chmod|chown|truncate|kill|syscall|system|read|write)\s*\("
        r"|std::(?:system|remove|rename)\s*\(|std::(?:i?o?fstream|filesystem)\b",
        ["runtime/os", "runtime/event_loop", "runtime/net", "permissions/os_sandbox", "loader/disk", "cli"]),
}
SYSTEM = {"the operating system", "a raw system call"}

# A file that may touch the system outside of those folders, and why.
EXCEPTIONS = {
    "runtime/limits/last_words.cc": "ends a process whose other threads cannot be relied on",
    "runtime/limits/process_memory.cc": "reads the memory counters of the process itself",
    "runtime/limits/process_memory_test.cc": "takes memory to see whether it is counted",
    "runtime/base/check.cc": "prints the last words of a process that is about to abort",
    "runtime/js/cage.cc": "maps the program's own read-only data, for V8",
    "runtime/js/jit_key.cc": "marks pages of the process itself, for V8",
    "runtime/js/jit_key_test.cc": "sees who may write to them",
    "runtime/base/build_result.h": "runs at build time only",
    "runtime/transpiler/mktypescript.cc": "runs at build time only",
    "cmake/bind_engine/bind_engine.cc": "runs at build time only",
    "cmake/bind_engine/elf_library.cc": "runs at build time only",
    "cmake/bind_engine/elf_library.h": "runs at build time only",
    "runtime/engine/runtime.cc": "ends the process when the heap is exhausted",
    "runtime/ops/core_ops.cc": "the process's own number",
    "runtime/ops/console_ops.cc": "the standard streams, which every script has, and NO_COLOR",
}

INCLUDE = re.compile(r"^#include <([^>]+)>", re.M)
COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.S)

# Public library code may use the public API only.
SCRIPT_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;'"]*["'](bailey:[^"']+)["']""", re.M)


def is_allowed(path, folders):
    return any(str(path).startswith(folder + "/") for folder in folders)


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def blanked(text):
    """The code with comments and strings emptied, lines kept."""
    return COMMENT_OR_STRING.sub(lambda match: "\n" * match.group().count("\n"), text)


def violations(root):
    for path in tree.files(root, ".h", ".cc"):
        if tree.is_test(path):
            continue
        text = tree.text(root, path)
        excepted = SYSTEM if str(path) in EXCEPTIONS else set()
        for match in INCLUDE.finditer(text):
            fence = next((what for what, (pattern, _) in INCLUDES.items() if re.fullmatch(pattern, match[1])), None)
            if fence and fence not in excepted and not is_allowed(path, INCLUDES[fence][1]):
                what, folders = fence, INCLUDES[fence][1]
                yield (f"{path}:{line_of(text, match.start())}: <{match[1]}> is {what}, "
                       f"which only {', '.join(folders)} may touch")
        code = blanked(text)
        for what, (pattern, folders) in CALLS.items():
            if what in excepted or is_allowed(path, folders):
                continue
            for match in re.finditer(pattern, code):
                yield (f"{path}:{line_of(code, match.start())}: {match.group().strip()} is {what}, "
                       f"which only {', '.join(folders)} may make")
    for path in tree.files(root, ".ts", ".js"):
        if path.parts[0] == "std":
            for name in SCRIPT_IMPORT.findall(tree.text(root, path)):
                yield f"{path}: std may use the public API only, not {name}"


if __name__ == "__main__":
    sys.exit(tree.report("fences", violations(tree.ROOT)))
