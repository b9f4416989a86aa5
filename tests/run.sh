#!/bin/sh
# run.sh OUTDIR TEST... - runs each test program in an environment that holds nothing but what is named here, one
# more at a time than there are processors (those on a terminal mostly wait), and ends with one line that counts.
# The output of a failing program is shown.
set -u
out=$1; shift
logs=$out/logs
rm -rf "$logs"
mkdir -p "$logs"
one='
name=$(basename "$1"); tmp=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d)
env -i PATH="$PATH" HOME="$tmp" TMPDIR="$tmp" LC_ALL=C.UTF-8 TERM=xterm-256color LINLI_TEST_OUT="$2" \
	${UPDATE:+UPDATE=$UPDATE} ${LINLI_ROUNDS:+LINLI_ROUNDS=$LINLI_ROUNDS} LSAN_OPTIONS=suppressions=tests/lib/leaks.supp:print_suppressions=0 \
	"$1" >"$3/$name.log" 2>&1
echo $? >"$3/$name.rc"
rm -rf "$tmp"'
printf '%s\n' "$@" | xargs -P "$(($(nproc) + 1))" -I{} sh -c "$one" _ {} "$out" "$logs"
passed=0 failed=0 bad=
for test in "$@"; do
	name=$(basename "$test")
	p=$(grep -c '^\[       OK \]' "$logs/$name.log")
	f=$(grep '^\[  FAILED  \] [a-z]' "$logs/$name.log" | sort -u | wc -l)
	rc=$(cat "$logs/$name.rc" 2>/dev/null || echo 1)
	if [ "$rc" != 0 ]; then
		bad="$bad $name"
		[ "$f" != 0 ] || f=1
	fi
	passed=$((passed + p)) failed=$((failed + f))
	printf '%-28s %4d passed%s\n' "$name" "$p" "$([ "$rc" = 0 ] || echo "  FAILED, exit $rc")"
done
for name in $bad; do
	printf '\n=== %s\n' "$name"
	grep -v '^\[\( RN\|  *OK\|  *RUN\)' "$logs/$name.log" | head -80
done
echo "$# test programs: $passed tests passed, $failed failed"
[ "$failed" = 0 ]
