#include "core/serve/series.h"

#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/serve/series_db.h"

enum { TAIL_EVENTS = 1024, EVENTS_A_READ = 256 };

struct summing {
	struct session *s;
	const struct scope *scope;
	struct day_counts *out;
	int32_t first;
	int days;
	int sign;
	struct err *err;
};

static void
add(struct day_counts *d, enum roll_count which, int64_t n)
{
	int64_t *const fields[ROLL_COUNTS] = {[ROLL_OPENED] = &d->opened,
		[ROLL_ACCEPTED] = &d->accepted,
		[ROLL_DISPATCHED] = &d->dispatched,
		[ROLL_REPLIED] = &d->replied,
		[ROLL_ONTIME] = &d->ontime,
		[ROLL_LATE] = &d->late,
		[ROLL_CLOSED] = &d->closed,
		[ROLL_SCORED] = &d->scored,
		[ROLL_PLEASED] = &d->pleased,
		[ROLL_MERGED] = &d->merged,
		[ROLL_REPORTS] = &d->reports};

	*fields[which] += n;
}

/* Sealed matters are no part of anybody's statistics but the discipline office's. */
static bool
may_count(const struct session *s, int cat)
{
	const struct category *c = category_by_code(s->rules, cat);

	return c == NULL || !c->sealed || session_has(s, ROLE_DISC);
}

static void
add_count(void *ctx, int32_t day, enum roll_count which, int n)
{
	struct summing *sum = ctx;

	if (day >= sum->first && day < sum->first + sum->days)
		add(&sum->out[day - sum->first], which, sum->sign * n);
}

static void
add_cell(void *ctx, const struct roll_cell *cell)
{
	struct summing *sum = ctx;

	if (!may_count(sum->s, cell->cat))
		return;
	for (int i = 0; i < ROLL_COUNTS; i++)
		add(&sum->out[cell->day - sum->first], (enum roll_count)i, cell->counts[i]);
}

static bool
in_area(const struct scope *scope, const struct roll_part *part)
{
	switch (scope->level) {
	case AREA_COUNTY:
		return part->county == scope->area_id;
	case AREA_TOWN:
		return part->town == scope->area_id;
	default:
		return true;
	}
}

static void
add_part(struct summing *sum, const struct roll_part *part, int sign)
{
	sum->sign = sign;
	if (in_area(sum->scope, part) && may_count(sum->s, part->cat))
		roll_part_counts(part, add_count, sum);
}

/* What was counted of a matter goes out, what it counts now comes in. */
static bool
add_change(struct summing *sum, int64_t id)
{
	struct db *db = store_db(sum->s->store);
	struct roll_part was, is;

	if (!roll_read_counted(db, id, &was, sum->err) || !roll_read_now(db, id, &is, sum->err))
		return false;
	add_part(sum, &was, -1);
	add_part(sum, &is, 1);
	return true;
}

static bool
seen_before(const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == ids[n])
			return true;
	return false;
}

/* Matters of the events since the fold, each once. */
static bool
add_tail(struct summing *sum, bool *behind)
{
	struct db *db = store_db(sum->s->store);
	int64_t ids[TAIL_EVENTS], mark;
	size_t count = 0;
	int n = 0;

	if (!roll_read_mark(db, &mark, sum->err))
		return false;
	do {
		if (!roll_next_cases(db, mark, EVENTS_A_READ, ids + count, &n, &mark, sum->err))
			return false;
		for (int i = 0; i < n; i++, count++)
			if (!seen_before(ids, count) && !add_change(sum, ids[count]))
				return false;
	} while (n == EVENTS_A_READ && count + EVENTS_A_READ <= TAIL_EVENTS);
	*behind = n == EVENTS_A_READ;
	return true;
}

static bool
add_matter(void *ctx, int64_t id)
{
	struct summing *sum = ctx;
	struct roll_part part;

	if (!roll_read_now(store_db(sum->s->store), id, &part, sum->err))
		return false;
	add_part(sum, &part, 1);
	return true;
}

/* The smaller of the two where one lies in the other; false when they have nothing in common. */
static bool
within(const struct session *s, const struct scope *scope, struct scope *out)
{
	const struct scope *own = &s->scope;

	*out = scope->level >= own->level ? *scope : *own;
	return own->level == AREA_CITY ||
		(out->place_low >= own->place_low && out->place_high <= own->place_high &&
			out->place_low >= scope->place_low && out->place_high <= scope->place_high);
}

bool
series_read(struct session *s, const struct scope *scope, int32_t first, int days,
	struct day_counts *out, bool *behind, struct err *err)
{
	struct scope both;
	struct summing sum = {
		.s = s, .scope = &both, .out = out, .first = first, .days = days, .err = err};

	memset(out, 0, (size_t)days * sizeof(*out));
	*behind = false;
	if (days <= 0 || !within(s, scope, &both))
		return true;
	if (both.level > AREA_TOWN)
		return series_each_in(s, both.place_low, both.place_high, add_matter, &sum, err);
	return series_each_cell(s, both.area_id, first, first + days - 1, add_cell, &sum, err) &&
		add_tail(&sum, behind);
}
