#!/bin/sh
# Packs what `make install` put under STAGE (PREFIX=/) with the libraries that a bare box may lack into one tarball that
# runs wherever it is unpacked:
#   tarball.sh STAGE FOLDER      prints the tarball's path
set -eu
stage=$1 folder=$2
here=$(dirname -- "$0")
# shellcheck source=origin.sh
. "$here/origin.sh"
version=$("$stage/bin/detente" --version)
name=detente-$version-linux-$(uname -m)

# Beside the program goes what it needs, but for libc, libstdc++ and libgcc: every box that has a package manager has
# them, and one copy of them must serve the whole process.
install -d "$stage/lib/detente" "$stage/share/doc/detente/licences"
ldd "$stage/bin/detente" | sed -n 's/.* => \(\/.*\) (.*/\1/p' | while read -r library; do
  case ${library##*/} in
    libsimdjson.* | libncursesw.* | libtinfo.*) ;;
    *) continue ;;
  esac
  install -m 644 "$library" "$stage/lib/detente/${library##*/}"
  # By its name: /lib and /usr/lib are one folder, of which dpkg knows but one name.
  owner=$(dpkg-query -S "*/${library##*/}" | sed -n '1s/:.*//p')
  install -m 644 "/usr/share/doc/$owner/copyright" "$stage/share/doc/detente/licences/$owner"
done
patchelf --set-rpath "\$ORIGIN/../lib/detente" "$stage/bin/detente"
# Found beside it only where it says so itself: libncursesw needs libtinfo.
for library in "$stage"/lib/detente/libncursesw.*; do patchelf --set-rpath "\$ORIGIN" "$library"; done

install -m 644 "$here/copyright" "$stage/share/doc/detente/licences/detente"
install -m 644 "$here/../LICENSE" "$here/../README.md" "$here/../CHANGELOG.md" "$stage/share/doc/detente"
tarball=$folder/$name.tar.gz
tar -C "$stage" --create --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" \
  --transform="s,^\.,$name," . | gzip -9n > "$tarball"
echo "$tarball"
