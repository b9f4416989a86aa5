/* 最近: what this person opened last. */
#ifndef LINLI_RECENTS_H
#define LINLI_RECENTS_H

#include "tui/widget/found.h"
#include "tui/widget/screen.h"

extern const struct screen_ops recents_screen;

/* The same for the palette while nothing is typed. */
extern const struct finder_source recent_finder;

#endif
