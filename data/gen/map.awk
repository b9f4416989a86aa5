# map.awk HEADER... - one line a module: its header and the first sentence of the comment it begins with.
FNR == 1 { flush(); name = FILENAME; text = ""; inside = 0; done = 0 }
done { next }
/^\/\*/ { inside = 1 }
inside {
	line = $0
	ends = line ~ /\*\//
	gsub(/^\/\*|\*\/$|^ \*/, "", line)
	gsub(/^[ \t]+|[ \t]+$/, "", line)
	text = text (text == "" || line == "" ? "" : " ") line
	if (ends || text ~ /\. [A-Z]|\.$|:$/) { inside = 0; done = 1 }
	next
}
function flush() {
	if (name == "") return
	if (match(text, /\. [A-Z]/)) text = substr(text, 1, RSTART)
	sub(/[.:]$/, "", text)
	printf "%-34s %s\n", name, text
}
END { flush() }
