# Checks that includes go down only. Input: all sources; every folder below is a layer with a number, and a file
# may include its own layer and lower ones. Two rules go beyond the order: tui/ sees neither the database nor the
# subcommands, and has no SQL (main.c, the composition root, excepted), and only tui/app and main see the terminal.
BEGIN {
	split("core/base core/db core/domain core/serve core/cmd tui/cells tui/widget tui/screen tui/term tui/app", name, " ")
	for (i = 1; i in name; i++) level[name[i]] = i
	level["tui"] = 99
}
function folder(path) { sub(/\/[^\/]*$/, "", path); return path }
FNR == 1 { here = folder(FILENAME); skip = !(here in level) }
skip { next }
/^#[ \t]*include[ \t]*</ {
	if ($0 ~ /curses/ && here != "tui/term") complain("only tui/term includes curses")
	if ($0 ~ /sqlite3/ && FILENAME != "core/db/db.c") complain("only core/db/db.c includes sqlite3.h")
	if ($0 ~ /sodium/ && FILENAME != "core/base/crypto.c") complain("only core/base/crypto.c includes sodium.h")
	if ($0 ~ /yaml\.h/ && FILENAME != "core/base/yaml.c") complain("only core/base/yaml.c includes yaml.h")
	next
}
/^#[ \t]*include[ \t]*"/ {
	split($0, part, "\"")
	there = folder(part[2])
	if (!(there in level)) next
	if (level[there] > level[here]) complain(here " may not include " there)
	if (here ~ /^tui\// && there ~ /^core\/(db|cmd)$/) complain("tui may not include " there)
	if (here ~ /^tui\/(cells|widget|screen)$/ && there == "tui/term") complain("only the app sees the terminal")
	if (here == "tui/cells" && there != "core/base" && there != here) complain("cells know the base only")
}
/"(SELECT|INSERT|UPDATE|DELETE) / && here ~ /^tui/ { complain("the console has no SQL") }
function complain(text) { printf "%s:%d: %s\n", FILENAME, FNR, text; bad = 1 }
END { exit bad }
