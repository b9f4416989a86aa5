/*
 * One verb over many matters, a few at a time between keys: what is done is done, what is refused is listed with
 * its reason and stays tagged (D17). Esc stops what is left.
 */
#ifndef LINLI_BULK_H
#define LINLI_BULK_H

#include "core/domain/case_act.h"
#include "tui/widget/effect.h"
#include "tui/widget/ui.h"

struct bulk_item {
	int64_t id, version, no;
	const char *title, *refused; /* refused: not even tried, and why; NULL */
	const struct case_step *steps;
	size_t step_count;
};

/*
 * Opens it and begins. alone: over a list, which then hears ACT_RETAG; else the screen that opened it gets its
 * answer: ref how many were done, digit the seconds of the hold, text the ids that were refused.
 */
struct effect bulk_open(
	struct ui *ui, const char *verb, const struct bulk_item *items, size_t count, bool alone);

#endif
