#!/bin/sh
# Fetches a URL into a file of the desk folder:
#   curl-file.sh URL FILE [CURL-OPTION...]      a key belongs into a file that only you can read: --config ~/.feed-key
# FILE is replaced whole or not at all, and only by a body that is not empty and not a page; what the server calls
# unchanged is not fetched again. Status: 0 replaced, unchanged or already being fetched; else FILE is the old one.
set -eu
if [ $# -lt 2 ]; then
  echo "usage: curl-file.sh URL FILE [CURL-OPTION...]" >&2
  exit 2
fi
url=$1 file=$2
shift 2
name=$(basename -- "$file")
folder=$(CDPATH='' cd -P -- "$(dirname -- "$file")" && pwd)

# One run at a time; the lock goes with the process, however that ends. It lies where nobody else writes: in a shared folder
# its name could be a link.
me=$(id -u)
locks=${XDG_RUNTIME_DIR:-/run/user/$me}
[ -w "$locks" ] || locks=${XDG_STATE_HOME:-$HOME/.local/state}/detente
(umask 077 && mkdir -p -- "$locks")
exec 9>"$locks/detente-curl-$(printf '%s' "$folder/$name" | cksum | tr ' ' -).lock"
flock -n 9 || exit 0

# The desk ignores hidden names. Beside FILE, so that the rename stays within one file system; made anew and held open (-C),
# so that it is no link and no pipe that somebody put there. What killed runs left is removed.
find "$folder" -maxdepth 1 -type f -user "$me" -name ".$name.*.part" -mmin +5 -delete
part=$(mktemp -u -- "$folder/.$name.XXXXXXXX.part")
set -C
exec 8>"$part"
set +C
body=/dev/fd/8
trap 'rm -f -- "$part"' EXIT
trap 'exit 1' HUP INT TERM

refuse() {
  echo "curl-file.sh: $file kept: $1" >&2
  exit 1
}

if [ -f "$file" ] && [ ! -L "$file" ]; then
  since=$(LC_ALL=C date -u -r "$file" '+%a, %d %b %Y %H:%M:%S GMT')
  set -- --header "If-Modified-Since: $since" "$@"
fi
# The file gets the server's time (--remote-time), so that the next condition does not hang on this box's clock.
status=$(curl --silent --show-error --fail --location --proto '=http,https' --connect-timeout 10 --max-time 30 \
  --max-filesize 134217728 --remote-time --output "$body" --write-out '%{http_code}' "$@" -- "$url") ||
  refuse "curl ended with $?"
[ "$status" != 304 ] || exit 0
[ "$status" = 200 ] || refuse "found HTTP status $status, expected 200"
[ -s "$body" ] || refuse "found an empty body"
# No format that is read begins with <; error pages, logins and XML do, behind blanks or a byte-order mark at most.
first=$(head -c 512 -- "$body" | LC_ALL=C tr -d '\000\357\273\277[:space:]' | LC_ALL=C cut -c 1)
[ -n "$first" ] || refuse "found a blank body"
[ "$first" != "<" ] || refuse "found a page (HTML or XML), expected data"
# -T: a link to a folder is replaced, not followed.
mv -fT -- "$part" "$file"
