#!/bin/sh
# packages.sh build|check|lint - makes sure that what the Makefile needs is installed on this Debian machine.
# Missing packages are named; root (or a sudo that asks for no password) installs them; everybody else gets
# the one line to type.
set -eu
build="gcc libc6-dev libncurses-dev libsqlite3-dev libyaml-dev libsodium-dev gettext"
check="$build libcmocka-dev libvterm-dev sqlite3"
lint="$check clang clang-tidy clang-format cppcheck mandoc"
case "${1:-build}" in
build) wanted=$build ;;
check) wanted=$check ;;
lint) wanted=$lint ;;
*) echo "usage: packages.sh build|check|lint" >&2; exit 2 ;;
esac
if ! command -v dpkg-query >/dev/null 2>&1; then
	echo "this is no Debian: what is called there $wanted must be installed" >&2
	exit 0
fi
missing=
for package in $wanted; do
	dpkg-query -W -f '${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "missing Debian packages:$missing" >&2
line="apt-get install -y --no-install-recommends$missing"
if [ "$(id -u)" = 0 ]; then
	sudo=
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
	sudo="sudo"
else
	echo "please run:  sudo $line" >&2
	exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$sudo $line >/dev/null 2>&1 || { $sudo apt-get update >/dev/null && $sudo $line >/dev/null; } || {
	echo "could not install them; please run:  sudo apt-get update && sudo $line" >&2
	exit 1
}
echo "installed:$missing" >&2
