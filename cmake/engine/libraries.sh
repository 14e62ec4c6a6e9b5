#!/usr/bin/env bash
# Makes the static libraries that the suite has as shared ones only, or that the sysroot leaves out:
# simdutf and ada from source, zstd from its package. They are for a bailey with an engine of its own,
# which is to need nothing but the C library. Prints their folder on stdout (include/, lib/,
# doc/PACKAGE/copyright); everything else goes to stderr.
# docs/decisions/0017-the-c-library-and-static-linking.md has the reasons.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sysroot=$(bash "$here/../sysroot.sh")
# simdutf's own source package moves too fast to be had; a stable suite's nodejs contains one.
simdutf_suite=${BAILEY_SIMDUTF_SUITE:-trixie}
# What it is to contain, so that every machine makes the same bytes whatever point release it takes.
simdutf_version=6.0.3
simdutf_sha256=18641550621e93c30ac6b1c56241499b9c1d0c7de4405afb5d9482496a62bc48  # of simdutf.h and simdutf.cpp, one after the other
suite="${BAILEY_SUITE:-forky} $simdutf_suite"
title=libraries
lists_mb=230
. "$here/../private_apt.sh"
tools_remedy="./dev engine installs what is missing"

find_clang
need_tools "clang++-$version" "llvm-ar-$version" apt-get dpkg-deb tar
ada_version=$(version_of libada-url-dev | sed 's/+b[0-9]*$//')  # a rebuilt package, the same source
zstd_version=$(version_of libzstd1)
[ -n "$ada_version" ] && [ -n "$zstd_version" ] ||
  die "$sysroot has no ada or no zstd" "./dev clean --all, then run the same command again"

flags=(-std=c++20 -O3 -DNDEBUG -fPIC -fvisibility=hidden -fvisibility-inlines-hidden -ffunction-sections -fdata-sections
  -fstack-protector-strong -fstack-clash-protection -fcf-protection -w)

# Whatever could change the result is in the folder's name; the number is that of build(). The engine's
# name contains this one.
hash=$(printf '%s\n' 1 "$simdutf_suite" "$simdutf_sha256" "$ada_version" "$zstd_version" "$(basename "$sysroot")" \
  "$("clang++-$version" --version | head -1)" "${flags[@]}" | sha256sum | cut -c1-12)
root="$cache/libraries-$hash"
work="$root.partial"

# had WHAT COMMAND…: downloads with this command of apt's, or says what is missing.
had() {
  local what=$1
  shift
  (cd "$work/packages" && downloading "$work/packages" 22 "$work/apt.log" "$@") && return
  tail -5 "$work/apt.log" >&2
  die_or_full "$what could not be had" \
    "check the network connection; when the suite has moved on, ./dev clean --all makes a sysroot of its new version"
}

fetch() {
  find_mirror
  write_apt_config "deb deb-src"
  read_package_lists
  say "libraries: downloading simdutf (in the source of nodejs, 20 MB), ada $ada_version and zstd $zstd_version"
  had "the source of nodejs in $simdutf_suite" apt-get -q source --download-only --only-source "nodejs/$simdutf_suite"
  had "the source of ada-url $ada_version" apt-get -q source --download-only --only-source "ada-url=$ada_version"
  had "libzstd-dev $zstd_version" apt-get -q download "libzstd-dev=$zstd_version" base-files
}

# unpack PACKAGE MEMBER…: some of a source package's files, into a folder of its name.
unpack() {
  local package=$1 archives
  shift
  archives=("$work/packages/${package}"_*.orig.tar.*)
  mkdir -p "$work/$package"
  tar -xf "${archives[0]}" -C "$work/$package" --strip-components=1 --wildcards "$@" ||
    die_or_full "$(basename "${archives[0]}") lacks what is built from it" "report this with the file's name"
  tar -xf "$work/packages/${package}"_*.debian.tar.xz -C "$work/$package" debian/copyright
}

# That the suite's nodejs still contains the simdutf that bailey was tried with.
check_simdutf() {
  local folder=$1 sum
  sum=$(cat "$folder/simdutf.h" "$folder/simdutf.cpp" | sha256sum | cut -d' ' -f1)
  [ "$sum" = "$simdutf_sha256" ] || die "the nodejs of $simdutf_suite contains another simdutf than $simdutf_version" \
    "set BAILEY_SIMDUTF_SUITE to a suite that has it; or try the new one: its version and checksum ($sum) go into
        cmake/engine/libraries.sh, and ./dev test --preset static says what it does"
}

# compile NAME SOURCE FLAG…: one source, which is all that there is, into lib/libNAME.a.
compile() {
  local name=$1 source=$2
  shift 2
  say "libraries: compiling $name"
  "clang++-$version" "--sysroot=$sysroot" "--gcc-install-dir=$sysroot/usr/lib/gcc/x86_64-linux-gnu/15" \
    "${flags[@]}" "-ffile-prefix-map=$work=." "-ffile-prefix-map=$sysroot=" "$@" -c "$source" -o "$work/$name.o" >&2 ||
    die_or_full "$name could not be compiled" "read the compiler's message above"
  "llvm-ar-$version" rcsD "$work/result/lib/lib$name.a" "$work/$name.o"
}

# collect_notices PACKAGE COPYRIGHT: its licences, under the name that the sysroot's packages have theirs.
collect_notices() {
  mkdir -p "$work/result/doc/$1"
  cp "$2" "$work/result/doc/$1/copyright"
}

build() {
  unpack nodejs '*/deps/simdutf/*'
  unpack ada-url '*/src/*' '*/include/*'
  mkdir -p "$work/zstd" "$work/result/lib" "$work/result/include"
  unpack_package "$work"/packages/libzstd-dev_*.deb "$work/zstd"
  check_simdutf "$work/nodejs/deps/simdutf"
  compile simdutf "$work/nodejs/deps/simdutf/simdutf.cpp" -I "$work/nodejs/deps/simdutf"
  cp "$work/nodejs/deps/simdutf/simdutf.h" "$work/result/include/"
  collect_notices simdutf "$work/nodejs/deps/simdutf/LICENSE-MIT"
  compile ada "$work/ada-url/src/ada.cpp" -I "$work/ada-url/include" -I "$work/ada-url/src"
  cp -r "$work/ada-url/include/." "$work/result/include/"
  collect_notices ada-url "$work/ada-url/debian/copyright"
  cp "$work"/zstd/usr/lib/*/libzstd.a "$work/result/lib/"
  collect_notices libzstd "$work/zstd/usr/share/doc/libzstd-dev/copyright"
  # The licences that packages only refer to.
  mkdir "$work/base"
  unpack_package "$work"/packages/base-files_*.deb "$work/base"
  cp -rL "$work/base/usr/share/common-licenses" "$work/result/doc/"
}

finish_or_lock
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
rm -rf "$cache"/libraries-*.partial
need_room 400
mkdir -p "$work/packages"
fetch
build
touch "$work/result/.complete"
sync -f "$work/result" 2>/dev/null || true
mv -T "$work/result" "$root"
say "libraries: ready in $root"
printf '%s\n' "$root"
