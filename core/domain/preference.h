/*
 * Small things that the program keeps for a person: what was open, how a list was sorted. Nothing depends on
 * them; a database that is only read keeps none.
 */
#ifndef LINLI_PREFERENCE_H
#define LINLI_PREFERENCE_H

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/session.h"

/* *out is "" when there is none; it lives in mem. */
bool preference_get(
	struct session *s, const char *key, struct arena *mem, const char **out, struct err *err);

/* Does nothing where the store cannot be written. */
bool preference_set(struct session *s, const char *key, const char *value, struct err *err);

#endif
