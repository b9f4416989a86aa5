#ifndef LINLI_CASE_VIEW_DB_H
#define LINLI_CASE_VIEW_DB_H

#include "core/serve/case_view.h"

/* Who entered it and where it came from. */
bool case_view_origin(struct session *s, struct case_view *v, struct arena *mem, struct err *err);

#endif
