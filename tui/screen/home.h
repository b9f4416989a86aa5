/* The dashboard (S04): the own matters, the centre's lights and rates, workload, alerts. */
#ifndef LINLI_HOME_H
#define LINLI_HOME_H

#include "tui/widget/screen.h"

extern const struct screen_ops home_screen;

#endif
