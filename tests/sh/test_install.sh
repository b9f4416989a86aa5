#!/bin/sh
# What `make install` puts under PREFIX works from there, without the source tree, and `make uninstall` takes it away.
. tests/sh/lib.sh
mode=$(basename "$LINLI_TEST_OUT")
root=$TMPDIR/root
prefix=$root/opt/house
make -s MODE="$mode" DESTDIR="$root" PREFIX=/opt/house install >"$TMPDIR/log" 2>&1 || cat "$TMPDIR/log"
linli() { (cd / && LINLI_NOW=2024-12-09T09:00:00 "$prefix/bin/linli" "$@"); }

nothing_else() { [ -z "$(find "$root" -type f ! -path "$prefix/bin/linli" ! -path "$prefix/share/*")" ]; }
finds_its_data() { says "$prefix/share/linli" linli doctor && says "$prefix/share/linli/themes" linli doctor; }
speaks_english() { says "usage: linli" linli --lang en help; }
makes_a_city() {
	linli --db "$TMPDIR/c.db" demo --cases 20 >/dev/null 2>&1 &&
		[ "$(linli --db "$TMPDIR/c.db" search '' | wc -l)" -gt 5 ] && linli --db "$TMPDIR/c.db" check >/dev/null
}
rules_are_whole() { linli config check >/dev/null; }
everything_goes() {
	make -s MODE="$mode" DESTDIR="$root" PREFIX=/opt/house uninstall && [ -z "$(find "$root" -type f)" ]
}
check installed_under_prefix_alone nothing_else
check installed_finds_its_data finds_its_data
check installed_speaks_english speaks_english
check installed_rules_are_whole rules_are_whole
check installed_makes_a_city makes_a_city
check uninstalled_leaves_no_file everything_goes
exit $bad
