"""The files the lints read: what git tracks or would track, or everything where there is no git."""
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_SOURCES = {"build", ".git", "node_modules", ".cache"}  # folders at the top that .gitignore names


def files(root, *suffixes):
    """Every file of the project with one of these suffixes (all without any), relative to root."""
    for path in sorted(_all_files(root)):
        if (not suffixes or path.suffix in suffixes) and (root / path).is_file():
            yield path


def _all_files(root):
    if listing := git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"):
        return {pathlib.Path(name) for name in listing.split("\0") if name}
    tops = [top for top in root.iterdir() if top.name not in NOT_SOURCES]
    paths = [path for top in tops for path in ([top] if top.is_file() else top.rglob("*"))]
    return {path.relative_to(root) for path in paths if "__pycache__" not in path.parts}


def git(root, *arguments):
    """What git prints, or "" where there is no git or no repository."""
    if shutil.which("git") is None:
        return ""
    result = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    return result.stdout if result.returncode == 0 else ""


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
