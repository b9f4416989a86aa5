/*
 * A screen for the tests of the engine: a queue as in the mock-ups, over a made-up world of any size whose
 * rows are computed, not stored.
 */
#ifndef LINLI_TEST_DEMO_H
#define LINLI_TEST_DEMO_H

#include "tests/lib/ui.h"
#include "tui/widget/list.h"

enum { DEMO_EDITS = 16 };

struct demo_row {
	int64_t id;
	const char *light, *no, *title, *cat, *unit, *state, *left, *channel, *estate, *clerk,
		*stamps;
	int light_role;
};

/* What has happened to the world since it was made. */
struct demo_edit {
	int64_t id;
	bool gone;         /* closed: no longer in the list */
	const char *title; /* another title */
};

struct demo_world {
	int64_t count;  /* rows, ids 1000, 1001, ... */
	int64_t window; /* 0: none; else a read looks at so many ids at most */
	struct demo_edit edits[DEMO_EDITS];
	int edit_count;
	int reads; /* pages read */
	int64_t rows_read;
	bool fail;    /* reading fails */
	bool changed; /* for demo_poll() */
	bool unreachable;
	int batch;         /* rows a page; 0: as the list has it */
	char log[512];     /* verbs as they reached the screen, "case.route 1003;" */
	int saved, closed; /* how often save and close were called */
};

extern const struct screen_ops demo_screen;
extern const struct screen_entry demo_screens[];

/* An argument that opens the screen on that world. */
struct arg demo_arg(struct demo_world *w);
enum poll_result demo_poll(void *world);

#endif
