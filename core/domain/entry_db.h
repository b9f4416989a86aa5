#ifndef LINLI_ENTRY_DB_H
#define LINLI_ENTRY_DB_H

#include "core/db/db.h"
#include "core/domain/entry.h"

/* What stands in other rows than the matter's own: like ones, the same caller's, units. */
bool entry_read_counts(struct session *s, const struct case_row *row, int cat,
	struct entry_facts *out, struct err *err);

/* How far has been looked: up to that event, and at what had become old by then. */
struct entry_mark {
	int64_t event, at;
};

/* Where nothing was kept: from the events that the roll-ups hold and from now on. */
bool entry_read_mark(struct session *s, struct entry_mark *mark, struct err *err);
bool entry_write_mark(struct session *s, const struct entry_mark *mark, struct err *err);

/* Open matters of events behind the mark that happened until then; *last: the newest event looked at. */
bool entry_next(struct session *s, const struct entry_mark *mark, int64_t until, int most,
	int64_t *ids, int *count, int64_t *last, struct err *err);

/* Open matters registered within that span, below that level, oldest first. */
bool entry_old(struct session *s, int64_t from, int64_t to, enum tier below, int most, int64_t *ids,
	int *count, struct err *err);

/* Open matters of that estate and category of those days before a moment. */
bool entry_like(struct session *s, const struct case_row *row, int days, int most, int64_t *ids,
	int *count, struct err *err);

#endif
