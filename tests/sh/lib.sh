# Sourced by the scripts here. check NAME COMMAND...: a test, printed as cmocka does, so that run.sh counts it alike.
set -u
bad=0
check() {
	name=$1; shift
	echo "[ RUN      ] $name"
	if "$@"; then echo "[       OK ] $name"; else echo "[  FAILED  ] $name"; bad=1; fi
}
# says TEXT COMMAND...: the command's output holds the text.
says() {
	text=$1; shift
	out=$("$@" 2>&1)
	case $out in *"$text"*) return 0 ;; esac
	printf 'wanted: %s\ngot: %s\n' "$text" "$out"
	return 1
}
