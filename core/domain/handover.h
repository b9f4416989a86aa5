/*
 * The hand-over of a shift: which of a person's matters the next one takes over, with a note. Signed by the
 * receiver; each matter changes hands by an act of the machine, with its line in the history.
 */
#ifndef LINLI_HANDOVER_H
#define LINLI_HANDOVER_H

#include "core/domain/case.h"
#include "core/domain/session.h"

enum { HANDOVER_MOST = 200, HANDOVER_NOTE_MOST = 500 };

/* Why a matter should be passed on; HANDOVER_STAYS: it can wait for the person. */
enum handover_why {
	HANDOVER_STAYS,
	HANDOVER_LATE,
	HANDOVER_SOON,    /* its light is yellow */
	HANDOVER_EVENING, /* ends before the next working day begins */
	HANDOVER_ANSWER,  /* an answer has come in and waits to be verified */
	HANDOVER_SIGNATURE,
};

struct handover_item {
	struct case_row row;
	enum handover_why why;
};

/* The person's open matters: those that should be passed on first, each group by what ends first. */
bool handover_list(struct session *s, struct arena *mem, struct handover_item **out, size_t *count,
	struct err *err);

struct handover_result {
	int64_t id;
	int passed, refused;
	const char *why; /* of the first that was refused; "" */
};

/*
 * Passes them to a colleague of the same unit, who signs. What the machine does not allow stays and is counted.
 * Errors: RULE while acts are within their hold, for oneself, or somebody of another unit.
 */
bool handover_sign(struct session *s, int64_t to_id, const int64_t *ids, size_t count,
	const char *note, struct arena *mem, struct handover_result *out, struct err *err);

/* What was handed to this person, newest first. */
struct handover {
	int64_t id, at, read_at; /* read_at 0: not yet */
	const char *from, *note;
	int cases;
};

bool handovers_to_me(struct session *s, size_t most, struct arena *mem, struct handover **out,
	size_t *count, struct err *err);
bool handover_read(struct session *s, int64_t id, struct err *err);

#endif
