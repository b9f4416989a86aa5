#ifndef LINLI_CASE_UNDO_DB_H
#define LINLI_CASE_UNDO_DB_H

#include "core/db/db.h"
#include "core/domain/case_act.h"

struct undo_row {
	int64_t event_id, first_event, case_id, actor, at, until_at, version;
	const char *label, *snapshot;
};

bool undo_insert(struct db *db, const struct undo_row *row, struct err *err);
bool undo_read(struct db *db, int64_t event_id, struct arena *mem, struct undo_row *row,
	bool *found, struct err *err);

/* What the act left elsewhere is taken back: letters not sent yet, requests not decided, this row. */
bool undo_forget_act(struct db *db, const struct undo_row *row, int64_t now, struct err *err);

/* Acts of that person that may still be taken back: within time and the matter unchanged since. */
bool undo_read_list(struct db *db, int64_t actor, int64_t now, struct arena *mem,
	struct undo_entry **out, size_t *count, struct err *err);

#endif
