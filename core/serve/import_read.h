/*
 * Rows of a file to import, whatever its form: a table has its columns in the first row, in JSON lines they
 * are the keys, as they turn up. The importer sees columns and values only.
 */
#ifndef LINLI_IMPORT_READ_H
#define LINLI_IMPORT_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/source.h"

enum import_format { IMPORT_ANY, IMPORT_CSV, IMPORT_JSONL };

struct import_row {
	const char *const *values; /* by column; "" where the row has none */
	size_t count;              /* columns known so far */
	size_t given; /* values that the row had: fewer or more where its columns are wrong */
	int64_t line;
	const char *defect; /* a sentence; NULL: the row is sound */
	const char *raw;    /* JSON lines: the line as it stands; NULL for tables */
};

struct import_reader;

/*
 * "-" is standard input. IMPORT_ANY: JSON lines when the first byte is a brace. A table without any row is
 * refused. Errors: IO, INPUT.
 */
bool import_open(
	struct import_reader **out, const char *path, enum import_format format, struct err *err);
void import_shut(struct import_reader *r);

/* The next row; lives until the next call. *found is false at the end. Errors: IO. */
bool import_next(struct import_reader *r, struct import_row *row, bool *found, struct err *err);

/* Columns so far; of JSON lines more may come with each row. */
const char *const *import_columns(const struct import_reader *r, size_t *count);

enum import_format import_format(const struct import_reader *r);
const struct source *import_source(const struct import_reader *r);

#endif
