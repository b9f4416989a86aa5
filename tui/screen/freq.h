/*
 * The frequency table of a list of matters: how often each value of a column occurs. Opened with
 * "FIELD\nFILTER" (no field: the category) and the tagged ids for 已标; answers with the terms that narrow the
 * list to what was chosen.
 */
#ifndef LINLI_FREQ_H
#define LINLI_FREQ_H

#include "tui/widget/screen.h"

extern const struct screen_ops freq_screen;

#endif
