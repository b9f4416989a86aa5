/*
 * The model of the queue, shared by its files only.
 *
 * Whatever may take long (rows of a rare filter, counts, the histogram) is done in slices: queue_work() is
 * called for each frame and does one, unless a key has just come.
 */
#ifndef LINLI_QUEUE_MODEL_H
#define LINLI_QUEUE_MODEL_H

#include "core/domain/case_count.h"
#include "core/domain/case_list.h"
#include "core/serve/case_propose.h"
#include "core/serve/case_view.h"
#include "tui/widget/bar.h"
#include "tui/widget/list.h"
#include "tui/widget/panels.h"
#include "tui/widget/screen.h"

enum { QUEUE_DAYS = 64, QUEUE_COLUMNS = 18, VIEW_SAVED = CASE_VIEWS };

struct queue_row {
	struct case_row row; /* first: the cells of matters take it */
	struct case_cursor at;
	const char *no; /* as the list prints it: with letters where two would read alike */
	bool asleep;    /* put off by this person */
	bool locked;    /* somebody else works on it now */
};

/* A row of numbers above the list: how many end on which day. */
struct queue_days {
	struct widget w;
	struct case_tally *tally; /* NULL: nothing is being added up */
	struct arena mem;
	struct case_tally_row *rows;
	size_t count;
	int cursor, shown;
	int64_t at_ms; /* when it was last added up; 0: the list is another one now */
	bool stale;
};

struct queue_preview {
	bool on;
	int64_t id, version; /* of the row for which it was read; id 0: none */
	bool found;          /* and it is there to be seen */
	struct arena mem;
	struct case_view view;
	struct case_proposal proposal;
	struct duplicate_guess likes[SUGGEST_DUPLICATES];
	size_t like_count;
	int scroll;
	int64_t due_ms; /* slow link: read when the cursor has rested until then; 0: not waiting */
	struct rect rect;
};

/* What a dialog was opened for: its answer comes back as ACT_CHOSEN. */
/* The values that may follow a field, with their numbers in what the rest of the filter finds. */
struct queue_offers {
	struct case_tally *tally;
	bool done;
	int steps;
	const struct filter_field *field;
	struct buf rest;
};

enum queue_question { ASKED_NOTHING, ASKED_FREQ, ASKED_VIEW_NAME };

struct queue {
	struct panels panels; /* the root */
	struct list list;
	struct queue_days days;
	struct queue_preview preview;
	int list_panel, days_panel;
	struct column columns[QUEUE_COLUMNS];
	struct list_source source;

	int view;          /* one of the numbered ones */
	struct buf filter; /* typed, stands in place of the view's; "" none */
	struct buf tried;  /* being typed, what the list shows now */
	bool trying;
	struct queue_offers offers;
	int64_t was_on; /* the matter under the cursor before the filter */

	struct case_list *cases; /* what the list shows; never NULL once open */
	int sort;                /* how it was opened: column, or -1 */
	bool reverse;

	struct case_list_count count, counted; /* at work; the last one that was finished */
	bool count_fresh; /* rows were read anew: the count is where 新到 begins */
	struct case_views *views;
	struct case_list_count view_counts[CASE_VIEWS];
	bool views_done;
	bool key; /* a key has come: its frame is painted before anything else is done */

	enum queue_question asked;
	struct arena saved_mem; /* of the text below */
	const char *saved_text; /* the filter that is being given a name */
	int64_t *sleepers;      /* put off by this person, sorted; in ui->load */
	size_t asleep;
	int64_t *locked; /* worked on by others, sorted; in ui->load */
	size_t locked_count;
	int64_t minute_ms; /* when lights and counts have moved on by themselves */
};

/* queue_list.c: rows, columns, counts */
void queue_list_init(struct queue *q, struct ui *ui);
void queue_fit_columns(struct queue *q, const struct ui *ui);

/* Opens the text in place of what is shown. On a mistake everything stays as it was. */
bool queue_open_list(struct queue *q, struct ui *ui, const char *text, struct filter_fault *fault,
	struct err *err);

/* The field of the filter language that a column stands for; NULL: none. */
const char *queue_column_field(int column);

/* queue_filter.c: which list is shown */
const char *queue_text(const struct queue *q, const struct ui *ui);
int queue_view_of(const struct ui *ui, const char *filter); /* -1: of no numbered view; 0 for "" */
bool queue_show(struct queue *q, struct ui *ui, struct err *err);
struct effect queue_set_view(struct queue *q, struct ui *ui, int view, struct err *err);
struct effect queue_set_filter(struct queue *q, struct ui *ui, const char *text, struct err *err);
struct effect queue_narrow(struct queue *q, struct ui *ui, const char *term, struct err *err);
struct effect queue_try(struct queue *q, struct ui *ui, const char *text, struct err *err);
struct effect queue_end_try(struct queue *q, struct ui *ui, struct err *err);
struct effect queue_unfilter(struct queue *q, struct ui *ui, struct err *err);
extern const struct bar_ops queue_bar;

/* queue_bar.c: counting for completions */
bool queue_offers_due(const struct queue *q);
bool queue_offers_step(struct queue *q, struct ui *ui, struct err *err);
void queue_offers_drop(struct queue *q);

/* All ids that a filter finds, in the list's order; not more than could be read in reasonable time. */
bool queue_find_ids(struct queue *q, struct ui *ui, const char *text, int64_t *ids, int most,
	int *count, struct err *err);

/* queue_head.c */
void queue_head(const void *self, const struct ui *ui, struct head *head);

/* "12", "12+": what has been counted so far. */
const char *queue_count_text(const struct queue *q, const struct ui *ui);

/* queue_work.c: counts, histogram, preview; one slice a frame */
bool queue_work(struct queue *q, struct ui *ui, struct err *err);
void queue_recount(struct queue *q, struct ui *ui, bool fresh);

/* queue_days.c */
void queue_days_init(struct queue_days *d, struct ui *ui);
bool queue_shows_days(const struct ui *ui);
bool queue_days_due(const struct queue *q, const struct ui *ui);
bool queue_days_step(struct queue *q, struct ui *ui, struct err *err);
const struct case_tally_row *queue_days_row(const struct queue_days *d);

/* queue_preview.c */
int queue_preview_rows(const struct ui *ui);
bool queue_preview_due(const struct queue *q); /* the cursor stands on something else */
bool queue_preview_load(struct queue *q, struct ui *ui, struct err *err);
void queue_preview_scroll(struct queue *q, int by);
void queue_preview_paint(const struct queue *q, const struct view *v);

#endif
