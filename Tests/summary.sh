#!/bin/sh
# Passes on what a test run says of failures, skips and its sum; fails unless the sum says "passed".
awk '
  /✘|recorded an issue|error: |fatal|[Ss]kipped|Executed [0-9]+ test|Test run with/ { print }
  /Test run with [0-9]+ tests?.* passed/ { passed = 1 }
  { last = $0 }
  END { if (!passed) { print "the test run ended with: " last; exit 1 } }
'
