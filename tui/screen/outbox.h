/* 信件: what was written to residents and units, what waits, what has gone. */
#ifndef LINLI_SCREEN_OUTBOX_H
#define LINLI_SCREEN_OUTBOX_H

#include "tui/widget/screen.h"

extern const struct screen_ops outbox_screen;

#endif
