#!/bin/sh
# A hook that shows each alert on this box's own desktop (Debian: apt install libnotify-bin):
#   alerts: { hook: [sh, /home/ada/feeds/alert-desktop.sh] }
# Needs jq, and a desktop of the same user.
set -eu
user=$(id -u)
: "${DBUS_SESSION_BUS_ADDRESS:=unix:path=/run/user/$user/bus}"
export DBUS_SESSION_BUS_ADDRESS
alert=$(cat)
urgency=$(printf '%s' "$alert" | jq -r 'if .urgent then "critical" else "normal" end')
# Desktops read the text as marked up.
text=$(printf '%s' "$alert" | jq -r '.text | gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;")')
exec notify-send --app-name=detente --urgency="$urgency" -- detente "$text"
