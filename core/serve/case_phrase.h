/*
 * Texts that dialogs begin with: the phrases of the rules, filled in for one matter.
 */
#ifndef LINLI_CASE_PHRASE_H
#define LINLI_CASE_PHRASE_H

#include "core/serve/case_view.h"

/*
 * For that use, that matter and that unit (0: the matter's own, else the person's). What was last reported
 * goes in with personal data masked, so that it may be published. *out is "" when the rules have none.
 */
bool case_phrase(struct session *s, const struct case_view *v, enum phrase_use use, int64_t unit_id,
	struct arena *mem, const char **out, struct err *err);

/* The newest line of history of that event; NULL when there is none. */
const struct case_event_row *case_newest(const struct case_view *v, enum case_event event);

#endif
