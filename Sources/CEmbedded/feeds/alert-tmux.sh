#!/bin/sh
# A hook that shows each alert in the status line of every client of tmux, whatever window is in view:
#   alerts: { hook: [sh, /home/ada/feeds/alert-tmux.sh] }
#   alert-tmux.sh [TMUX-OPTION...]      such as -L NAME, where the server is another than the usual one
# Needs jq.
set -eu
# tmux runs what stands in #( ) and puts dates for %: as text both are written twice.
text=$(jq -r '.text | gsub("#"; "##") | gsub("%"; "%%")')
tmux "$@" list-clients -F '#{client_name}' | while read -r client; do
  tmux "$@" display-message -d 10000 -c "$client" -- "$text"
done
