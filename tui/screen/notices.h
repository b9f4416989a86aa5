/* S07: everything addressed to the person, read or not. */
#ifndef LINLI_SCREEN_NOTICES_H
#define LINLI_SCREEN_NOTICES_H

#include "tui/widget/screen.h"

extern const struct screen_ops notices_screen;

#endif
