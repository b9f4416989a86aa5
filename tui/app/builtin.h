/* Screens that belong to the app itself; for tui/app alone. */
#ifndef LINLI_APP_BUILTIN_H
#define LINLI_APP_BUILTIN_H

#include "tui/app/bar.h"

/* Is there a screen behind this go.* action? */
bool app_can_go(const struct app *app, enum action go);
void app_set_theme(struct app *app, const char *name, struct err *err);

/* S05: pages 1 to 3, not painted in the first 600 ms; page 9 is lock, hand over, quit. */
void open_main_menu(struct app *app);
void open_leave_menu(struct app *app);

/* D24: the numbered actions of the screen below. */
void open_actions(struct app *app, struct layer *over);

/* S90: the keys of that scope first. */
void open_help(struct app *app, enum key_scope scope);

/* S06, and a pick list for a screen. */
void open_palette(struct app *app);
void open_pick(struct app *app, const struct effect *fx, struct err *err);

/* D20; false when the focus is no list. */
bool open_sort(struct app *app, struct layer *over);

/* D25: no is preset. */
void open_confirm(struct app *app, const char *question, const char *consequence, enum action then);

#endif
