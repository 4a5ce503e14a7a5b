#!/bin/sh
# Runs the built tests: those that start the program one after another, as they wait more than they compute, and beside
# them the others, which only compute, all at once. Fails unless both halves pass.
set -e
cd "$(dirname "$0")/.."
# Not by `swift test`, of which there may be one at a time.
tests=.build/debug/detentePackageTests.xctest
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
half() {
  name=$1
  shift
  if NO_COLOR=1 timeout -k 10 900 "$tests" --testing-library swift-testing "$@" 2>&1 |
    sh Tests/summary.sh > "$results/$name"; then
    : > "$results/$name.passed"
  fi
}
half computing --skip '^DetenteTests\.' &
half starting --no-parallel --filter '^DetenteTests\.'
wait
cat "$results/computing" "$results/starting"
[ -e "$results/computing.passed" ] && [ -e "$results/starting.passed" ]
