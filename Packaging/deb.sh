#!/bin/sh
# Packs what `make install` put under STAGE (PREFIX=/usr) into a Debian package:
#   deb.sh STAGE FOLDER      prints the package's path
set -eu
stage=$1 folder=$2
here=$(dirname -- "$0")
# shellcheck source=origin.sh
. "$here/origin.sh"
version=$("$stage/usr/bin/detente" --version)
architecture=$(dpkg --print-architecture)

documents=$stage/usr/share/doc/detente
install -d "$documents" "$stage/DEBIAN"
install -m 644 "$here/copyright" "$documents/copyright"
install -m 644 "$here/../README.md" "$documents/README.md"
gzip -9n < "$here/../CHANGELOG.md" > "$documents/NEWS.gz"
{
  printf 'detente (%s) unstable; urgency=medium\n\n' "$version"
  printf '  * What is new stands in NEWS.gz beside this file.\n\n'
  printf ' -- %s  %s\n' "$MAINTAINER" "$(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %H:%M:%S +0000')"
} | gzip -9n > "$documents/changelog.gz"
# libyaml and zlib are linked statically on purpose (README), so that one program serves every box.
install -d "$stage/usr/share/lintian/overrides"
printf 'detente: embedded-library %s [usr/bin/detente]\n' libyaml zlib > "$stage/usr/share/lintian/overrides/detente"
if [ -d "$stage/usr/share/man" ]; then
  find "$stage/usr/share/man" -type f ! -name '*.gz' -exec gzip -9nf {} +
fi
# Debian's zsh looks for packages' completions here.
if [ -d "$stage/usr/share/zsh/site-functions" ]; then
  mv "$stage/usr/share/zsh/site-functions" "$stage/usr/share/zsh/vendor-completions"
fi

# dpkg-shlibdeps finds what the program needs, with the oldest versions that have its symbols.
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
mkdir "$scratch/debian"
printf 'Source: detente\n\nPackage: detente\nArchitecture: any\n' > "$scratch/debian/control"
program=$(realpath -- "$stage/usr/bin/detente")
depends=$(cd "$scratch" && dpkg-shlibdeps -O "$program" | sed -n 's/^shlibs:Depends=//p')

(cd "$stage" && find usr -type f -exec md5sum {} +) | LC_ALL=C sort -k 2 > "$stage/DEBIAN/md5sums"
cat > "$stage/DEBIAN/control" <<END
Package: detente
Version: $version
Architecture: $architecture
Maintainer: $MAINTAINER
Installed-Size: $(du -sk --apparent-size --exclude=DEBIAN "$stage" | cut -f 1)
Depends: $depends
Section: utils
Priority: optional
Description: terminal market watch for the US-China tariff conflict
 Watches a folder of snapshot files that your own feeds write, and shows
 tariffs, a de-escalation indicator, a watchlist by sector and the signals
 behind it. It never opens a network connection.
END
package=$folder/detente_${version}_$architecture.deb
find "$stage" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
dpkg-deb --root-owner-group --build "$stage" "$package" >&2
echo "$package"
