#!/usr/bin/env bash
# PrairieLearn runs this for each submission: the entrypoint of its image.
set -uo pipefail
grade=${GRADE:-/grade}
mkdir -p "$grade/results"
cd "$grade/harness" || exit
target/release/harness grade "$grade/student" --as "$EXERCISE" \
    --format prairielearn --output "$grade/results/results.json"
# 1: something is wrong with the submission; 3: the machine was too busy to tell. Both are graded.
code=$?
case $code in 1 | 3) exit 0 ;; *) exit $code ;; esac
