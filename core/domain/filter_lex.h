/*
 * The characters and words of the filter language; used by the parser and by completion only.
 */
#ifndef LINLI_FILTER_LEX_H
#define LINLI_FILTER_LEX_H

#include "core/domain/filter.h"

struct filter_lex {
	const char *text; /* as typed */
	const char *at;
	struct arena *mem;
};

/* The character at a place as the language sees it; 0 at the end. Moves *at behind it. */
uint32_t filter_char(const char **at);

/* Does this character, as filter_char() gives it, belong to a word? */
bool filter_is_word_char(uint32_t cp);

/* Passes over blanks, and over commas and '!' where they separate nothing. */
void filter_skip_blanks(struct filter_lex *lx);
void filter_skip_separators(struct filter_lex *lx);

uint32_t filter_peek(const struct filter_lex *lx);

/* The word that begins here, narrowed; "" when none does. */
const char *filter_word(struct filter_lex *lx);

/* The operator that begins here, if one does. */
bool filter_operator(struct filter_lex *lx, enum filter_op *op);

/* A quoted text, at its opening mark; NULL when it is not closed. */
const char *filter_quoted(struct filter_lex *lx);
bool filter_is_quote(uint32_t cp);

/* What a word is by its shape: number, duration, date, range or just a word. */
struct filter_value *filter_scalar(const char *word, struct arena *mem);

#endif
