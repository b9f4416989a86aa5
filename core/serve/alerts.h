/*
 * What a person should know when they sit down: matters under supervision, returned, urged, signatures that are
 * waited for, drafts, categories that have become more. One line each; every line leads to a list.
 */
#ifndef LINLI_ALERTS_H
#define LINLI_ALERTS_H

#include "core/base/arena.h"
#include "core/serve/board.h"

enum alert_kind {
	ALERT_SIGNATURE, /* a second signature is waited for: leads to the approvals */
	ALERT_SIGN,      /* came to the unit, not taken over yet */
	ALERT_SUPERVISED,
	ALERT_RETURNED, /* a unit asks to give it back: to be ruled on */
	ALERT_URGED,
	ALERT_HUNG,
	ALERT_DRAFT, /* leads to the drafts */
	ALERT_HOT,   /* a category that has become more */
	ALERT_KINDS
};

struct alert {
	enum alert_kind kind;
	int category;       /* ALERT_HOT */
	const char *text;   /* in the language of now */
	const char *filter; /* the list of matters behind it; NULL for signatures and drafts */
};

/* "督"; "SUP". */
const char *alert_word(enum alert_kind kind);

struct alerts;

bool alerts_open(struct alerts **out, struct session *s, struct err *err);
void alerts_free(struct alerts *a);

/* Counts on, in slices like case_list_count(); *done when everything has been counted. */
bool alerts_step(struct alerts *a, bool *done, struct err *err);

/* Counts anew: the data have changed, or a minute has passed. */
bool alerts_refresh(struct alerts *a, struct err *err);

/* What has been counted so far, without what was put off until tomorrow. Everything lives in mem. */
bool alerts_list(struct alerts *a, const struct board *board, struct arena *mem, struct alert **out,
	size_t *count, struct err *err);

/* Hides the line until the next civil day. */
bool alert_put_off(struct session *s, const struct alert *alert, struct err *err);

#endif
