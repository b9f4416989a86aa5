/*
 * Saved filters on matters (我的视图). In a filter a view is `@name`; what it finds follows the data, only
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
	bool shared; /* everybody's, not the person's own */
	const char *name, *filter;
};

/* The person's own in order of their names, then everybody's. */
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

/* Only one's own; others stay. */
bool view_delete(struct session *s, int64_t id, struct err *err);

#endif
