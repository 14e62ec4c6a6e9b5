# The parts that building from Debian's packages shares; sourced by sysroot.sh, engine/libraries.sh and
# engine/engine.sh, which set `title` (what their messages begin with), `suite`, `root` (what is made), `work` (a folder of
# their own) and `tools_remedy` (what to do on a machine that lacks apt's tools).
#
#   BAILEY_CACHE   where libraries and engine are kept (default: ${XDG_CACHE_HOME:-~/.cache}/bailey)
#   BAILEY_MIRROR  the Debian mirror to use (default: the one this machine's apt uses)

cache=${BAILEY_CACHE:-${XDG_CACHE_HOME:-${HOME:=$(getent passwd "$(id -u)" | cut -d: -f6)}/.cache}/bailey}

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $1"; say "remedy: $2"; exit 1; }

free_mb() { df -Pm "$1" | awk 'NR==2{print $4}'; }

# die, or say that the disk is full when that is why.
die_or_full() {
  [ "$(free_mb "$cache")" -ge 50 ] || die "the disk of $cache is full" \
    "free 1200 MB, or set BAILEY_CACHE to a folder on another disk, then run the same command again"
  die "$@"
}

# need_tools TOOL...: what is missing, and what to do about it.
need_tools() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || die "this machine has no $tool" "$tools_remedy"
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

# write_apt_config TYPES: "deb", or "deb deb-src" when sources are wanted too.
# An apt of its own: own lists, own (empty) status, the machine's proxies and credentials.
write_apt_config() {
  local types=$1 apt="$work/apt"
  mkdir -p "$apt/etc/preferences.d" "$apt/etc/apt.conf.d" "$apt/state/lists/partial" "$apt/cache/archives/partial"
  : > "$apt/state/status"
  printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
    "$types" "$mirror" "$suite" "$keyring" > "$apt/etc/sources.sources"
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
    [ $((waited % 25)) != 0 ] || say "$title: $(du -sm "$folder" | cut -f1) of $total_mb MB"
  done
  wait $pid
}

# One package's files into a folder. No maintainer script is run: packages are only unpacked.
unpack_package() {
  local package=$1 folder=$2
  { dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink --no-same-owner -C "$folder"; } 2>"$work/unpack.log" || {
    head -3 "$work/unpack.log" >&2
    die_or_full "cannot unpack $(basename "$package")" "run the same command again"
  }
}

# Sets `version` to that of the first clang there is, as toolchain.cmake chooses it.
find_clang() {
  for version in 19 20 21 22; do
    ! command -v "clang++-$version" >/dev/null || break
  done
}

# version_of PACKAGE: the one that the sysroot in $sysroot was made of.
version_of() { sed -n "s/^$1=//p" "$sysroot/versions.lock"; }

read_package_lists() {
  say "$title: reading the package lists of $suite"
  downloading "$work/apt/state/lists" "about ${lists_mb:-60}" "$work/apt.log" apt-get -q update || {
    tail -5 "$work/apt.log" >&2
    die_or_full "the package lists of $suite could not be read" \
      "check the network connection and run the same command again; if this machine's mirror has no suite $suite, set BAILEY_MIRROR to one that has it"
  }
}

# Ends with the folder $root on stdout when it is complete, which another setup may see to meanwhile.
# Otherwise makes the cache folder and holds its lock, by descriptor 9, from here on.
finish_or_lock() {
  finish_if_complete
  mkdir -p "$cache" 2>/dev/null || die "cannot create $cache" "set BAILEY_CACHE to a folder that can be written"
  exec 9>"$cache/$title.lock" || die "cannot write in $cache" "set BAILEY_CACHE to a folder that can be written"
  flock -n 9 || { say "$title: waiting for another setup to finish"; flock 9; }
  finish_if_complete
}

finish_if_complete() {
  [ -e "$root/.complete" ] || return 0
  printf '%s\n' "$root"
  exit 0
}

# need_room MB: or say what is missing.
need_room() {
  [ "$(free_mb "$cache")" -ge "$1" ] || die \
    "only $(free_mb "$cache") MB free in $cache, the $title needs $1 MB while it is made" \
    "free some space, or set BAILEY_CACHE to a folder on another disk"
}
