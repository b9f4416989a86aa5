/* Triage (S11): one matter after another with single keys, and undo. */
#ifndef LINLI_TRIAGE_H
#define LINLI_TRIAGE_H

#include "tui/widget/screen.h"

/* arg.text: the filter of the round; "": what waits to be accepted or routed. */
extern const struct screen_ops triage_screen;

#endif
