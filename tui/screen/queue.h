/*
 * S10: matters as a list; filtered, tagged, acted on in bulk. arg.text is a filter to begin with; without one it
 * shows 我的.
 */
#ifndef LINLI_QUEUE_H
#define LINLI_QUEUE_H

#include "tui/widget/screen.h"

extern const struct screen_ops queue_screen;

#endif
