/* One line to type into over a screen: its filter, a command, an answer; for tui/app alone. */
#ifndef LINLI_APP_BAR_H
#define LINLI_APP_BAR_H

#include "tui/app/core.h"
#include "tui/widget/bar.h"
#include "tui/widget/edit.h"

enum bar_kind { BAR_FILTER, BAR_COMMAND, BAR_PROMPT };

struct bar {
	struct edit edit;
	struct app *app;
	struct layer *over;
	enum bar_kind kind;
	const char *label;
	const struct bar_ops *ops; /* NULL: nothing is completed */
	void *self;                /* for ops */
	struct founds found;
	struct arena mem; /* of found and note */
	size_t from;      /* where the word being completed begins */
	int cursor;       /* among found; -1: none chosen */
	bool listed;      /* the completions are shown */
	struct bar_note note;
	const char *stray; /* an input method's commit opened it: the text; NULL otherwise */
	bool box;          /* and it is explained in a box */
	int history;       /* -1: not in it */
};

/* The filter of the layer below, beginning with `typed` put behind what is applied now. */
void open_filter(struct app *app, struct layer *over, const char *typed, bool box);
void open_command(struct app *app, struct layer *over);
void open_prompt(struct app *app, struct layer *over, const char *label, const char *preset,
	enum action then);

/* Does a text ask for this line of history? Newest is 0; NULL behind the last. */
const char *history_at(const struct app *app, enum bar_kind kind, int n);
void history_add(struct app *app, enum bar_kind kind, const char *text);

extern const struct screen_ops bar_screen;
void bar_paint(const void *self, const struct view *v);

/* What stands at the right of the line; "" for nothing. */
const char *bar_right(const struct bar *b, const struct ui *ui);

/* Completions for a command line, and what is done with one: the act that it stands for. */
extern const struct bar_ops command_ops;
bool command_parse(const char *line, struct arena *mem, struct act *out, struct err *err);

/* Commands as a source of the palette. */
bool command_find(struct ui *ui, const char *query, struct founds *out, struct err *err);

#endif
