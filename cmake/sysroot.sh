#!/usr/bin/env bash
# Builds the private library sysroot: current libraries from Debian's testing suite, unpacked
# beside the machine's own, never installed over them. Prints the sysroot's path on stdout;
# everything else goes to stderr. docs/decisions/0001-private-sysroot.md has the reasons.
#
#   BAILEY_SUITE   the suite to take the libraries from; private_apt.sh has the other variables
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=${BAILEY_SUITE:-forky}
mapfile -t packages < <(grep -v '^#' "$here/sysroot.packages")
hash=$(printf '%s\n' "$suite" "${packages[@]}" | sha256sum | cut -c1-12)
title=sysroot
. "$here/private_apt.sh"
root="$cache/sysroot-$hash"
work="$root.partial"

tools_remedy="use a Debian-family machine, or install the libraries of cmake/sysroot.packages and set BAILEY_SYSROOT=none"

download() {
  local archives="$work/apt/cache/archives" log="$work/apt.log" total_mb
  read_package_lists
  total_mb=$(apt-get -q -y install --print-uris "${packages[@]}" 2>"$log" |
    awk '/^\047/ {bytes += $3} END {printf "%d", bytes / 1e6 + 1}') || {
    tail -5 "$log" >&2
    die "the suite $suite does not have all of cmake/sysroot.packages" "set BAILEY_SUITE to a suite that has them"
  }
  say "sysroot: downloading $total_mb MB"
  downloading "$archives" "$total_mb" "$log" apt-get -q -y install --download-only "${packages[@]}" || {
    tail -5 "$log" >&2
    die_or_full "the packages could not be downloaded" "check the network connection, then run the same command again"
  }
}

unpack() {
  local debs=("$work"/apt/cache/archives/*.deb) deb
  say "sysroot: unpacking ${#debs[@]} packages"
  mkdir -p "$work/root/usr/lib" "$work/root/usr/lib64" "$work/root/usr/bin"
  ln -s usr/lib "$work/root/lib"
  ln -s usr/lib64 "$work/root/lib64"
  for deb in "${debs[@]}"; do
    unpack_package "$deb" "$work/root"
  done
  for deb in "${debs[@]}"; do
    dpkg-deb --show --showformat '${Package}=${Version}\n' "$deb"
  done | LC_ALL=C sort > "$work/root/versions.lock"
}

compare_versions() {
  local lock="$here/sysroot.lock"
  [ -e "$lock" ] && ! cmp -s "$lock" "$work/root/versions.lock" || return 0
  say "note: these versions differ from the ones bailey was last tested with (cmake/sysroot.lock):"
  diff --unchanged-line-format= --old-line-format='  tested: %L' --new-line-format='  now:    %L' \
    "$lock" "$work/root/versions.lock" >&2 || true
}

finish_or_lock

# Whatever ends this run early, nothing half made stays. A run that was killed outright leaves
# its folder, which no build uses, to the next one.
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
rm -rf "$cache"/sysroot-*.partial
need_room 1200
need_tools apt-get apt-config dpkg-deb tar
find_mirror
write_apt_config deb
download
unpack
compare_versions
touch "$work/root/.complete"
sync -f "$work/root" 2>/dev/null || true
mv -T "$work/root" "$root"
say "sysroot: ready in $root"
printf '%s\n' "$root"
