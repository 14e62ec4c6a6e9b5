#!/usr/bin/env bash
# Builds V8 as a static library, from the source package that libnode of the sysroot was built from:
# the same version and the same headers, so that what compiles against one compiles against the other.
# Prints the engine's folder on stdout (include/, lib/, changes/, settings.txt, NOTICES); everything
# else goes to stderr. An interrupted build goes on where it stopped; a finished one is kept.
# docs/decisions/0016-an-engine-of-our-own.md has the reasons.
#
#   BAILEY_ENGINE  sandbox (default), compressed or plain: one of the *.gypi beside this file
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sysroot=$(bash "$here/../sysroot.sh")
libraries=$(bash "$here/libraries.sh")
configuration=${BAILEY_ENGINE:-sandbox}
suite=${BAILEY_SUITE:-forky}
title=engine
. "$here/../private_apt.sh"
tools_remedy="./dev engine installs what is missing"

[ -e "$here/$configuration.gypi" ] && [ "$configuration" != settings ] ||
  die "there is no engine $configuration" "set BAILEY_ENGINE to sandbox, compressed or plain"

find_clang
need_tools "clang++-$version" "llvm-ar-$version" ld.lld ninja patch python3 apt-get dpkg-deb tar
node_version=$(version_of libnode-dev)
[ -n "$node_version" ] || die "$sysroot has no libnode" "./dev clean --all, then run the same command again"

# Whatever could change the result is in the folder's name; the number is that of collect().
hash=$({
  printf '%s\n' 2 "$node_version" "$(basename "$sysroot")" "$(basename "$libraries")" "$("clang++-$version" --version | head -1)"
  cd "$here" && cat ./*.gypi precompiled.json patches/* plan.py compile_unit.py targets_as_json.py
} | sha256sum | cut -c1-12)
root="$cache/engine-$configuration-$hash"
work="$root.partial"

# once STEP COMMAND…: runs a step that an earlier, interrupted build has not finished.
once() {
  local stamp="$work/.$1"
  shift
  [ ! -e "$stamp" ] || return 0
  "$@"
  touch "$stamp"
}

# Python packages that V8's build files are read with; used from the folder, never installed.
tools=(gyp python3-packaging python3-jinja2 python3-markupsafe)

fetch() {
  find_mirror
  write_apt_config "deb deb-src"
  read_package_lists
  say "engine: downloading the source of nodejs $node_version, 25 MB"
  (cd "$work" && downloading "$work" "about 90" "$work/apt.log" apt-get -q source --download-only "nodejs=$node_version") || {
    tail -5 "$work/apt.log" >&2
    die_or_full "the source of nodejs $node_version could not be had" \
      "check the network connection; when the suite has moved on, ./dev clean --all makes a sysroot of its new version"
  }
  (cd "$work" && downloading "$work" "about 90" "$work/apt.log" apt-get -q download "${tools[@]}") || {
    tail -5 "$work/apt.log" >&2
    die_or_full "these packages could not be had: ${tools[*]}" "check the network connection and run the same command again"
  }
}

# The package's source with the package's own patches, then with those of patches/.
unpack() {
  local package patch
  say "engine: unpacking"
  rm -rf "$work/src" "$work/tools"
  mkdir -p "$work/src" "$work/tools"
  for package in "$work"/*.deb; do
    unpack_package "$package" "$work/tools"
  done
  tar -xf "$work"/nodejs_*.orig.tar.xz -C "$work/src" --strip-components=1
  tar -xf "$work"/nodejs_*.debian.tar.xz -C "$work/src"
  while IFS= read -r patch; do
    [[ $patch == '' || $patch == \#* ]] || patch -s -p1 --no-backup-if-mismatch -d "$work/src" < "$work/src/debian/patches/$patch" ||
      die "the package's own patch $patch does not apply" "report this with the version nodejs $node_version"
  done < "$work/src/debian/patches/series"
  for patch in "$here"/patches/*.patch; do
    patch -s -p1 --no-backup-if-mismatch -d "$work/src" < "$patch" ||
      die "$(basename "$patch") does not apply to nodejs $node_version" "docs/newer-v8.md has the steps for moving to another V8"
  done
}

build() {
  local python_path="$work/tools/usr/lib/python3/dist-packages"
  export PYTHONPATH="$python_path:$work/src/tools/v8_gypfiles" PYTHONDONTWRITEBYTECODE=1
  (cd "$work/src" && python3 -c 'import gyp, sys; sys.exit(gyp.script_main())' --no-parallel \
    -f "$here/targets_as_json.py" --depth=. -I common.gypi -I "$here/settings.gypi" -I "$here/$configuration.gypi" \
    -D icu_gyp_path=../icu/icu-system.gyp -G "output=$work/targets.json" tools/v8_gypfiles/v8.gyp) ||
    die "V8's build files could not be read" "report this with the version nodejs $node_version"
  python3 "$here/plan.py" --work "$work" --sysroot "$sysroot" --libraries "$libraries" --clang "$version"
  python3 "$here/drive.py" "$work" >&2 || die_or_full "the engine could not be built" \
    "read the messages above; run the same command again to go on where it stopped"
}

collect() {
  mkdir -p "$work/result/lib" "$work/result/changes"
  cp -r "$work/src/deps/v8/include" "$work/result/include"
  cp "$work/build/v8-gn.h" "$work/result/include/"
  cp "$work/build"/libv8*.a "$work/result/lib/"
  python3 "$here/notices.py" "$work/src/deps/v8" > "$work/result/NOTICES"
  cp "$work/src/debian/changelog" "$work/result/changes/package"
  cp "$work/src/doc/changelogs/CHANGELOG_V${node_version%%.*}.md" "$work/result/changes/node"
  printf 'nodejs %s\nconfiguration %s\n' "$node_version" "$configuration" > "$work/result/settings.txt"
  touch "$work/result/.complete"
  sync -f "$work/result" 2>/dev/null || true
  mv -T "$work/result" "$root"
}

finish_or_lock
need_room 5000
for stale in "$cache/engine-$configuration"-*.partial; do  # of settings that have changed since
  [ "$stale" = "$work" ] || rm -rf "$stale"
done
mkdir -p "$work"
once fetched fetch
once unpacked unpack
build
collect
rm -rf "$work"
say "engine: ready in $root"
printf '%s\n' "$root"
