/*
 * Any bytes as a table: fields are valid UTF-8 and ended by a NUL, lines never go back, and how the bytes
 * arrive makes no difference. The first byte chooses delimiter and the size of the pieces.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/csv.h"
#include "core/base/utf8.h"
#include "tests/lib/corpus.h"

/* Everything that was read, in one text. */
static void
digest(const uint8_t *bytes, size_t len, size_t piece, char delimiter, struct buf *out)
{
	struct err err = ERR_INIT;
	struct pieces pieces = {bytes, len, 0, piece};
	struct source *source = source_new(pieces_read, &pieces, "fuzz");
	struct csv *csv = csv_new(source, delimiter);
	struct csv_record r;
	bool found;
	int64_t line = 0;

	while (csv_next(csv, &r, &found, &err) && found) {
		assert(r.line > line);
		line = r.line;
		buf_addf(out, "%lld %d", (long long)r.line, (int)r.defect);
		for (size_t i = 0; i < r.count; i++) {
			assert(r.fields[i].text[r.fields[i].len] == '\0');
			assert(utf8_valid(r.fields[i].text, r.fields[i].len, NULL));
			buf_addch(out, '|');
			buf_add(out, r.fields[i].text, r.fields[i].len);
		}
		buf_addch(out, '\n');
	}
	assert(err.code == ERR_NONE || err.code == ERR_IO);
	buf_addf(out, "%lld", (long long)source_bad(source));
	csv_free(csv);
	source_close(source);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static const char delimiters[] = {'\0', ',', ';', '\t'};
	struct buf one, two;

	if (len == 0)
		return 0;
	buf_init(&one);
	buf_init(&two);
	digest(bytes + 1, len - 1, len, delimiters[bytes[0] & 3], &one);
	digest(bytes + 1, len - 1, (size_t)(bytes[0] >> 2 & 7) + 1, delimiters[bytes[0] & 3], &two);
	assert(one.len == two.len && memcmp(one.text, two.text, one.len) == 0);
	buf_release(&one);
	buf_release(&two);
	return 0;
}
