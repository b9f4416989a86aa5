/*
 * A request for a second signature: what is asked with all its fields, approved or declined with a reason.
 * Opened with the id of the request.
 */
#ifndef LINLI_DECIDE_H
#define LINLI_DECIDE_H

#include "core/domain/case.h"
#include "tui/widget/screen.h"

extern const struct screen_ops decide_screen;

/* Does `a` on that matter mean to decide a request: one is pending and this person signs such things? */
bool may_decide(const struct ui *ui, const struct case_row *row, enum action verb);

/* The dialog for the request that is pending on a matter; says so when it is not this person's to decide. */
struct effect decide_open(struct ui *ui, int64_t case_id, struct err *err);

#endif
