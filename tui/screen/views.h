/* 我的视图: saved filters with what they hold now; Enter shows one in the queue. */
#ifndef LINLI_VIEWS_H
#define LINLI_VIEWS_H

#include "tui/widget/screen.h"

extern const struct screen_ops views_screen;

#endif
