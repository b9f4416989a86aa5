/* Parts of the frame; for tui/app alone. */
#ifndef LINLI_APP_FRAME_H
#define LINLI_APP_FRAME_H

#include "tui/app/core.h"

/* Where a dialog stands over the body: centred, a little above the middle; all of it on narrow screens. */
struct rect frame_dialog_rect(const struct app *app, const struct head *head, struct rect body);

/* The rows above the body. frame_top() paints tabs and filter and returns how many rows are taken in all. */
void frame_title(struct app *app, struct canvas *cv, const struct head *head);
int frame_top(struct app *app, struct canvas *cv, const struct head *head);

/* Whole tabs only; right stands at the right edge where it fits. */
void frame_tabs(const struct app *app, struct canvas *cv, int row, const struct head *head,
	struct ink *right);

/* The keys that may follow a prefix key. */
void prefix_paint(struct app *app, struct canvas *cv, struct rect body);

#endif
