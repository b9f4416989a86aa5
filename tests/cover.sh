#!/bin/sh
# cover.sh OUTDIR - what the tests have reached: lines by folder, and each err_set() of the core that no test has.
set -eu
out=$1
find "$out/core" "$out/tui" -name '*.gcda' | sort | while read -r data; do
	gcov --stdout --object-directory "$(dirname "$data")" "$data" 2>/dev/null
done >"$out/lines.gcov"
awk -F: '
$3 == "Source" { file = $4; folder = file; sub(/\/[^\/]*$/, "", folder); next }
file !~ /^(core|tui)\/.*\.c$/ { next }
$1 ~ /-$/ { next }
{
	all[folder]++
	if ($1 !~ /#####|=====/) { hit[folder]++; next }
	line = $2; gsub(/ /, "", line)
	if (file ~ /^core/ && $0 ~ /err_set\(/) { rest = $0; sub(/^[^:]*:[^:]*:[ \t]*/, "", rest); missed[++count] = file ":" line ": " rest }
}
END {
	for (i = 1; i <= count; i++) print missed[i]
	for (f in all) printf "%-14s %6d of %6d lines  %5.1f%%\n", f, hit[f], all[f], 100 * hit[f] / all[f] | "sort"
}' "$out/lines.gcov"
