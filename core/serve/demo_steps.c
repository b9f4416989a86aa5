#include "core/base/date.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_number.h"
#include "core/serve/demo_life.h"

/* Events that leave a matter where it is and are no row of the table. */
static const struct transition staying = {.to = CASE_STAYS};

const struct transition *
life_transition(enum case_event event, enum case_state state)
{
	const struct transition *t = machine_find(event, state);

	return t != NULL ? t : &staying;
}

static void
write_line(struct life *l, enum case_event event, const struct transition *t, int64_t at,
	int64_t stop_at, int actor, int unit, const char *note)
{
	struct case_row *row = &l->c.row;
	struct case_event_row *e = &l->events[l->event_count++];

	*e = (struct case_event_row){.case_id = row->id,
		.seq = l->event_count,
		.at = at,
		.actor = actor,
		.event = (int)event,
		.from = row->state,
		.unit_id = unit,
		.open = (t->traits & TR_OPEN) != 0,
		.note = note};
	const struct clock_moment moment = {at, stop_at, l->until, l->condition};

	clock_run(l->d->rules, &l->c, t->clocks, &moment, e);
	if (t->to != CASE_STAYS)
		row->state = (enum case_state)t->to;
	e->to = row->state;
	e->cat = row->cat;
	e->tier = row->tier;
	e->place = row->place;
	row->updated_at = at;
	row->version++;
	l->at = at;
}

static bool
room_left(const struct life *l)
{
	return l->event_count < LIFE_EVENTS - 8;
}

static void
join(struct life *l, const struct interrupt *i)
{
	char brief[CASE_NO_BRIEF_BYTES];

	i->joiner->joins = true;
	i->joiner->joined_at = i->at;
	l->c.row.joint++;
	l->c.row.merged++;
	case_no_brief(i->no, day_from_utc(i->at), brief);
	write_line(l, EV_JOINED, &staying, i->at, i->at, i->actor, 0,
		arena_printf(&l->mem, "并入 %s", brief));
}

void
life_fact(struct life *l, enum act_field field, const char *value)
{
	if (l->fact_count < LIFE_FACTS)
		l->facts[l->fact_count++] = (struct life_fact){l->event_count - 1, field, value};
}

/* As the command line takes it. */
static const char *
time_text(struct life *l, int64_t at)
{
	char text[DATE_ISO_BYTES];

	date_format_iso(at, text);
	return arena_strdup(&l->mem, text);
}

enum { ANSWER_MINUTES = 95 }; /* working time in which a unit answers an urge */

/* To whom a slip goes: who has the matter, or one level above. */
static int
receiver(const struct life *l, bool above)
{
	const struct city *c = &l->d->city;
	int unit = l->c.row.unit_id != 0 ? (int)l->c.row.unit_id : l->desk;

	if (!above)
		return unit;
	return c->units[unit - 1].parent != 0 ? c->units[unit - 1].parent
					      : city_unit_for(c, UNITK_STREET, l->village);
}

/* A slip as act_watch.c writes it; its number is given when the matter is stored. The unit answers in time. */
static void
urge(struct life *l, const struct interrupt *i)
{
	struct case_row *row = &l->c.row;
	const struct rules *rules = l->d->rules;
	const struct case_clock *open = clock_open(&l->c, CLOCK_SUPERVISE);
	const struct city_staff *by = &l->d->city.staff[i->actor - 1];
	bool instructs = i->event == EV_INSTRUCT;
	int64_t kept = l->until; /* of the act that this one comes before */

	l->until = i->until != 0 ? i->until
				 : limit_due(rules->calendar, i->at,
					   clock_limit(rules, row, CLOCK_SUPERVISE, NULL), NULL);
	if (open != NULL && open->due_at > i->at && open->due_at < l->until)
		l->until = open->due_at;
	if (!instructs)
		row->urged++;
	else
		row->flags |= CASE_SUPERVISED | ((by->roles & ROLE_DISC) != 0 ? CASE_FOLLOWED : 0U);
	if (instructs && row->tier < TIER_KEY)
		row->tier = TIER_KEY;
	int to = receiver(l, !instructs && row->tier > TIER_ORDINARY);
	struct civil c = civil_from_utc(l->until);

	write_line(l, i->event, life_transition(i->event, row->state), i->at, i->at, i->actor, to,
		arena_printf(&l->mem, "%s%s{单号}  致 %s  %s  %02d-%02d %02d:%02d 前答复",
			instructs ? by->name : "", instructs ? "  " : "",
			l->d->city.units[to - 1].brief, i->note, c.month, c.day, c.hour, c.minute));
	life_fact(l, F_TEXT, i->note);
	life_fact(l, F_DUE, time_text(l, l->until));
	if (instructs)
		life_fact(l, F_BY, by->name);
	l->until = kept;
	if (i->until <= l->end)
		life_interrupt(l, work_add_minutes(rules->calendar, i->at, ANSWER_MINUTES, NULL),
			EV_ANSWER, 0, life_say(l, SAY_ANSWER));
}

static void
happen(struct life *l, const struct interrupt *i)
{
	struct case_row *row = &l->c.row;
	const struct transition *t =
		i->event == EV_RED ? &staying : life_transition(i->event, row->state);

	if (!state_is_open(row->state) || !room_left(l))
		return;
	if (i->event == EV_JOINED)
		join(l, i);
	else if (i->event == EV_URGE || i->event == EV_INSTRUCT)
		urge(l, i);
	else if (i->event != EV_ANSWER)
		write_line(l, i->event, t, i->at, i->at, i->actor, (int)row->unit_id, i->note);
	else if (l->handler != 0 && row->unit_id != 0 && clock_open(&l->c, CLOCK_SUPERVISE) != NULL)
		write_line(l, EV_ANSWER, t, i->at, i->at, l->handler, (int)row->unit_id, i->note);
}

/* Those before `at`, in the order of time. */
static void
let_happen(struct life *l, int64_t at)
{
	int n = 0;

	while (n < l->interrupt_count && l->interrupts[n].at <= at &&
		l->interrupts[n].at <= l->end) {
		const struct interrupt now = l->interrupts[n++]; /* it may set down another one */

		happen(l, &now);
	}
	for (int i = n; i < l->interrupt_count; i++)
		l->interrupts[i - n] = l->interrupts[i];
	l->interrupt_count -= n;
}

struct interrupt *
life_interrupt(struct life *l, int64_t at, enum case_event event, int actor, const char *note)
{
	int i = l->interrupt_count;

	if (i == LIFE_INTERRUPTS)
		return NULL;
	if (at < l->at)
		at = l->at;
	for (; i > 0 && l->interrupts[i - 1].at > at; i--)
		l->interrupts[i] = l->interrupts[i - 1];
	l->interrupts[i] =
		(struct interrupt){.at = at, .event = event, .actor = actor, .note = note};
	l->interrupt_count++;
	return &l->interrupts[i];
}

void
life_finish(struct life *l)
{
	if (state_is_open(l->c.row.state))
		let_happen(l, l->end);
}

static bool
stop_here(struct life *l)
{
	l->over = true;
	return false;
}

/* False: the present comes first, or it is taken back by whoever brought it. */
static bool
reaches(struct life *l, const struct transition *t, int64_t at)
{
	struct case_row *row = &l->c.row;

	if (l->over)
		return false;
	if (l->withdraw_at != 0 && at >= l->withdraw_at &&
		(row->flags & (CASE_DANGER | CASE_PENDING)) == 0) {
		int64_t when = l->withdraw_at > l->at ? l->withdraw_at : l->at + 60;

		l->withdraw_at = 0;
		if (when <= l->end) {
			let_happen(l, when);
			write_line(l, EV_WITHDRAW, life_transition(EV_WITHDRAW, row->state), when,
				when, l->clerk, 0, life_say(l, SAY_WITHDRAW));
		}
		return stop_here(l);
	}
	if (at > l->end || !room_left(l))
		return stop_here(l);
	if (l->stop != CASE_DRAFT && row->state == l->stop && t->to != CASE_STAYS &&
		t->to != (int)l->stop)
		return stop_here(l);
	return true;
}

bool
life_step(struct life *l, enum case_event event, int64_t at, int actor, int unit, const char *note)
{
	if (at < l->at)
		at = l->at;
	const struct transition *t = life_transition(event, l->c.row.state);

	if (!reaches(l, t, at))
		return false;
	let_happen(l, at);
	write_line(l, event, t, at, at, actor, unit, note);
	return true;
}

/* The row of the request, and the line that says so. */
static struct life_request *
request(struct life *l, enum case_event event, const struct transition *t, int64_t at, int asker)
{
	struct case_row *row = &l->c.row;
	struct life_request *q = &l->requests[l->request_count++];

	*q = (struct life_request){.event = event,
		.asked_by = asker,
		.asked_at = at,
		.unit_id = row->unit_id,
		.desk_id = row->desk_id};
	const char *word = t->word.zh != NULL ? t->word.zh : event_word(event).zh;

	write_line(l, EV_ASKED, &staying, at, at, asker, l->d->city.staff[asker - 1].unit,
		arena_printf(&l->mem, "%s 送审", word));
	row->flags |= CASE_PENDING;
	return q;
}

bool
life_ask(struct life *l, enum case_event event, const struct life_signed *by)
{
	struct case_row *row = &l->c.row;
	int64_t at = by->asked_at > l->at ? by->asked_at : l->at;
	int64_t decided_at = by->decided_at > at ? by->decided_at : at;
	const struct transition *t = life_transition(event, row->state);

	l->asked_at = at;
	if (l->request_count == LIFE_REQUESTS || by->decider == 0 || by->decider == by->asker)
		return life_step(l, event, at, by->asker, by->unit, by->note);
	if (!reaches(l, t, at))
		return false;
	let_happen(l, at);
	struct life_request *q = request(l, event, t, at, by->asker);

	for (int i = 0; i < LIFE_FIELDS - 1 && by->fields[i] != NULL; i++)
		q->fields[i] = by->fields[i];
	if (decided_at > l->end)
		return stop_here(l);
	let_happen(l, decided_at);
	row->flags &= ~(uint32_t)CASE_PENDING;
	q->decided_by = by->decider;
	q->decided_at = decided_at;
	write_line(l, event, t, decided_at, at, by->decider, by->unit, by->note);
	return true;
}

void
life_seen(struct life *l, int staff, int64_t at)
{
	if (l->seen_count == LIFE_SEEN || staff == 0)
		return;
	for (int i = 0; i < l->seen_count; i++)
		if (l->seen[i].staff == staff)
			return;
	l->seen[l->seen_count].staff = staff;
	l->seen[l->seen_count++].at = at;
	l->c.row.flags |= CASE_OPENED;
}

int64_t
life_later(struct life *l, int low, int high)
{
	int64_t at =
		work_add_minutes(l->d->rules->calendar, l->at, rng_range(&l->r, low, high), NULL);

	at -= (int64_t)rng_below(&l->r, 60);
	return at > l->at ? at : l->at + 1;
}

int64_t
life_later_on(struct life *l, enum clock_kind kind, int64_t minutes)
{
	const struct calendar *cal = l->d->rules->calendar;
	const struct case_clock *k = clock_open(&l->c, kind);

	if (k == NULL || k->limit.unit == UNIT_WD || k->limit.unit == UNIT_WH)
		return work_add_minutes(cal, l->at, minutes > 0 ? minutes : 1, NULL) -
			(int64_t)rng_below(&l->r, 60);
	int64_t at = l->at + minutes * 60 + (int64_t)rng_below(&l->r, 60);

	/* days are counted in days, but people answer in office hours */
	return k->limit.unit == UNIT_CD && !work_is_open(cal, at)
		? work_add_minutes(cal, at, (int64_t)rng_range(&l->r, 1, 90), NULL)
		: at;
}
