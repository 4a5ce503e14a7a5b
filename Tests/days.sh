#!/bin/sh
# Runs the tests that start the program on other days than today, which must not matter to them: the runner, and every
# program that no test tells its clock, live on the day. Without an argument on three days; with `all` on twelve; or on
# the times given (RFC 3339). Three run at once, as they wait more than they compute. $DAYS_TESTS names other tests.
set -e
cd "$(dirname "$0")/.."
# Not by `swift test`, of which there may be one at a time.
tests=.build/debug/detentePackageTests.xctest
# Thanksgiving, a Saturday, the last minute of a year in New York.
few='2026-11-26T10:00:00-05:00 2026-11-28T11:00:00-05:00 2026-12-31T23:59:00-05:00'
# The Friday after Thanksgiving, a Sunday, New Year, Golden Week, Juneteenth, the days on which New York's clock
# changes, a leap day, a Tuesday before the opening.
others='2026-11-27T10:00:00-05:00 2026-11-29T11:00:00-05:00 2027-01-01T11:00:00-05:00
2026-10-02T11:00:00-04:00 2026-06-19T10:00:00-04:00 2027-03-14T01:58:00-05:00
2026-11-01T01:58:00-04:00 2028-02-29T12:00:00-05:00 2026-11-17T09:00:00-05:00'
case $1 in
  '') days=$few ;;
  all) days="$few $others" ;;
  *) days=$* ;;
esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
clang -shared -fPIC -O1 -o "$scratch/clock.so" Tests/Faults/clock.c Tests/Faults/faults.c

day() {
  offset=$(($(date -d "$1" +%s) - $(date +%s)))
  NO_COLOR=1 CLOCK=$offset LD_PRELOAD="$scratch/clock.so" timeout -k 10 900 \
    "$tests" --testing-library swift-testing --no-parallel --filter "${DAYS_TESTS:-^DetenteTests\.}" 2>&1 |
    sh Tests/summary.sh > "$scratch/$1" && : > "$scratch/$1.passed"
}

# shellcheck disable=SC2086 # The days are words.
set -- $days
failed=0
while [ $# -gt 0 ]; do
  batch=
  for moment; do
    day "$moment" &
    batch="$batch $moment"
    shift
    [ "$(echo "$batch" | wc -w)" -lt 3 ] || break
  done
  wait
  for moment in $batch; do
    echo "$moment"
    cat "$scratch/$moment"
    [ -e "$scratch/$moment.passed" ] || failed=1
  done
done
exit $failed
