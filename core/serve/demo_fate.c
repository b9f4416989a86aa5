#include "core/domain/intake.h"
#include "core/serve/demo_life.h"

/* Values of the rules' list of satisfaction. */
enum { VERY_SATISFIED = 1, SATISFIED, FAIR, DISSATISFIED, UNREACHED, NO_CALL };
enum { SOLVED = 1, SOLVED_IN_PART, NOT_SOLVED };

static bool
permille(struct life *l, uint32_t n)
{
	return rng_below(&l->r, 1000) < n;
}

/*
 * Most are answered in the last third of their time, some at once, a few late; of the late ones half by hours
 * or days, the others lie for weeks.
 */
static int
draw_speed(struct life *l)
{
	uint32_t k = rng_below(&l->r, 1000);

	if (k < 13)
		return 1000 + (int)rng_range(&l->r, 10, 700);
	if (k < 27)
		return 1000 + (int)rng_range(&l->r, 800, 7000);
	if (k < 560)
		return (int)rng_range(&l->r, 780, 990);
	if (k < 860)
		return (int)rng_range(&l->r, 400, 850);
	return (int)rng_range(&l->r, 60, 500);
}

static void
draw_end(struct life *l, enum demo_course course)
{
	struct fate *f = &l->fate;
	uint32_t k = rng_below(&l->r, 1000);

	f->end = END_CLOSED;
	if (course == COURSE_REFER)
		f->end = k < 600 ? END_REFERRED : END_CLOSED;
	else if (k < 18)
		f->end = END_REJECTED;
	else if (k < 30)
		f->end = END_REFERRED;
	else if (k < 46)
		f->end = END_WITHDRAWN;
	if (l->p->joins)
		f->end = END_MERGED;
}

static void
draw_survey(struct life *l)
{
	struct fate *f = &l->fate;
	uint32_t k = rng_below(&l->r, 1000);

	f->solved = permille(l, 870) ? SOLVED : permille(l, 800) ? SOLVED_IN_PART : NOT_SOLVED;
	f->satisfied = k < 310 ? VERY_SATISFIED
		: k < 770      ? SATISFIED
		: k < 860      ? FAIR
		: k < 915      ? DISSATISFIED
		: k < 960      ? UNREACHED
			       : NO_CALL;
	f->missed = f->satisfied == UNREACHED ? 2
		: permille(l, 90)             ? (int)rng_range(&l->r, 1, 2)
					      : 0;
	if (f->solved == NOT_SOLVED) {
		f->satisfied = DISSATISFIED;
		f->reopens = true;
	} else if (f->satisfied == DISSATISFIED) {
		f->reopens = permille(l, 350);
	}
	if (l->c.row.flags & CASE_ANONYMOUS)
		f->satisfied = NO_CALL, f->missed = 0, f->reopens = false;
}

void
fate_draw(struct life *l)
{
	enum demo_course course = l->d->mix.entries[l->p->entry].course;
	struct fate *f = &l->fate;
	bool hard = course == COURSE_HARD || course == COURSE_GROUP;

	*f = (struct fate){
		.at_once = course == COURSE_URGENT || l->p->channel == 1 || l->p->channel == 4};
	draw_end(l, course);
	f->spot = permille(l, course == COURSE_SPOT ? 720 : course == COURSE_USUAL ? 25 : 0);
	f->returned = permille(l, 40);
	f->return_kept = permille(l, 250);
	f->mediates = permille(l, course == COURSE_DISPUTE ? 780 : 6);
	f->agrees = permille(l, 790);
	f->meets = permille(l, hard ? 280 : 8);
	f->hangs = permille(l, hard ? 160 : course == COURSE_USUAL ? 36 : 0);
	f->verify_fails = permille(l, 42);
	f->transferred = permille(l, 30);
	f->helped = permille(l, hard ? 150 : 20);
	f->edited = permille(l, 18);
	f->noted = permille(l, 70);
	f->instructed = permille(l, hard ? 60 : 4);
	f->progress = course == COURSE_URGENT ? (int)rng_below(&l->r, 2)
					      : (int)rng_below(&l->r, hard ? 4 : 2);
	f->speed = draw_speed(l);
	draw_survey(l);
	if (f->end == END_WITHDRAWN) /* some hours to some days after it came in */
		l->withdraw_at = l->p->at + rng_range(&l->r, 2, 120) * 3600;
}

/* A matter that waits in a given state goes the straight way to it. */
void
fate_first(struct life *l, const struct first_case *first)
{
	enum case_state s = first->state;

	l->stop = s;
	l->fate = (struct fate){.end = END_CLOSED,
		.at_once = s != CASE_REGISTERED && s != CASE_ACCEPTED,
		.speed = 600,
		.solved = SOLVED,
		.satisfied = SATISFIED,
		.progress = s == CASE_IN_PROGRESS ? 2 : 1,
		.returned = s == CASE_RETURN_REQ,
		.mediates = s == CASE_MEDIATION || (l->c.row.cat == 501 && s != CASE_IN_PROGRESS),
		.agrees = true,
		.meets = s == CASE_COORDINATION,
		.hangs = s == CASE_SUSPENDED,
		.reopens = s == CASE_REOPENED};
	if (s == CASE_REOPENED)
		l->fate.satisfied = DISSATISFIED, l->fate.solved = NOT_SOLVED;
	if (s == CASE_REJECTED)
		l->fate.end = END_REJECTED;
	if (s == CASE_REFERRED)
		l->fate.end = END_REFERRED;
	if (s == CASE_MERGED && l->p->joins)
		l->fate.end = END_MERGED;
	if (s == CASE_WITHDRAWN) {
		l->fate.end = END_WITHDRAWN;
		l->withdraw_at = l->p->at + 5 * 3600;
	}
}
