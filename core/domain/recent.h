/*
 * What a person opened last: matters, places of the city, filters, commands. One list for the screen of recent
 * things and for the palette, kept from session to session. Only kinds and ids are kept, no text of any matter.
 */
#ifndef LINLI_RECENT_H
#define LINLI_RECENT_H

#include "core/domain/session.h"

enum { RECENT_MOST = 30, RECENT_TEXT_MOST = 200 };

/* Stored: never renumber. */
enum recent_kind {
	RECENT_CASE = 1,   /* id */
	RECENT_NODE = 2,   /* text: as grid_tree.h prints it */
	RECENT_FILTER = 3, /* text: of a list of matters */
	RECENT_ACTION = 4, /* text: "go.grid" or "go.grid words" */
};

struct recent {
	enum recent_kind kind;
	int64_t id;
	const char *text;
	int64_t at;
};

/* To the front, once. Does nothing where the store cannot be written, and with texts that are too long. */
bool recent_add(
	struct session *s, enum recent_kind kind, int64_t id, const char *text, struct err *err);

/* Newest first. Everything lives in mem. */
bool recent_list(
	struct session *s, struct arena *mem, struct recent **out, size_t *count, struct err *err);

#endif
