#!/bin/sh
# man.sh LINLI PAGE - the manual page with what `LINLI help` prints in the place of its line .\" COMMANDS and of its
# line .\" OPTIONS, so that the two never say different things.
set -eu
linli=$1 page=$2
english() { LINLI_LANG=en "$linli" help "$@"; }
options='
# A sentence a line, and no line longer than mandoc likes; none that begins as a request does.
function plain(s,    word, count, i, line, out) {
	gsub(/\\/, "\\e", s)
	count = split(s, word, " ")
	for (i = 1; i <= count; i++) {
		if (line != "" && (length(line " " word[i]) > 78 || line ~ /[.?!]$/)) { out = out line "\n"; line = "" }
		if (line == "" && word[i] ~ /^[.\x27]/) word[i] = "\\&" word[i]
		line = line (line == "" ? "" : " ") word[i]
	}
	return out line
}
function option(s,    name, rest, help) {
	match(s, /^  -[^ ]+( [^ ]+)?  +/); name = substr(s, 3, RLENGTH - 2); help = substr(s, RLENGTH + 1)
	sub(/ +$/, "", name); rest = name; sub(/^[^ ]+ ?/, "", rest); sub(/ .*/, "", name)
	if (!listed++) print ".Bl -tag -width Ds"
	print ".It Fl " substr(name, 2) (rest != "" ? " Ar " rest : ""); print plain(help)
}
function done_listing() { if (listed) print ".El"; listed = 0 }
'
commands() {
	english | awk '/^commands/ { inside = 1; next } /^$/ { inside = 0 } inside { print $1 }' | while read -r name; do
		english "$name" | awk "$options"'
		NR == 1 { sub(/^usage: /, ""); print ".Ss " $0 "\\&"; next }
		/^options:$/ { next }
		/^  -/ { option($0); next }
		/^$/ { if (seen) broken = 1; next }
		{ if (broken) print ".Pp"; broken = 0; seen = 1; print plain($0) }
		END { done_listing() }'
	done
}
global() { english | awk "$options"'/^  -/ { option($0) } END { done_listing() }'; }
while IFS= read -r line; do
	case $line in
	'.\" COMMANDS') commands ;;
	'.\" OPTIONS') global ;;
	*) printf '%s\n' "$line" ;;
	esac
done <"$page"
