# def_texts.awk FILE.def... - the texts of tables, written as xgettext understands them, each with the file that has it.
# A row's text is its last word; a command's filter, the word before it, is one too.
FNR == 1 { printf "#line 1 \"%s\"\n", FILENAME; names = FILENAME ~ /keys\.def$/ }
/^(BIND|ALSO|PAGE|MAIN|SCOPE|COMMAND)\(/ && match($0, /("[^"]*",[ \t]*)?"[^"]*"\)[ \t]*$/) {
	count = split(substr($0, RSTART, RLENGTH), part, "\"")
	line = ""
	for (i = /^COMMAND/ || count < 4 ? 2 : 4; i < count; i += 2)
		if (part[i] != "") line = line (names && !/^SCOPE/ ? "SLOT(\"key|12\", \"" : "N_(\"") part[i] "\") "
	print line
	next
}
{ print "" }
