"""The files the lints read: what git tracks or would track, or everything where there is no git."""
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_SOURCES = {"build", ".git", "node_modules", ".cache"}


def files(root, *suffixes):
    """Every file of the project with one of these suffixes (all without any), relative to root."""
    for path in sorted(_all_files(root)):
        if (not suffixes or path.suffix in suffixes) and (root / path).is_file():
            yield path


def _all_files(root):
    listing = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=False)
    if listing.returncode == 0 and listing.stdout:
        return [pathlib.Path(name) for name in listing.stdout.decode().split("\0") if name]
    return [path.relative_to(root) for path in root.rglob("*")
            if not NOT_SOURCES & set(path.relative_to(root).parts) and path.is_file()]


def text(root, path):
    """A file's text; binary files give nothing to lint."""
    try:
        return (root / path).read_text()
    except UnicodeDecodeError:
        return ""


def is_test(path):
    return path.parts[0] == "tests" or path.stem.endswith("_test") or path.stem.startswith("test_")


def report(name, violations):
    """Prints what was found and returns the exit code."""
    found = list(violations)
    print("\n".join(found) if found else f"{name}: ok")
    return 1 if found else 0
