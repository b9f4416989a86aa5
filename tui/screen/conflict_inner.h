/* The model of D23; for conflict*.c only. */
#ifndef LINLI_CONFLICT_INNER_H
#define LINLI_CONFLICT_INNER_H

#include "core/serve/case_view.h"
#include "tui/screen/conflict.h"
#include "tui/widget/screen.h"

/* A field in words. */
struct clash {
	enum act_field field;
	const char *was, *mine, *theirs; /* as the act reads them */
	const char *was_words, *mine_words, *their_words;
	bool both;             /* both changed it, differently: to be decided */
	int choice;            /* 1 mine, 2 theirs */
	const char *rewritten; /* NULL: not */
};

struct conflict_model {
	struct widget w; /* no root widget: it moves by itself */
	const char *verb;
	int64_t case_id, seen_event;
	bool merges;
	struct clash rows[CONFLICT_FIELDS];
	int count, cursor, clash_count;
	struct case_view *view;
	const char *name, *who; /* "李航", "李航 14:28" */
	const char *refused;    /* mine cannot be done any more; NULL: it may be tried */
	bool diff;
};

extern const struct screen_ops conflict_screen;

void conflict_head(const void *self, const struct ui *ui, struct head *head);
void conflict_paint(const void *self, const struct view *v);

#endif
