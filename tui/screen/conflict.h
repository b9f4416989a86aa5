/*
 * D23: somebody else has acted on the matter while this person was filling in a dialog. Shows both, loses nothing.
 */
#ifndef LINLI_CONFLICT_H
#define LINLI_CONFLICT_H

#include "core/domain/case_machine.h"
#include "tui/widget/effect.h"
#include "tui/widget/ui.h"

enum { CONFLICT_FIELDS = 16 };

/* Values as the act reads them. */
struct conflict_field {
	enum act_field field;
	const char *was, *mine;
};

struct conflict {
	const char *verb; /* "办结" */
	int64_t case_id, seen_event;
	bool merges; /* an edit: decided field by field */
	struct conflict_field fields[CONFLICT_FIELDS];
	int count;
};

/* The answer's digit. */
enum conflict_answer {
	CONFLICT_BACK,
	CONFLICT_DO_MINE, /* text: the values decided on, for conflict_unpack(); "" where nothing had to be */
	CONFLICT_KEEP_NOTE,  /* text: what was typed, in words */
	CONFLICT_USE_THEIRS, /* nothing is left to be done */
};

struct effect conflict_open(struct ui *ui, const struct conflict *c);

/* Fills values[F_COUNT]; false when the text holds none: then the form's own count. */
bool conflict_unpack(const char *text, struct arena *mem, const char **values);

#endif
