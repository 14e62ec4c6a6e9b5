#!/usr/bin/env bash
# Builds the private library sysroot: current libraries from Debian's testing suite, unpacked
# beside the machine's own, never installed over them. Prints the sysroot's path on stdout;
# everything else goes to stderr. docs/decisions/0001-private-sysroot.md has the reasons.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
suite=${BAILEY_SUITE:-forky}
packages=$(grep -v '^#' "$here/sysroot.packages")
lock="$here/sysroot.lock"
hash=$(printf '%s\n%s\n' "$suite" "$packages" | sha256sum | cut -c1-12)
cache=${BAILEY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/bailey}
root="$cache/sysroot-$hash"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $1"; say "remedy: $2"; exit 1; }

if [ -e "$root/.complete" ]; then
  printf '%s\n' "$root"
  exit 0
fi

mkdir -p "$cache" 2>/dev/null || die "cannot create $cache" "set BAILEY_CACHE to a folder that can be written"
exec 9>"$cache/sysroot.lock"
flock 9  # two clones setting up at once: the second waits, then finds it done
if [ -e "$root/.complete" ]; then
  printf '%s\n' "$root"
  exit 0
fi

need_kb=$((1200 * 1024))
free_kb=$(df -Pk "$cache" | awk 'NR==2{print $4}')
[ "$free_kb" -ge "$need_kb" ] || die "only $((free_kb / 1024)) MB free in $cache, the sysroot needs 1200 MB" \
  "free some space, or set BAILEY_CACHE to a folder on another disk"
command -v apt-get >/dev/null || die "this machine has no apt-get" \
  "use a Debian-family machine, or install the libraries of cmake/sysroot.packages and configure without BAILEY_SYSROOT"

# The mirror this machine already uses: its archive of the main suite, not the security one.
mirror=$(apt-get indextargets --format '$(REPO_URI) $(SUITE)$(CODENAME) $(LABEL)' 'Created-By: Packages' 2>/dev/null |
  awk '$3 == "Debian" && $2 !~ /security/ {print $1; exit}')
[ -n "$mirror" ] || mirror=$(awk '/^URIs:/{print $2} /^deb /{for(i=2;i<=NF;i++) if ($i ~ /^https?:/) {print $i; break}}' \
  /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null | grep -v security | head -1)
[ -n "$mirror" ] || die "no Debian mirror in this machine's apt configuration" "add one to /etc/apt/sources.list.d"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -e "$keyring" ] || die "no Debian keyring on this machine" "apt-get install debian-archive-keyring"

rm -rf "$cache"/sysroot-*.partial  # what an interrupted run left
work="$root.partial"
mkdir -p "$work/apt/etc/preferences.d" "$work/apt/state/lists/partial" "$work/apt/cache/archives/partial" "$work/root"
: > "$work/apt/state/status"
printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$mirror" "$suite" "$keyring" \
  > "$work/apt/etc/sources.sources"
cat > "$work/apt/apt.conf" <<CONF
Dir::Etc "$work/apt/etc";
Dir::Etc::sourcelist "$work/apt/etc/sources.sources";
Dir::Etc::sourceparts "-";
Dir::Etc::preferencesparts "$work/apt/etc/preferences.d";
Dir::State "$work/apt/state";
Dir::State::status "$work/apt/state/status";
Dir::Cache "$work/apt/cache";
APT::Install-Recommends "false";
APT::Get::List-Cleanup "false";
Acquire::Check-Valid-Until "false";
Acquire::Languages "none";
Debug::NoLocking "1";
CONF
[ "$(id -u)" != 0 ] || printf 'APT::Sandbox::User "root";\n' >> "$work/apt/apt.conf"
export APT_CONFIG="$work/apt/apt.conf"

log="$work/apt.log"
say "sysroot: reading the package lists of $suite"
apt-get -q update >"$log" 2>&1 || { tail -5 "$log" >&2; die "the package lists could not be read" "check the network connection and run the same command again"; }
say "sysroot: downloading (about 90 MB)"
apt-get -q -y install --download-only $packages >"$log" 2>&1 ||
  { tail -5 "$log" >&2; die "the packages could not be downloaded" "check the network connection and the disk, then run the same command again"; }

count=$(ls "$work/apt/cache/archives"/*.deb | wc -l)
say "sysroot: unpacking $count packages"
mkdir -p "$work/root/usr/lib" "$work/root/usr/bin"
ln -s usr/lib "$work/root/lib"
ln -s usr/lib64 "$work/root/lib64"
mkdir -p "$work/root/usr/lib64"
for deb in "$work/apt/cache/archives"/*.deb; do
  dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink --no-same-owner -C "$work/root" ||
    die "cannot unpack $(basename "$deb")" "check the free space of $cache and run the same command again"
done
for deb in "$work/apt/cache/archives"/*.deb; do
  dpkg-deb -f "$deb" Package Version | awk '/^Package/{p=$2} /^Version/{print p"="$2" "; v=$2}' | tr -d ' '
done | sort > "$work/root/versions.lock"
if [ -e "$lock" ] && ! diff -q "$lock" "$work/root/versions.lock" >/dev/null; then
  say "note: these versions differ from the ones bailey was last tested with (cmake/sysroot.lock):"
  diff --unchanged-line-format= --old-line-format='  tested: %L' --new-line-format='  now:    %L' "$lock" "$work/root/versions.lock" >&2 || true
fi
touch "$work/root/.complete"
sync -f "$work/root" 2>/dev/null || true
mv -T "$work/root" "$root"
rm -rf "$work"
say "sysroot: ready in $root"
printf '%s\n' "$root"
