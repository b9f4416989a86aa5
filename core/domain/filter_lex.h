/*
 * The characters and words of the filter language; used by the parser, its directives and completion only.
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

/* Words before a colon that say how a list is to be shown. */
enum filter_directive {
	FILTER_NO_DIRECTIVE,
	FILTER_SORT,
	FILTER_GROUP,
	FILTER_COLUMNS,
	FILTER_TOP
};

enum filter_directive filter_directive(const char *word);

/* One value of a directive: the field that it names, or a number. INPUT when it is neither. */
bool filter_take_directive(struct filter *out, const struct filter_lang *lang,
	enum filter_directive kind, const struct filter_value *v, struct arena *mem,
	struct filter_fault *fault, struct err *err);

/* Says that there is no such field, and which one was probably meant; always false. */
bool filter_no_field(const struct filter_lang *lang, const char *name, size_t from, size_t to,
	struct arena *mem, struct filter_fault *fault, struct err *err);

#endif
