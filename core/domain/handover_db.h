#ifndef LINLI_HANDOVER_DB_H
#define LINLI_HANDOVER_DB_H

#include "core/domain/handover.h"

/* The person's open matters, at most HANDOVER_MOST, with rows alone. */
bool handover_read_own(struct session *s, struct arena *mem, struct handover_item *out,
	size_t *count, struct err *err);

/* Within the caller's transaction. */
bool handover_insert(
	struct session *s, int64_t to_id, const char *note, int64_t *id, struct err *err);
bool handover_insert_case(struct session *s, int64_t id, int64_t case_id, struct err *err);

#endif
