/*
 * Saved filters on matters (我的视图): a person's own, those that people of a unit share, and everybody's. In a filter a view is `@name`; what it finds follows the data, only
 * the text is kept.
 */
#ifndef LINLI_DOMAIN_VIEW_H
#define LINLI_DOMAIN_VIEW_H

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/session.h"

enum { VIEWS_MOST = 30, VIEW_NAME_CELLS = 20 };

struct saved_view {
	int64_t id;
	bool shared;    /* the unit's or everybody's, not the person's own */
	bool unit;      /* shared by people of the unit */
	const char *by; /* who shared it; "" */
	bool mine;      /* shared by this person, who may take it back */
	const char *name, *filter;
};

/* The person's own in order of their names, then those of the unit, then everybody's. */
bool views_list(struct session *s, struct arena *mem, struct saved_view **out, size_t *count,
	struct err *err);

/*
 * Keeps the filter under that name, in place of an own one of that name (*replaced). Errors: INPUT when the
 * name is no single word of the filter language or too long, when the filter cannot be read, or would find
 * its way back to itself; LIMIT when there are VIEWS_MOST already.
 */
bool view_save(
	struct session *s, const char *name, const char *filter, bool *replaced, struct err *err);

/* Gives an own view another name. Errors: as above; INPUT when another one has the name. */
bool view_rename(struct session *s, int64_t id, const char *name, struct err *err);

/*
 * Gives an own view to all of the unit, or takes back what one gave. Errors: INPUT when the unit has one of that
 * name (or the person, when it comes back), or it is somebody else's.
 */
bool view_share(struct session *s, int64_t id, bool share, struct err *err);

/* Only one's own; others stay. */
bool view_delete(struct session *s, int64_t id, struct err *err);

#endif
