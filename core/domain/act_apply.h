/*
 * What each event does to a matter beside moving it and its clocks: one function an event.
 */
#ifndef LINLI_ACT_APPLY_H
#define LINLI_ACT_APPLY_H

#include "core/base/buf.h"
#include "core/domain/act_value.h"
#include "core/domain/case_data.h"
#include "core/domain/outbox.h"

enum { ACT_MAX_CHANGES = 12 };

struct act_change {
	enum act_field field;
	const char *was, *now;
};

/* An act while it is done. Hooks read the values and change the rest. */
struct act_ctx {
	struct session *s;
	struct arena *mem;
	const struct transition *t;
	const struct act_value *v; /* F_COUNT of them */
	struct case_data *c;
	int64_t now;
	int64_t clock_at; /* when its clocks stop: the time of asking where a second signature came later */
	enum case_event event; /* a hook may record another one */
	int to;                /* and lead to another state */
	bool stays;            /* the clocks of the table row are left alone */
	int64_t unit_id;       /* printed on the history line */
	const char *party;     /* who gets it: "金榕物业"; NULL nobody */
	const char *condition; /* key of the category's condition that sets the limit; NULL none */
	int64_t due_wish;      /* a shorter limit than the computed one; 0 none */
	int64_t until;         /* when a clock ends that is given a date; 0 none */
	struct buf note;       /* the history line, in Chinese: it is data */
	struct act_change changes[ACT_MAX_CHANGES];
	size_t change_count;
	struct case_event_row other; /* a line written on another matter; id 0 when none */
	bool open;                   /* residents may read the line */
	struct act_slip slip;        /* to be written to a unit; no number when none */
};

bool act_apply(struct act_ctx *a, struct err *err);

#endif
