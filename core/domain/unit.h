/*
 * Units: whoever can be given a matter.
 */
#ifndef LINLI_UNIT_H
#define LINLI_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/rules.h"
#include "core/domain/session.h"

struct unit {
	int64_t id, parent_id, area_id;
	enum unit_kind kind;
	const char *name, *brief;
	bool active;
};

bool unit_by_id(struct session *s, int64_t id, struct arena *mem, struct unit *out, bool *found,
	struct err *err);

/* By its whole name or its short one; the smallest id where several bear it. */
bool unit_by_name(struct session *s, const char *name, struct arena *mem, struct unit *out,
	bool *found, struct err *err);

/*
 * Of that kind, the one nearest to an area: in the area itself, else in the one above it, up to the city.
 */
bool unit_nearest(struct session *s, enum unit_kind kind, int64_t area_id, struct arena *mem,
	struct unit *out, bool *found, struct err *err);

/* How much it has in hand and how it does: for suggestions and unit cards. */
struct unit_load {
	int open;
	int due_in_90_days, on_time; /* handle clocks that ended; how many of them in time */
};

bool unit_load(struct session *s, int64_t id, struct unit_load *out, struct err *err);

/* How many open matters a person has at the desk. */
bool clerk_load(struct session *s, int64_t staff_id, int *open, struct err *err);

/* A person of the staff. */
struct person {
	int64_t id, unit_id;
	const char *name;
	uint32_t roles;
	bool active;
};

/* The accounts of a unit with one of these roles, in the order in which they were made. */
bool unit_people(struct session *s, int64_t unit_id, uint32_t roles, size_t most, struct arena *mem,
	struct person **out, size_t *count, struct err *err);

bool person_by_id(struct session *s, int64_t id, struct arena *mem, struct person *out, bool *found,
	struct err *err);

#endif
