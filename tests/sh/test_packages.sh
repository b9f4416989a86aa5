#!/bin/sh
# packages.sh on machines that lack something: with and without the right to install it.
. tests/sh/lib.sh
bin=$TMPDIR/bin
mkdir -p "$bin"
tool() { printf '#!/bin/sh\n%s\n' "$2" >"$bin/$1"; chmod +x "$bin/$1"; }
# A Debian that has everything but libvterm-dev until apt-get has been called.
tool dpkg-query 'case "$*" in *libvterm-dev*) [ -e "$TMPDIR/installed" ] || exit 1 ;; esac; echo install ok installed'
tool apt-get 'echo "$@" >>"$TMPDIR/apt"; case "$*" in *install*) touch "$TMPDIR/installed" ;; esac'
packages() { PATH=$bin:$PATH sh data/gen/packages.sh "$@"; }
user() { tool id 'echo 1000'; tool sudo 'exit 1'; rm -f "$TMPDIR/installed" "$TMPDIR/apt"; }
root() { tool id 'echo 0'; rm -f "$TMPDIR/installed" "$TMPDIR/apt"; }
sudoer() { user; tool sudo '[ "$1" = -n ] || { echo sudo >>"$TMPDIR/apt"; exec "$@"; }'; }

complete_says_nothing() { user; [ -z "$(packages build 2>&1)" ] && [ ! -e "$TMPDIR/apt" ]; }
user_gets_one_line() {
	user
	says 'sudo apt-get install -y --no-install-recommends libvterm-dev' packages check &&
		! packages check 2>/dev/null && [ ! -e "$TMPDIR/apt" ]
}
root_installs() { root; says 'missing Debian packages: libvterm-dev' packages check && [ -e "$TMPDIR/installed" ]; }
sudo_installs() { sudoer; packages check 2>/dev/null && grep -q sudo "$TMPDIR/apt" && [ -e "$TMPDIR/installed" ]; }
failing_says_what_to_type() { root; tool apt-get 'exit 100'; says 'please run:' packages check && ! packages check 2>/dev/null; }
check complete_says_nothing complete_says_nothing
check user_gets_one_line user_gets_one_line
check root_installs root_installs
check sudo_installs sudo_installs
check failing_says_what_to_type failing_says_what_to_type
exit $bad
