/* D18: templates. */
#ifndef LINLI_SCREEN_MACROS_H
#define LINLI_SCREEN_MACROS_H

#include "tui/widget/effect.h"
#include "tui/widget/ui.h"

/* The numbered templates for these matters; one opens the dialog of its act, filled in. */
struct effect macros_for(struct ui *ui, const int64_t *ids, size_t count, struct err *err);

#endif
