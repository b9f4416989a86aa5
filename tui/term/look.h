/*
 * What a style looks like on a terminal with so many colours.
 */
#ifndef LINLI_LOOK_H
#define LINLI_LOOK_H

#include <stdint.h>

#include "tui/cells/canvas.h"

struct look {
	int16_t fg, bg; /* number of a colour or COLOUR_DEFAULT */
	uint8_t attr;   /* bits of enum theme_attr */
};

/* colours is 256, 16, 8 or 0. */
struct look look_of(const struct theme *t, struct style style, int colours);

/* Of a blank only the ground is seen: the look with everything else taken out, equal for equal grounds. */
struct look look_blank(struct look look);

/* For terminals that cannot reverse coloured text: the same look by other colours. */
struct look look_swapped(struct look look);

#endif
