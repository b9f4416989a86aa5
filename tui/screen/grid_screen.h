/*
 * S20: the city as a tree (by area, by estate, by grid worker) and the card of the node under the cursor. Opened
 * with a text: a code, a name, or what node_print() wrote.
 */
#ifndef LINLI_GRID_SCREEN_H
#define LINLI_GRID_SCREEN_H

#include "tui/widget/screen.h"

extern const struct screen_ops grid_screen;

#endif
