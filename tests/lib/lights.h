/*
 * Lights counted anew (ux 2.4): from the stored clocks and pauses, minute by minute of the working days, with
 * none of the program's arithmetic of time but which days are working days.
 */
#ifndef LINLI_TEST_LIGHTS_H
#define LINLI_TEST_LIGHTS_H

#include "tests/lib/world.h"

enum light lights_of(struct world *w, int64_t case_id);

/* As the program shows it. */
enum light lights_shown(struct world *w, int64_t case_id);

#endif
