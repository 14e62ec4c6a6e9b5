"""Writes the archive and the Debian package of a folder; the same folder makes the same bytes."""
import gzip
import hashlib
import os
import subprocess
import tarfile

CONTROL = """\
Package: bailey
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: libc6 (>= {glibc})
Recommends: ca-certificates
Section: interpreters
Priority: optional
Description: runs JavaScript and TypeScript that nobody has to trust
 bailey takes the command line, the Deno namespace and the permission model of
 "deno run". A script reaches nothing that no flag granted: every access is
 decided in one place of the process, and the kernel enforces the decision once
 more. The engine, V8 with its own sandbox, is part of the program.
"""


def files_of(folder):
    """Every file and folder below, by name, so that their order is no accident."""
    for path, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files) + folders:
            yield os.path.relpath(os.path.join(path, name), folder)


def as_packed(member, seconds):
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mtime = seconds
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def write_archive(path, folder, top, seconds):
    """A .tar.gz, which every Debian unpacks with nothing installed; all of it lies in the folder `top`."""
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=seconds) as packed, \
            tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name in sorted(files_of(folder)):
            archive.add(os.path.join(folder, name), os.path.join(top, name), recursive=False,
                        filter=lambda member: as_packed(member, seconds))


def compress(path, text, seconds):
    with open(path, "wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=seconds) as packed:
        packed.write(text.encode())


def write_deb(path, folder, seconds, **fields):
    """`folder` is what will be /; its DEBIAN/ is written here."""
    files = [name for name in sorted(files_of(folder)) if os.path.isfile(os.path.join(folder, name))]
    kilobytes = sum(-(-os.path.getsize(os.path.join(folder, name)) // 1024) for name in files)
    sums = "".join(f"{digest(os.path.join(folder, name), 'md5')}  {name}\n" for name in files)
    control = os.path.join(folder, "DEBIAN")
    os.mkdir(control)
    for name, text in (("control", CONTROL.format(kilobytes=kilobytes, **fields)), ("md5sums", sums)):
        with open(os.path.join(control, name), "w") as file:
            file.write(text)
    for name in ["", *files_of(folder)]:
        full = os.path.join(folder, name)
        os.chmod(full, 0o755 if os.path.isdir(full) or os.access(full, os.X_OK) else 0o644)
        os.utime(full, (seconds, seconds))
    # With one thread the same is packed in another way, and what a machine has would decide.
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=2", "--build", folder, path],
                   check=True, stdout=subprocess.DEVNULL,
                   env={**os.environ, "SOURCE_DATE_EPOCH": str(seconds)})


def digest(path, kind="sha256"):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, kind).hexdigest()
