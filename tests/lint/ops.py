#!/usr/bin/env python3
"""Checks the ops, what scripts can call natively, against what they need and who uses them.

- An op without a permission says why it needs none, and SECURITY.md lists every such op between its
  two markers; `ops.py --write` brings that table up to date.
- A builtin imports only ops that exist. V8 says so when it links a module, but not for `ops.name` of
  `import * as ops`, nor for a module that is loaded when first needed.
"""
import re
import sys

import tree

TABLE = re.compile(r"constexpr js::Op (k\w+)\[\] = \{(.*?)^\};", re.S | re.M)
ROW = re.compile(r'js::(\w*op)<[^<>]*(?:<[^<>]*>[^<>]*)*>\(\s*"(\w+)"((?:\s*,?\s*"(?:[^"\\]|\\.)*")*)', re.S)
STRINGS = re.compile(r'"((?:[^"\\]|\\.)*)"')
ACCESSOR = re.compile(r"std::span<const js::Op> (\w+)_ops\(\) \{(.*?)\}", re.S)
FAMILY = re.compile(r'\{"(\w+)", (\w+)_ops\(\)\}')

IMPORT_ALL = re.compile(r'import \* as (\w+) from "bailey:ops/(\w+)"')
IMPORT_SOME = re.compile(r'import \{([^}]*)\} from "bailey:ops/(\w+)"')

START, END = "<!-- ungated ops: tests/lint/ops.py --write -->", "<!-- end of ungated ops -->"


def families(root):
    """Family → op name → why it needs no permission, or None where it takes a grant."""
    found, accessors, tables = {}, {}, {}
    for path in tree.files(root, ".cc"):
        text = tree.text(root, path)
        if "js::Op" not in text or tree.is_test(path):
            continue
        for name, body in TABLE.findall(text):
            tables[name] = list(rows(body))
        for function, body in ACCESSOR.findall(text):
            accessors.setdefault(function, []).extend(re.findall(r"\bk[A-Z]\w*", body))
        for family, function in FAMILY.findall(text):
            found[family] = function
    return {family: dict(row for table in accessors.get(function, []) for row in tables.get(table, []))
            for family, function in found.items()}


def rows(body):
    """(name, reason) of each op; a blocking op has a twin that ends in Sync."""
    for kind, name, rest in ROW.findall(body):
        reason = "".join(STRINGS.findall(rest)) if kind.startswith("ungated") else None
        yield name, reason
        if kind.endswith("blocking_op"):
            yield name + "Sync", reason


def uses(text):
    """(family, op) for every op that a builtin names."""
    for names, family in IMPORT_SOME.findall(text):
        for name in filter(None, (part.split(" as ")[0].strip() for part in names.split(","))):
            yield family, name
    for local, family in IMPORT_ALL.findall(text):
        for name in re.findall(rf"(?<![\w.$]){local}\.(\w+)", text):
            yield family, name


def security_table(found):
    lines = ["| op | needs no permission because |", "|---|---|"]
    for family, ops in sorted(found.items()):
        lines += [f"| `{family}.{name}` | {reason} |" for name, reason in sorted(ops.items()) if reason is not None]
    return "\n".join(lines)


def violations(root):
    found = families(root)
    for family, ops in found.items():
        for name, reason in ops.items():
            if reason is not None and len(reason.split()) < 2:
                yield f"bailey:ops/{family}: {name} needs no permission and does not say why"
    for path in tree.files(root, ".js"):
        if path.parts[:2] == ("runtime", "builtins"):
            for family, name in sorted(set(uses(tree.text(root, path)))):
                if name not in found.get(family, {}):
                    yield f"{path}: bailey:ops/{family} has no {name}"
    security = tree.text(root, "SECURITY.md") if (root / "SECURITY.md").exists() else ""
    if START in security and security != with_table(security, found):
        yield "SECURITY.md: the table of ungated ops is not up to date; tests/lint/ops.py --write does it"


def with_table(security, found):
    before, _, rest = security.partition(START)
    return before + START + "\n" + security_table(found) + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    document = tree.ROOT / "SECURITY.md"
    if "--write" in sys.argv[1:] and document.exists() and START in document.read_text():
        document.write_text(with_table(document.read_text(), families(tree.ROOT)))
    sys.exit(tree.report("ops", violations(tree.ROOT)))
