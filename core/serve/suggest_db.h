#ifndef LINLI_SUGGEST_DB_H
#define LINLI_SUGGEST_DB_H

#include "core/domain/session.h"

/* 0 when the estate has no firm. */
bool suggest_estate_firm(struct session *s, int64_t estate_id, int64_t *firm, struct err *err);

/* A matter that might be the same. */
struct candidate {
	int64_t id, no, opened_at;
	int state;
	const char *title, *estate, *unit, *body;
};

/* Of that category and estate (or, with estate 0, grid) since then, newest first. */
bool suggest_candidates(struct session *s, int64_t self, int category, int64_t place,
	int64_t estate_id, int64_t since, size_t most, struct arena *mem, struct candidate **out,
	size_t *count, struct err *err);

/*
 * The newest since then in the county of the place that hold all words of the title: what was sent twice, where no place
 * says so. None for a title of a word or two.
 */
bool suggest_same_words(struct session *s, int64_t self, const char *title, int64_t place,
	int64_t since, size_t most, struct arena *mem, struct candidate **out, size_t *count,
	struct err *err);

bool suggest_kept_apart(struct session *s, int64_t a, int64_t b, bool *yes, struct err *err);

#endif
