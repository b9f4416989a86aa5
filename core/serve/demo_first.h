/*
 * The matters that are always there: what first.txt lists, placed, and dated so that each is in the state and as
 * near to its limit as the list wants it.
 */
#ifndef LINLI_DEMO_FIRST_H
#define LINLI_DEMO_FIRST_H

#include "core/serve/demo_life.h"

/* In the order of their times; they live in the city's memory. Errors: IO, INPUT. */
bool first_read(struct demo *d, struct first_case **out, int *count, struct err *err);

#endif
