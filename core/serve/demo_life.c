#include "core/serve/demo_life.h"

#include <string.h>

#include "core/base/date.h"
#include "core/domain/case_clock.h"
#include "core/domain/escalation.h"
#include "core/domain/intake.h"
#include "core/serve/demo_plan.h"

enum { JOIN_PERCENT = 78, RAISE_PERCENT = 60, FIRST_OPERATOR = 1, OWN_QUEUE_DAYS = 420 };

/* The window it came to: a hotline rings at the county, people walk in next door. */
static int
pick_desk(struct life *l)
{
	const struct city *c = &l->d->city;
	const struct city_village *v = &c->villages[l->village];
	uint32_t k = rng_below(&l->r, 100);
	int village = v->unit[UNITK_CENTRE], town = c->towns[l->p->town].unit[UNITK_CENTRE];
	int county = c->counties[v->county].unit[UNITK_CENTRE];

	if (l->p->first != NULL)
		return county;
	switch (l->p->channel) {
	case 1: /* hotline */
		return k < 8 ? c->unit[UNITK_CENTRE] : k < 62 ? county : town;
	case 4: /* visit */
		return k < 24 ? county : k < 66 || l->p->grid < 0 ? town : village;
	case 7: /* mailbox */
	case 8: /* police */
		return county;
	default:
		return k < 22 ? county : k < 72 || l->p->grid < 0 ? town : village;
	}
}

/* The first operator's queue is set down in first.txt; what chance brings goes to colleagues. */
static int
pick_clerk(struct life *l)
{
	const struct city *c = &l->d->city;

	if (l->p->first != NULL)
		return l->p->first->staff;
	for (int tries = 0; tries < 40; tries++) {
		int id = city_person(c, l->desk, ROLE_OP, &l->r);

		if (id != FIRST_OPERATOR ||
			l->p->at < l->d->end - (int64_t)OWN_QUEUE_DAYS * DATE_DAY_S)
			return id;
	}
	return city_person(c, l->desk, ROLE_DSP, &l->r);
}

static void
fill_row(struct life *l)
{
	const struct plan *p = l->p;
	const struct city *c = &l->d->city;
	const struct mix_entry *e = &l->d->mix.entries[p->entry];
	struct case_row *row = &l->c.row;
	const struct city_grid *g = p->grid >= 0 ? &c->grids[p->grid] : NULL;

	*row = (struct case_row){.id = p->id,
		.version = 1,
		.no = p->no,
		.state = CASE_REGISTERED,
		.tier = e->cat->tier,
		.cat = e->cat->code,
		.kind = e->cat->kind,
		.channel = p->channel,
		.place = plan_place(l->d, p),
		.county = c->areas[c->counties[c->villages[l->village].county].area].id,
		.town = c->areas[c->towns[p->town].area].id,
		.estate_id = g != NULL ? g->estate + 1 : 0,
		.desk_id = l->desk,
		.clerk_id = l->clerk,
		.opened_at = p->at,
		.updated_at = p->at,
		.due_at = TIME_NEVER,
		.light_at = TIME_NEVER,
		.joint = rng_chance(&l->r, 7) ? (int)rng_range(&l->r, 2, 6) : 1,
		.flags = g == NULL ? CASE_NO_GRID : 0,
		.unit = "",
		.clerk = "",
		.estate = "",
		.grid = ""};
	if (e->course == COURSE_GROUP) {
		row->joint = (int)rng_range(&l->r, 12, 80);
		row->flags |= CASE_COLLECTIVE;
	}
	if (l->repeats != NULL)
		row->flags |= CASE_REPEAT;
}

static void
apply_first(struct life *l)
{
	const struct first_case *f = l->p->first;
	struct case_row *row = &l->c.row;

	if (f->tier != TIER_NONE)
		row->tier = f->tier;
	row->joint = f->joint;
	if (f->watched)
		row->flags |= CASE_FOLLOWED;
	if (f->meeting)
		row->flags |= CASE_ON_AGENDA;
}

/* Words of danger raise it one level; words of a condition shorten its limit. */
static void
weigh_words(struct life *l)
{
	const struct mix_entry *e = &l->d->mix.entries[l->p->entry];
	struct case_row *row = &l->c.row;
	const struct condition *when = condition_find(e->cat, l->c.texts.body);

	if (l->p->first != NULL)
		return;
	l->condition = when != NULL ? when->key : NULL;
	bool risk = risk_word_find(l->d->rules, l->c.texts.body) != NULL;

	if (risk && row->tier == TIER_ORDINARY && rng_chance(&l->r, RAISE_PERCENT))
		row->tier = TIER_KEY;
	if (e->course == COURSE_URGENT && risk && rng_chance(&l->r, 50))
		row->flags |= CASE_DANGER;
}

/* Those who wrote of the same later that day are taken in while this one is open. */
static void
expect_joiners(struct life *l, struct plan *day, int count, int position)
{
	for (int i = position + 1; i < count; i++) {
		struct plan *p = &day[i];

		if (p->twin != position || (p->first == NULL && !rng_chance(&l->r, JOIN_PERCENT)))
			continue;
		int64_t at = p->at + (p->first != NULL ? 60 : rng_range(&l->r, 3, 90) * 60);
		struct interrupt *join = life_interrupt(l, at, EV_JOINED, l->clerk, "");

		if (join != NULL) {
			join->joiner = p;
			join->no = p->no;
		}
	}
}

static void
clear(struct life *l)
{
	struct arena mem = l->mem;

	arena_reset(&mem);
	memset(l, 0, sizeof(*l));
	l->mem = mem;
	l->c.clocks = l->clocks;
	l->stop = CASE_DRAFT;
}

void
life_run(struct life *l, struct demo *d, struct plan *day, int count, int position,
	const struct past_case *repeats)
{
	struct plan *p = &day[position];
	struct rng seed = city_rng(&d->city, STREAM_CASE, p->n);

	clear(l);
	l->d = d;
	l->p = p;
	l->r = rng_fork(&seed, 1);
	l->words = rng_fork(&seed, 3);
	l->end = d->end;
	l->main = p->joins ? &day[p->twin] : NULL;
	l->repeats = p->joins ? NULL : repeats;
	l->village = p->grid >= 0 ? d->city.grids[p->grid].village
				  : d->city.towns[p->town].first_village;
	l->desk = pick_desk(l);
	l->clerk = pick_clerk(l);
	fill_row(l);
	if (p->first != NULL)
		apply_first(l);
	l->c.texts = (struct case_texts){"", "", "", ""};
	life_tell(l);
	weigh_words(l);
	if (p->first != NULL)
		fate_first(l, p->first);
	else
		fate_draw(l);
	if (!p->joins)
		expect_joiners(l, day, count, position);
	course_run(l);
	life_finish(l);
	clock_show(&l->c);
	escalation_plan(d->rules, &l->c, d->end);
}
