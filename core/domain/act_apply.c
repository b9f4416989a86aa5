#include "core/domain/act_apply.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/mask.h"
#include "core/domain/area.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_history.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"
#include "core/domain/unit.h"

enum { SURVEY_TRIES = 3, CONTACT_TRIES = 3, CONTACT_DAYS = 2, MOST_RETURNS = 2 };

static bool
rule(struct err *err, const char *text)
{
	return err_set(err, ERR_RULE, "%s", text);
}

static const char *
choice_zh(const struct act_ctx *a, enum choice_list list, enum act_field field)
{
	const struct choice *c = choice_by_value(a->s->rules, list, (int)a->v[field].number);

	return c != NULL ? c->name.zh : "";
}

static bool
unit_of(struct act_ctx *a, int64_t id, struct unit *u, struct err *err)
{
	bool found = false;

	if (!unit_by_id(a->s, id, a->mem, u, &found, err))
		return false;
	return found || err_set(err, ERR_INPUT, _("没有这个单位"));
}

static void
note_text(struct act_ctx *a, enum act_field field)
{
	if (a->v[field].given)
		buf_addf(&a->note, "  %s", a->v[field].text);
}

/* Writes down that a field changed; the caller changes it. */
static void
changed(struct act_ctx *a, enum act_field field, const char *was, const char *now)
{
	if (a->change_count < ACT_MAX_CHANGES)
		a->changes[a->change_count++] = (struct act_change){field, was, now};
}

static const char *
tier_zh(const struct act_ctx *a, enum tier tier)
{
	return tier == TIER_NONE ? "-" : a->s->rules->tiers[tier].brief.zh;
}

static bool
set_tier(struct act_ctx *a, enum tier tier, struct err *err)
{
	struct case_row *row = &a->c->row;

	if (tier == row->tier)
		return true;
	if (tier < row->tier && row->state != CASE_REGISTERED && !session_has(a->s, ROLE_SUP))
		return rule(err, _("降低级别要由监督岗办"));
	changed(a, F_TIER, tier_zh(a, row->tier), tier_zh(a, tier));
	row->tier = tier;
	return true;
}

static bool
set_category(struct act_ctx *a, int code, struct err *err)
{
	struct case_row *row = &a->c->row;
	const struct category *was = category_by_code(a->s->rules, row->cat);
	const struct category *now = category_by_code(a->s->rules, code);

	if (now->sealed)
		return err_set(err, ERR_RULE, _("「%s」不在普通席位受理, 请走「我要举报」"), word_now(now->name));
	if (code == row->cat)
		return true;
	if (row->cat != 0)
		changed(a, F_CATEGORY, was != NULL ? was->name.zh : "-", now->name.zh);
	row->cat = code;
	return true;
}

static bool
apply_accept(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	const struct category *cat = category_by_code(a->s->rules, (int)a->v[F_CATEGORY].number);

	if (!set_category(a, cat->code, err))
		return false;
	row->tier = a->v[F_TIER].given ? (enum tier)a->v[F_TIER].number : cat->tier;
	if (a->v[F_KIND].given)
		row->kind = (int)a->v[F_KIND].number;
	if (row->kind == 0)
		row->kind = cat->kind;
	row->accepted_at = a->now;
	row->clerk_id = a->s->staff_id;
	buf_addf(&a->note, "类 %s %s  %s", cat->letters, cat->brief, tier_zh(a, row->tier));
	return true;
}

static bool
apply_reject(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addf(&a->note, "%s", choice_zh(a, CHOICE_REJECT_GROUND, F_REJECT_GROUND));
	note_text(a, F_TEXT);
	buf_addf(&a->note, "  %s已告知", choice_zh(a, CHOICE_NOTIFY, F_WAY));
	return true;
}

static bool
apply_refer(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addf(&a->note, "%s  %s", choice_zh(a, CHOICE_REFER_ROUTE, F_ROUTE), a->v[F_BODY].text);
	note_text(a, F_TEXT);
	return true;
}

static bool
apply_solve(struct act_ctx *a, struct err *err)
{
	if (!mask_check_public(a->v[F_ANSWER].text, err))
		return false;
	a->c->texts.answer = a->v[F_ANSWER].text;
	a->c->texts_changed = true;
	a->c->row.replied_at = a->clock_at;
	a->c->row.solved = 1;
	a->c->row.flags |= CASE_SPOT;
	buf_addstr(&a->note, a->v[F_ANSWER].text);
	return true;
}

static bool
add_units(struct act_ctx *a, enum act_field field, enum party_role role, const char *word, struct err *err)
{
	for (int i = 0; i < a->v[field].id_count; i++) {
		struct unit u;

		if (!unit_of(a, a->v[field].ids[i], &u, err) ||
			!case_put_unit(a->s, a->c->row.id, u.id, role, err))
			return false;
		buf_addf(&a->note, "%s%s", i == 0 ? word : " ", u.brief);
	}
	return true;
}

static bool
apply_dispatch(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	struct unit u;

	if (row->cat == 0)
		return rule(err, _("还没有定类别, 不能分办"));
	if (!unit_of(a, a->v[F_UNIT].number, &u, err))
		return false;
	row->unit_id = u.id;
	row->handler_id = 0;
	a->unit_id = u.id;
	a->due_wish = a->v[F_DUE].given ? a->v[F_DUE].number : 0;
	buf_addf(&a->note, "派 %s", u.brief);
	if (!add_units(a, F_HELPERS, PARTY_HELPER, "  协办 ", err) ||
		!add_units(a, F_COPIES, PARTY_COPY, "  抄 ", err))
		return false;
	note_text(a, F_OPINION);
	return true;
}

static bool
apply_sign(struct act_ctx *a, struct err *err)
{
	(void)err;
	a->c->row.handler_id = a->s->staff_id;
	a->unit_id = a->s->unit_id;
	return true;
}

/* Within the days of the rules after dispatch, at most twice, and with a unit where another one is meant. */
static bool
apply_ask_return(struct act_ctx *a, struct err *err)
{
	int64_t sent = 0;

	if (a->c->row.returned >= MOST_RETURNS)
		return rule(err, _("已退过两次, 不能再退"));
	if (!history_last(a->s, a->c->row.id, EV_DISPATCH, &sent, err))
		return false;
	struct limit days = {a->s->rules->return_days, UNIT_WD};

	if (a->now > limit_due(a->s->rules->calendar, sent, days, NULL))
		return err_set(err, ERR_RULE, _("退单期已过 (分办后 %d 个工作日内)"), days.amount);
	buf_addstr(&a->note, choice_zh(a, CHOICE_RETURN_GROUND, F_GROUND));
	note_text(a, F_TEXT);
	if (a->v[F_UNIT].given) {
		struct unit u;

		if (!unit_of(a, a->v[F_UNIT].number, &u, err))
			return false;
		buf_addf(&a->note, "  建议派 %s", u.brief);
	}
	a->unit_id = a->s->unit_id;
	return true;
}

static void
take_from_unit(struct act_ctx *a)
{
	a->unit_id = a->c->row.unit_id;
	a->c->row.unit_id = 0;
	a->c->row.handler_id = 0;
	note_text(a, F_REASON);
}

static bool
apply_approve_return(struct act_ctx *a, struct err *err)
{
	(void)err;
	take_from_unit(a);
	a->c->row.returned++;
	return true;
}

static bool
apply_refuse_return(struct act_ctx *a, struct err *err)
{
	(void)err;
	a->c->row.flags |= CASE_NO_RETURN;
	a->unit_id = a->c->row.unit_id;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	return true;
}

static bool
apply_recall(struct act_ctx *a, struct err *err)
{
	int64_t sent = 0;
	bool opened = false;

	if (!history_last(a->s, a->c->row.id, EV_DISPATCH, &sent, err) ||
		!history_opened_by_unit(a->s, a->c->row.id, a->c->row.unit_id, sent, &opened, err))
		return false;
	if (opened)
		return rule(err, _("对方已经打开, 不能撤回。可请对方退单"));
	take_from_unit(a);
	return true;
}

/* Reached, or tried three times on two days: first contact is then done (domain 5.2). */
static bool
apply_contact(struct act_ctx *a, struct err *err)
{
	bool reached = a->v[F_RESULT].number == 1;
	int times = 0, days = 0;
	int64_t when = a->v[F_WHEN].given ? a->v[F_WHEN].number : a->now;

	if (when > a->now)
		return err_set(err, ERR_INPUT, _("%s: 不能晚于现在"), tr(field_def(F_WHEN)->label));
	if (!history_count(a->s, a->c->row.id, EV_CONTACT, -1, &times, &days, err))
		return false;
	if (reached || (times + 1 >= CONTACT_TRIES && days + 1 >= CONTACT_DAYS))
		clock_stop(a->s->rules, a->c, CLOCK_CONTACT, when);
	struct civil c = civil_from_utc(when);

	buf_addf(&a->note, "%02d-%02d %02d:%02d %s %s", c.month, c.day, c.hour, c.minute,
		choice_zh(a, CHOICE_NOTIFY, F_WAY), choice_zh(a, CHOICE_CONTACT_RESULT, F_RESULT));
	note_text(a, F_TEXT);
	a->unit_id = a->s->unit_id;
	return true;
}

static bool
apply_progress(struct act_ctx *a, struct err *err)
{
	a->open = a->v[F_OPEN].number == 1;
	if (a->open && !mask_check_public(a->v[F_TEXT].text, err))
		return false;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	a->unit_id = a->s->unit_id;
	return true;
}

static bool
apply_transfer(struct act_ctx *a, struct err *err)
{
	struct person p;
	bool found = false;

	if (!person_by_id(a->s, a->v[F_STAFF].number, a->mem, &p, &found, err))
		return false;
	if (!found || p.unit_id != a->c->row.unit_id)
		return rule(err, _("只能转给本单位的人; 转别的单位请退单或加协办"));
	a->c->row.handler_id = p.id;
	a->c->row.moved++;
	buf_addf(&a->note, "转 %s", p.name);
	note_text(a, F_REASON);
	return true;
}

static bool
apply_add_unit(struct act_ctx *a, struct err *err)
{
	struct unit u;

	if (!unit_of(a, a->v[F_UNIT].number, &u, err) ||
		!case_put_unit(a->s, a->c->row.id, u.id, PARTY_HELPER, err))
		return false;
	a->unit_id = u.id;
	a->c->row.moved++;
	buf_addf(&a->note, "加协办 %s", u.brief);
	note_text(a, F_REASON);
	return true;
}

static bool
apply_reply(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;

	if (a->v[F_SOLVED].number != 1 && !a->v[F_WHY].given)
		return err_set(err, ERR_INPUT, _("%s: 没有全部解决的要写"), tr(field_def(F_WHY)->label));
	if (!mask_check_public(a->v[F_ANSWER].text, err))
		return false;
	a->c->texts.answer = a->v[F_ANSWER].text;
	a->c->texts.plan = a->v[F_MEASURES].text;
	a->c->texts_changed = true;
	row->solved = (int)a->v[F_SOLVED].number;
	row->replied_at = a->clock_at;
	a->unit_id = row->unit_id;
	buf_addf(&a->note, "%s  %s", choice_zh(a, CHOICE_SOLVED, F_SOLVED), a->v[F_ANSWER].text);
	if (a->v[F_WHY].given)
		buf_addf(&a->note, "  原因 %s", a->v[F_WHY].text);
	if (a->v[F_REAL].given && a->v[F_REAL].number == 0)
		buf_addstr(&a->note, "  不属实");
	if (a->v[F_IN_DUTY].given && a->v[F_IN_DUTY].number == 0)
		buf_addstr(&a->note, "  超出职责");
	if (a->v[F_PROOF].given)
		buf_addf(&a->note, "  凭据 %s", a->v[F_PROOF].text);
	return true;
}

static bool
apply_verify_fail(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;

	(void)err;
	row->verify_back++;
	row->replied_at = 0;
	a->unit_id = row->unit_id;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	if (row->unit_id == 0) { /* answered on the spot: there is no unit to go back to */
		a->to = CASE_ACCEPTED;
		a->stays = true;
		row->flags &= ~(uint32_t)CASE_SPOT;
		clock_start(a->s->rules, a->c, CLOCK_ROUTE, clock_limit(a->s->rules, row, CLOCK_ROUTE, NULL),
			a->now);
	}
	return true;
}

static bool
apply_verify_ok(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addstr(&a->note, "核验通过");
	note_text(a, F_REASON);
	return true;
}

/* Not reached: the attempt is written down and the matter waits, until the third one closes it. */
static bool
record_attempt(struct act_ctx *a, bool *last, struct err *err)
{
	int times = 0, days = 0;

	if (!history_count(a->s, a->c->row.id, EV_CONTACT, CASE_CALLBACK, &times, &days, err))
		return false;
	*last = times + 1 >= SURVEY_TRIES;
	if (!*last) {
		a->event = EV_CONTACT;
		a->to = CASE_STAYS;
		a->stays = true;
		buf_addf(&a->note, "回访未接通 第%d次", times + 1);
	}
	return true;
}

static bool
apply_close(struct act_ctx *a, struct err *err)
{
	enum { UNREACHED = 5 };
	struct case_row *row = &a->c->row;
	int solved = a->v[F_SOLVED].given ? (int)a->v[F_SOLVED].number : row->solved;

	if (a->v[F_SATISFIED].number == UNREACHED) {
		bool last = false;

		if (!record_attempt(a, &last, err))
			return false;
		if (!last)
			return true;
	} else if (solved == 3 && (row->flags & CASE_EXCLUDED) == 0) {
		return rule(err, _("没有解决的要重办; 不合理的诉求请先申请剔除"));
	}
	row->solved = solved;
	row->score = (int)a->v[F_SATISFIED].number;
	row->closed_at = a->now;
	buf_addf(&a->note, "%s  %s", choice_zh(a, CHOICE_SATISFIED, F_SATISFIED), "办结销号");
	note_text(a, F_WORDS);
	return true;
}

static bool
apply_reopen(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	int64_t days = a->s->rules->duplicate_days;

	if (row->state == CASE_CLOSED && a->now > row->closed_at + days * DATE_DAY_S)
		return err_set(err, ERR_RULE, _("办结已过 %d 天, 请作为新件登记并关联"), (int)days);
	row->reopened++;
	row->closed_at = row->replied_at = 0;
	row->solved = row->score = 0;
	row->flags |= CASE_REPEAT;
	if (row->tier < TIER_HARD)
		row->tier++;
	if (a->v[F_SATISFIED].given)
		buf_addf(&a->note, "%s  ", choice_zh(a, CHOICE_SATISFIED, F_SATISFIED));
	buf_addstr(&a->note, a->v[F_TEXT].text);
	note_text(a, F_WORDS);
	return true;
}

static bool
apply_text(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	return true;
}

static bool
apply_merge(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row, main;
	char brief[CASE_NO_BRIEF_BYTES];

	if (!case_join(a->s, a->v[F_MAIN].number, row, a->now, a->mem, &main, &a->other,
		    err))
		return false;
	row->main_id = main.id;
	case_no_brief(main.no, day_from_utc(a->now), brief);
	buf_addf(&a->note, "并入 %s", brief);
	note_text(a, F_REASON);
	return true;
}

static bool
apply_unmerge(struct act_ctx *a, struct err *err)
{
	int64_t merged_at = 0;

	if (!history_last(a->s, a->c->row.id, EV_MERGE, &merged_at, err))
		return false;
	if (a->now > merged_at + DATE_DAY_S)
		return rule(err, _("并案满 24 小时, 不能撤销"));
	if (!case_unjoin(a->s, &a->c->row, a->now, a->mem, &a->other, err))
		return false;
	a->c->row.main_id = 0;
	if (a->c->row.cat == 0) { /* it was merged before it was accepted */
		a->to = CASE_REGISTERED;
		a->stays = true;
		clock_start(a->s->rules, a->c, CLOCK_ACCEPT,
			clock_limit(a->s->rules, &a->c->row, CLOCK_ACCEPT, NULL), a->now);
	}
	note_text(a, F_REASON);
	return true;
}

/* A running handle clock follows the category and tier; a raised tier never moves its end away. */
static void
refit_handle(struct act_ctx *a)
{
	struct case_clock *clock = NULL;

	for (size_t i = 0; i < a->c->clock_count; i++)
		if (a->c->clocks[i].kind == CLOCK_HANDLE && a->c->clocks[i].stopped_at == 0)
			clock = &a->c->clocks[i];
	if (clock == NULL || clock->paused_at != 0 || clock->paused != 0)
		return;
	struct limit limit = clock_limit(a->s->rules, &a->c->row, CLOCK_HANDLE, a->condition);
	bool provisional = false;
	int64_t due = limit_due(a->s->rules->calendar, clock->start_at, limit, &provisional);

	if (due >= clock->due_at)
		return;
	clock->limit = limit;
	clock->due_at = due;
	clock->provisional = provisional;
	clock->light_at = limit_light(a->s->rules->calendar, clock->start_at, due, limit,
		a->s->rules->tiers[a->c->row.tier].yellow_percent);
	a->c->clock_changed[clock - a->c->clocks] = true;
}

static void
edit_choice(struct act_ctx *a, enum act_field field, enum choice_list list, int *slot)
{
	const struct choice *was = choice_by_value(a->s->rules, list, *slot);

	if (!a->v[field].given || a->v[field].number == *slot)
		return;
	changed(a, field, was != NULL ? was->name.zh : "-", choice_zh(a, list, field));
	*slot = (int)a->v[field].number;
}

static bool
edit_place(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	struct place_areas areas;
	char was[GRID_CODE_BYTES], now[GRID_CODE_BYTES];

	if (!a->v[F_PLACE].given || a->v[F_PLACE].number == row->place)
		return true;
	if (!place_areas(a->s, a->v[F_PLACE].number, &areas, err))
		return false;
	if (areas.county == 0 && areas.town == 0)
		return err_set(err, ERR_INPUT, _("%s: 没有这个区划或网格"), tr(field_def(F_PLACE)->label));
	grid_code_format(row->place, was);
	grid_code_format(a->v[F_PLACE].number, now);
	changed(a, F_PLACE, arena_strdup(a->mem, was), arena_strdup(a->mem, now));
	row->place = a->v[F_PLACE].number;
	row->county = areas.county;
	row->town = areas.town;
	if (place_grid(row->place) != 0)
		row->flags &= ~(uint32_t)CASE_NO_GRID;
	return true;
}

static bool
apply_edit(struct act_ctx *a, struct err *err)
{
	struct case_row *row = &a->c->row;
	enum tier tier = a->v[F_TIER].given ? (enum tier)a->v[F_TIER].number : row->tier;

	if (tier != row->tier && !a->v[F_REASON].given)
		return err_set(err, ERR_INPUT, _("%s: 改级别要写"), tr(field_def(F_REASON)->label));
	if (a->v[F_CATEGORY].given && !set_category(a, (int)a->v[F_CATEGORY].number, err))
		return false;
	if (!set_tier(a, tier, err) || !edit_place(a, err))
		return false;
	edit_choice(a, F_KIND, CHOICE_KIND, &row->kind);
	edit_choice(a, F_CHANNEL, CHOICE_CHANNEL, &row->channel);
	if (a->v[F_TITLE].given) {
		changed(a, F_TITLE, row->title, a->v[F_TITLE].text);
		row->title = a->v[F_TITLE].text;
	}
	if (a->v[F_SPOT].given) {
		changed(a, F_SPOT, a->c->texts.spot, a->v[F_SPOT].text);
		a->c->texts.spot = a->v[F_SPOT].text;
		a->c->texts_changed = true;
	}
	if (a->change_count == 0)
		return err_set(err, ERR_INPUT, _("没有改动"));
	refit_handle(a);
	for (size_t i = 0; i < a->change_count; i++)
		buf_addf(&a->note, "%s%s %s > %s", i > 0 ? "; " : "", field_def(a->changes[i].field)->label,
			a->changes[i].was, a->changes[i].now);
	note_text(a, F_REASON);
	return true;
}

typedef bool (*apply_fn)(struct act_ctx *, struct err *);

static const apply_fn hooks[EV_COUNT] = {
	[EV_ACCEPT] = apply_accept,
	[EV_REJECT] = apply_reject,
	[EV_REFER] = apply_refer,
	[EV_MERGE] = apply_merge,
	[EV_SOLVE] = apply_solve,
	[EV_DISPATCH] = apply_dispatch,
	[EV_SIGN] = apply_sign,
	[EV_ASK_RETURN] = apply_ask_return,
	[EV_APPROVE_RETURN] = apply_approve_return,
	[EV_REFUSE_RETURN] = apply_refuse_return,
	[EV_CONTACT] = apply_contact,
	[EV_PROGRESS] = apply_progress,
	[EV_TRANSFER] = apply_transfer,
	[EV_ADD_UNIT] = apply_add_unit,
	[EV_REPLY] = apply_reply,
	[EV_VERIFY_FAIL] = apply_verify_fail,
	[EV_VERIFY_OK] = apply_verify_ok,
	[EV_CLOSE] = apply_close,
	[EV_REOPEN] = apply_reopen,
	[EV_WITHDRAW] = apply_text,
	[EV_RECALL] = apply_recall,
	[EV_UNMERGE] = apply_unmerge,
	[EV_NOTE] = apply_text,
	[EV_EDIT] = apply_edit,
};

bool
act_apply(struct act_ctx *a, struct err *err)
{
	apply_fn hook = hooks[a->t->event];

	return hook != NULL
		? hook(a, err)
		: err_set(err, ERR_BUG, "no hook for event %s", event_key(a->t->event));
}
