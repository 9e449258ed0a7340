#!/bin/sh
# Installs the Debian packages named that are missing, when that is allowed without a question;
# otherwise says in one sentence what to install. Never fails: the site can be built without the prints.
set -u
missing=""
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null; then
    echo "Mangler:$missing. Se docs/install.md for andre systemer end Debian og Ubuntu." >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root=none; fi
if [ "$as_root" != none ]; then
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq || true
    # shellcheck disable=SC2086
    $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "Installér først de pakker, der mangler: sudo apt install$missing" >&2
exit 0
