/* The screens there are, and what they share with the app. */
#ifndef LINLI_SCREENS_H
#define LINLI_SCREENS_H

#include "tui/widget/found.h"
#include "tui/widget/screen.h"

#define SCREEN(ops, go, over) extern const struct screen_ops ops;
#include "tui/screen/screens.def"

/* Verbs that are the same on every screen (undo, go to a number, lock); FX_PASS for all others. */
struct effect screens_global(struct ui *ui, const struct act *act, struct err *err);

/* Pages of help behind those of the keys. */
extern const struct help_page screens_help[];

/* What the palette finds beside commands; ends with NULL. */
extern const struct finder_source *const screens_finders[];

#endif
