# theme.awk FILE... - the palettes that others build on, as C tables. Reads only the form that the shipped themes
# have, one role a line; a test loads the same files through the strict loader and compares.
BEGIN {
	split("black red green yellow blue magenta cyan white", colours, " ")
	for (i in colours) {
		ansi[colours[i]] = i - 1
		ansi["bright-" colours[i]] = i + 7
	}
	ansi["default"] = -1
	print "static const struct base_role theme_base_roles[] = {"
}
function field(name, text) {
	if (!match($0, name ": [^,}]*"))
		return ""
	text = substr($0, RSTART + length(name) + 2, RLENGTH - length(name) - 2)
	gsub(/"/, "", text)
	return text
}
function attributes(list, n, i, text) {
	if (!match($0, /attr: \[[^]]*\]/))
		return "0"
	n = split(substr($0, RSTART + 7, RLENGTH - 8), list, /, */)
	for (i = 1; i <= n; i++)
		text = text (i > 1 ? " | " : "") "ATTR_" toupper(list[i])
	return text
}
FNR == 1 { id = FILENAME; gsub(/.*\/|\.yaml$/, "", id) }
/^name: / { zh = field("zh"); en = field("en") }
/^base: / {
	base = "BASE_" toupper($2)
	heads = heads "\t[" base "] = {\"" id "\", \"" zh "\", \"" en "\"},\n"
}
/^  [a-z0-9.]+: *\{/ {
	role = $1
	sub(/:$/, "", role)
	idx = field("idx") == "default" ? "COLOUR_DEFAULT" : field("idx")
	printf "\t{%s, \"%s\", {0x%s, %s, %s, %s}},\n", base, role, substr(field("rgb"), 2), idx, ansi[field("ansi")], attributes()
}
END { printf "};\nstatic const struct base_head theme_base_heads[] = {\n%s};\n", heads }
