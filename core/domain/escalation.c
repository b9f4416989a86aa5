#include "core/domain/escalation.h"

enum { WHOLE = 100, MINUTE_S = 60 };

bool
escalation_is_for(const struct escalation_step *step, enum tier tier)
{
	for (const enum tier *t = step->tiers; *t != TIER_NONE; t++)
		if (*t == tier)
			return true;
	return false;
}

int64_t
escalation_moment(const struct rules *rules, const struct case_clock *clock,
	const struct escalation_step *step)
{
	const struct calendar *cal = rules->calendar;

	if (clock->stopped_at != 0 || clock->paused_at != 0)
		return TIME_NEVER;
	if (step->percent == 0)
		return limit_due(cal, clock->due_at, step->after, NULL);
	if (step->percent == WHOLE)
		return clock->due_at;
	int64_t all = limit_minutes(cal, clock->start_at, clock->due_at, clock->limit);
	int64_t run = (all - clock->paused) * step->percent / WHOLE + clock->paused;
	bool working = clock->limit.unit == UNIT_WD || clock->limit.unit == UNIT_WH;
	int64_t at = working ? work_add_minutes(cal, clock->start_at, run, NULL)
			     : clock->start_at + run * MINUTE_S;

	return at < clock->due_at ? at : clock->due_at;
}

int64_t
escalation_after(const struct rules *rules, const struct case_data *c, int64_t from)
{
	int64_t next = TIME_NEVER;

	if (!state_is_open(c->row.state) || (c->row.flags & CASE_SEALED) != 0)
		return next;
	for (size_t i = 0; i < c->clock_count; i++) {
		for (size_t k = 0; k < rules->step_count; k++) {
			const struct escalation_step *step = &rules->steps[k];

			if ((int)c->clocks[i].kind != step->clock ||
				!escalation_is_for(step, c->row.tier))
				continue;
			int64_t at = escalation_moment(rules, &c->clocks[i], step);

			if (at >= from && at < next)
				next = at;
		}
	}
	return next;
}

void
escalation_plan(const struct rules *rules, struct case_data *c, int64_t now)
{
	int64_t planned = c->row.step_at;

	c->row.step_at =
		escalation_after(rules, c, planned != 0 && planned <= now ? planned : now + 1);
}
