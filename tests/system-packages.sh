#!/bin/sh
# Installs Debian packages that are missing: those named, else what the tests need beyond Python.
# Where that is not possible, one line says what is missing; tests that need it are skipped and listed.
set -u

missing=""
if [ "$#" -gt 0 ]; then
    missing="$*"
else
    command -v git >/dev/null 2>&1 || missing="$missing git"
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium fonts-dejavu-core"
    command -v npm >/dev/null 2>&1 || missing="$missing nodejs npm"
    command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
fi
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo -n"
    sudo -n true 2>/dev/null || as_root="no"
fi
if [ "$as_root" != "no" ] && command -v apt-get >/dev/null 2>&1; then
    $as_root apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq $missing >/dev/null 2>&1 && exit 0
fi
echo "Missing and not installable here:$missing (on Debian and Ubuntu: apt-get install$missing)" >&2
[ "$#" -eq 0 ] # a package that was named is needed; the tests do without and say so
