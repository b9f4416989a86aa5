#include "core/base/date.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_number.h"
#include "core/serve/demo_life.h"

#define AT(state) (1U << (state))

/*
 * Rows of domain 5.2 that the machine's table does not have yet. What it has goes first: a row that is added
 * there makes the one here idle.
 */
static const struct transition later_rows[] = {
	{.event = EV_OPEN_MEDIATION,
		.from = AT(CASE_IN_PROGRESS),
		.to = CASE_MEDIATION,
		.clocks = {{CV_PAUSE, CLOCK_HANDLE}, {CV_START, CLOCK_MEDIATE}}},
	{.event = EV_AGREEMENT,
		.from = AT(CASE_MEDIATION),
		.to = CASE_IN_PROGRESS,
		.traits = TR_OPEN,
		.clocks = {{CV_STOP, CLOCK_MEDIATE}, {CV_RESUME, CLOCK_HANDLE}}},
	{.event = EV_MEDIATION_FAILED,
		.from = AT(CASE_MEDIATION),
		.to = CASE_IN_PROGRESS,
		.traits = TR_OPEN,
		.clocks = {{CV_STOP, CLOCK_MEDIATE}, {CV_RESUME, CLOCK_HANDLE}}},
	{.event = EV_CALL_MEETING,
		.from = AT(CASE_IN_PROGRESS),
		.to = CASE_COORDINATION,
		.clocks = {{CV_START, CLOCK_MEETING}}},
	{.event = EV_RESOLUTION,
		.from = AT(CASE_COORDINATION),
		.to = CASE_IN_PROGRESS,
		.traits = TR_OPEN,
		.clocks = {{CV_STOP, CLOCK_MEETING}}},
	{.event = EV_HANG,
		.from = AT(CASE_IN_PROGRESS),
		.to = CASE_SUSPENDED,
		.traits = TR_OPEN,
		.clocks = {{CV_PAUSE, CLOCK_HANDLE}, {CV_START, CLOCK_REVIEW}}},
	{.event = EV_UNHANG,
		.from = AT(CASE_SUSPENDED),
		.to = CASE_IN_PROGRESS,
		.clocks = {{CV_STOP, CLOCK_REVIEW}, {CV_RESUME, CLOCK_HANDLE}}},
};

/* Events that leave a matter where it is and are no row of the table. */
static const struct transition staying = {.to = CASE_STAYS};

const struct transition *
life_transition(enum case_event event, enum case_state state)
{
	const struct transition *t = machine_find(event, state);

	for (size_t i = 0; t == NULL && i < sizeof(later_rows) / sizeof(later_rows[0]); i++)
		if (later_rows[i].event == event && (later_rows[i].from & AT(state)) != 0)
			t = &later_rows[i];
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
	clock_run(l->d->rules, &l->c, t->clocks, l->condition, at, stop_at, e);
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

static void
happen(struct life *l, const struct interrupt *i)
{
	struct case_row *row = &l->c.row;

	if (!state_is_open(row->state) || !room_left(l))
		return;
	if (i->event == EV_JOINED) {
		join(l, i);
		return;
	}
	if (i->event == EV_URGE)
		row->urged++;
	if (i->event == EV_INSTRUCT)
		row->flags |= CASE_SUPERVISED;
	write_line(l, i->event, life_transition(i->event, row->state), i->at, i->at, i->actor,
		(int)row->unit_id, i->note);
}

/* Those before `at`, in the order of time. */
static void
let_happen(struct life *l, int64_t at)
{
	int n = 0;

	while (n < l->interrupt_count && l->interrupts[n].at <= at && l->interrupts[n].at <= l->end)
		happen(l, &l->interrupts[n++]);
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
