/*
 * Unfinished forms: kept when a field is left, when the line is cut, when a second call comes in. Drafts
 * are a table of their own, unnumbered and outside all counts; title and fields are encrypted, since they
 * hold what somebody said before anybody decided to keep it.
 */
#ifndef LINLI_DRAFT_H
#define LINLI_DRAFT_H

#include "core/domain/case_act.h"

struct draft {
	int64_t id;       /* 0: not stored yet */
	int64_t version;  /* as read or stored last */
	const char *form; /* "intake", or the dialog and the matter it is about */
	int64_t case_id;
	const char *title;    /* for the list: the first words */
	const char *caret;    /* field and position, as the form keeps it */
	int filled, required; /* how many of how many required fields */
	int64_t updated_at;
	const struct act_input *fields;
	size_t field_count;
};

/*
 * Stores it as new or over the one with its id; id and version are set. When that one has changed or gone
 * meanwhile (another console), it becomes one of its own: no text is lost.
 */
bool draft_save(struct session *s, struct draft *d, struct err *err);

/* The person's own; *found is false for another's. */
bool draft_read(struct session *s, int64_t id, struct arena *mem, struct draft *out, bool *found,
	struct err *err);

/* Newest first, without fields and caret. */
bool draft_list(
	struct session *s, struct arena *mem, struct draft **out, size_t *count, struct err *err);

/* The newest for a form and matter; for dialogs that remember what was typed. */
bool draft_find(struct session *s, const char *form, int64_t case_id, struct arena *mem,
	struct draft *out, bool *found, struct err *err);

bool draft_delete(struct session *s, int64_t id, struct err *err);

/* The same within a transaction of the caller's: what the draft was for has been done. */
bool draft_drop_in(struct session *s, int64_t id, struct err *err);

/* How many the person has. */
bool draft_count(struct session *s, int *count, struct err *err);

#endif
