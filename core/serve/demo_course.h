/* What the two halves of a course share: the desk's (demo_course.c) and the unit's (demo_work.c). */
#ifndef LINLI_DEMO_COURSE_H
#define LINLI_DEMO_COURSE_H

#include "core/serve/demo_life.h"

/* The Chinese name of a choice of the rules; "" when there is none. */
const char *course_choice(const struct life *l, enum choice_list list, int value);

/* Two texts with a gap between, the second only where there is one. */
const char *course_beside(struct life *l, const char *first, const char *second);

/* Somebody at the matter's desk, or above it, who is not one of two; 0 when there is nobody. */
int course_desk_person(struct life *l, uint32_t roles, int not, int nor);

/* Routes it to the best unit but one. False: it is over, or waits here (and so for all below). */
bool course_dispatch(struct life *l, int not );

/* The unit sends it back. *again: it is to be routed anew. */
bool course_return(struct life *l, bool *again);

/* Sets down what will come by itself while it is handled: urging, red lights, leaders. */
void course_expect(struct life *l);

/* From signing to the reply. */
bool course_work(struct life *l);
bool course_reply(struct life *l);

#endif
