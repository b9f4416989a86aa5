#include "core/serve/case_preview.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_history.h"
#include "core/domain/case_machine.h"
#include "core/domain/case_party.h"
#include "core/domain/outbox.h"

/* A matter in memory, moved along the table. */
struct trial {
	struct session *s;
	struct case_data *c;
	const struct case_plan *plan;
	const struct reporter *reporters;
	size_t reporter_count;
	struct case_preview *out;
};

static const char *
condition_of(const struct trial *t)
{
	return t->plan->condition != NULL && *t->plan->condition != '\0' ? t->plan->condition
									 : NULL;
}

static bool
move(struct trial *t, enum case_event event, struct err *err)
{
	struct case_row *row = &t->c->row;
	const struct transition *tr = machine_find(event, row->state);
	struct case_event_row line = {0};
	int64_t now = session_now(t->s);

	if (tr == NULL)
		return err_set(err, ERR_RULE, _("「%s」的件不能%s"),
			word_now(state_word(row->state)), word_now(event_word(event)));
	const struct clock_moment moment = {now, now, 0, condition_of(t)};

	clock_run(t->s->rules, t->c, tr->clocks, &moment, &line);
	row->state = (enum case_state)tr->to;
	clock_show(t->c);
	if ((tr->traits & TR_TELL) != 0)
		t->out->letters +=
			outbox_count(t->s->rules, event, t->reporters, t->reporter_count);
	return true;
}

static bool
shorten(struct trial *t, struct err *err)
{
	int64_t wish = t->plan->due_wish;

	for (size_t i = 0; wish != 0 && i < t->c->clock_count; i++) {
		struct case_clock *k = &t->c->clocks[i];

		if (k->kind != CLOCK_HANDLE || k->stopped_at != 0)
			continue;
		if (wish > k->due_at || wish <= session_now(t->s))
			return err_set(err, ERR_RULE, _("时限只能缩短, 不能晚于规定或早于现在"));
		k->due_at = wish;
	}
	clock_show(t->c);
	return true;
}

static void
choose(struct trial *t)
{
	struct case_row *row = &t->c->row;
	const struct category *cat;

	if (t->plan->category != 0)
		row->cat = t->plan->category;
	if (row->state != CASE_REGISTERED)
		return;
	cat = category_by_code(t->s->rules, row->cat);
	if (t->plan->tier != TIER_NONE)
		row->tier = t->plan->tier;
	else if (cat != NULL)
		row->tier = cat->tier;
}

static void
report(struct trial *t)
{
	struct case_preview *out = t->out;
	const struct case_row *row = &t->c->row;
	const struct category *cat = category_by_code(t->s->rules, row->cat);
	const char *key = condition_of(t);

	out->state = row->state;
	out->category = cat;
	out->tier = row->tier;
	for (size_t i = 0; cat != NULL && key != NULL && i < cat->condition_count; i++)
		if (strcmp(cat->conditions[i].key, key) == 0)
			out->condition = &cat->conditions[i];
	for (int kind = CLOCK_NONE + 1; kind < CLOCK_KIND_COUNT; kind++) {
		const struct case_clock *k = clock_open(t->c, (enum clock_kind)kind);

		if (k != NULL && out->clock_count < PREVIEW_CLOCKS)
			out->clocks[out->clock_count++] = (struct preview_clock){
				k->kind, k->limit, k->due_at, k->provisional};
	}
	out->due_at = row->due_at;
	out->due_kind = row->due_kind;
	out->provisional = (row->flags & CASE_PROVISIONAL) != 0;
}

static bool
run(struct trial *t, struct err *err)
{
	*t->out = (struct case_preview){0};
	choose(t);
	if (t->c->row.state == CASE_REGISTERED && !move(t, EV_ACCEPT, err))
		return false;
	if (!t->plan->accept_only && (!move(t, EV_DISPATCH, err) || !shorten(t, err)))
		return false;
	report(t);
	return true;
}

bool
case_preview(struct session *s, int64_t id, const struct case_plan *plan, struct case_preview *out,
	struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_data *c = arena_alloc(&mem, sizeof(*c));
	struct reporter *reporters = NULL;
	size_t count = 0;
	bool found = false, sees = false;

	bool ok = case_data_read(store_db(s->store), id, &mem, c, &found, err) &&
		(!found || case_may_see(s, &c->row, &sees, err)) &&
		(sees || err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"))) &&
		case_reporters(s, id, &mem, &reporters, &count, err);
	struct trial t = {s, c, plan, reporters, count, out};

	ok = ok && run(&t, err);
	arena_release(&mem);
	return ok;
}

bool
case_preview_new(struct session *s, const struct intake *in, const struct case_plan *plan,
	struct case_preview *out, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_data *c = arena_alloc(&mem, sizeof(*c));
	const struct reporter reporter = {.notify = in->notify};

	c->clocks = arena_array(&mem, CASE_MAX_CLOCKS, sizeof(*c->clocks));
	c->row = (struct case_row){.state = CASE_REGISTERED,
		.cat = in->category,
		.tier = in->tier,
		.kind = in->kind,
		.opened_at = session_now(s),
		.flags = in->flags};
	struct case_plan own = *plan;

	own.category = own.category != 0 ? own.category : in->category;
	own.tier = own.tier != TIER_NONE ? own.tier : in->tier;
	struct trial t = {s, c, &own, &reporter, 1, out};
	bool ok = run(&t, err);

	arena_release(&mem);
	return ok;
}

const struct preview_clock *
preview_clock(const struct case_preview *p, enum clock_kind kind)
{
	for (size_t i = 0; i < p->clock_count; i++)
		if (p->clocks[i].kind == kind)
			return &p->clocks[i];
	return NULL;
}
