/* Time that is given or stands still: more of it, a matter put on hold, a matter taken up again (domain 5.2). */
#include "core/domain/act_hooks.h"

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_extend.h"

int64_t
extend_latest(const struct rules *rules, const struct case_clock *clock)
{
	const struct calendar *cal = rules->calendar;
	const struct limit most = {rules->extend_days, UNIT_WD};
	struct limit own = clock->limit;
	int64_t rules_end = limit_due(cal, clock->due_at, most, NULL);

	if (own.unit == UNIT_WH || own.unit == UNIT_H) {
		int day = own.unit == UNIT_WH ? work_day_minutes(cal) : DATE_DAY_S / 60;

		own = (struct limit){(own.amount + day - 1) / day, UNIT_WD};
	}
	if (own.amount < 1)
		own.amount = 1;
	int64_t own_end = limit_due(cal, clock->due_at, own, NULL);

	return own_end < rules_end ? own_end : rules_end;
}

bool
extend_end(const struct rules *rules, const struct case_clock *clock, int days, int64_t wish,
	int64_t *due, struct err *err)
{
	const struct limit more = {days, UNIT_WD};
	const char *label = tr(field_def(days > 0 ? F_DAYS : F_DUE)->label);
	int64_t latest = extend_latest(rules, clock);

	if (days <= 0 && wish == 0)
		return err_set(err, ERR_INPUT, _("%s: 必填"), tr(field_def(F_DAYS)->label));
	*due = days > 0 ? limit_due(rules->calendar, clock->due_at, more, NULL) : wish;
	if (*due <= clock->due_at)
		return err_set(err, ERR_INPUT, _("%s: 要晚于原来的时限"), label);
	if (*due <= latest)
		return true;
	struct civil c = civil_from_utc(latest);

	return err_set(err, ERR_INPUT,
		_("%s: 最晚到 %02d-%02d %02d:%02d (不超过原时限, 不超过 %d 个工作日)"), label,
		c.month, c.day, c.hour, c.minute, rules->extend_days);
}

/*
 * The limit of law stands above: it is passed only where the law itself allows to extend it, by as much, once
 * (petitions: 30 days).
 */
static bool
fit_statute(struct act_ctx *a, int64_t due, struct err *err)
{
	const struct category *cat = category_by_code(a->s->rules, a->c->row.cat);
	const struct case_clock *law = clock_open(a->c, CLOCK_STATUTE);

	if (law == NULL || due <= law->due_at)
		return true;
	bool extended = cat == NULL || law->limit.amount != cat->statute.amount;
	int64_t end = extended || cat->statute_extend.unit == UNIT_NONE
		? law->due_at
		: limit_due(a->s->rules->calendar, law->due_at, cat->statute_extend, NULL);

	if (due > end)
		return act_refuse(err, _("不能晚于法定时限"));
	for (size_t i = 0; i < a->c->clock_count; i++)
		if (&a->c->clocks[i] == law)
			a->c->clocks[i].limit.amount += cat->statute_extend.amount;
	clock_move(a->s->rules, a->c, CLOCK_STATUTE, end, a->now);
	buf_addstr(&a->note, "  法定时限同时延长");
	return true;
}

bool
apply_extend(struct act_ctx *a, struct err *err)
{
	const struct case_clock *clock = clock_open(a->c, CLOCK_HANDLE);
	int64_t due = 0;

	if (clock == NULL || clock->paused_at != 0)
		return act_refuse(err, _("没有在走的办理时限, 不用延期"));
	if (a->clock_at > clock->due_at)
		return act_refuse(err, _("时限已过, 不能再申请延期"));
	if (!act_ticked(a, F_TOLD, _("先告知来件人并说明理由"), err) ||
		!extend_end(a->s->rules, clock, (int)a->v[F_DAYS].number, a->v[F_DUE].number, &due,
			err))
		return false;
	buf_addstr(&a->note, "延到 ");
	act_time(a, due);
	buf_addf(&a->note, "  %s", act_choice(a, CHOICE_EXTEND_REASON, F_EXTEND_REASON));
	act_note(a, F_TEXT);
	if (!fit_statute(a, due, err))
		return false;
	clock_move(a->s->rules, a->c, CLOCK_HANDLE, due, a->now);
	a->c->row.extended++;
	a->unit_id = a->c->row.unit_id;
	return true;
}

bool
apply_hang(struct act_ctx *a, struct err *err)
{
	int days = a->s->rules->hang_days;

	if (!act_ticked(a, F_TOLD, _("先告知来件人并说明理由"), err) || !act_ahead(a, F_DUE, err))
		return false;
	a->until = a->v[F_DUE].number;
	if (day_from_utc(a->until) - day_from_utc(a->now) > days)
		return err_set(err, ERR_INPUT, _("%s: 最晚 %d 天后复查"),
			tr(field_def(F_DUE)->label), days);
	struct civil c = civil_from_utc(a->until);

	buf_addf(&a->note, "%s", act_choice(a, CHOICE_HANG_REASON, F_HANG_REASON));
	act_note(a, F_TEXT);
	buf_addf(&a->note, "  %d-%02d-%02d 复查", c.year, c.month, c.day);
	a->unit_id = a->c->row.unit_id;
	return true;
}

bool
apply_unhang(struct act_ctx *a, struct err *err)
{
	(void)err;
	buf_addstr(&a->note, a->v[F_TEXT].text);
	a->unit_id = a->c->row.unit_id;
	return true;
}
