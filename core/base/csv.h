/*
 * Tables as text, RFC 4180 and what people make of it: any line ends, line feeds and quotes within quoted
 * fields, quotes that nobody doubled, rows with too few or too many columns. One record at a time, in
 * constant memory. A broken row never swallows or shifts the next one: it comes marked, with its line.
 */
#ifndef LINLI_CSV_H
#define LINLI_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/base/source.h"

enum { CSV_RECORD_MOST = 1 << 20 }; /* bytes of one record */

/* Ends with a NUL that len does not count. */
struct csv_field {
	const char *text;
	size_t len;
};

enum csv_defect {
	CSV_SOUND,
	CSV_COLUMNS, /* as many columns as the first record has were expected */
	CSV_UNCLOSED, /* a quote opens and never closes: the fields are those of its first line, taken as it is */
	CSV_TOO_LONG, /* longer than CSV_RECORD_MOST: no fields */
};

struct csv_record {
	const struct csv_field *fields;
	size_t count;
	int64_t line; /* where it begins in the file, from 1 */
	enum csv_defect defect;
};

struct csv;

/* delimiter 0: the one of , ; and tab that the first line has most. The source stays the caller's. */
struct csv *csv_new(struct source *source, char delimiter);
void csv_free(struct csv *c);

/*
 * The next record; it lives until the next call. Lines without any character are passed over. *found is
 * false at the end. The first record says how many columns the others should have. Errors: IO.
 */
bool csv_next(struct csv *c, struct csv_record *record, bool *found, struct err *err);

/* The columns that the first record had; 0 before it was read. */
size_t csv_columns(const struct csv *c);

/* A sentence on what is wrong with the record, appended. */
void csv_explain(const struct csv *c, const struct csv_record *record, struct buf *out);

/*
 * Writing. Every field is quoted and guarded: a text that a spreadsheet would take for a formula gets an
 * apostrophe in front, which csv_unguard() takes off again.
 */
void csv_put_bom(struct buf *out);
void csv_put(struct buf *out, const char *text, bool first);
void csv_put_n(struct buf *out, const char *text, size_t len, bool first);
void csv_put_i64(struct buf *out, int64_t value, bool first);
void csv_put_end(struct buf *out);

/* Where the text proper begins in a field that csv_put() may have written: 0, or 1 behind a guard. */
size_t csv_unguard(const char *text, size_t len);

#endif
