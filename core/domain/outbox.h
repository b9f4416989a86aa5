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

/*
 * Stops what an act, or everything since a moment in the history of a matter, wrote and nobody has taken yet;
 * *gone: letters that have been taken and cannot be stopped. Within the caller's transaction.
 */
bool outbox_stop(struct session *s, int64_t case_id, int64_t since, int *gone, struct err *err);

/*
 * Stops one letter. Errors: RULE when it has been taken (the sentence says when), was stopped before, or
 * belongs to a matter that the person may not see; INPUT when there is none.
 */
bool outbox_recall(struct session *s, int64_t id, struct err *err);

/* A letter with all that who sends it needs. */
struct posted {
	struct letter letter;
	int64_t no; /* of the matter */
	const char *title;
	const char *to;      /* name; "" anonymous; of a unit its name */
	const char *phone;   /* "" none, or a unit */
	const char *written; /* key of the act that it tells of, "dispatch" */
};

/*
 * Letters of the matters that the session may see: those that may go out now, oldest first; or all of them, with
 * those that wait, were stopped or have gone, newest first. At most `most` are looked at, behind the letter
 * after_id (0: from the beginning); *last is how far it came, 0 at the end.
 */
bool outbox_page(struct session *s, bool all, int64_t after_id, size_t most, struct arena *mem,
	struct posted **out, size_t *count, int64_t *last, struct err *err);

/*
 * Takes what may go out now: marks it as taken, once and for good, with a row in the audit log. keep() is called
 * inside the transaction, before anything is final: where it fails nothing is taken. Errors: RULE without the
 * post for it.
 */
bool outbox_take(struct session *s, size_t most, struct arena *mem,
	bool (*keep)(void *ctx, const struct posted *letters, size_t count, struct err *err),
	void *ctx, struct posted **out, size_t *count, struct err *err);

/* They could not be handed over after all: they wait again. */
bool outbox_put_back(
	struct session *s, const struct posted *letters, size_t count, struct err *err);

#endif
