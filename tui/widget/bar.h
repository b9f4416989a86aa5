/*
 * What a screen offers while its filter is typed: completions, how the text was read, where it is wrong.
 * The app draws the bar and keeps its history; the screen gets ACT_FILTER_TRY after a pause, ACT_FILTER_SET
 * on Enter, ACT_FILTER_END when typing is given up, ACT_UNFILTER to take an applied filter off.
 */
#ifndef LINLI_BAR_H
#define LINLI_BAR_H

#include "tui/widget/found.h"

enum { NOTE_LINES = 6 };

/* Texts live in ui->load, which is the bar's in these calls, or longer; NULL stands for nothing. */
struct bar_note {
	const char *right;  /* at the right of the bar: "12 / 412 件" */
	const char *error;  /* what is wrong and what would be right */
	size_t error_at;    /* byte in the text */
	const char *status; /* for the status row, while nothing is wrong */
	const char *title;  /* 读作 */
	const char *lines[NOTE_LINES];
};

struct bar_ops {
	const char *label; /* SLOT("bar.label|8", "找网格"); NULL: 过滤 */
	bool at_once; /* it is a search: ACT_FILTER_TRY comes with each key, and it leaves no history */

	/* Begins with this text; NULL: empty. */
	const char *(*text)(const void *self);

	/* What may be meant at the caret. *from: the byte where the word begins that is being completed. */
	void (*complete)(void *self, struct ui *ui, const char *text, size_t caret,
		struct founds *out, size_t *from);

	void (*note)(void *self, struct ui *ui, const char *text, struct bar_note *out);

	/* In place of note.right, asked anew for each frame: a count that goes on. NULL: none. */
	const char *(*right)(const void *self, const struct ui *ui);
};

#endif
