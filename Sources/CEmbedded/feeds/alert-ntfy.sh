#!/bin/sh
# A hook that sends each alert to a topic of an ntfy server:
#   alerts: { hook: [sh, /home/ada/feeds/alert-ntfy.sh, https://ntfy.example.com/TOPIC] }
#   alert-ntfy.sh URL [CURL-OPTION...]      a token belongs into a file that only you can read: --config ~/.ntfy
# Who knows the topic of a public server can read along. Needs curl and jq.
set -eu
if [ $# -lt 1 ]; then
  echo "usage: alert-ntfy.sh URL [CURL-OPTION...]" >&2
  exit 2
fi
url=$1
shift
alert=$(cat)
priority=$(printf '%s' "$alert" | jq -r 'if .urgent then "urgent" else "default" end')
# The text goes as the body, which may hold any character, and from standard input, where no option and no file is read of it.
printf '%s' "$alert" | jq -j .text |
  curl --silent --show-error --fail --proto '=http,https' --max-time 8 --output /dev/null --header "Title: detente" \
    --header "Priority: $priority" --header "Content-Type: text/plain; charset=utf-8" --data-binary @- "$@" -- "$url"
