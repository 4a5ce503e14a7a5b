#!/bin/sh
# A hook that mails each alert, through the box's own sendmail (msmtp, postfix):
#   alerts: { hook: [sh, /home/ada/feeds/alert-mail.sh, ada@example.com] }
# Needs jq.
set -eu
if [ $# -ne 1 ]; then
  echo "usage: alert-mail.sh ADDRESS" >&2
  exit 2
fi
alert=$(cat)
# A subject is ASCII and one line: it can begin no other header.
subject=$(printf '%s' "$alert" | jq -r .text | LC_ALL=C tr -cd ' -~' | head -c 100)
text=$(printf '%s' "$alert" | jq -r '.text, "", (to_entries[] | select(.key != "text") | "\(.key): \(.value)")')
sendmail -i -- "$1" <<END
To: $1
Subject: detente: $subject
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

$text
END
