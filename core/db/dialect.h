/* The text of statements: from the portable form to SQLite's, and what can be told from it. */
#ifndef LINLI_DIALECT_H
#define LINLI_DIALECT_H

#include <stdbool.h>

#include "core/base/buf.h"

/* Appends the text with every index hint (see db.h) as INDEXED BY. */
void dialect_translate(struct buf *out, const char *sql);

/* Transaction control and housekeeping: they come from core/db alone and choose their own moment. */
bool dialect_is_control(const char *sql);

#endif
