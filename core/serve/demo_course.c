#include "core/serve/demo_course.h"
#include "core/base/date.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"

enum { MINUTE = 60 };

static const char *
tier_zh(const struct life *l, enum tier tier)
{
	return tier == TIER_NONE ? "-" : l->d->rules->tiers[tier].brief.zh;
}

/* --- taking in */

static bool
take_in(struct life *l)
{
	struct case_row *row = &l->c.row;
	const struct category *cat = l->d->mix.entries[l->p->entry].cat;

	if (l->fate.end == END_REJECTED) {
		const struct choices *grounds = &l->d->rules->choices[CHOICE_REJECT_GROUND];
		int ground = grounds->items[rng_below(&l->r, (uint32_t)grounds->count)].value;
		const char *note = arena_printf(&l->mem, "%s  %s  %s已告知",
			course_choice(l, CHOICE_REJECT_GROUND, ground), life_say(l, SAY_REJECT),
			course_choice(l, CHOICE_NOTIFY, 2));

		life_step(l, EV_REJECT, life_later(l, 5, 110), l->clerk, 0, note);
		return false;
	}
	int64_t at = l->fate.at_once ? l->at + rng_range(&l->r, 60, 400) : life_later(l, 5, 112);

	if (l->fate.end != END_MERGED && rng_chance(&l->r, 2) && l->p->first == NULL)
		at = life_later(l, 130, 400);
	row->accepted_at = at;
	if (!life_step(l, EV_ACCEPT, at, l->clerk, 0,
		    arena_printf(&l->mem, "类 %s %s  %s", cat->letters, cat->brief,
			    tier_zh(l, row->tier)))) {
		row->accepted_at = 0;
		return false;
	}
	if (l->p->first == NULL || !l->p->first->unopened)
		life_seen(l, l->clerk, at);
	return true;
}

static void
refer(struct life *l)
{
	const struct choices *routes = &l->d->rules->choices[CHOICE_REFER_ROUTE];
	const struct choice *route = &routes->items[rng_below(&l->r, (uint32_t)routes->count)];
	int body = city_unit_for(
		&l->d->city, l->c.row.cat == 1206 ? UNITK_COURT : UNITK_PETITION, l->village);

	life_step(l, EV_REFER, life_later(l, 10, 200), l->clerk, 0,
		arena_printf(&l->mem, "%s  %s  %s", route->name.zh, l->d->city.units[body - 1].name,
			life_say(l, SAY_REFER)));
}

/* --- checked, and asked about */

static bool
solve_on_the_spot(struct life *l)
{
	struct case_row *row = &l->c.row;

	l->c.texts.answer = life_part(l, PART_ANSWER);
	if (!life_step(l, EV_SOLVE, life_later(l, 3, 60), l->clerk, 0, l->c.texts.answer)) {
		l->c.texts.answer = "";
		return false;
	}
	row->replied_at = l->at;
	row->solved = l->fate.solved = 1;
	l->fate.reopens = false;
	row->flags |= CASE_SPOT;
	return true;
}

static bool
verify(struct life *l)
{
	struct case_row *row = &l->c.row;
	int by = course_desk_person(l, ROLE_DSP, row->unit_id == 0 ? l->clerk : 0, l->handler);

	if (l->fate.verify_fails && row->unit_id != 0) {
		row->verify_back++;
		if (!life_step(l, EV_VERIFY_FAIL, life_later(l, 20, 500), by, (int)row->unit_id,
			    life_say(l, SAY_VERIFY_FAIL))) {
			row->verify_back--;
			return false;
		}
		row->replied_at = 0;
		l->fate.verify_fails = false;
		if (!course_reply(l))
			return false;
	}
	return life_step(l, EV_VERIFY_OK, life_later(l, 60, 1400), by, (int)row->unit_id,
		course_beside(l, "核验通过", life_say(l, SAY_VERIFY_OK)));
}

static enum demo_phrase
survey_words(const struct life *l)
{
	static const enum demo_phrase of[] = {SAY_SURVEY_3, SAY_SURVEY_4, SAY_SURVEY_3,
		SAY_SURVEY_2, SAY_SURVEY_1, SAY_SURVEY_UNREACHED, SAY_SURVEY_4};

	return of[l->fate.satisfied];
}

static bool
reopen(struct life *l, int by)
{
	struct case_row *row = &l->c.row;
	int dsp = course_desk_person(l, ROLE_DSP, by, 0);
	int64_t at = life_later(l, 60, 1000);
	const char *text = life_say(l, SAY_REOPEN);

	const struct life_signed by_two = {by, dsp, at, at + rng_range(&l->r, 10, 120) * MINUTE, 0,
		arena_printf(&l->mem, "%s  %s",
			course_choice(l, CHOICE_SATISFIED, l->fate.satisfied), text),
		(const char *const[]){"text", text, "satisfied",
			arena_printf(&l->mem, "%d", l->fate.satisfied), NULL}};

	if (!life_ask(l, EV_REOPEN, &by_two))
		return false;
	struct case_event_row *line = &l->events[l->event_count - 1];

	row->reopened++;
	row->replied_at = 0;
	row->solved = row->score = 0;
	row->flags |= CASE_REPEAT;
	if (row->tier < TIER_HARD)
		row->tier++;
	line->tier = row->tier;
	l->fate = (struct fate){.at_once = true,
		.end = END_CLOSED,
		.speed = (int)rng_range(&l->r, 300, 960),
		.progress = 1,
		.solved = 1,
		.satisfied = (int)rng_range(&l->r, 2, 3)};
	return true;
}

/* False: it is over, for whatever reason. True: reopened, and to be routed again. */
static bool
survey(struct life *l)
{
	struct case_row *row = &l->c.row;
	struct fate *f = &l->fate;
	int by = course_desk_person(l, ROLE_OP, row->unit_id == 0 ? l->clerk : 0, l->handler);

	for (int i = 0; i < f->missed; i++)
		if (!life_step(l, EV_CONTACT, life_later(l, 60, 420), by, 0,
			    arena_printf(&l->mem, "回访未接通 第%d次", i + 1)))
			return false;
	if (f->reopens)
		return reopen(l, by);
	if (!life_step(l, EV_CLOSE, life_later(l, 120, 1250), by, 0,
		    course_beside(l,
			    arena_printf(&l->mem, "%s  办结销号",
				    course_choice(l, CHOICE_SATISFIED, f->satisfied)),
			    life_say(l, survey_words(l)))))
		return false;
	row->closed_at = l->at;
	row->score = f->satisfied;
	return false;
}

/* --- from beginning to end */

static void
register_it(struct life *l)
{
	struct case_row *row = &l->c.row;
	int author = l->clerk;

	if (l->p->channel == 5 && l->p->grid >= 0)
		author = l->d->city.grids[l->p->grid].worker;
	l->author = author;
	row->state = CASE_REGISTERED;
	clock_start(l->d->rules, &l->c, CLOCK_ACCEPT,
		clock_limit(l->d->rules, row, CLOCK_ACCEPT, NULL), row->opened_at);
	l->events[l->event_count++] = (struct case_event_row){.case_id = row->id,
		.seq = 1,
		.at = row->opened_at,
		.actor = author,
		.event = EV_REGISTER,
		.from = CASE_DRAFT,
		.to = CASE_REGISTERED,
		.cat = row->cat,
		.tier = row->tier,
		.place = row->place,
		.open = true,
		.note = ""};
	l->at = row->opened_at;
}

static void
merge(struct life *l)
{
	char brief[CASE_NO_BRIEF_BYTES];

	case_no_brief(l->main->no, day_from_utc(l->p->joined_at), brief);
	if (life_step(l, EV_MERGE, l->p->joined_at, l->clerk, 0,
		    course_beside(
			    l, arena_printf(&l->mem, "并入 %s", brief), life_say(l, SAY_MERGE))))
		l->c.row.main_id = l->main->id;
}

/* The same happened here before and was closed: the two are tied together. */
static bool
link_earlier(struct life *l)
{
	char brief[CASE_NO_BRIEF_BYTES];

	if (l->repeats == NULL)
		return true;
	case_no_brief(l->repeats->no, day_from_utc(l->at), brief);
	return life_step(
		l, EV_LINK, l->at + 30, l->clerk, 0, arena_printf(&l->mem, "关联 %s  同类", brief));
}

void
course_run(struct life *l)
{
	bool again = true, returns = l->fate.returned;
	int sent_back = 0;

	register_it(l);
	if (l->fate.end == END_MERGED) {
		merge(l);
		return;
	}
	if (!take_in(l) || !link_earlier(l))
		return;
	if (l->fate.end == END_REFERRED) {
		refer(l);
		return;
	}
	if (l->fate.spot) {
		if (solve_on_the_spot(l) && verify(l))
			survey(l);
		return;
	}
	while (again) {
		again = false;
		if (!course_dispatch(l, sent_back))
			return;
		if (returns) {
			returns = false;
			sent_back = (int)l->c.row.unit_id;
			if (!course_return(l, &again))
				return;
			if (again)
				continue;
		}
		course_expect(l);
		if (!course_work(l) || !verify(l))
			return;
		again = survey(l);
	}
}
