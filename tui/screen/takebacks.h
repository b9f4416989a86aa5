/*
 * D16: everything that can be taken back now, and `u`, which takes the newest.
 */
#ifndef LINLI_TAKEBACKS_H
#define LINLI_TAKEBACKS_H

#include "tui/widget/screen.h"

extern const struct screen_ops takebacks_screen;

/*
 * Undoes the person's newest act that is still in the hold. When none is, the list of what can be recalled opens, or
 * a line says that there is nothing.
 */
struct effect undo_newest(struct ui *ui, struct err *err);

#endif
