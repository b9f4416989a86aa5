/*
 * Questions about what has happened to a matter, asked by the rules.
 */
#ifndef LINLI_CASE_HISTORY_H
#define LINLI_CASE_HISTORY_H

#include "core/domain/case_machine.h"
#include "core/domain/session.h"

/* Did this person answer the matter or work on it for a unit? */
bool history_handled_by(
	struct session *s, int64_t case_id, int64_t staff_id, bool *yes, struct err *err);

/*
 * Did this person ask for the return that is decided now, or sign it? Lines since the matter was last given
 * to a unit count.
 */
bool history_asked_by(
	struct session *s, int64_t case_id, int64_t staff_id, bool *yes, struct err *err);

/* How often an event happened in all; what was taken back has not. */
bool history_count(
	struct session *s, int64_t case_id, enum case_event event, int *times, struct err *err);

/* The same for what persons did and not the program. */
bool history_count_by_people(
	struct session *s, int64_t case_id, enum case_event event, int *times, struct err *err);

/*
 * Attempts to reach somebody since the last event of the kind `since`, and whether one of them was made on
 * another day than that of `now`.
 */
bool history_tries(struct session *s, int64_t case_id, enum case_event since, int64_t now,
	int *times, bool *other_day, struct err *err);

/* When the event last happened and was not taken back; 0 never. */
bool history_last(
	struct session *s, int64_t case_id, enum case_event event, int64_t *at, struct err *err);

/* Has anybody of that unit opened the matter since? */
bool history_opened_by_unit(struct session *s, int64_t case_id, int64_t unit_id, int64_t since,
	bool *yes, struct err *err);

/* Does the unit take part as a helper? */
bool history_helps(struct session *s, int64_t case_id, int64_t unit_id, bool *yes, struct err *err);

/* machine_may_see(), or the unit helps. */
bool case_may_see(struct session *s, const struct case_row *row, bool *yes, struct err *err);

/* The same of a matter by its id; not when there is none. */
bool case_may_see_id(struct session *s, int64_t id, bool *yes, struct err *err);

/* The last thing that somebody else did after that version: for "who changed what". */
struct case_last {
	const char *who;
	int64_t at;
	enum case_event event;
	const char *note;
};

/* The newest line of that event; `who` is "" when there is none. */
bool history_newest_of(struct session *s, int64_t case_id, enum case_event event, struct arena *mem,
	struct case_last *out, struct err *err);

/* What the newest line of that event was given in a field (case_facts); "" when nothing. */
bool history_fact(struct session *s, int64_t case_id, enum case_event event, enum act_field field,
	struct arena *mem, const char **value, struct err *err);

bool history_newest(struct session *s, int64_t case_id, struct arena *mem, struct case_last *out,
	struct err *err);

#endif
