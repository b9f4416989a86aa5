/* Telephone numbers are kept encrypted; this is how one becomes text again. */
#ifndef LINLI_PHONE_H
#define LINLI_PHONE_H

#include "core/base/arena.h"
#include "core/db/db.h"
#include "core/domain/session.h"

/* The number in the next column of the row, in mem; "" when there is none or the key is another one. */
const char *phone_open(const struct session *s, struct stmt *st, struct arena *mem);

/* The same as it may be shown on any screen: 138****5678. */
const char *phone_open_masked(const struct session *s, struct stmt *st, struct arena *mem);

#endif
