#!/usr/bin/env bash
# Builds the private library sysroot: current libraries from Debian's testing suite, unpacked
# beside the machine's own, never installed over them. Prints the sysroot's path on stdout;
# everything else goes to stderr. docs/decisions/0001-private-sysroot.md has the reasons.
#
#   BAILEY_CACHE   where to put it (default: ${XDG_CACHE_HOME:-~/.cache}/bailey)
#   BAILEY_MIRROR  the Debian mirror to use (default: the one this machine's apt uses)
#   BAILEY_SUITE   the suite to take the libraries from
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=${BAILEY_SUITE:-forky}
mapfile -t packages < <(grep -v '^#' "$here/sysroot.packages")
hash=$(printf '%s\n' "$suite" "${packages[@]}" | sha256sum | cut -c1-12)
: "${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}"
cache=${BAILEY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bailey}
root="$cache/sysroot-$hash"
work="$root.partial"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $1"; say "remedy: $2"; exit 1; }

free_mb() { df -Pm "$1" | awk 'NR==2{print $4}'; }

# die, or say that the disk is full when that is why.
die_or_full() {
  [ "$(free_mb "$cache")" -ge 50 ] || die "the disk of $cache is full" \
    "free 1200 MB, or set BAILEY_CACHE to a folder on another disk, then run the same command again"
  die "$@"
}

finish_if_complete() {
  [ -e "$root/.complete" ] || return 0
  printf '%s\n' "$root"
  exit 0
}

check_machine() {
  [ "$(free_mb "$cache")" -ge 1200 ] || die \
    "only $(free_mb "$cache") MB free in $cache, the sysroot needs 1200 MB while it is made" \
    "free some space, or set BAILEY_CACHE to a folder on another disk"
  local tool
  for tool in apt-get apt-config dpkg-deb tar; do
    command -v $tool >/dev/null || die "this machine has no $tool" \
      "use a Debian-family machine, or install the libraries of cmake/sysroot.packages and set BAILEY_SYSROOT=none"
  done
  keyring=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -e "$keyring" ] || die "no Debian keyring on this machine" "apt-get install debian-archive-keyring"
}

# The mirror this machine already uses: its archive of the main suite, not the security one.
find_mirror() {
  mirror=${BAILEY_MIRROR:-}
  [ -n "$mirror" ] || mirror=$(
    apt-get indextargets --format '$(REPO_URI) $(SUITE)$(CODENAME) $(LABEL)' 'Created-By: Packages' 2>/dev/null |
      awk '$3 == "Debian" && $2 !~ /security/ && !found {print $1; found = 1}')
  # Before the first `apt-get update` nothing has a label yet: read the configuration itself.
  [ -n "$mirror" ] || mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
    awk '/^URIs:/ {print $2} /^deb / {for (i = 2; i <= NF; i++) if ($i ~ /:\//) {print $i; break}}' |
    awk '!/security/ && !found {print; found = 1}')
  [ -n "$mirror" ] || die "no Debian mirror in this machine's apt configuration" \
    "add one to /etc/apt/sources.list.d, or set BAILEY_MIRROR to its address"
}

# An apt of its own: own lists, own (empty) status, the machine's proxies and credentials.
write_apt_config() {
  local apt="$work/apt"
  mkdir -p "$apt/etc/preferences.d" "$apt/etc/apt.conf.d" "$apt/state/lists/partial" "$apt/cache/archives/partial"
  : > "$apt/state/status"
  printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
    "$mirror" "$suite" "$keyring" > "$apt/etc/sources.sources"
  apt-config dump | grep -E '^Acquire::(http|https|ForceIPv)' > "$apt/apt.conf" || true
  cat >> "$apt/apt.conf" <<CONF
Dir::Etc "$apt/etc";
Dir::Etc::sourcelist "$apt/etc/sources.sources";
Dir::Etc::sourceparts "-";
Dir::Etc::preferencesparts "$apt/etc/preferences.d";
Dir::Etc::netrc "/etc/apt/auth.conf";
Dir::Etc::netrcparts "/etc/apt/auth.conf.d";
Dir::State "$apt/state";
Dir::State::status "$apt/state/status";
Dir::Cache "$apt/cache";
APT::Install-Recommends "false";
APT::Get::List-Cleanup "false";
APT::Update::Error-Mode "any";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Acquire::Retries "3";
Debug::NoLocking "1";
CONF
  [ "$(id -u)" != 0 ] || printf 'APT::Sandbox::User "root";\n' >> "$apt/apt.conf"
  export APT_CONFIG="$apt/apt.conf"
}

# Runs a command with its output in a log, saying every 5 s how much has arrived in the folder.
downloading() {
  local folder=$1 total_mb=$2 log=$3 waited=0
  shift 3
  "$@" </dev/null >"$log" 2>&1 &
  local pid=$!
  while kill -0 $pid 2>/dev/null; do
    sleep 0.2
    waited=$((waited + 1))
    [ $((waited % 25)) != 0 ] || say "sysroot: $(du -sm "$folder" | cut -f1) of $total_mb MB"
  done
  wait $pid
}

download() {
  local archives="$work/apt/cache/archives" log="$work/apt.log" total_mb
  say "sysroot: reading the package lists of $suite"
  downloading "$work/apt/state/lists" "about 50" "$log" apt-get -q update || {
    tail -5 "$log" >&2
    die_or_full "the package lists of $suite could not be read" \
      "check the network connection and run the same command again; if this machine's mirror has no suite $suite, set BAILEY_MIRROR to one that has it"
  }
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

# No maintainer script is run: the packages are only unpacked.
unpack() {
  local debs=("$work"/apt/cache/archives/*.deb) deb
  say "sysroot: unpacking ${#debs[@]} packages"
  mkdir -p "$work/root/usr/lib" "$work/root/usr/lib64" "$work/root/usr/bin"
  ln -s usr/lib "$work/root/lib"
  ln -s usr/lib64 "$work/root/lib64"
  for deb in "${debs[@]}"; do
    { dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink --no-same-owner -C "$work/root"; } 2>"$work/unpack.log" || {
      head -3 "$work/unpack.log" >&2
      die_or_full "cannot unpack $(basename "$deb")" "run the same command again"
    }
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

finish_if_complete
mkdir -p "$cache" 2>/dev/null || die "cannot create $cache" "set BAILEY_CACHE to a folder that can be written"
exec 9>"$cache/sysroot.lock" || die "cannot write in $cache" "set BAILEY_CACHE to a folder that can be written"
flock -n 9 || { say "sysroot: waiting for another setup to finish"; flock 9; }
finish_if_complete

# Whatever ends this run early, nothing half made stays. A run that was killed outright leaves
# its folder, which no build uses, to the next one.
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP
rm -rf "$cache"/sysroot-*.partial
check_machine
find_mirror
write_apt_config
download
unpack
compare_versions
touch "$work/root/.complete"
sync -f "$work/root" 2>/dev/null || true
mv -T "$work/root" "$root"
say "sysroot: ready in $root"
printf '%s\n' "$root"
