/* S12: all about one matter. Opened with the matter's id; arg.ids are its neighbours for [ and ]. */
#ifndef LINLI_CASE_SCREEN_H
#define LINLI_CASE_SCREEN_H

#include "tui/widget/screen.h"

extern const struct screen_ops case_screen;

/* Opens it on that matter, with the ids of the list it stands in. */
struct effect case_open(int64_t id, const int64_t *neighbours, size_t count);

#endif
