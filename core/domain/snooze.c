#include "core/domain/snooze.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"
#include "core/domain/case_machine.h"
#include "core/domain/snooze_db.h"

enum { HOUR_S = 3600, MINUTE_S = 60, NOON_HOUR = 12 };

/* When work begins after that moment, or goes on. */
static int64_t
work_begins(const struct session *s, int64_t from)
{
	return work_add_minutes(s->rules->calendar, from, 1, NULL) - MINUTE_S;
}

int64_t
snooze_morning(const struct session *s, int32_t day)
{
	return work_begins(s, day_to_utc(day));
}

int64_t
snooze_time(const struct session *s, enum snooze_until choice)
{
	int64_t now = session_now(s), at;
	int32_t today = day_from_utc(now);

	switch (choice) {
	case SNOOZE_HOUR:
		return (now + HOUR_S) / MINUTE_S * MINUTE_S;
	case SNOOZE_AFTERNOON:
		at = work_begins(s, day_to_utc(today) + NOON_HOUR * HOUR_S);
		return at > now && day_from_utc(at) == today ? at : 0;
	case SNOOZE_MORNING:
		return snooze_morning(s, today + 1);
	case SNOOZE_MONDAY:
		return snooze_morning(s, today + 8 - day_weekday(today));
	case SNOOZE_CHOICES:
		break;
	}
	return 0;
}

bool
snooze_may(const struct session *s, const struct case_row *row, struct err *err)
{
	bool waits = row->state == CASE_REGISTERED || row->state == CASE_ACCEPTED ||
		row->state == CASE_REOPENED;

	if (!state_is_open(row->state))
		return err_set(
			err, ERR_RULE, _("「%s」的件不用搁置"), word_now(state_word(row->state)));
	if (row->clerk_id == s->staff_id || row->handler_id == s->staff_id ||
		row->unit_id == s->unit_id || (waits && session_has(s, ROLE_OP | ROLE_DSP)))
		return true;
	return err_set(err, ERR_RULE, _("只能搁置自己名下的件"));
}

static bool
read_own(struct session *s, int64_t id, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_row row;
	bool found = false, ok = case_read_row(store_db(s->store), id, &mem, &row, &found, err);

	if (ok)
		ok = (found && machine_may_see(s, &row))
			? snooze_may(s, &row, err)
			: err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	arena_release(&mem);
	return ok;
}

static bool
put_in(struct session *s, const int64_t *ids, size_t count, int64_t until_at, struct err *err)
{
	struct arena mem = ARENA_INIT;
	int64_t *asleep;
	size_t n;
	bool ok = snooze_delete_passed(s, err) && snooze_list(s, &mem, &asleep, &n, err);

	if (ok && n + count > SNOOZE_MOST)
		ok = err_set(err, ERR_LIMIT, _("最多搁置 %d 件, 已搁置 %zu 件"), SNOOZE_MOST, n);
	for (size_t i = 0; ok && i < count; i++)
		ok = read_own(s, ids[i], err) && snooze_insert(s, ids[i], until_at, err);
	arena_release(&mem);
	return ok;
}

static bool
end_write(struct session *s, bool ok, struct err *err)
{
	if (ok)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

bool
snooze_put(struct session *s, const int64_t *ids, size_t count, int64_t until_at, struct err *err)
{
	int64_t now = session_now(s);

	if (until_at <= now)
		return err_set(err, ERR_INPUT, _("那个时间已经过去"));
	if (until_at > now + (int64_t)SNOOZE_DAYS_MOST * DATE_DAY_S)
		return err_set(err, ERR_INPUT, _("最多搁置 %d 天"), SNOOZE_DAYS_MOST);
	return store_begin(s->store, err) &&
		end_write(s, put_in(s, ids, count, until_at, err), err);
}

bool
snooze_wake(struct session *s, const int64_t *ids, size_t count, struct err *err)
{
	bool ok = true;

	if (!store_begin(s->store, err))
		return false;
	for (size_t i = 0; ok && i < count; i++)
		ok = snooze_delete(s, ids[i], err);
	return end_write(s, ok, err);
}
