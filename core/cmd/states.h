/*
 * The machine of matters as a table of text, for `linli help states` and the help screen.
 */
#ifndef LINLI_STATES_H
#define LINLI_STATES_H

#include "core/base/buf.h"

/* Appends a line a transition: from, event, to, who, second signature, fields (* required), clocks. */
void states_describe(struct buf *out);

#endif
