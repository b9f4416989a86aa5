#include "core/base/date.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"
#include "core/serve/demo_life.h"

enum { MINUTE = 60 };

static const char *
choice_zh(const struct life *l, enum choice_list list, int value)
{
	const struct choice *c = choice_by_value(l->d->rules, list, value);

	return c != NULL ? c->name.zh : "";
}

static const char *
tier_zh(const struct life *l, enum tier tier)
{
	return tier == TIER_NONE ? "-" : l->d->rules->tiers[tier].brief.zh;
}

/* Two texts with a gap between, the second only where there is one. */
static const char *
beside(struct life *l, const char *first, const char *second)
{
	return *second == '\0' ? first : arena_printf(&l->mem, "%s  %s", first, second);
}

/* Somebody at that desk, or above it, who is not one of two. */
static int
desk_person(struct life *l, uint32_t roles, int not, int nor)
{
	const struct city *c = &l->d->city;
	int desk = l->desk;

	for (int tries = 0; tries < 24 && desk != 0; tries++) {
		int id = city_person(c, desk, roles, &l->r);

		if (id != 0 && id != not && id != nor)
			return id;
		if (tries % 6 == 5)
			desk = c->units[desk - 1].parent;
	}
	return 0;
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
		const char *note = arena_printf(&l->mem, "%s  %s  %s已告知", choice_zh(l, CHOICE_REJECT_GROUND, ground),
			life_say(l, SAY_REJECT), choice_zh(l, CHOICE_NOTIFY, 2));

		life_step(l, EV_REJECT, life_later(l, 5, 110), l->clerk, 0, note);
		return false;
	}
	int64_t at = l->fate.at_once ? l->at + rng_range(&l->r, 60, 400) : life_later(l, 5, 112);

	if (l->fate.end != END_MERGED && rng_chance(&l->r, 2) && l->p->first == NULL)
		at = life_later(l, 130, 400);
	row->accepted_at = at;
	if (!life_step(l, EV_ACCEPT, at, l->clerk, 0,
		    arena_printf(&l->mem, "类 %s %s  %s", cat->letters, cat->brief, tier_zh(l, row->tier)))) {
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
	int body = city_unit_for(&l->d->city, l->c.row.cat == 1206 ? UNITK_COURT : UNITK_PETITION, l->village);

	life_step(l, EV_REFER, life_later(l, 10, 200), l->clerk, 0,
		arena_printf(&l->mem, "%s  %s  %s", route->name.zh, l->d->city.units[body - 1].name,
			life_say(l, SAY_REFER)));
}

/* --- who handles it */

static int
unit_of_kind(const struct life *l, enum unit_kind kind)
{
	const struct city *c = &l->d->city;
	const struct city_grid *g = l->p->grid >= 0 ? &c->grids[l->p->grid] : NULL;
	const struct city_estate *e = g != NULL && g->estate >= 0 ? &c->estates[g->estate] : NULL;

	if (kind == UNITK_PROPERTY)
		return e != NULL ? e->firm : 0;
	if (kind == UNITK_OWNERS)
		return e != NULL ? e->owners : 0;
	return city_unit_for(c, kind, l->village);
}

/* The category's list from the best on, skipping what does not exist here and whom it came from. */
static int
lead_unit(struct life *l, int not)
{
	const enum unit_kind *leads = l->d->mix.entries[l->p->entry].cat->leads;
	int skip = rng_chance(&l->r, 86) || l->p->first != NULL ? 0 : 1;

	for (int round = 0; round < 2; round++)
		for (int i = round == 0 ? skip : 0; leads[i] != UNITK_NONE; i++) {
			int unit = unit_of_kind(l, leads[i]);

			if (unit != 0 && unit != not && city_person(&l->d->city, unit, ROLE_HND, &l->r) != 0)
				return unit;
			if (unit == not)
				skip = i + 1;
		}
	return city_unit_for(&l->d->city, UNITK_STREET, l->village);
}

static void
add_unit(struct life *l, int unit, enum party_role role)
{
	if (unit == 0 || unit == l->c.row.unit_id || l->unit_count == LIFE_UNITS)
		return;
	for (int i = 0; i < l->unit_count; i++)
		if (l->units[i].unit == unit)
			return;
	l->units[l->unit_count].unit = unit;
	l->units[l->unit_count++].role = (int)role;
}

static bool
dispatch(struct life *l, int not)
{
	struct case_row *row = &l->c.row;
	const struct city *c = &l->d->city;
	int unit = lead_unit(l, not), by = l->clerk;
	int64_t at = l->fate.at_once ? l->at + rng_range(&l->r, 20, 500) : life_later(l, 10, 200);
	struct buf note;

	buf_init(&note);
	if ((c->staff[by - 1].roles & ROLE_DSP) == 0 || (rng_chance(&l->r, 30) && l->p->first == NULL))
		by = desk_person(l, ROLE_DSP, 0, 0);
	life_name_unit(l, unit, 0);
	buf_addf(&note, "派 %s", c->units[unit - 1].brief);
	int copy = rng_chance(&l->r, 28) ? city_unit_for(c, UNITK_COMMUNITY, l->village) : 0;

	if (copy != 0 && copy != unit)
		buf_addf(&note, "  抄 %s", c->units[copy - 1].brief);
	if (rng_chance(&l->r, 60))
		buf_addf(&note, "  %s", life_say(l, SAY_OPINION));
	int64_t was = row->unit_id;

	row->unit_id = unit;
	row->handler_id = 0;
	bool ok = life_step(l, EV_DISPATCH, at, by != 0 ? by : l->clerk, unit,
		arena_strndup(&l->mem, note.text, note.len));

	buf_release(&note);
	if (!ok)
		row->unit_id = was;
	else
		add_unit(l, copy, PARTY_COPY);
	return ok;
}

/* --- the unit sends it back */

/* False: it waits, or the present has come. True with *again: it is to be routed anew. */
static bool
return_it(struct life *l, bool *again)
{
	struct case_row *row = &l->c.row;
	const struct city *c = &l->d->city;
	int unit = (int)row->unit_id, ground = (int)rng_range(&l->r, 1, 2);
	int hnd = city_person(c, unit, ROLE_HND, &l->r), hl = city_person(c, unit, ROLE_HL, &l->r);
	int64_t at = life_later(l, 20, 150);
	const char *text = life_say(l, ground == 1 ? SAY_RETURN_PLACE : SAY_RETURN_POWER);

	life_seen(l, hnd, at - 300 > l->at ? at - 300 : at);
	const struct life_signed by_two = {hnd, hl, at, at + rng_range(&l->r, 10, 50) * MINUTE, unit,
		arena_printf(&l->mem, "%s  %s", choice_zh(l, CHOICE_RETURN_GROUND, ground), text),
		(const char *const[]){"ground", arena_printf(&l->mem, "%d", ground), "text", text, NULL}};

	if (!life_ask(l, EV_ASK_RETURN, &by_two))
		return false;
	int by = desk_person(l, ROLE_DSP, 0, 0);

	*again = !l->fate.return_kept;
	if (l->fate.return_kept) {
		row->flags |= CASE_NO_RETURN;
		return life_step(l, EV_REFUSE_RETURN, life_later(l, 20, 180), by, unit,
			life_say(l, SAY_REFUSE_RETURN));
	}
	if (!life_step(l, EV_APPROVE_RETURN, life_later(l, 20, 180), by, unit, life_say(l, SAY_APPROVE_RETURN)))
		return false;
	row->unit_id = row->handler_id = 0;
	row->returned++;
	return true;
}

/* --- the unit works */

static bool
contact(struct life *l)
{
	struct case_row *row = &l->c.row;
	bool missed = rng_chance(&l->r, 14) && l->p->first == NULL;

	for (int tries = missed ? 2 : 1; tries > 0; tries--) {
		const struct case_clock *k = clock_open(&l->c, CLOCK_CONTACT);
		bool hours = l->d->mix.entries[l->p->entry].course == COURSE_URGENT;
		int64_t at = hours ? l->at + rng_range(&l->r, 5, 50) * MINUTE : life_later(l, 8, 75);
		struct civil when = civil_from_utc(at);
		bool reached = tries == 1;

		if (!life_step(l, EV_CONTACT, at, l->handler, (int)row->unit_id,
			    arena_printf(&l->mem, "%02d-%02d %02d:%02d %s %s  %s", when.month, when.day, when.hour,
				    when.minute, choice_zh(l, CHOICE_NOTIFY, 2),
				    choice_zh(l, CHOICE_CONTACT_RESULT, reached ? 1 : 2),
				    life_say(l, reached ? SAY_CONTACT : SAY_CONTACT_MISSED))))
			return false;
		if (reached && k != NULL)
			clock_stop(l->d->rules, &l->c, CLOCK_CONTACT, l->at);
	}
	return true;
}

static bool
sign(struct life *l)
{
	struct case_row *row = &l->c.row;
	bool hours = l->d->mix.entries[l->p->entry].course == COURSE_URGENT;
	int hnd = city_person(&l->d->city, (int)row->unit_id, ROLE_HND, &l->r);
	int64_t at = hours ? l->at + rng_range(&l->r, 3, 30) * MINUTE : life_later(l, 6, 80);

	life_name_unit(l, (int)row->unit_id, hnd);
	if (row->state == CASE_DISPATCHED && !life_step(l, EV_SIGN, at, hnd, (int)row->unit_id, ""))
		return false;
	life_seen(l, hnd, l->at);
	row->handler_id = l->handler = hnd;
	return true;
}

static bool
change_hands(struct life *l)
{
	struct case_row *row = &l->c.row;
	const struct city *c = &l->d->city;
	int other = city_person(c, (int)row->unit_id, ROLE_HND, &l->r);

	if (l->fate.transferred && other != l->handler) {
		if (!life_step(l, EV_TRANSFER, life_later(l, 30, 300), l->handler, 0,
			    beside(l, arena_printf(&l->mem, "转 %s", c->staff[other - 1].name),
				    life_say(l, SAY_TRANSFER))))
			return false;
		row->handler_id = l->handler = other;
		row->moved++;
		life_name_unit(l, (int)row->unit_id, other);
	}
	int helper = lead_unit(l, (int)row->unit_id);

	if (!l->fate.helped || helper == row->unit_id)
		return true;
	if (!life_step(l, EV_ADD_UNIT, life_later(l, 30, 300), l->handler, helper,
		    beside(l, arena_printf(&l->mem, "加协办 %s", c->units[helper - 1].brief),
			    life_say(l, SAY_ADD_HELPER))))
		return false;
	add_unit(l, helper, PARTY_HELPER);
	row->moved++;
	return true;
}

static bool
mediate(struct life *l)
{
	struct case_row *row = &l->c.row;
	int unit = (int)row->unit_id, med = city_person(&l->d->city, unit, ROLE_MED, &l->r);

	if (med == 0)
		med = l->handler;
	if (!life_step(l, EV_OPEN_MEDIATION, life_later(l, 120, 900), med, unit, life_say(l, SAY_MEDIATION_OPEN)))
		return false;
	if (rng_chance(&l->r, 60) &&
		!life_step(l, EV_PROGRESS, life_later(l, 420, 1800), l->handler, unit,
			life_part(l, PART_PROGRESS)))
		return false;
	return l->fate.agrees ? life_step(l, EV_AGREEMENT, life_later(l, 420, 4200), med, unit, life_say(l, SAY_AGREEMENT))
			      : life_step(l, EV_MEDIATION_FAILED, life_later(l, 600, 5000), med, unit,
					life_say(l, SAY_MEDIATION_FAILED));
}

static bool
meet(struct life *l)
{
	struct case_row *row = &l->c.row;
	int dsp = desk_person(l, ROLE_DSP, 0, 0), dir = desk_person(l, ROLE_DIR, 0, 0);

	if (!life_step(l, EV_CALL_MEETING, life_later(l, 200, 1200), dsp, (int)row->unit_id, life_say(l, SAY_MEETING)))
		return false;
	row->flags |= CASE_ON_AGENDA;
	return life_step(l, EV_RESOLUTION, life_later(l, 420, 1900), dir != 0 ? dir : dsp, (int)row->unit_id,
		life_say(l, SAY_RESOLUTION));
}

static bool
hang(struct life *l)
{
	struct case_row *row = &l->c.row;
	int hl = city_person(&l->d->city, (int)row->unit_id, ROLE_HL, &l->r);
	int dir = desk_person(l, ROLE_DIR, 0, 0);
	int64_t at = life_later(l, 300, 900);

	const char *why = life_say(l, SAY_HANG), *plan = life_say(l, SAY_HANG_PLAN);
	const struct life_signed by_two = {hl, dir, at, at + rng_range(&l->r, 60, 500) * MINUTE, (int)row->unit_id,
		beside(l, why, plan), (const char *const[]){"reason", why, "text", plan, NULL}};

	if (!life_ask(l, EV_HANG, &by_two))
		return false;
	return life_step(l, EV_UNHANG, l->at + rng_range(&l->r, 20, 86) * DATE_DAY_S, hl, (int)row->unit_id,
		life_say(l, SAY_UNHANG));
}

/* Urging, red lights and leaders come at their own time while it is handled. */
static void
expect(struct life *l)
{
	const struct case_clock *k = clock_open(&l->c, CLOCK_HANDLE);
	struct case_row *row = &l->c.row;
	const struct city *c = &l->d->city;

	if (k == NULL)
		return;
	bool late = l->fate.speed > 1000 || (l->p->first != NULL && l->p->first->due == DUE_OVER);
	bool urged = l->p->first != NULL && l->p->first->urged;

	if (urged || (late && rng_chance(&l->r, 55)) || rng_chance(&l->r, 3))
		life_interrupt(l, k->light_at + (urged ? 600 : rng_range(&l->r, 0, 6) * 3600), EV_URGE, l->clerk,
			life_say(l, SAY_URGE_CITIZEN));
	if (late && row->tier > TIER_ORDINARY)
		life_interrupt(l, k->due_at, EV_RED, 0,
			arena_printf(&l->mem, "超期  提级到 %s%s",
				c->units[city_unit_for(c, UNITK_STREET, l->village) - 1].brief, life_say(l, SAY_LEADER)));
	if (late && rng_chance(&l->r, 40))
		life_interrupt(l, k->due_at + rng_range(&l->r, 1, 9) * 3600, EV_URGE,
			desk_person(l, ROLE_DSP, 0, 0), life_say(l, SAY_URGE_CENTRE));
	if (l->fate.instructed || (l->p->first != NULL && l->p->first->watched)) {
		int ldr = city_person(c, city_unit_for(c, UNITK_STREET, l->village), ROLE_LDR, &l->r);

		life_interrupt(l, l->at + rng_range(&l->r, 4, 40) * 3600, EV_INSTRUCT, ldr, life_say(l, SAY_INSTRUCT));
	}
	if (l->fate.noted)
		life_interrupt(l, l->at + rng_range(&l->r, 1, 60) * 3600, EV_NOTE, l->clerk, life_say(l, SAY_NOTE));
}

static bool
edit(struct life *l)
{
	const char *was = l->c.texts.spot, *now = life_part(l, PART_SPOT);
	const struct field_def *field = field_def(F_SPOT);

	if (l->change_count == LIFE_CHANGES)
		return true;
	if (!life_step(l, EV_EDIT, life_later(l, 10, 200), l->clerk, 0,
		    arena_printf(&l->mem, "%s %s > %s", field->label, was, now)))
		return false;
	l->changes[l->change_count++] = (struct life_change){l->event_count - 1, F_SPOT, was, now};
	l->c.texts.spot = now;
	return true;
}

static const char *
reply_note(struct life *l, const char *why)
{
	return arena_printf(&l->mem, "%s  %s%s%s", choice_zh(l, CHOICE_SOLVED, l->fate.solved), l->c.texts.answer,
		*why != '\0' ? "  原因 " : "", why);
}

static bool
reply(struct life *l)
{
	struct case_row *row = &l->c.row;
	const struct case_clock *k = clock_open(&l->c, CLOCK_HANDLE);
	int unit = (int)row->unit_id, hl = city_person(&l->d->city, unit, ROLE_HL, &l->r);
	int64_t left = k != NULL ? limit_minutes(l->d->rules->calendar, l->at, k->due_at, k->limit) : 300;
	int64_t at = life_later_on(l, CLOCK_HANDLE, left * l->fate.speed / 1000 + (left > 500 ? 0 : 2));
	const char *why = l->fate.solved == 1 ? "" : life_say(l, l->fate.solved == 2 ? SAY_SOLVED_PARTLY : SAY_SOLVED_NOT);
	struct case_texts was = l->c.texts;

	l->c.texts.answer = life_part(l, PART_ANSWER);
	l->c.texts.plan = life_part(l, PART_DID);
	const struct life_signed by_two = {l->handler, hl, at, at + rng_range(&l->r, 10, 150) * MINUTE, unit,
		reply_note(l, why),
		(const char *const[]){"solved", arena_printf(&l->mem, "%d", l->fate.solved), "answer", l->c.texts.answer,
			*why != '\0' ? "why" : NULL, why, NULL}};

	if (!life_ask(l, EV_REPLY, &by_two)) {
		l->c.texts = was;
		return false;
	}
	row->solved = l->fate.solved;
	row->replied_at = l->asked_at;
	return true;
}

static bool
work(struct life *l)
{
	struct case_row *row = &l->c.row;
	struct fate *f = &l->fate;

	if (!sign(l) || !contact(l) || !change_hands(l))
		return false;
	if (f->edited && !edit(l))
		return false;
	if (f->mediates && !mediate(l))
		return false;
	if (f->meets && !meet(l))
		return false;
	if (f->hangs && !hang(l))
		return false;
	for (int i = 0; i < f->progress; i++) {
		const struct case_clock *k = clock_open(&l->c, CLOCK_HANDLE);
		int64_t left = k != NULL ? limit_minutes(l->d->rules->calendar, l->at, k->due_at, k->limit) : 600;

		if (!life_step(l, EV_PROGRESS, life_later_on(l, CLOCK_HANDLE, left * (int64_t)rng_range(&l->r, 50, 250) / 1000 + 1),
			    l->handler, (int)row->unit_id, life_part(l, PART_PROGRESS)))
			return false;
		l->events[l->event_count - 1].open = rng_chance(&l->r, 50) != 0;
	}
	return reply(l);
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
	int by = desk_person(l, ROLE_DSP, row->unit_id == 0 ? l->clerk : 0, l->handler);

	if (l->fate.verify_fails && row->unit_id != 0) {
		row->verify_back++;
		if (!life_step(l, EV_VERIFY_FAIL, life_later(l, 20, 500), by, (int)row->unit_id,
			    life_say(l, SAY_VERIFY_FAIL))) {
			row->verify_back--;
			return false;
		}
		row->replied_at = 0;
		l->fate.verify_fails = false;
		if (!reply(l))
			return false;
	}
	return life_step(l, EV_VERIFY_OK, life_later(l, 60, 1400), by, (int)row->unit_id,
		beside(l, "核验通过", life_say(l, SAY_VERIFY_OK)));
}

static enum demo_phrase
survey_words(const struct life *l)
{
	static const enum demo_phrase of[] = {SAY_SURVEY_3, SAY_SURVEY_4, SAY_SURVEY_3, SAY_SURVEY_2, SAY_SURVEY_1,
		SAY_SURVEY_UNREACHED, SAY_SURVEY_4};

	return of[l->fate.satisfied];
}

static bool
reopen(struct life *l, int by)
{
	struct case_row *row = &l->c.row;
	int dsp = desk_person(l, ROLE_DSP, by, 0);
	int64_t at = life_later(l, 60, 1000);
	const char *text = life_say(l, SAY_REOPEN);

	const struct life_signed by_two = {by, dsp, at, at + rng_range(&l->r, 10, 120) * MINUTE, 0,
		arena_printf(&l->mem, "%s  %s", choice_zh(l, CHOICE_SATISFIED, l->fate.satisfied), text),
		(const char *const[]){"text", text, "satisfied", arena_printf(&l->mem, "%d", l->fate.satisfied), NULL}};

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
	int by = desk_person(l, ROLE_OP, row->unit_id == 0 ? l->clerk : 0, l->handler);

	for (int i = 0; i < f->missed; i++)
		if (!life_step(l, EV_CONTACT, life_later(l, 60, 420), by, 0,
			    arena_printf(&l->mem, "回访未接通 第%d次", i + 1)))
			return false;
	if (f->reopens)
		return reopen(l, by);
	if (!life_step(l, EV_CLOSE, life_later(l, 120, 1250), by, 0,
		    beside(l, arena_printf(&l->mem, "%s  办结销号", choice_zh(l, CHOICE_SATISFIED, f->satisfied)),
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
		    beside(l, arena_printf(&l->mem, "并入 %s", brief), life_say(l, SAY_MERGE))))
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
	return life_step(l, EV_LINK, l->at + 30, l->clerk, 0, arena_printf(&l->mem, "关联 %s  同地同类", brief));
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
		if (!dispatch(l, sent_back))
			return;
		if (returns) {
			returns = false;
			sent_back = (int)l->c.row.unit_id;
			if (!return_it(l, &again))
				return;
			if (again)
				continue;
		}
		expect(l);
		if (!work(l) || !verify(l))
			return;
		again = survey(l);
	}
}
