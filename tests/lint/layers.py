#!/usr/bin/env python3
"""Fails when a file includes a module that its CMakeLists.txt does not declare, or that lies above.

The bailey_module(…) calls say what each module uses; the table below says what it may use. Both
hold: an include needs a USES, and a USES needs a row that allows it.
"""
import pathlib
import re
import sys

import tree

MODULE = re.compile(r"^\s*bailey_module\((\w+)(.*?)\)\s*$", re.S | re.M)
OTHER_LIBRARY = re.compile(r"^\s*add_library\(bailey::(\w+) ALIAS", re.M)
INCLUDE = re.compile(r'^#include "([^"]+)"', re.M)

# A folder, and the folders its modules may use besides those below the same folder. The longest
# matching folder's row counts.
MAY_USE = {
    "runtime/base": [],
    "runtime/limits": ["runtime/base"],
    "runtime/event_loop": ["runtime/base"],
    "permissions": ["runtime/base"],
    "permissions/os_sandbox": ["runtime/base", "permissions"],
    "runtime/os": ["runtime/base", "runtime/event_loop", "permissions"],
    "runtime/net": ["runtime/base", "runtime/event_loop", "permissions"],
    "runtime/js": ["runtime/base", "runtime/event_loop", "permissions"],
    "runtime/web": ["runtime/base", "runtime/event_loop", "runtime/js"],
    "runtime/ops": ["runtime/base", "runtime/crypto", "runtime/event_loop", "runtime/os",
                    "runtime/net", "runtime/web", "runtime/js", "runtime/limits", "runtime/workers",
                    "permissions"],
    "runtime/crypto": ["runtime/base"],
    "runtime/workers": ["runtime/base", "runtime/js", "runtime/event_loop", "runtime/limits", "runtime/net",
                        "permissions"],
    "runtime/inspector": ["runtime/base", "runtime/js", "runtime/event_loop", "runtime/net",
                          "permissions"],
    "runtime/engine": ["runtime", "permissions"],
    "runtime/serverless": ["runtime", "loader", "permissions"],
    "runtime/transpiler": ["runtime/base", "runtime/event_loop", "runtime/js", "loader"],
    "runtime/builtins": ["runtime/base", "runtime/js"],
    "loader": ["runtime/base", "runtime/event_loop", "runtime/os", "runtime/net", "permissions",
               "runtime/js/module_source.h"],
    "cli": ["runtime", "loader", "permissions"],
    "tests": ["runtime", "loader", "permissions", "cli"],
}


def declared_modules(root):
    """Maps each module's folder to its name and the modules it says it uses."""
    modules = {}
    for build_file in tree.files(root, ".txt"):
        if build_file.name != "CMakeLists.txt":
            continue
        for name, body in MODULE.findall(tree.text(root, build_file)):
            uses = set(re.findall(r"bailey::(\w+)", body))
            modules.setdefault(build_file.parent, {})[name] = uses
    return modules


def folder_of_module(modules, path):
    """The nearest folder at or above a path that is a module."""
    for folder in path.parents:
        if folder in modules:
            return folder
    return None


def row_of(path):
    """The longest folder of the table that holds a path."""
    return next((str(folder) for folder in path.parents if str(folder) in MAY_USE), None)


def is_within(path, allowed):
    return path == pathlib.Path(allowed) or pathlib.Path(allowed) in path.parents


def violations(root):
    modules = declared_modules(root)
    names = {name for declared in modules.values() for name in declared}
    for build_file in tree.files(root, ".txt"):
        names.update(OTHER_LIBRARY.findall(tree.text(root, build_file)))
    for path in tree.files(root, ".h", ".cc"):
        row = row_of(path)
        for included in map(pathlib.Path, INCLUDE.findall(tree.text(root, path))):
            yield from undeclared(root, modules, path, included)
            if row and not any(is_within(included, allowed) for allowed in MAY_USE[row] + [row]):
                if not tree.is_test(path) or not is_within(included, "tests"):
                    yield f"{path}: includes {included}, which {row} may not use (tests/lint/layers.py)"
    for folder, declared in modules.items():
        for name, uses in declared.items():
            for use in sorted(uses - set(names)):
                yield f"{folder}/CMakeLists.txt: {name} uses bailey::{use}, which no folder declares"


def undeclared(root, modules, path, included):
    """An include of another module that the build file does not name."""
    home, target = folder_of_module(modules, path), folder_of_module(modules, included)
    if home is None or target is None or home == target or tree.is_test(path):
        return
    used = set().union(*modules[home].values())
    if not used & set(modules[target]):
        yield f"{path}: includes {included}, and {home}/CMakeLists.txt has no USES for it"


if __name__ == "__main__":
    sys.exit(tree.report("layers", violations(tree.ROOT)))
