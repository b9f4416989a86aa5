/* The first rows of an empty database: the city, its governance centre, the first account. */
#ifndef LINLI_FOUNDING_H
#define LINLI_FOUNDING_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/domain/session.h"

struct founding {
	const char *city;  /* "泉州市" */
	const char *login; /* ASCII letter first, then letters, digits, '.', '_', '-'; 2 to 32 */
	const char *name;
	int64_t code; /* 12 digits, a city's: the last eight are 0 */
};

/* Is it fit to be written? Errors: INPUT, with what is wanted. */
bool founding_check_city(const char *text, struct err *err);
bool founding_check_code(const char *text, struct err *err);
bool founding_check_login(const char *text, struct err *err);
bool founding_check_name(const char *text, struct err *err);

/*
 * Writes them into a new store, with the first row of the audit log. The account may administer the system
 * and, until there are others, take in and route matters; it has no password (signing in with one is another
 * command). Sets s->staff_id.
 */
bool founding_write(struct session *s, const struct founding *f, struct err *err);

#endif
