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
# The desk ignores hidden names. Beside FILE, so that the rename stays within one file system.
hidden=$(dirname -- "$file")/.$(basename -- "$file")
part=$hidden.part

# One run at a time; the lock goes with the process, however that ends.
exec 9>"$hidden.lock"
flock -n 9 || exit 0
trap 'rm -f -- "$part"' EXIT
trap 'exit 1' HUP INT TERM
rm -f -- "$part"

refuse() {
  echo "curl-file.sh: $file kept: $1" >&2
  exit 1
}

if [ -f "$file" ]; then
  since=$(LC_ALL=C date -u -r "$file" '+%a, %d %b %Y %H:%M:%S GMT')
  set -- --header "If-Modified-Since: $since" "$@"
fi
# The file gets the server's time (--remote-time), so that the next condition does not hang on this box's clock.
status=$(curl --silent --show-error --fail --location --proto '=http,https' --connect-timeout 10 --max-time 30 \
  --max-filesize 134217728 --remote-time --output "$part" --write-out '%{http_code}' "$@" -- "$url") ||
  refuse "curl ended with $?"
[ "$status" != 304 ] || exit 0
[ "$status" = 200 ] || refuse "found HTTP status $status, expected 200"
[ -s "$part" ] || refuse "found an empty body"
# No format that is read begins with <; error pages, logins and XML do, behind blanks or a byte-order mark at most.
first=$(head -c 512 -- "$part" | LC_ALL=C tr -d '\000\357\273\277[:space:]' | LC_ALL=C cut -c 1)
[ -n "$first" ] || refuse "found a blank body"
[ "$first" != "<" ] || refuse "found a page (HTML or XML), expected data"
mv -f -- "$part" "$file"
