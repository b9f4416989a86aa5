/*
 * Putting off (搁置): a matter leaves the person's own list until a time, or until somebody else acts on it. Only
 * this person's list: everybody else sees it as before, and its clocks go on.
 */
#ifndef LINLI_SNOOZE_H
#define LINLI_SNOOZE_H

#include "core/domain/case.h"
#include "core/domain/session.h"

enum { SNOOZE_MOST = 500, SNOOZE_DAYS_MOST = 90 };

enum snooze_until { SNOOZE_HOUR, SNOOZE_AFTERNOON, SNOOZE_MORNING, SNOOZE_MONDAY, SNOOZE_CHOICES };

/*
 * When that is, seen from now: in an hour; when work begins again this afternoon (0 when it has begun, or today
 * is a day off); the beginning of the next working day; that of the first working day of next week.
 */
int64_t snooze_time(const struct session *s, enum snooze_until choice);

/* When work begins on that day, or on the next working day after it. */
int64_t snooze_morning(const struct session *s, int32_t day);

/* May the person put it off? It must be open and theirs: in their hands, in their unit, or
 * waiting for a desk where they serve. */
bool snooze_may(const struct session *s, const struct case_row *row, struct err *err);

/*
 * Puts them off until then, in place of an earlier time. Errors: INPUT when the time has passed or is more than
 * SNOOZE_DAYS_MOST away; RULE as in snooze_may(); LIMIT when SNOOZE_MOST are put off already. None or all.
 */
bool snooze_put(
	struct session *s, const int64_t *ids, size_t count, int64_t until_at, struct err *err);

/* Back on the list now. */
bool snooze_wake(struct session *s, const int64_t *ids, size_t count, struct err *err);

/* The open matters that this person has put off and that still sleep, sorted. The array lives in mem. */
bool snooze_list(
	struct session *s, struct arena *mem, int64_t **ids, size_t *count, struct err *err);

/* Until when this one sleeps for the person; 0 when it does not. */
bool snooze_of(struct session *s, int64_t case_id, int64_t *until_at, struct err *err);

#endif
