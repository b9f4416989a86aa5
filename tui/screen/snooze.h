/* D14: putting matters off. */
#ifndef LINLI_SCREEN_SNOOZE_H
#define LINLI_SCREEN_SNOOZE_H

#include "tui/widget/effect.h"
#include "tui/widget/ui.h"

/* Asks until when, and does it. Says why it cannot. */
struct effect snooze_matters(struct ui *ui, const int64_t *ids, size_t count, struct err *err);

#endif
