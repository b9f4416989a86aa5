/*
 * What two texts on the same thing have in common, whatever the order in which they say it: for putting two
 * reports side by side.
 */
#ifndef LINLI_ALIKE_H
#define LINLI_ALIKE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/base/arena.h"

struct text_part {
	size_t from, len; /* bytes */
	bool both;        /* the other text says this too */
};

/*
 * Cuts a text into parts that the other one has and parts that it has not; together they are the whole text.
 * Two neighbouring hanzi, or a word of Latin letters or digits, are the least that counts as said in both. Width
 * and case do not matter; marks and blanks go with what stands before them.
 */
size_t text_parts(const char *text, const char *other, struct arena *mem, struct text_part **out);

#endif
