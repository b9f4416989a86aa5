#include "core/domain/case_clock.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "core/base/date.h"

static struct case_clock *
find_open(struct case_data *c, enum clock_kind kind)
{
	for (size_t i = c->clock_count; i-- > 0;)
		if (c->clocks[i].kind == kind && c->clocks[i].stopped_at == 0)
			return &c->clocks[i];
	return NULL;
}

const struct case_clock *
clock_open(const struct case_data *c, enum clock_kind kind)
{
	for (size_t i = c->clock_count; i-- > 0;)
		if (c->clocks[i].kind == kind && c->clocks[i].stopped_at == 0)
			return &c->clocks[i];
	return NULL;
}

static void
touch(struct case_data *c, const struct case_clock *clock)
{
	c->clock_changed[clock - c->clocks] = true;
}

static int
yellow_percent(const struct rules *rules, const struct case_data *c)
{
	enum tier tier = c->row.tier != TIER_NONE ? c->row.tier : TIER_ORDINARY;

	return rules->tiers[tier].yellow_percent;
}

static const struct limit *
condition_limit(const struct category *cat, const char *condition)
{
	for (size_t i = 0; condition != NULL && i < cat->condition_count; i++)
		if (strcmp(cat->conditions[i].key, condition) == 0)
			return &cat->conditions[i].limit;
	return &cat->limit;
}

struct limit
clock_limit(const struct rules *rules, const struct case_row *row, enum clock_kind kind,
	const char *condition)
{
	enum tier tier = row->tier != TIER_NONE ? row->tier : TIER_ORDINARY;
	const struct category *cat = category_by_code(rules, row->cat);
	struct limit limit = rules->tiers[tier].clocks[kind];

	if (kind == CLOCK_STATUTE)
		return cat != NULL ? cat->statute : (struct limit){0, UNIT_NONE};
	if (kind != CLOCK_HANDLE)
		return limit;
	const struct limit *own = cat != NULL ? condition_limit(cat, condition) : NULL;

	return own != NULL && own->unit != UNIT_NONE ? *own : limit;
}

struct limit
clock_next_limit(const struct rules *rules, const struct case_data *c, enum clock_kind kind,
	const char *condition)
{
	struct limit limit = clock_limit(rules, &c->row, kind, condition);

	if (kind != CLOCK_HANDLE || c->row.reopened == 0)
		return limit;
	for (size_t i = c->clock_count; i-- > 0;)
		if (c->clocks[i].kind == kind && c->clocks[i].outcome != OUTCOME_VOID)
			limit = c->clocks[i].limit; /* in the end that of the first round */
	limit.amount = (limit.amount + 1) / 2;
	return limit;
}

void
clock_start(const struct rules *rules, struct case_data *c, enum clock_kind kind,
	struct limit limit, int64_t now)
{
	int round = 0;

	if (limit.unit == UNIT_NONE)
		return;
	assert(find_open(c, kind) == NULL && c->clock_count < CASE_MAX_CLOCKS);
	for (size_t i = 0; i < c->clock_count; i++)
		if (c->clocks[i].kind == kind && c->clocks[i].round > round)
			round = c->clocks[i].round;
	struct case_clock *clock = &c->clocks[c->clock_count++];

	*clock = (struct case_clock){
		.kind = kind, .round = round + 1, .start_at = now, .limit = limit};
	clock->due_at = limit_due(rules->calendar, now, limit, &clock->provisional);
	clock->light_at =
		limit_light(rules->calendar, now, clock->due_at, limit, yellow_percent(rules, c));
	touch(c, clock);
}

/* Days of a limit that was ruled as a date. */
static struct limit
days_until(int64_t now, int64_t due)
{
	return (struct limit){(int32_t)(day_from_utc(due) - day_from_utc(now)), UNIT_CD};
}

void
clock_move(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t due,
	int64_t now)
{
	struct case_clock *clock = find_open(c, kind);

	if (clock == NULL)
		return;
	clock->due_at = due;
	clock->provisional = false;
	limit_due(rules->calendar, now, days_until(now, due), &clock->provisional);
	clock->light_at =
		limit_light(rules->calendar, now, due, clock->limit, yellow_percent(rules, c));
	touch(c, clock);
}

void
clock_relight(const struct rules *rules, struct case_data *c)
{
	for (size_t i = 0; i < c->clock_count; i++) {
		struct case_clock *k = &c->clocks[i];

		if (k->stopped_at != 0 || k->paused_at != 0)
			continue;
		int64_t start = k->paused > 0
			? limit_resume(rules->calendar, k->start_at, k->paused, k->limit, NULL)
			: k->start_at;

		k->light_at = limit_light(
			rules->calendar, start, k->due_at, k->limit, yellow_percent(rules, c));
		touch(c, k);
	}
}

void
clock_until(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t due,
	int64_t now)
{
	const struct case_clock *open = find_open(c, kind);

	if (open == NULL)
		clock_start(rules, c, kind, days_until(now, due), now);
	if (open == NULL || due < open->due_at)
		clock_move(rules, c, kind, due, now);
}

void
clock_pause(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at)
{
	struct case_clock *clock = find_open(c, kind);

	if (clock == NULL || clock->paused_at != 0)
		return;
	clock->paused_at = at;
	clock->left = limit_minutes(rules->calendar, at, clock->due_at, clock->limit);
	touch(c, clock);
}

/* Moves due and light so that what was left at `from` is left at `to` again, and notes the pause. */
static void
carry_on(const struct rules *rules, struct case_data *c, struct case_clock *clock, int64_t from,
	int64_t to)
{
	const struct calendar *cal = rules->calendar;

	assert(c->pause_count < CASE_MAX_PAUSES);
	c->pauses[c->pause_count++] = (struct case_pause){clock->kind, clock->round, from, to};

	clock->paused += limit_minutes(cal, from, to, clock->limit);
	if (clock->light_at > from)
		clock->light_at = limit_resume(cal, to,
			limit_minutes(cal, from, clock->light_at, clock->limit), clock->limit,
			&clock->provisional);
	if (clock->due_at > from)
		clock->due_at =
			limit_resume(cal, to, limit_minutes(cal, from, clock->due_at, clock->limit),
				clock->limit, &clock->provisional);
}

void
clock_resume(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at)
{
	struct case_clock *clock = find_open(c, kind);

	if (clock == NULL || clock->paused_at == 0)
		return;
	carry_on(rules, c, clock, clock->paused_at, at);
	clock->paused_at = 0;
	clock->left = 0;
	touch(c, clock);
}

void
clock_revive(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at)
{
	struct case_clock *clock = NULL;

	for (size_t i = 0; i < c->clock_count; i++)
		if (c->clocks[i].kind == kind && c->clocks[i].outcome != OUTCOME_VOID)
			clock = &c->clocks[i];
	if (clock == NULL || clock->stopped_at == 0)
		return;
	int64_t from = clock->stopped_at;

	clock->stopped_at = 0;
	clock->outcome = OUTCOME_NONE;
	carry_on(rules, c, clock, from, at);
	touch(c, clock);
}

void
clock_revive_from(const struct rules *rules, struct case_data *c, enum clock_kind kind,
	int64_t stopped_at, int64_t at)
{
	const struct case_clock *last = NULL;

	for (size_t i = 0; i < c->clock_count; i++)
		if (c->clocks[i].kind == kind)
			last = &c->clocks[i];
	if (last != NULL && last->stopped_at == stopped_at)
		clock_revive(rules, c, kind, at);
}

struct clock_result
clock_stop(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at)
{
	struct case_clock *clock = find_open(c, kind);
	struct clock_result result = {CLOCK_NONE, OUTCOME_NONE, 0};

	if (clock == NULL)
		return result;
	if (at <
		clock->start_at) /* asked for before it began: an urge that came while a reply waited */
		at = clock->start_at;
	clock_resume(rules, c, kind, at);
	clock->stopped_at = at;
	clock->outcome = at <= clock->due_at ? OUTCOME_IN_TIME : OUTCOME_LATE;
	touch(c, clock);
	result.kind = kind;
	result.outcome = clock->outcome;
	result.spent =
		limit_minutes(rules->calendar, clock->start_at, at, clock->limit) - clock->paused;
	return result;
}

void
clock_void(const struct rules *rules, struct case_data *c, enum clock_kind kind, int64_t at)
{
	struct case_clock *clock = find_open(c, kind);

	if (clock == NULL)
		return;
	clock_resume(rules, c, kind, at);
	clock->stopped_at = at;
	clock->outcome = OUTCOME_VOID;
	touch(c, clock);
}

void
clock_stop_all(const struct rules *rules, struct case_data *c, int64_t at)
{
	for (int kind = CLOCK_NONE + 1; kind < CLOCK_KIND_COUNT; kind++)
		clock_stop(rules, c, (enum clock_kind)kind, at);
}

static void
start(const struct rules *rules, struct case_data *c, enum clock_kind kind,
	const struct clock_moment *m)
{
	if (clock_open(c, kind) == NULL)
		clock_start(rules, c, kind, clock_next_limit(rules, c, kind, m->condition), m->now);
}

static struct clock_result
run_op(const struct rules *rules, struct case_data *c, const struct clock_op *op,
	const struct clock_moment *m)
{
	const struct clock_result none = {CLOCK_NONE, OUTCOME_NONE, 0};

	switch (op->verb) {
	case CV_NONE:
		break;
	case CV_START:
		start(rules, c, op->kind, m);
		break;
	case CV_UNTIL:
		if (m->until != 0)
			clock_until(rules, c, op->kind, m->until, m->now);
		else
			start(rules, c, op->kind, m);
		break;
	case CV_STOP:
		return clock_stop(rules, c, op->kind, m->stop_at);
	case CV_VOID:
		clock_void(rules, c, op->kind, m->now);
		break;
	case CV_REVIVE:
		clock_revive(rules, c, op->kind, m->now);
		break;
	case CV_PAUSE:
		clock_pause(rules, c, op->kind, m->stop_at);
		break;
	case CV_RESUME:
		clock_resume(rules, c, op->kind, m->now);
		break;
	case CV_STOP_ALL:
		clock_stop_all(rules, c, m->now);
		break;
	}
	return none;
}

void
clock_run(const struct rules *rules, struct case_data *c, const struct clock_op ops[MAX_CLOCK_OPS],
	const struct clock_moment *m, struct case_event_row *line)
{
	for (int i = 0; i < MAX_CLOCK_OPS; i++) {
		struct clock_result got = run_op(rules, c, &ops[i], m);

		if (got.kind == CLOCK_NONE || line->clock != CLOCK_NONE)
			continue;
		line->clock = got.kind;
		line->result = got.outcome;
		line->spent = got.spent;
	}
}

void
clock_show(struct case_data *c)
{
	c->row.due_at = c->row.light_at = TIME_NEVER;
	c->row.due_kind = CLOCK_NONE;
	c->row.flags &= ~(uint32_t)CASE_PROVISIONAL;
	for (size_t i = 0; i < c->clock_count; i++) {
		const struct case_clock *clock = &c->clocks[i];

		if (clock->stopped_at != 0 || clock->paused_at != 0 || clock->kind == CLOCK_CONFIRM)
			continue;
		if (clock->due_at < c->row.due_at) {
			c->row.due_at = clock->due_at;
			c->row.due_kind = clock->kind;
			c->row.flags &= ~(uint32_t)CASE_PROVISIONAL;
			c->row.flags |= clock->provisional ? CASE_PROVISIONAL : 0U;
		}
		if (clock->light_at < c->row.light_at)
			c->row.light_at = clock->light_at;
	}
}
