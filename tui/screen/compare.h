/* S14: two matters side by side, to decide whether they are one. */
#ifndef LINLI_SCREEN_COMPARE_H
#define LINLI_SCREEN_COMPARE_H

#include "tui/widget/effect.h"
#include "tui/widget/ui.h"

/* Two matters with each other, or one with those that it may be the same as. Says why it cannot. */
struct effect compare_matters(struct ui *ui, const int64_t *ids, size_t count, struct err *err);

/* What is being taken in (left, as a view that is not stored) with a matter. The answer's ref
 * is the matter that it is to be merged into. */
struct case_view;
struct effect compare_intake(struct ui *ui, const struct case_view *left, int64_t right);

#endif
