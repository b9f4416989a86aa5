# Makes data/pinyin/readings.txt from a table of Unicode readings, one hanzi a line, in order of code points:
#   awk -f data/gen/readings.awk pinyin_unihan15.tsv > data/pinyin/readings.txt
# Input: "4E01<TAB>(the hanzi)<TAB>ding,zheng<TAB>..."; syllables without tones, the usual one first, u with two
# dots as v. Output: lines of 32 code points from the one that begins the line; "-" stands for no reading.
function hex(s,    i, n) {
	n = 0
	for (i = 1; i <= length(s); i++)
		n = n * 16 + index("0123456789ABCDEF", substr(s, i, 1)) - 1
	return n
}
function flush(    i, line, last) {
	if (base < 0) return
	line = sprintf("%04X", base)
	for (i = 0; i < 32; i++) line = line " " ((base + i) in reading ? reading[base + i] : "-")
	print line
	split("", reading)
}
BEGIN {
	FS = "\t"
	base = -1
	print "# Readings of hanzi, from the Unicode Han Database 15.0 (licence: data/licenses/unicode.txt)."
	print "# Made by data/gen/readings.awk. A line: the first code point, then readings of 32 code points."
}
NR > 1 {
	cp = hex($1)
	if (cp - cp % 32 != base) { flush(); base = cp - cp % 32 }
	reading[cp] = $3
}
END { flush() }
