#!/bin/sh
# Installs the package into one clean Debian and unpacks the tarball in another, and runs the program in both:
#   unshare --mount sh check.sh PACKAGE TARBALL FOLDER      as root; FOLDER holds the systems and is emptied first
# In a mount namespace, so that nothing stays mounted however this ends.
set -eu
package=$1 tarball=$2 folder=$3
suite=bookworm
base=$folder/base

say() { printf '\n== %s\n' "$1"; }
# No variable of this machine, and no more than a bare box has.
inside() {
  root=$1
  shift
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=xterm LC_ALL=C.UTF-8 "$@"
}
expect() {
  case $2 in
    *"$3"*) ;;
    *) echo "$1: found \"$2\", expected it to hold \"$3\"" >&2; exit 1 ;;
  esac
}
# What a user would do first, by the program's name in that system.
try() {
  root=$1 program=$2 version=$3
  if inside "$root" sh -c 'command -v swift || ls -d /usr/lib/swift /opt/swift' 2>/dev/null; then
    echo "$root: found Swift, expected a system without it" >&2
    exit 1
  fi
  expect version "$(inside "$root" "$program" --version)" "$version"
  json=$(inside "$root" "$program" print --format json)
  expect print "$json" '"asOf": "2025-05-01T16:20:00-04:00"'
  inside "$root" "$program" init /root/desk
  expect desk "$(inside "$root" "$program" print /root/desk --as-of 2025-05-01)" "Trade war"
  inside "$root" "$program" check /root/desk
  screen=$(inside "$root" "$program" --dump --size 80x24)
  expect dump "$screen" "De-escalation"
  printf '%s\n' "$screen" | head -n 8
  # The dashboard itself, in a terminal, left by q.
  (sleep 3; printf q) | script --quiet --return --command \
    "stty cols 80 rows 24; chroot '$root' env -i PATH=/usr/bin:/bin TERM=xterm LC_ALL=C.UTF-8 '$program'" \
    "$folder/terminal" > /dev/null
  expect terminal "$(tr -d '\000' < "$folder/terminal")" "De-escalation"
  echo "ran in $root: version, print, init, check, dump, terminal"
}

rm -rf --one-file-system -- "$folder"
mkdir -p "$folder"
say "a clean Debian $suite"
debootstrap --variant=minbase "$suite" "$base" > "$folder/debootstrap.log"
cp -a "$base" "$folder/deb"
mv "$base" "$folder/tarball"
# The runtime reads the arguments from /proc.
mount -t proc proc "$folder/deb/proc"
mount -t proc proc "$folder/tarball/proc"

say "the package"
version=$(dpkg-deb --field "$package" Version)
dpkg-deb --info "$package"
cp "$package" "$folder/deb/root/detente.deb"
inside "$folder/deb" apt-get update -q > "$folder/apt.log"
inside "$folder/deb" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o Dpkg::Use-Pty=0 \
  /root/detente.deb >> "$folder/apt.log"
inside "$folder/deb" dpkg --verify detente
inside "$folder/deb" dpkg-query --list detente
try "$folder/deb" detente "$version"
inside "$folder/deb" dpkg --purge detente
if inside "$folder/deb" ls -d /usr/bin/detente /usr/share/doc/detente 2>/dev/null; then
  echo "purge left files behind" >&2
  exit 1
fi

say "the tarball"
tar -C "$folder/tarball/opt" -xzf "$tarball"
unpacked=$(cd "$folder/tarball/opt" && echo detente-*)
inside "$folder/tarball" ldd "/opt/$unpacked/bin/detente"
try "$folder/tarball" "/opt/$unpacked/bin/detente" "$version"
# Relocatable: from another place, by a link, beneath a name with a blank.
mv "$folder/tarball/opt" "$folder/tarball/root/my programs"
ln -s "/root/my programs/$unpacked/bin/detente" "$folder/tarball/usr/local/bin/detente"
expect moved "$(inside "$folder/tarball" /usr/local/bin/detente --version)" "$version"

if command -v lintian > /dev/null; then
  say "lintian"
  lintian --allow-root --fail-on error --tag-display-limit 0 "$package"
fi
say "both packages run in a clean Debian $suite"
umount "$folder/deb/proc" "$folder/tarball/proc"
rm -rf --one-file-system -- "$folder"
