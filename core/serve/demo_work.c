#include "core/base/date.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_party.h"
#include "core/serve/demo_course.h"

enum {
	MINUTE = 60,
	PERFORM_DAYS = 45,
	TASK_DAYS = 10,
	CLOSE_HOUR = 18,
	MORNING_S = 9 * 3600 + 300
};

const char *
course_choice(const struct life *l, enum choice_list list, int value)
{
	const struct choice *c = choice_by_value(l->d->rules, list, value);

	return c != NULL ? c->name.zh : "";
}

const char *
course_beside(struct life *l, const char *first, const char *second)
{
	return *second == '\0' ? first : arena_printf(&l->mem, "%s  %s", first, second);
}

int
course_desk_person(struct life *l, uint32_t roles, int not, int nor)
{
	enum { TRIES = 16 };
	const struct city *c = &l->d->city;

	for (int desk = l->desk; desk != 0; desk = c->units[desk - 1].parent) {
		for (int i = 0; i < TRIES; i++) {
			int id = city_person(c, desk, roles, &l->r);

			if (id != 0 && id != not &&id != nor)
				return id;
		}
	}
	return 0;
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
lead_unit(struct life *l, int not )
{
	const enum unit_kind *leads = l->d->mix.entries[l->p->entry].cat->leads;
	int skip = rng_chance(&l->r, 86) || l->p->first != NULL ? 0 : 1;

	for (int round = 0; round < 2; round++)
		for (int i = round == 0 ? skip : 0; leads[i] != UNITK_NONE; i++) {
			int unit = unit_of_kind(l, leads[i]);

			if (unit != 0 &&
				unit != not &&city_person(&l->d->city, unit, ROLE_HND, &l->r) != 0)
				return unit;
			if (unit == not )
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

bool
course_dispatch(struct life *l, int not )
{
	struct case_row *row = &l->c.row;
	const struct city *c = &l->d->city;
	int unit = lead_unit(l, not ), by = l->clerk;
	int64_t at = l->fate.at_once ? l->at + rng_range(&l->r, 20, 500) : life_later(l, 10, 200);
	struct buf note;

	buf_init(&note);
	if ((c->staff[by - 1].roles & ROLE_DSP) == 0 ||
		(rng_chance(&l->r, 30) && l->p->first == NULL))
		by = course_desk_person(l, ROLE_DSP, 0, 0);
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
	if (!ok) {
		row->unit_id = was;
		return false;
	}
	l->unit_count = 0;
	add_unit(l, copy, PARTY_COPY);
	return true;
}

/* --- the unit sends it back */

bool
course_return(struct life *l, bool *again)
{
	struct case_row *row = &l->c.row;
	const struct city *c = &l->d->city;
	int unit = (int)row->unit_id, ground = (int)rng_range(&l->r, 1, 2);
	int hnd = city_person(c, unit, ROLE_HND, &l->r), hl = city_person(c, unit, ROLE_HL, &l->r);
	int64_t at = life_later(l, 20, 150);
	const char *text = life_say(l, ground == 1 ? SAY_RETURN_PLACE : SAY_RETURN_POWER);

	life_seen(l, hnd, at - 300 > l->at ? at - 300 : at);
	const struct life_signed by_two = {hnd, hl, at, at + rng_range(&l->r, 10, 50) * MINUTE,
		unit,
		arena_printf(
			&l->mem, "%s  %s", course_choice(l, CHOICE_RETURN_GROUND, ground), text),
		(const char *const[]){
			"ground", arena_printf(&l->mem, "%d", ground), "text", text, NULL}};

	if (!life_ask(l, EV_ASK_RETURN, &by_two))
		return false;
	int by = course_desk_person(l, ROLE_DSP, 0, 0);

	*again = !l->fate.return_kept;
	if (l->fate.return_kept) {
		row->flags |= CASE_NO_RETURN;
		return life_step(l, EV_REFUSE_RETURN, life_later(l, 20, 180), by, unit,
			life_say(l, SAY_REFUSE_RETURN));
	}
	if (!life_step(l, EV_APPROVE_RETURN, life_later(l, 20, 180), by, unit,
		    life_say(l, SAY_APPROVE_RETURN)))
		return false;
	row->unit_id = row->handler_id = 0;
	row->returned++;
	l->unit_count = 0; /* who helped and who was copied belonged to that routing */
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
		int64_t at =
			hours ? l->at + rng_range(&l->r, 5, 50) * MINUTE : life_later(l, 8, 75);
		bool reached = tries == 1;

		if (!life_step(l, EV_CONTACT, at, l->handler, (int)row->unit_id,
			    arena_printf(&l->mem, "%s %s  %s", course_choice(l, CHOICE_NOTIFY, 2),
				    course_choice(l, CHOICE_CONTACT_RESULT, reached ? 1 : 2),
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
			    course_beside(l,
				    arena_printf(&l->mem, "转 %s", c->staff[other - 1].name),
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
		    course_beside(l, arena_printf(&l->mem, "加协办 %s", c->units[helper - 1].brief),
			    life_say(l, SAY_ADD_HELPER))))
		return false;
	add_unit(l, helper, PARTY_HELPER);
	row->moved++;
	return true;
}

/* Only where there is a mediator in the unit. */
static bool
mediate(struct life *l)
{
	struct case_row *row = &l->c.row;
	int unit = (int)row->unit_id, med = city_person(&l->d->city, unit, ROLE_MED, &l->r);

	if (med == 0 || (row->flags & CASE_DANGER) != 0)
		return true;
	if (!life_step(l, EV_OPEN_MEDIATION, life_later(l, 120, 900), med, unit,
		    course_beside(l, "双方同意调解", life_say(l, SAY_MEDIATION_OPEN))))
		return false;
	if (rng_chance(&l->r, 60) &&
		!life_step(l, EV_PROGRESS, life_later(l, 420, 1800), l->handler, unit,
			life_part(l, PART_PROGRESS)))
		return false;
	if (!l->fate.agrees)
		return life_step(l, EV_MEDIATION_FAILED, life_later(l, 600, 5000), med, unit,
			life_say(l, SAY_MEDIATION_FAILED));
	int64_t at = life_later(l, 420, 4200);
	struct civil day = civil_from_utc(at + PERFORM_DAYS * DATE_DAY_S);

	const char *date = arena_printf(&l->mem, "%d-%02d-%02d", day.year, day.month, day.day);

	l->until = day_to_utc(day_from_utc(at) + PERFORM_DAYS) + CLOSE_HOUR * 3600;
	if (!life_step(l, EV_AGREEMENT, at, med, unit,
		    arena_printf(&l->mem, "书面协议  %s 前履行  30 日内可共同申请司法确认", date)))
		return false;
	life_fact(l, F_PARTIES, arena_printf(&l->mem, "%s, 对方当事人", l->reporters[0].name));
	life_fact(l, F_FACTS, l->c.row.title);
	life_fact(l, F_CONTENT, life_say(l, SAY_AGREEMENT));
	life_fact(l, F_DUE, date);
	life_fact(l, F_FORM, "1");
	life_fact(l, F_SIGNED, "1");
	return true;
}

static bool
meet(struct life *l)
{
	struct case_row *row = &l->c.row;
	int dsp = course_desk_person(l, ROLE_DSP, 0, 0),
	    dir = course_desk_person(l, ROLE_DIR, 0, 0), unit = (int)row->unit_id;

	if (dsp == 0 || dir == 0)
		return true;
	if (!life_step(l, EV_CALL_MEETING, life_later(l, 200, 1200), dsp, unit,
		    course_beside(l, "协调会", life_say(l, SAY_MEETING))))
		return false;
	row->flags |= CASE_ON_AGENDA;
	int64_t at = life_later(l, 420, 1900);
	struct civil day = civil_from_utc(at + TASK_DAYS * DATE_DAY_S);

	l->until = day_to_utc(day_from_utc(at) + TASK_DAYS) + CLOSE_HOUR * 3600;
	return life_step(l, EV_RESOLUTION, at, dir, unit,
		arena_printf(&l->mem, "牵头 %s  %s  %02d-%02d %02d:00 前办好",
			l->d->city.units[unit - 1].brief, life_say(l, SAY_RESOLUTION), day.month,
			day.day, CLOSE_HOUR));
}

/* A director signs; when the day of the review comes, the program takes the matter up again. */
static bool
hang(struct life *l)
{
	struct case_row *row = &l->c.row;
	int unit = (int)row->unit_id, hl = city_person(&l->d->city, unit, ROLE_HL, &l->r);
	int dir = course_desk_person(l, ROLE_DIR, 0, 0);
	int64_t at = life_later(l, 300, 900), signed_at = at + rng_range(&l->r, 60, 500) * MINUTE;

	if (hl == 0 || dir == 0)
		return true;
	int reason = 1 + (int)(l->p->n % 4);
	const char *plan = course_beside(l, life_say(l, SAY_HANG), life_say(l, SAY_HANG_PLAN));
	int64_t review = day_to_utc(day_from_utc(signed_at) + (int32_t)rng_range(&l->r, 20, 86)) +
		CLOSE_HOUR * 3600;
	struct civil day = civil_from_utc(review);
	const struct life_signed by_two = {hl, dir, at, signed_at, unit,
		arena_printf(&l->mem, "%s  %s  %d-%02d-%02d 复查",
			course_choice(l, CHOICE_HANG_REASON, reason), plan, day.year, day.month,
			day.day),
		(const char *const[]){"reason", arena_printf(&l->mem, "%d", reason), "text", plan,
			"due", arena_printf(&l->mem, "%d-%02d-%02d", day.year, day.month, day.day),
			"told", "1", NULL}};

	l->until = review;
	if (!life_ask(l, EV_HANG, &by_two))
		return false;
	return life_step(l, EV_UNHANG, review, 0, unit, life_say(l, SAY_UNHANG));
}

/*
 * A leader of the subdistrict; of what is always there the discipline office, this morning, and the answer is due
 * tonight.
 */
static void
expect_leader(struct life *l)
{
	const struct city *c = &l->d->city;
	bool watched = l->p->first != NULL && l->p->first->watched;
	int unit = city_unit_for(c, watched ? UNITK_DISCIPLINE : UNITK_STREET, l->village);
	int by = city_person(c, unit, watched ? ROLE_DISC : ROLE_LDR, &l->r);
	int64_t at = l->at + rng_range(&l->r, 4, 40) * 3600;
	int64_t today = day_to_utc(day_from_utc(l->end));

	if (watched && today + MORNING_S < l->end)
		at = today + MORNING_S;
	struct interrupt *i =
		by != 0 ? life_interrupt(l, at, EV_INSTRUCT, by, life_say(l, SAY_INSTRUCT)) : NULL;
	int64_t tonight = today + CLOSE_HOUR * 3600;

	if (i != NULL)
		i->until = !watched        ? day_to_utc(day_from_utc(at) + 3) + CLOSE_HOUR * 3600
			: tonight > l->end ? tonight
					   : tonight + DATE_DAY_S;
}

void
course_expect(struct life *l)
{
	const struct case_clock *k = clock_open(&l->c, CLOCK_HANDLE);
	struct case_row *row = &l->c.row;
	const struct city *c = &l->d->city;

	if (k == NULL)
		return;
	bool late = l->fate.speed > 1000 || (l->p->first != NULL && l->p->first->due == DUE_OVER);
	bool urged = l->p->first != NULL && l->p->first->urged;

	if (urged || (late && rng_chance(&l->r, 55)) || rng_chance(&l->r, 3))
		life_interrupt(l, k->light_at + (urged ? 600 : rng_range(&l->r, 0, 6) * 3600),
			EV_URGE, l->clerk, life_say(l, SAY_URGE_CITIZEN));
	if (late && row->tier > TIER_ORDINARY)
		life_interrupt(l, k->due_at, EV_RED, 0,
			arena_printf(&l->mem, "超期  提级到 %s%s",
				c->units[city_unit_for(c, UNITK_STREET, l->village) - 1].brief,
				life_say(l, SAY_LEADER)));
	if (late && rng_chance(&l->r, 40))
		life_interrupt(l, k->due_at + rng_range(&l->r, 1, 9) * 3600, EV_URGE,
			course_desk_person(l, ROLE_DSP, 0, 0), life_say(l, SAY_URGE_CENTRE));
	if (l->fate.instructed || (l->p->first != NULL && l->p->first->watched))
		expect_leader(l);
	if (l->fate.noted)
		life_interrupt(l, l->at + rng_range(&l->r, 1, 60) * 3600, EV_NOTE, l->clerk,
			life_say(l, SAY_NOTE));
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
	return arena_printf(&l->mem, "%s  %s%s%s", course_choice(l, CHOICE_SOLVED, l->fate.solved),
		l->c.texts.answer, *why != '\0' ? "  原因 " : "", why);
}

bool
course_reply(struct life *l)
{
	struct case_row *row = &l->c.row;
	const struct case_clock *k = clock_open(&l->c, CLOCK_HANDLE);
	int unit = (int)row->unit_id, hl = city_person(&l->d->city, unit, ROLE_HL, &l->r);
	int64_t left =
		k != NULL ? limit_minutes(l->d->rules->calendar, l->at, k->due_at, k->limit) : 300;
	int64_t at =
		life_later_on(l, CLOCK_HANDLE, left * l->fate.speed / 1000 + (left > 500 ? 0 : 2));
	const char *why = l->fate.solved == 1
		? ""
		: life_say(l, l->fate.solved == 2 ? SAY_SOLVED_PARTLY : SAY_SOLVED_NOT);
	struct case_texts was = l->c.texts;

	l->c.texts.answer = life_part(l, PART_ANSWER);
	l->c.texts.plan = life_part(l, PART_DID);
	const struct life_signed by_two = {l->handler, hl, at,
		at + rng_range(&l->r, 10, 150) * MINUTE, unit, reply_note(l, why),
		(const char *const[]){"solved", arena_printf(&l->mem, "%d", l->fate.solved),
			"answer", l->c.texts.answer, *why != '\0' ? "why" : NULL, why, NULL}};

	if (!life_ask(l, EV_REPLY, &by_two)) {
		l->c.texts = was;
		return false;
	}
	row->solved = l->fate.solved;
	row->replied_at = l->asked_at;
	return true;
}

bool
course_work(struct life *l)
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
		int64_t left = k != NULL
			? limit_minutes(l->d->rules->calendar, l->at, k->due_at, k->limit)
			: 600;

		if (!life_step(l, EV_PROGRESS,
			    life_later_on(l, CLOCK_HANDLE,
				    left * (int64_t)rng_range(&l->r, 50, 250) / 1000 + 1),
			    l->handler, (int)row->unit_id, life_part(l, PART_PROGRESS)))
			return false;
		l->events[l->event_count - 1].open = rng_chance(&l->r, 50) != 0;
	}
	return course_reply(l);
}
