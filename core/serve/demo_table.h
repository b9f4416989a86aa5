/*
 * Small tables of the demo city: one row a line, fields between '|', blanks around them do not count, lines
 * that begin with '#' are comments.
 */
#ifndef LINLI_DEMO_TABLE_H
#define LINLI_DEMO_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"
#include "core/base/err.h"

enum { TABLE_MAX_FIELDS = 24 };

struct table_row {
	const char *field[TABLE_MAX_FIELDS];
	int line;
};

struct table {
	const char *file;
	struct table_row *rows;
	size_t count;
};

/* Every row must have exactly that many fields. Errors: IO, INPUT as "file:line: sentence". */
bool table_read(struct table *out, const char *dir, const char *name, int fields, struct arena *mem,
	struct err *err);

/* A field as a whole number; INPUT with file and line when it is none. */
bool table_number(
	const struct table *t, const struct table_row *row, int field, int *out, struct err *err);

#endif
