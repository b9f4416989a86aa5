/*
 * What a message says about who and where: telephone numbers, rooms, names, times, amounts of money, and the
 * estates and grids of the city that it names. For filling a form from pasted chat text; everything found is
 * an offer. Identity and bank card numbers are passed over, never offered.
 */
#ifndef LINLI_EXTRACT_H
#define LINLI_EXTRACT_H

#include "core/domain/lookup.h"

enum extract_kind {
	EXTRACT_PHONE,    /* digits only: "13905952208", "059522331234" */
	EXTRACT_ROOM,     /* with a flat, as address.h writes it: "3幢1204" */
	EXTRACT_BUILDING, /* without one: "3幢" */
	EXTRACT_NAME,     /* "陈丽华", "陈女士" */
	EXTRACT_TIME,     /* as it was said: "昨晚11点" */
	EXTRACT_AMOUNT,   /* as it was said, with the sum in value */
	EXTRACT_KIND_COUNT
};

enum { EXTRACT_MOST = 32 };

struct extract_item {
	enum extract_kind kind;
	size_t at, len;   /* bytes of the message */
	const char *text; /* as above */
	int64_t value;    /* EXTRACT_AMOUNT: in fen */
};

struct extract {
	struct extract_item items[EXTRACT_MOST]; /* in the order of the message */
	size_t count;
};

/* The first EXTRACT_MOST of them; only the first 8,000 characters of a message are looked at. Texts live in mem. */
void extract_find(const char *text, struct arena *mem, struct extract *out);

/* The first of a kind; "" when there is none. */
const char *extract_first(const struct extract *e, enum extract_kind kind);

/*
 * The estate that the message names, else the grid, else the village; those of the session's own area first, longer
 * names before shorter ones. *found is false when it names none.
 */
bool extract_place(struct session *s, const char *text, struct arena *mem, struct lookup_hit *out,
	bool *found, struct err *err);

#endif
