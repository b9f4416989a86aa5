/* The model of the dashboard, shared by its files only. */
#ifndef LINLI_HOME_MODEL_H
#define LINLI_HOME_MODEL_H

#include "core/domain/case_count.h"
#include "core/serve/alerts.h"
#include "tui/screen/tally_list.h"
#include "tui/widget/panels.h"
#include "tui/widget/screen.h"

enum home_tab { HOME_MINE, HOME_CENTRE, HOME_LOAD, HOME_ALERTS, HOME_TABS };

enum { HOME_QUEUE_ROWS = 100, HOME_LINES = 12, HOME_COUNT_ROWS = 1 };

/* A number of the centre, and the list behind it. */
struct home_line {
	int64_t id;
	const char *label, *rest; /* rest: behind the number */
	int64_t value, most;      /* most: a bar as long as that; 0: none */
	const char *text;         /* instead of the number: "96.4%" */
	enum role role;
	const char *filter; /* NULL: no list stands behind it */
};

struct home {
	struct panels panels; /* the root */
	struct list queue, lines, alerts, hot;
	struct tally_list areas, units, people;
	int queue_box, lines_box, alerts_box, hot_box, areas_box, units_box, people_box, chart_box;
	enum home_tab tab;

	/* Counted between keys, a slice a frame. */
	struct case_views *views;
	struct case_list_count counts[CASE_VIEWS];
	bool views_done;
	struct alerts *counted_alerts;
	bool alerts_done;
	struct arena alert_mem, line_mem; /* of the lines on the screen */
	bool key;           /* a key has come: its frame is painted before anything else is done */
	int64_t counted_ms; /* when counting began */
	bool started;

	struct case_list *mine;
	int64_t news; /* matters that have come since the rows were read */
	struct board board;
	struct home_line line_rows[HOME_LINES];
	int line_count;
};

/* home_queue.c: the own matters, rows that stay where they are while others write */
void home_queue_init(struct home *h, struct ui *ui);
bool home_queue_load(struct home *h, struct ui *ui, struct err *err);

/* home_lines.c: lights, rates and the loop of today as a list */
void home_lines_init(struct home *h, struct ui *ui);
void home_lines_set(struct home *h, struct ui *ui);
void home_hot_set(struct home *h, struct ui *ui);
const char *home_hot_filter(struct ui *ui, const struct board_hot *hot);
bool home_alerts_set(struct home *h, struct ui *ui, struct err *err);

/* home_paint.c */
void home_paint_queue(const void *self, const struct view *v);
void home_paint_chart(const void *self, const struct view *v);

#endif
