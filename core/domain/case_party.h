/*
 * Who takes part in a matter: reporters, helping units, and matters merged into one.
 */
#ifndef LINLI_CASE_PARTY_H
#define LINLI_CASE_PARTY_H

#include "core/domain/case.h"
#include "core/domain/session.h"

enum party_role { PARTY_HELPER = 1, PARTY_COPY = 2 };

bool case_put_unit(
	struct session *s, int64_t case_id, int64_t unit_id, enum party_role role, struct err *err);

struct case_unit {
	int64_t unit_id;
	enum party_role role;
	const char *name;
};

enum { CASE_MOST_UNITS = 64 };

bool case_units(struct session *s, int64_t case_id, struct arena *mem, struct case_unit **out,
	size_t *count, struct err *err);

/* These and no others from now on. */
bool case_set_units(struct session *s, int64_t case_id, const struct case_unit *units, size_t count,
	struct err *err);

/* Who asked. Phones are decrypted; the caller masks unless the person may see them. */
struct reporter {
	int64_t case_id;
	int seq;
	const char *name, *room, *phone;
	int role, notify; /* values of CHOICE_IDENTITY, CHOICE_NOTIFY */
	int64_t told_at, at;
};

/* All reporters of a matter and of those merged into it: each of them gets an answer. */
bool case_reporters(struct session *s, int64_t case_id, struct arena *mem, struct reporter **out,
	size_t *count, struct err *err);

/* Adds one as the next of its matter; phone is plain digits or "". */
bool case_add_reporter(struct session *s, struct reporter *r, struct err *err);

/*
 * The matter `joined` is merged into the open matter main_id: counts, a line of history there, which is
 * returned in *line for the audit row. Reads the main matter into *main. Errors: RULE when it has ended, is
 * merged itself, or is the same.
 */
struct case_event_row;
bool case_join(struct session *s, int64_t main_id, const struct case_row *joined, int64_t now,
	struct arena *mem, struct case_row *main, struct case_event_row *line, struct err *err);
bool case_unjoin(struct session *s, const struct case_row *joined, int64_t now, struct arena *mem,
	struct case_event_row *line, struct err *err);

/* Other matters of the same telephone that the session may see, newest first. */
struct caller_case {
	int64_t id, no, opened_at;
	enum case_state state;
	int cat, score;
	const char *title;
};

bool case_by_phone(struct session *s, const char *phone, size_t most, struct arena *mem,
	struct caller_case **out, size_t *count, struct err *err);

/* What was kept of that telephone last time: for filling the form. *found false when never seen. */
struct caller {
	const char *name, *room;
	int role;
	int64_t estate_id, place;
};

bool caller_last(struct session *s, const char *phone, struct arena *mem, struct caller *out,
	bool *found, struct err *err);

#endif
