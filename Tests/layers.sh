#!/bin/sh
# The layers of ARCHITECTURE.md: each target may import these modules and no other, and only CScreen.c knows curses.
set -e
cd "$(dirname "$0")/.."
bad=0
allow() {
  target=$1
  shift
  for file in $(find "Sources/$target" -name '*.swift'); do
    for module in $(sed -n 's/^\(@[a-zA-Z_]* \)*import \([A-Za-z]*\).*/\2/p' "$file"); do
      case " $* " in
        *" $module "*) ;;
        *) echo "$file: found import $module, expected one of:${*:+ }$*"; bad=1 ;;
      esac
    done
  done
}
allow Canvas RealModule
allow Market
allow YAML CYAML Glibc
allow System CSystem Glibc Synchronization
allow Analytics Market RealModule
allow Snapshots Market YAML System CJSON CGzip CSystem Glibc Synchronization
allow Theming Canvas YAML RealModule
allow Wording Market Analytics Canvas
allow Alerts Market Analytics Canvas Wording
allow Configuration YAML System Canvas Glibc
allow Dashboard Market Analytics Canvas Wording Alerts
allow Report Market Analytics Canvas Wording Alerts
allow Terminal Canvas Theming System CScreen CGuard Glibc
allow detente Market Analytics System Snapshots Canvas Theming Wording Alerts Configuration Dashboard Report Terminal CEmbedded CGuard ArgumentParser Glibc
for file in $(grep -rlE 'curses\.h|addstr|addwstr|addnstr' Sources | grep -v '^Sources/CScreen/CScreen\.c$' || true); do
  echo "$file: found curses, expected it in Sources/CScreen/CScreen.c only"
  bad=1
done
for file in $(grep -rlE 'try!|fatalError\(|as!' Sources --include='*.swift' || true); do
  echo "$file: found a trap on data (try!, as!, fatalError), expected an error with a place"
  bad=1
done
# A German locale's decimal comma must not reach a number.
for file in $(grep -rlE 'setlocale\(LC_(ALL|NUMERIC)|strto(d|f|ld)\(|ato(f|l)\(|scanf\(|String\(format|%[0-9.]*[efg]' \
  Sources --include='*.swift' --include='*.c' --include='*.cpp' || true); do
  echo "$file: found a number read or written by the locale, expected Decimal and fixed decimals"
  bad=1
done
# Below the state of the dashboard each folder knows only those before it; no screen knows another.
python3 Tests/arrows.py Sources/Dashboard Prompt Core Plots Commands Table Pages Panes 'Screens/*' . || bad=1
exit $bad
