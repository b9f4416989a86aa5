/* The window of rows that a list holds; for list.c and its painter alone. */
#ifndef LINLI_LIST_ROWS_H
#define LINLI_LIST_ROWS_H

#include "tui/widget/list.h"

/* NULL beyond the loaded rows. */
const struct list_row *rows_nth(const struct list *l, int n);
const struct list_row *rows_loaded(const struct list *l, int n); /* must be loaded */
int rows_index(const struct list *l, int64_t id);                /* -1: not loaded */

/* Forget everything loaded. */
void rows_drop(struct list *l);

/* Read the first page, the last one, one more behind or in front of what is loaded. */
bool rows_first(struct list *l, struct ui *ui, struct err *err);
bool rows_last(struct list *l, struct ui *ui, struct err *err);
bool rows_more(struct list *l, struct ui *ui, struct err *err);
bool rows_less(struct list *l, struct ui *ui, struct err *err);

/* Read from the row at the top of the screen on; the cursor stays on its object if that is still there. */
bool rows_fresh(struct list *l, struct ui *ui, struct err *err);

/*
 * Read what is on the screen again and put the new data under the old order; see LOAD_POLL. One slice a call:
 * while l->poll.on, rows_poll_more() goes on.
 */
bool rows_poll(struct list *l, struct ui *ui, struct err *err);
bool rows_poll_more(struct list *l, struct ui *ui, struct err *err);

/* All rows at once, from the caller's memory. */
void rows_set(struct list *l, const void *rows, size_t stride, int count);

/* The batches: one that is free (the front or the back gives way), reading into it, letting go of others. */
const struct list_batch *rows_batch_at(const struct list *l, int n);
int rows_free_batch(struct list *l, bool drop_front);
void rows_make_room(struct list *l); /* for one batch, without touching what is on the screen */
bool rows_read_page(struct list *l, struct ui *ui, struct list_want *want, struct list_batch *b,
	struct list_got *got, struct err *err);
void rows_fill_batch(
	const struct list *l, struct list_batch *b, const struct list_got *got, bool all);
void rows_drop_batch(struct list *l, int n);
void rows_replace_all(struct list *l, int batch);

/* Orders rows that are all in memory by what their column says, numbers by value. */
void rows_sort(struct list *l, struct ui *ui);

/* list_tags.c: `*`, and what a bulk act has left tagged. */
bool list_tag_all(struct list *l, struct ui *ui, struct err *err);
void list_retag(struct list *l, const char *ids);

void list_paint(const struct widget *w, const struct view *v);

#endif
