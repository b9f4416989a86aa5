/* S03: handing the shift over. */
#ifndef LINLI_SCREEN_HANDOVER_H
#define LINLI_SCREEN_HANDOVER_H

#include "tui/widget/screen.h"

extern const struct screen_ops handover_screen;

#endif
