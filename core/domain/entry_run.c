/* Raising levels by the entry tests that are marked for it. */
#include "core/domain/entry.h"

#include <stdio.h>

#include "core/base/date.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/domain/case_db.h"
#include "core/domain/entry_db.h"
#include "core/domain/escalation_db.h"
#include "core/domain/notice.h"

enum { MOST_LOOKED = 64, MOST_LIKE = 40 };

/* A test counts once for a matter: it is kept beside the steps of clocks, as of no clock. */
static bool
claim(struct session *s, int64_t case_id, const struct entry_test *t, bool *first, struct err *err)
{
	const struct case_clock none = {.kind = CLOCK_NONE};

	return escalation_claim(
		store_db(s->store), case_id, &none, t->value, session_now(s), first, err);
}

static bool
lift(struct session *s, struct audit_chain *chain, const struct case_row *row,
	const struct entry_test *t, struct err *err)
{
	char tier[8];
	struct act_result result;

	snprintf(tier, sizeof(tier), "%d", t->tier);
	const struct act_input in[] = {{"tier", tier}, {"reason", t->name.zh}};
	const struct case_step act = {EV_LIFT, in, 2};

	return case_act_in(s, chain, row->id, 0, &act, 1, &result, err) &&
		notice_put(s, row->desk_id, ROLE_DSP | ROLE_SUP, row->id, result.event_id, err);
}

/* One matter: all tests that it meets are claimed, by the highest it is raised. *like: that is one of like ones. */
static bool
look_at(struct session *s, struct audit_chain *chain, int64_t case_id, struct arena *mem,
	struct case_row *row, bool *like, struct err *err)
{
	struct entry_facts facts;
	const struct entry_test *best = NULL;
	bool found = false;

	*like = false;
	if (!case_read_row(store_db(s->store), case_id, mem, row, &found, err))
		return false;
	if (!found || (row->flags & CASE_SEALED) != 0 || row->tier == TIER_NONE || row->cat == 0)
		return true;
	if (!entry_read(s, row, row->cat, &facts, err))
		return false;
	for (size_t i = 0; i < s->rules->entry_count; i++) {
		const struct entry_test *t = &s->rules->entry_tests[i];
		bool first = false;

		if (!t->automatic || facts.counts[t->fact] < t->least)
			continue;
		if (!claim(s, case_id, t, &first, err))
			return false;
		*like = *like || (first && t->fact == ENTRY_LIKE);
		if (first && t->tier > (int)row->tier && (best == NULL || t->tier > best->tier))
			best = t;
	}
	return best == NULL || lift(s, chain, row, best, err);
}

/* The third of its kind raises those before it, too. */
static bool
raise_one_alike(struct session *s, struct audit_chain *chain, int64_t case_id, struct arena *mem,
	struct err *err)
{
	struct case_row row;
	bool found = false, first = false;

	if (!case_read_row(store_db(s->store), case_id, mem, &row, &found, err))
		return false;
	for (size_t k = 0; found && row.tier != TIER_NONE && k < s->rules->entry_count; k++) {
		const struct entry_test *t = &s->rules->entry_tests[k];

		if (t->fact != ENTRY_LIKE || !t->automatic)
			continue;
		if (!claim(s, case_id, t, &first, err) ||
			(first && t->tier > (int)row.tier && !lift(s, chain, &row, t, err)))
			return false;
	}
	return true;
}

static bool
raise_alike(struct session *s, struct audit_chain *chain, const struct case_row *third,
	struct arena *mem, struct err *err)
{
	int64_t ids[MOST_LIKE];
	int count = 0;

	if (!entry_like(s, third, entry_like_days(s->rules), MOST_LIKE, ids, &count, err))
		return false;
	for (int i = 0; i < count; i++)
		if (!raise_one_alike(s, chain, ids[i], mem, err))
			return false;
	return true;
}

/* Days after which a matter is old; 0: no test asks. */
static int
old_days(const struct rules *rules, enum tier *to)
{
	for (size_t i = 0; i < rules->entry_count; i++) {
		const struct entry_test *t = &rules->entry_tests[i];

		if (t->fact == ENTRY_DAYS && t->automatic) {
			*to = (enum tier)t->tier;
			return t->least;
		}
	}
	return 0;
}

/* What is to be looked at, and how far that comes. */
static bool
collect(struct session *s, struct entry_mark *mark, int most, int64_t ids[MOST_LOOKED], int *count,
	bool *more, struct err *err)
{
	struct entry_mark was = *mark;
	int64_t now = session_now(s);
	enum tier to = TIER_HARD;
	int days = old_days(s->rules, &to), young = 0;

	if (!entry_next(
		    s, &was, now - s->rules->hold_seconds - 1, most, ids, count, &mark->event, err))
		return false;
	young = *count;
	if (days > 0 && now > was.at &&
		!entry_old(s, was.at - days * DATE_DAY_S, now - days * DATE_DAY_S, to, MOST_LOOKED,
			ids, count, err))
		return false;
	/* so many have grown old at once that some wait: they are raised by the time that is marked */
	bool all = *count < MOST_LOOKED || young == *count;

	mark->at = now > was.at && all ? now : was.at;
	*more = mark->event != was.event || !all;
	return true;
}

static bool
check_some(struct session *s, int most, struct arena *mem, bool *more, struct err *err)
{
	struct audit_chain chain = {0};
	struct entry_mark mark;
	int64_t ids[MOST_LOOKED];
	int count = 0;

	if (!entry_read_mark(s, &mark, err))
		return false;
	if (!collect(s, &mark, most < MOST_LOOKED / 2 ? most : MOST_LOOKED / 2, ids, &count, more,
		    err))
		return false;
	for (int i = 0; i < count; i++) {
		struct case_row row;
		bool like;

		if (!look_at(s, &chain, ids[i], mem, &row, &like, err) ||
			(like && !raise_alike(s, &chain, &row, mem, err)))
			return false;
	}
	return entry_write_mark(s, &mark, err);
}

/* Without waiting for the right to write: is there anything at all? */
static bool
is_anything(struct session *s, bool *yes, struct err *err)
{
	struct entry_mark mark;
	int64_t ids[1], last;
	int count;

	if (!entry_read_mark(s, &mark, err) ||
		!entry_next(s, &mark, session_now(s) - s->rules->hold_seconds - 1, 1, ids, &count,
			&last, err))
		return false;
	*yes = last != mark.event || session_now(s) - mark.at >= DATE_DAY_S;
	return true;
}

bool
entry_check(struct session *s, int most, bool *more, struct err *err)
{
	struct session program;
	struct arena mem = ARENA_INIT;

	*more = false;
	if (s->rules == NULL)
		return true;
	bool any = false;

	if (!is_anything(s, &any, err) || !any)
		return err->code == ERR_NONE;
	session_system(&program, s->store, s->rules);
	bool ok = store_begin(s->store, err);

	if (ok && check_some(&program, most, &mem, more, err)) {
		ok = store_commit(s->store, err);
	} else if (ok) {
		store_rollback(s->store);
		ok = false;
	}
	session_close(&program);
	arena_release(&mem);
	return ok;
}
