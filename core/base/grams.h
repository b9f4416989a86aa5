/*
 * What the full-text index holds of a text, and how it is asked. Chinese has no blanks between words: the
 * index holds every pair of neighbouring hanzi and every single one, and runs of Latin letters and digits
 * as they are. Full-width forms, capitals and compatibility ideographs are folded on both sides.
 * Telephone and identity numbers never enter the index: they are found by their keyed hashes only.
 *
 * Tokens consist of characters that the stock `ascii` tokenizer of SQLite keeps together, so that any
 * program can read the index.
 */
#ifndef LINLI_GRAMS_H
#define LINLI_GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"

/* Appends the tokens of a text, each once, a blank before each. */
void grams_index(struct buf *out, const char *text);

/*
 * Appends the tokens that a text must have for `query` to be in it, as an expression of FTS5 (all of them
 * must be there): of n neighbouring hanzi the n-1 pairs, of letters and digits the whole run, which may go
 * on when the query ends with it. Returns how many; 0: nothing that is indexed was asked for. With more
 * than one the tokens may lie apart, so ask grams_hold() of each text that was found.
 */
size_t grams_query(struct buf *out, const char *query);

/* Does the text hold the query, both folded, blanks between words of the query standing for anything? */
bool grams_hold(const char *text, const char *query);

/*
 * A token that no text can produce: for facts of a document that a query may be narrowed to (kind: a letter
 * for what it is, 'c' for a county). Appended with a blank before it; in an expression as grams_query() has it.
 */
void grams_fact(struct buf *out, char kind, int64_t id);

#endif
