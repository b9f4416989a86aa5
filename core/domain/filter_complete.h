/*
 * What could be typed next in a filter on matters: fields, flags, values, views; found by hanzi, English,
 * initials or whole pinyin.
 */
#ifndef LINLI_FILTER_COMPLETE_H
#define LINLI_FILTER_COMPLETE_H

#include "core/domain/case_count.h"
#include "core/domain/filter_case.h"

/* Where in a filter somebody is typing. */
enum filter_spot {
	SPOT_NOWHERE, /* in quotes, or behind something that takes nothing */
	SPOT_WORD,    /* at a word of its own: a field, a flag, anything */
	SPOT_VALUE,   /* at a value of `field` */
	SPOT_FIELD,   /* at a field named in a directive */
	SPOT_VIEW     /* behind '@' */
};

struct filter_typing {
	enum filter_spot spot;
	const char *typed; /* what has been typed of it, narrowed */
	size_t from;       /* byte at which that begins; the caret is its end */
	size_t term;       /* byte at which the whole term begins, its field and all */
	const struct filter_field *field; /* SPOT_VALUE */
};

/* Looks at text[0..caret). */
void filter_typing_at(const struct filter_lang *lang, const char *text, size_t caret,
	struct arena *mem, struct filter_typing *out);

enum filter_offer_kind { OFFER_FIELD, OFFER_FLAG, OFFER_VALUE, OFFER_VIEW };

struct filter_offer {
	enum filter_offer_kind kind;
	const char *insert; /* replaces text[typing.from..caret) */
	const char *label;  /* in the language of now */
	const char *aside;  /* initials, code or the filter of a view; "" if none */
	int64_t value;      /* VALUE: as stored, for counting */
	int64_t count;      /* how many of the present list have it; -1: not counted */
};

enum { FILTER_OFFERS_MOST = 8 };

struct filter_offers {
	struct filter_typing typing;
	struct filter_offer items[FILTER_OFFERS_MOST];
	size_t count;
	/*
	 * The filter without the term that is being typed: what `tally` should add up, by the field of `typing`.
	 */
	const char *rest;
};

/*
 * The best offers at the caret, everything in mem. `tally` may be NULL; one that has added up the field of
 * SPOT_VALUE gives counts, and puts values that the list has in front of those it has not.
 */
bool case_filter_complete(struct session *s, const char *text, size_t caret,
	struct case_tally *tally, struct arena *mem, struct filter_offers *out, struct err *err);

#endif
