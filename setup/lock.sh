#!/bin/sh
# Resolves pyproject.toml for every system and Python it allows, into the two lock files: what a build needs, and what
# the tests need besides. Usage: lock.sh UV [--upgrade]. Keeps the versions that are locked unless told to take newer.
set -eu
uv=$1
shift
build=$(sed -n 's/^requires = \["\(.*\)"\]$/\1/p' pyproject.toml)
write() {
    file=$1
    shift
    echo "$build" | "$uv" pip compile -q --universal --generate-hashes --python-version 3.11 --no-header --no-annotate \
        "$@" pyproject.toml - -o "$file"
}
write requirements.lock "$@"
write requirements-test.lock --extra test -c requirements.lock "$@"
