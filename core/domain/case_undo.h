/*
 * Taking back: a snapshot of what an act replaced, kept as long as the act may be taken back.
 */
#ifndef LINLI_CASE_UNDO_H
#define LINLI_CASE_UNDO_H

#include "core/base/buf.h"
#include "core/domain/case_act.h"
#include "core/domain/case_data.h"

/* The state before and the units that took part, as text. Take it before anything is changed. */
bool undo_snapshot(struct session *s, const struct case_data *c, struct arena *mem, struct buf *out,
	struct err *err);

/*
 * Puts it into undo_log for the person and the seconds of the rules' hold; *until is 0 when the rules allow
 * no undo. version: of the matter after the act.
 */
bool undo_keep(struct session *s, const struct case_data *after, int64_t first_event,
	int64_t last_event, const char *label, const char *snapshot, int64_t *until,
	struct err *err);

#endif
