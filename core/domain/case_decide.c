/* The second signature: a request is carried out or declined. */
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/act_value.h"
#include "core/domain/approval.h"
#include "core/domain/case_act_inner.h"
#include "core/domain/case_undo.h"

/* The request is carried out as its asker meant it, with the clock stopped when it was asked. */
static bool
carry_out(struct act_run *r, const struct approval *ap, struct err *err)
{
	struct case_step act = {ap->event, ap->inputs, ap->input_count};
	struct act_value values[F_COUNT];
	const struct transition *t =
		machine_find(ap->event, r->c.row.state); /* may_decide() has seen it */

	r->clock_at = ap->asked_at;
	return act_values_read(r->s, t, &act, r->mem, values, err) &&
		act_perform(r, t, values, err);
}

static bool
decline(struct act_run *r, const struct approval *ap, const char *reason, struct err *err)
{
	struct case_event_row *line = act_line(r);

	*line = (struct case_event_row){.case_id = r->c.row.id,
		.at = r->now,
		.actor = r->s->staff_id,
		.event = EV_DECLINED,
		.from = r->c.row.state,
		.to = r->c.row.state,
		.unit_id = r->s->unit_id,
		.cat = r->c.row.cat,
		.tier = r->c.row.tier,
		.place = r->c.row.place,
		.note = arena_printf(r->mem, "%s 不批  %s", event_word(ap->event).zh, reason)};
	r->c.row.updated_at = r->now;
	return case_add_event(store_db(r->s->store), line, err);
}

static bool
may_decide(struct act_run *r, const struct approval *ap, int64_t asked_by, struct err *err)
{
	const struct transition *t = machine_find(ap->event, r->c.row.state);
	uint32_t signer = 0;

	if (t == NULL)
		return err_set(err, ERR_CONFLICT, _("这件已不在可%s的状态"),
			word_now(event_word(ap->event)));
	if (asked_by == r->s->staff_id)
		return err_set(err, ERR_RULE, _("自己送审的不能自己批"));
	if (!case_signer(r->s, &r->c.row, t, &signer, err))
		return false;
	return machine_may_sign(r->s, &r->c.row, signer) ||
		err_set(err, ERR_RULE, _("没有批这件的岗位"));
}

static bool
decide_inside(struct act_run *r, int64_t approval_id, bool approve, const char *reason,
	struct buf *snapshot, struct err *err)
{
	struct approval ap;
	int64_t asked_by = 0;
	bool found = false;

	if (!approval_read(r->s, approval_id, r->mem, &ap, &asked_by, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_CONFLICT, _("这件送审已经批过了"));
	if (!act_begin(r, ap.case_id, 0, err) || !may_decide(r, &ap, asked_by, err))
		return false;
	if (!approve && *reason == '\0')
		return err_set(err, ERR_INPUT, _("原因: 不批的要写"));
	if (!undo_snapshot(r->s, &r->c, r->mem, snapshot, err))
		return false;
	r->c.row.flags &= ~(uint32_t)machine_waits(ap.event);
	if (!approval_decide(r->s, approval_id, approve, reason, r->now, err))
		return false;
	return approve ? carry_out(r, &ap, err) : decline(r, &ap, reason, err);
}

bool
case_decide(struct session *s, int64_t approval_id, bool approve, const char *reason,
	struct act_result *result, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct audit_chain chain = {0};
	struct act_run r = {.s = s, .mem = &mem, .chain = &chain, .result = result};
	struct buf snapshot;

	*result = (struct act_result){0};
	if (!store_begin(s->store, err))
		return false;
	buf_init(&snapshot);
	bool ok = decide_inside(&r, approval_id, approve, reason, &snapshot, err) &&
		act_finish(&r, snapshot.text, false, approve ? _("批准") : _("退回送审"), err);

	ok = act_end(s, ok, err);
	buf_release(&snapshot);
	arena_release(&mem);
	return ok;
}
