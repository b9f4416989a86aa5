#include "core/domain/handover.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/domain/case_db.h"
#include "core/domain/handover_db.h"
#include "core/domain/snooze.h"
#include "core/domain/unit.h"

static enum handover_why
why_of(const struct case_row *row, int64_t now, int64_t morning)
{
	enum light light = case_light(row, now);

	if (light == LIGHT_RED)
		return HANDOVER_LATE;
	if ((row->flags & CASE_PENDING) != 0)
		return HANDOVER_SIGNATURE;
	if (row->state == CASE_REPLIED)
		return HANDOVER_ANSWER;
	if (row->due_at < morning)
		return HANDOVER_EVENING;
	return light == LIGHT_YELLOW ? HANDOVER_SOON : HANDOVER_STAYS;
}

static int
compare(const void *a, const void *b)
{
	const struct handover_item *x = a, *y = b;
	bool stays_x = x->why == HANDOVER_STAYS, stays_y = y->why == HANDOVER_STAYS;

	if (stays_x != stays_y)
		return stays_x - stays_y;
	if (x->row.due_at != y->row.due_at)
		return x->row.due_at < y->row.due_at ? -1 : 1;
	return (x->row.id > y->row.id) - (x->row.id < y->row.id);
}

bool
handover_list(struct session *s, struct arena *mem, struct handover_item **out, size_t *count,
	struct err *err)
{
	int64_t now = session_now(s), morning = snooze_time(s, SNOOZE_MORNING);

	*out = arena_array(mem, HANDOVER_MOST, sizeof(**out));
	if (!handover_read_own(s, mem, *out, count, err))
		return false;
	for (size_t i = 0; i < *count; i++)
		(*out)[i].why = why_of(&(*out)[i].row, now, morning);
	qsort(*out, *count, sizeof(**out), compare);
	return true;
}

/* --- signing */

static bool
may_sign(struct session *s, int64_t to_id, const char *note, struct arena *mem, struct err *err)
{
	struct undo_entry *held;
	struct person p;
	bool found = false;
	size_t n;

	if (strlen(note) > HANDOVER_NOTE_MOST * 3)
		return err_set(err, ERR_INPUT, _("留言太长, 最多 %d 个字"), HANDOVER_NOTE_MOST);
	if (to_id == s->staff_id)
		return err_set(err, ERR_RULE, _("不能交给自己"));
	if (!person_by_id(s, to_id, mem, &p, &found, err) ||
		!case_undo_list(s, mem, &held, &n, err))
		return false;
	if (!found || !p.active || p.unit_id != s->unit_id)
		return err_set(err, ERR_RULE, _("接班人要是本单位的人"));
	if (n > 0)
		return err_set(err, ERR_RULE, _("还有 %zu 件在撤销期内, %d 秒后再交班"), n,
			(int)(held[0].until_at - session_now(s)) + 1);
	return true;
}

/* A clerk's matters are assigned, a handler's transferred. */
static bool
pass_one(struct session *s, struct audit_chain *chain, int64_t to_id, int64_t case_id,
	struct handover_result *out, struct arena *mem, struct err *err)
{
	const struct act_input in[] = {
		{"staff", arena_printf(mem, "%lld", (long long)to_id)}, {"reason", "交班"}};
	struct err why = ERR_INIT;
	struct act_result r;
	struct case_row row;
	bool found = false;

	if (!case_read_row(store_db(s->store), case_id, mem, &row, &found, err))
		return false;
	enum case_event event = row.clerk_id == s->staff_id ? EV_ASSIGN : EV_TRANSFER;
	const struct case_step step = {event, in, 2};

	if (!found || (row.clerk_id != s->staff_id && row.handler_id != s->staff_id) ||
		!machine_may(s, &row, event, &why)) {
		out->why = out->refused++ == 0 ? arena_strdup(mem, why.text) : out->why;
		return true;
	}
	out->passed++;
	return case_act_in(s, chain, case_id, 0, &step, 1, &r, err) &&
		handover_insert_case(s, out->id, case_id, err);
}

static bool
sign_in(struct session *s, int64_t to_id, const int64_t *ids, size_t count, const char *note,
	struct arena *mem, struct handover_result *out, struct err *err)
{
	struct audit_chain chain = {0};

	if (!handover_insert(s, to_id, note, &out->id, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!pass_one(s, &chain, to_id, ids[i], out, mem, err))
			return false;
	return audit_add(s, &chain, AUDIT_REQUEST, AUDIT_OBJ_STAFF, to_id,
		arena_printf(
			mem, "hand-over %lld: %d matters, signed", (long long)out->id, out->passed),
		NULL, err);
}

bool
handover_sign(struct session *s, int64_t to_id, const int64_t *ids, size_t count, const char *note,
	struct arena *mem, struct handover_result *out, struct err *err)
{
	*out = (struct handover_result){.why = ""};
	if (!may_sign(s, to_id, note, mem, err) || !store_begin(s->store, err))
		return false;
	if (sign_in(s, to_id, ids, count, note, mem, out, err))
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}
