#include "core/domain/case_act_inner.h"

#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/act_apply.h"
#include "core/domain/approval.h"
#include "core/domain/audit.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_history.h"
#include "core/domain/case_index.h"
#include "core/domain/case_number.h"
#include "core/domain/case_undo.h"
#include "core/domain/escalation.h"
#include "core/domain/outbox.h"

/* Who changed it meanwhile, in words: "李航 14:28 分办 (派 区城管大队)". */
static bool
conflict(struct act_run *r, struct err *err)
{
	struct case_last last;

	if (!history_newest(r->s, r->c.row.id, r->mem, &last, err))
		return false;
	struct civil at = civil_from_utc(last.at);

	return err_set(err, ERR_CONFLICT, _("%s %02d:%02d 已办过这件: %s  %s"), last.who, at.hour,
		at.minute, word_now(event_word(last.event)), last.note);
}

static bool
check_hands(struct act_run *r, const struct transition *t, struct err *err)
{
	bool yes = false;

	if ((t->traits & TR_NOT_HANDLER) != 0) {
		if (!history_handled_by(r->s, r->c.row.id, r->s->staff_id, &yes, err))
			return false;
		if (yes)
			return err_set(
				err, ERR_RULE, _("办过这件的人不能%s, 请换人"), word_now(t->word));
	}
	if ((t->traits & TR_NOT_ASKER) != 0) {
		if (!history_asked_by(r->s, r->c.row.id, r->s->staff_id, &yes, err))
			return false;
		if (yes)
			return err_set(err, ERR_RULE, _("送审或签批过这次申请的人不能%s, 请换人"),
				word_now(t->word));
	}
	if (t->side == SIDE_UNIT && r->c.row.unit_id != r->s->unit_id) {
		if (!history_helps(r->s, r->c.row.id, r->s->unit_id, &yes, err))
			return false;
		if (!yes)
			return err_set(err, ERR_RULE, _("这件不归本单位%s"), word_now(t->word));
	}
	return true;
}

/* A limit may be set shorter than computed, never longer (S13 field 16). */
static bool
shorten_handle(struct act_run *r, const struct act_ctx *a, struct err *err)
{
	for (size_t i = 0; a->due_wish != 0 && i < r->c.clock_count; i++) {
		struct case_clock *k = &r->c.clocks[i];

		if (k->kind != CLOCK_HANDLE || k->stopped_at != 0)
			continue;
		if (a->due_wish > k->due_at || a->due_wish <= r->now)
			return err_set(err, ERR_RULE, _("时限只能缩短, 不能晚于规定或早于现在"));
		k->due_at = a->due_wish;
		if (k->light_at > k->due_at)
			k->light_at = k->due_at;
		r->c.clock_changed[i] = true;
	}
	return true;
}

/* What it was given, for those who read it later: terms, demands, dates. */
static bool
write_facts(struct act_run *r, const struct act_ctx *a, int64_t event_id, struct err *err)
{
	for (const struct need *n = a->t->needs; n->field != F_NONE; n++)
		if (a->v[n->field].given &&
			!case_add_fact(store_db(r->s->store), event_id, (int)n->field,
				a->v[n->field].raw, err))
			return false;
	return true;
}

static bool
write_line(struct act_run *r, struct act_ctx *a, struct case_event_row *line, enum case_state from,
	struct err *err)
{
	const struct case_row *row = &r->c.row;
	struct db *db = store_db(r->s->store);

	line->case_id = row->id;
	line->at = r->now;
	line->actor = r->s->staff_id;
	line->event = (int)a->event;
	line->from = from;
	line->to = row->state;
	line->unit_id = a->unit_id;
	line->cat = row->cat;
	line->tier = row->tier;
	line->place = row->place;
	line->open = a->open || (a->t->traits & TR_OPEN) != 0;
	line->note = arena_strdup(r->mem, a->note.text);
	if (!case_add_event(db, line, err))
		return false;
	for (size_t i = 0; i < a->change_count; i++)
		if (!case_add_change(db, line->id, (int)a->changes[i].field, a->changes[i].was,
			    a->changes[i].now, err))
			return false;
	return (a->t->traits & TR_FACTS) == 0 || write_facts(r, a, line->id, err);
}

struct case_event_row *
act_line(struct act_run *r)
{
	return &r->events[r->event_count++];
}

/* Reporters hear of it unless somebody has unticked that: they were told in another way. */
static bool
tells(const struct act_ctx *a)
{
	bool unticked = a->v[F_TELL].given && a->v[F_TELL].number == 0;

	return (a->t->traits & TR_TELL) != 0 && a->event == a->t->event && !unticked;
}

/* A request that is a flag falls with what it was for: more time once it is answered, exclusion once it is refused. */
static bool
drop_stale(struct act_run *r, const struct case_event_row *line, struct err *err)
{
	struct case_row *row = &r->c.row;
	bool at_work = row->state == CASE_IN_PROGRESS || row->state == CASE_MEDIATION ||
		row->state == CASE_COORDINATION;
	bool judged = state_is_open(row->state) || row->state == CASE_CLOSED;

	if ((row->flags & CASE_EXT_PENDING) != 0 && !at_work) {
		row->flags &= ~(uint32_t)CASE_EXT_PENDING;
		if (!approval_drop(r->s, EV_EXTEND, line, err))
			return false;
	}
	if ((row->flags & CASE_EXCLUDE_PENDING) != 0 && !judged) {
		row->flags &= ~(uint32_t)CASE_EXCLUDE_PENDING;
		return approval_drop(r->s, EV_EXCLUDE, line, err);
	}
	return true;
}

bool
act_perform(struct act_run *r, const struct transition *t, const struct act_value *values,
	struct err *err)
{
	enum case_state from = r->c.row.state;
	struct act_ctx a = {.s = r->s,
		.mem = r->mem,
		.t = t,
		.v = values,
		.c = &r->c,
		.now = r->now,
		.clock_at = r->clock_at,
		.event = t->event,
		.to = t->to,
		.condition = values[F_CONDITION].given ? values[F_CONDITION].text : NULL};

	buf_init(&a.note);
	struct case_indexed was = case_indexed(&r->c.row, &r->c.texts);
	bool ok = act_apply(&a, err);

	r->party = a.party;
	if (ok && a.other.id != 0)
		*act_line(r) = a.other;
	struct case_event_row *line = act_line(r);

	*line = (struct case_event_row){0};
	if (ok) {
		const struct clock_moment moment = {r->now, a.clock_at, a.until, a.condition};

		if (!a.stays)
			clock_run(r->s->rules, &r->c, t->clocks, &moment, line);
		if (a.to != CASE_STAYS)
			r->c.row.state = (enum case_state)a.to;
		clock_show(&r->c);
		r->c.row.updated_at = r->now;
		ok = shorten_handle(r, &a, err) && write_line(r, &a, line, from, err) &&
			drop_stale(r, line, err);
	}
	if (ok && tells(&a))
		ok = outbox_tell(r->s, &r->c, line, r->mem, err);
	if (ok && a.slip.number[0] != '\0')
		ok = outbox_slip(r->s, &r->c, line, &a.slip, err);
	struct case_indexed is = case_indexed(&r->c.row, &r->c.texts);

	ok = ok && case_index_change(r->s, &was, &is, err);
	buf_release(&a.note);
	return ok;
}

bool
case_signer(struct session *s, const struct case_row *row, const struct transition *t,
	uint32_t *signer, struct err *err)
{
	int times = 0;

	*signer = t->signer;
	if ((t->traits & TR_SIGN_ON_REPEAT) != 0 && (row->flags & CASE_REPEAT) == 0)
		*signer = 0;
	if (t->again == 0)
		return true;
	if (!history_count(s, row->id, t->event, &times, err))
		return false;
	if (times > 0)
		*signer = t->again;
	return true;
}

/*
 * What would be refused when it is carried out is refused when it is asked: the hook runs on a copy. Hooks of
 * events that take a second signature write nothing themselves.
 */
static bool
try_out(struct act_run *r, const struct transition *t, const struct act_value *values,
	struct err *err)
{
	struct case_data copy = r->c;
	struct case_clock clocks[CASE_MAX_CLOCKS];
	struct act_ctx a = {.s = r->s,
		.mem = r->mem,
		.t = t,
		.v = values,
		.c = &copy,
		.now = r->now,
		.clock_at = r->now,
		.event = t->event,
		.to = t->to};

	memcpy(clocks, r->c.clocks, r->c.clock_count * sizeof(*clocks));
	copy.clocks = clocks;
	buf_init(&a.note);
	bool ok = act_apply(&a, err);

	buf_release(&a.note);
	return ok;
}

/* Nothing moves yet: the request is kept, the flag set, a line written. */
static bool
ask(struct act_run *r, const struct transition *t, const struct case_step *act,
	const struct act_value *values, struct err *err)
{
	struct case_event_row *line = act_line(r);

	if (!try_out(r, t, values, err))
		return false;
	r->c.row.flags |= (uint32_t)machine_waits(t->event);
	r->c.row.updated_at = r->now;
	*line = (struct case_event_row){.case_id = r->c.row.id,
		.at = r->now,
		.actor = r->s->staff_id,
		.event = EV_ASKED,
		.from = r->c.row.state,
		.to = r->c.row.state,
		.unit_id = r->s->unit_id,
		.cat = r->c.row.cat,
		.tier = r->c.row.tier,
		.place = r->c.row.place,
		.note = arena_printf(r->mem, "%s 送审", t->word.zh)};
	r->result->asked = true;
	return case_add_event(store_db(r->s->store), line, err) &&
		approval_insert(r->s, &r->c.row, line, act, err);
}

static bool
do_one(struct act_run *r, const struct case_step *act, struct err *err)
{
	struct act_value values[F_COUNT];
	uint32_t signer = 0;

	if (r->event_count + ACT_LINES > ACT_MOST_LINES)
		return err_set(err, ERR_BUG, "more than %d lines in one act", ACT_MOST_LINES);
	if (!machine_may(r->s, &r->c.row, act->event, err))
		return false;
	const struct transition *t = machine_find(act->event, r->c.row.state);

	if (!check_hands(r, t, err) || !act_values_read(r->s, t, act, r->mem, values, err) ||
		!case_signer(r->s, &r->c.row, t, &signer, err))
		return false;
	return signer != 0 ? ask(r, t, act, values, err) : act_perform(r, t, values, err);
}

/* "已分办 1209-037 给 金榕物业", "已送审 1209-037 办结" */
static void
make_label(struct act_run *r, const char *verb)
{
	char brief[CASE_NO_BRIEF_BYTES];
	char *out = r->result->label;
	size_t size = sizeof(r->result->label);

	case_no_brief(r->c.row.no, day_from_utc(r->now), brief);
	if (r->result->asked)
		snprintf(out, size, _("已送审 %s %s"), brief, verb);
	else if (r->party != NULL)
		snprintf(out, size, _("已%s %s 给 %s"), verb, brief, r->party);
	else
		snprintf(out, size, _("已%s %s"), verb, brief);
}

static void
report(struct act_run *r, const char *verb)
{
	struct act_result *out = r->result;

	out->case_id = r->c.row.id;
	out->no = r->c.row.no;
	out->event_id = r->event_count > 0 ? r->events[r->event_count - 1].id : 0;
	out->state = r->c.row.state;
	out->due_at = r->c.row.due_at;
	make_label(r, verb);
}

bool
act_finish(
	struct act_run *r, const char *snapshot, bool undoable, const char *verb, struct err *err)
{
	escalation_plan(r->s->rules, &r->c, r->now);
	if (!case_data_write(store_db(r->s->store), &r->c, r->events[r->event_count - 1].id, err) ||
		!audit_case(r->s, r->chain, r->c.row.id, r->events, r->event_count, err))
		return false;
	report(r, verb);
	return !undoable || r->s->staff_id == 0 ||
		undo_keep(r->s, &r->c, r->events[0].id, r->result->event_id, r->result->label,
			snapshot, &r->result->undo_until, err);
}

bool
act_begin(struct act_run *r, int64_t case_id, int64_t version, struct err *err)
{
	bool found = false, sees = false;

	r->now = r->clock_at = session_now(r->s);
	if (!case_data_read(store_db(r->s->store), case_id, r->mem, &r->c, &found, err))
		return false;
	if (found && !case_may_see(r->s, &r->c.row, &sees, err))
		return false;
	if (!sees)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	return version == 0 || version == r->c.row.version || conflict(r, err);
}

bool
act_end(struct session *s, bool ok, struct err *err)
{
	if (ok)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

bool
case_act_in(struct session *s, struct audit_chain *chain, int64_t case_id, int64_t version,
	const struct case_step *acts, size_t count, struct act_result *result, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct act_run r = {.s = s, .mem = &mem, .chain = chain, .result = result};
	const struct transition *last = NULL;
	struct buf snapshot;

	*result = (struct act_result){0};
	buf_init(&snapshot);
	bool ok = act_begin(&r, case_id, version, err);

	ok = ok && undo_snapshot(s, &r.c, &mem, &snapshot, err);
	for (size_t i = 0; ok && i < count && !result->asked; i++) {
		last = machine_find(acts[i].event, r.c.row.state);
		ok = do_one(&r, &acts[i], err);
	}
	if (ok && last != NULL)
		ok = act_finish(&r, snapshot.text, (last->traits & TR_UNDO) != 0,
			word_now(last->word), err);
	else if (ok)
		report(&r, word_now(event_word(EV_REGISTER)));
	buf_release(&snapshot);
	arena_release(&mem);
	return ok;
}

bool
case_act(struct session *s, int64_t case_id, int64_t version, const struct case_step *acts,
	size_t count, struct act_result *result, struct err *err)
{
	struct audit_chain chain = {0};

	return store_begin(s->store, err) &&
		act_end(s, case_act_in(s, &chain, case_id, version, acts, count, result, err), err);
}
