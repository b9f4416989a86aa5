/* The model of S14, shared by its files only. */
#ifndef LINLI_COMPARE_INNER_H
#define LINLI_COMPARE_INNER_H

#include "core/base/alike.h"
#include "core/serve/compare.h"
#include "core/serve/suggest.h"
#include "tui/screen/compare.h"
#include "tui/widget/screen.h"

enum { COMPARE_LINES = 20 };

/* A field of both. */
struct compare_line {
	const char *label;
	const char *text[2];
	struct text_part *parts[2]; /* of texts: what the other one says too; NULL: told as a whole */
	size_t part_count[2];
	bool same;
	int rows; /* that it takes, since the last layout */
};

struct compare_model {
	struct widget w; /* no root widget: it moves by itself */
	int64_t left;    /* 0: a form that is still being filled in */
	int64_t others[SUGGEST_DUPLICATES];
	size_t other_count, at;
	struct compare c;
	struct compare_line lines[COMPARE_LINES];
	int line_count;
	int stays;             /* 1 left, 2 right, 0 not decided */
	const char *refused;   /* why that cannot be done; NULL: it may */
	int top, total, shown; /* scrolled rows, rows in all, rows of the body */
};

/* compare_lines.c: what is said of both, in ui->load */
void compare_fill(struct compare_model *m, const struct ui *ui, struct arena *mem);

/* compare_paint.c */
bool compare_place(void *self, struct ui *ui, struct rect body, struct err *err);
void compare_paint(const void *self, const struct view *v);

#endif
