/*
 * A text line by line, in constant memory: for JSON lines.
 */
#ifndef LINLI_LINES_H
#define LINLI_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/base/source.h"

enum { LINE_MOST = 1 << 20 };

struct line {
	const char *text; /* without its line end; NUL behind it */
	size_t len;
	int64_t number; /* from 1 */
	bool too_long;  /* longer than LINE_MOST: text is "" */
};

struct lines;

/* The source stays the caller's. */
struct lines *lines_new(struct source *source);
void lines_free(struct lines *l);

/* The next line; it lives until the next call. *found is false at the end. Errors: IO. */
bool lines_next(struct lines *l, struct line *line, bool *found, struct err *err);

#endif
