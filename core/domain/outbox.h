/*
 * Letters and messages. linli sends nothing: they wait in a table for the hold of the act to pass and are
 * then taken by whoever sends them (an export, a gateway's script).
 */
#ifndef LINLI_OUTBOX_H
#define LINLI_OUTBOX_H

#include "core/domain/case_data.h"
#include "core/domain/session.h"

/*
 * Puts a letter for every reporter who wants one (of the matter and of those merged into it), by the
 * template of that event in the rules; no template, no letter.
 */
bool outbox_tell(struct session *s, const struct case_data *c, const struct case_event_row *line,
	struct arena *mem, struct err *err);

/* The same for reporters that the caller has at hand: for bulk loads, which have no indexes to find them by. */
struct reporter;
bool outbox_tell_these(struct session *s, const struct case_data *c,
	const struct case_event_row *line, const struct reporter *reporters, size_t count,
	struct err *err);

/* How many letters that event would write to them: by who wants one, none without a template. */
int outbox_count(
	const struct rules *rules, int event, const struct reporter *reporters, size_t count);

/* A numbered slip to a unit that is urged or supervised. */
struct act_slip {
	char number[24]; /* "催241209-003" */
	int64_t unit_id;
	int way;       /* value of CHOICE_NOTIFY; 0 in writing */
	int64_t until; /* by when it is answered */
	const char *by, *demand;
};

/* The next number of the day for slips of that event: one row of numbers each. */
bool outbox_slip_number(
	struct session *s, int event, const char *mark, char out[24], struct err *err);

/* Puts it into the outbox by the template of the line's event. */
bool outbox_slip(struct session *s, const struct case_data *c, const struct case_event_row *line,
	const struct act_slip *slip, struct err *err);

struct letter {
	int64_t id, case_id, release_at, recalled_at, taken_at;
	int way, reporter;
	const char *text;
};

bool outbox_read(struct session *s, int64_t case_id, struct arena *mem, struct letter **out,
	size_t *count, struct err *err);

#endif
