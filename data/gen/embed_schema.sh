#!/bin/sh
# embed_schema.sh FILE... - the schema steps as C byte arrays (a string literal may not be this long in ISO C).
# A file is named NNNNx_anything.sql: four digits of version, one letter of part.
set -eu
table=
for file in "$@"; do
	name=$(basename "$file")
	version=$(echo "$name" | sed 's/^0*\([0-9][0-9]*\)[a-z]_.*/\1/')
	part=$(echo "$name" | sed 's/^[0-9]*\([a-z]\)_.*/\1/')
	echo "static const char schema_${version}${part}[] = {"
	od -An -v -tx1 "$file" | sed 's/ \([0-9a-f][0-9a-f]\)/0x\1,/g'
	echo "0};"
	table="$table	{$version, '$part', schema_${version}${part}},
"
done
echo "static const struct schema_step schema_steps[] = {"
printf '%s' "$table"
echo "};"
