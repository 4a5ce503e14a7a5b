#!/bin/sh
# Brings what has changed in a desk folder to another box (or a folder of this one):
#   rsync-desk.sh ~/desk box:desk
# rsync writes hidden temporary files and renames them when all have arrived (--delay-updates). What stands only over
# there stays: keep one side the owner of each file, the ledger (signals.jsonl, tariffs.json) above all. A newer file
# over there is not overwritten (--update).
set -eu
if [ $# -ne 2 ]; then
  echo "usage: rsync-desk.sh FOLDER [HOST:]FOLDER" >&2
  exit 2
fi
# One run at a time; the lock goes with the process, however that ends. It lies where nobody else writes: in a shared folder
# its name could be a link.
locks=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
[ -w "$locks" ] || locks=${XDG_STATE_HOME:-$HOME/.local/state}/detente
(umask 077 && mkdir -p -- "$locks")
folder=$(CDPATH='' cd -P -- "$1" && pwd)
exec 9>"$locks/detente-rsync-$(printf '%s' "$folder" | cksum | tr ' ' -).lock"
flock -n 9 || exit 0
# -t keeps times, -p no rights: the other box's umask and folder decide. Keys only, nobody is there to type.
exec timeout -k 10 120 rsync -rtz --update --delay-updates --timeout=30 --exclude='.*' --exclude='*~' \
  --exclude='*.tmp' --exclude='*.part' --exclude='*.swp' \
  --rsh='ssh -o BatchMode=yes -o ConnectTimeout=10' -- "$1/" "$2/"
