/* Requests for a second signature that this person may decide, oldest first. */
#ifndef LINLI_APPROVALS_H
#define LINLI_APPROVALS_H

#include "tui/widget/screen.h"

extern const struct screen_ops approvals_screen;

#endif
