/* S08: the person's unfinished forms, newest first; Enter goes on with one. */
#ifndef LINLI_DRAFTS_SCREEN_H
#define LINLI_DRAFTS_SCREEN_H

#include "tui/widget/screen.h"

extern const struct screen_ops drafts_screen;

#endif
