/*
 * Finding areas, estates, grids, units and people with accounts by what somebody types: hanzi anywhere in
 * the name, a code from its beginning, pinyin (initials or whole syllables, key by key). For filter
 * values, palettes and forms.
 *
 * The names are read once, when they are first asked for, and kept with the session: 34,000 grids take
 * about 2 MB. Whoever writes one of these registers calls lookup_changed() in the same transaction;
 * every session then reads anew.
 */
#ifndef LINLI_LOOKUP_H
#define LINLI_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/session.h"

enum lookup_kind {
	LOOKUP_AREA,
	LOOKUP_ESTATE,
	LOOKUP_GRID,
	LOOKUP_UNIT,
	LOOKUP_STAFF,
	LOOKUP_KIND_COUNT
};

struct lookup_item {
	enum lookup_kind kind;
	int64_t id;
	int64_t code;  /* area: 12 digits; grid: 15 digits; unit: enum unit_kind; others 0 */
	int64_t owner; /* area: its parent; estate, grid, unit: the area; person: the unit */
	const char *name,
		*brief; /* live until the next call that may read anew: see lookup_find() */
};

/* How well it fits; smaller is better. */
enum lookup_rank {
	LOOKUP_WHOLE,    /* the name or code itself */
	LOOKUP_BEGINS,   /* begins with what was typed */
	LOOKUP_INITIALS, /* the pinyin begins with it */
	LOOKUP_INSIDE,   /* holds it somewhere */
	LOOKUP_PINYIN,   /* the pinyin of some later part does */
};

struct lookup_hit {
	struct lookup_item item; /* texts in the caller's arena */
	enum lookup_rank rank;
	bool near;         /* lies in the session's area */
	int64_t area_code; /* 12 digits: where it lies; 0 unknown */
};

#define LOOKUP_BIT(kind) (1U << (kind))

/*
 * The best hits of the kinds (bits), at most `most`: by rank, those in the session's area first, then
 * shorter names, then by code or id. Units by their short names too. An empty text finds nothing.
 */
bool lookup_search(struct session *s, unsigned kinds, const char *typed, size_t most,
	struct arena *mem, struct lookup_hit **out, size_t *count, struct err *err);

/*
 * Names of the kinds that stand in a text, areas without 居委会 too, longest first, at most `most`. A name
 * that is part of a longer one found there is left out; all namesakes of equal length are given.
 */
bool lookup_in_text(struct session *s, unsigned kinds, const char *text, size_t most,
	struct arena *mem, struct lookup_hit **out, size_t *count, struct err *err);

/*
 * Second chance for Latin letters that find nothing: the same with two neighbouring ones the other way
 * round ("jryh" for 金榕花园). Only words of 3 to 12 letters; nothing else finds anything.
 */
bool lookup_search_slips(struct session *s, unsigned kinds, const char *typed, size_t most,
	struct arena *mem, struct lookup_hit **out, size_t *count, struct err *err);

/* Which names are meant: by the text itself, '*' and '?' allowed, or by pinyin. */
enum lookup_how {
	LOOKUP_HAS,  /* the name holds the text, or matches it when it has wildcards */
	LOOKUP_IS,   /* the name is the text */
	LOOKUP_SOUND /* the pinyin of the name, or of a part of it, begins with it */
};

/* All ids of a kind whose names fit, ascending. */
bool lookup_ids(struct session *s, enum lookup_kind kind, enum lookup_how how, const char *text,
	struct arena *mem, int64_t **out, size_t *count, struct err *err);

/* *found is false when there is none of that id. The texts live until the registers are read anew. */
bool lookup_by_id(struct session *s, enum lookup_kind kind, int64_t id, struct lookup_item *out,
	bool *found, struct err *err);

/* The nearest name to a slip of the hand; NULL when none is near. Lives as in lookup_by_id(). */
bool lookup_nearest(struct session *s, enum lookup_kind kind, const char *typed, const char **out,
	struct err *err);

/*
 * In which order names stand: ids ascending, and the place of each among the names in order of their
 * pinyin. For sorting lists by a name.
 */
struct lookup_order {
	const int64_t *ids;
	const uint32_t *places;
	size_t count;
};

bool lookup_order(struct session *s, enum lookup_kind kind, struct arena *mem,
	struct lookup_order *out, struct err *err);

/* The place of an id, 0 and up; `count` for one that is not there. */
uint32_t lookup_place(const struct lookup_order *order, int64_t id);

/* Inside a write transaction that changed areas, estates, grids, units or accounts. */
bool lookup_changed(struct session *s, struct err *err);

struct lookup;
void lookup_free(struct lookup *lk);

#endif
