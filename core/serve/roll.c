#include "core/serve/roll.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"
#include "core/serve/roll_db.h"

enum { MOST_EVENTS = 256, FIRST_ROOM = 1024, FULL_CELLS = 200000 };

/* Cells by area, day and category: an open-addressed table that doubles at three quarters. */
struct cells {
	struct roll_cell *slots; /* free where area_id is 0 */
	size_t room, used;
	int64_t city;
};

static void
cells_init(struct cells *c, int64_t city)
{
	*c = (struct cells){xcalloc(FIRST_ROOM, sizeof(*c->slots)), FIRST_ROOM, 0, city};
}

static void
cells_empty(struct cells *c)
{
	memset(c->slots, 0, c->room * sizeof(*c->slots));
	c->used = 0;
}

static struct roll_cell *
slot_of(const struct cells *c, int64_t area_id, int32_t day, int32_t cat)
{
	uint64_t h = (uint64_t)area_id * 0x9E3779B97F4A7C15U ^ (uint64_t)day * 0xC2B2AE3D27D4EB4FU ^
		(uint64_t)cat * 0x165667B19E3779F9U;

	h = (h ^ h >> 32) *
		0x9E3779B97F4A7C15U; /* products keep low bits low: mix before cutting */
	size_t at = (size_t)(h >> 32) & (c->room - 1);

	while (c->slots[at].area_id != 0 &&
		(c->slots[at].area_id != area_id || c->slots[at].day != day ||
			c->slots[at].cat != cat))
		at = (at + 1) & (c->room - 1);
	return &c->slots[at];
}

static void
cells_grow(struct cells *c)
{
	struct cells bigger = {
		xcalloc(2 * c->room, sizeof(*c->slots)), 2 * c->room, c->used, c->city};

	for (size_t i = 0; i < c->room; i++)
		if (c->slots[i].area_id != 0)
			*slot_of(&bigger, c->slots[i].area_id, c->slots[i].day, c->slots[i].cat) =
				c->slots[i];
	free(c->slots);
	*c = bigger;
}

static struct roll_cell *
cell_at(struct cells *c, int64_t area_id, int32_t day, int32_t cat)
{
	if (4 * c->used >= 3 * c->room)
		cells_grow(c);
	struct roll_cell *cell = slot_of(c, area_id, day, cat);

	if (cell->area_id == 0) {
		*cell = (struct roll_cell){.area_id = area_id, .day = day, .cat = cat};
		c->used++;
	}
	return cell;
}

/* Counting one contribution into cells. */
struct putting {
	struct cells *cells;
	const struct roll_part *part;
	int sign;
};

static void
put_count(void *ctx, int32_t day, enum roll_count which, int n)
{
	const struct putting *p = ctx;
	const int64_t areas[] = {p->cells->city, p->part->county, p->part->town};

	for (size_t i = 0; i < sizeof(areas) / sizeof(areas[0]); i++)
		if (areas[i] != 0)
			cell_at(p->cells, areas[i], day, p->part->cat)->counts[which] +=
				p->sign * n;
}

/* Puts a contribution in (sign 1) or takes it out (-1). */
static void
count_part(struct cells *c, const struct roll_part *p, int sign)
{
	roll_part_counts(p, put_count, &(struct putting){c, p, sign});
}

void
roll_part_counts(const struct roll_part *p,
	void (*count)(void *ctx, int32_t day, enum roll_count which, int n), void *ctx)
{
	enum { PLEASED_TO = 3 }; /* very satisfied, satisfied, so-so */
	const struct {
		int32_t day;
		enum roll_count which;
		int n;
	} all[] = {{p->opened, ROLL_OPENED, 1}, {p->opened, ROLL_MERGED, p->merged},
		{p->opened, ROLL_REPORTS, p->reports}, {p->accepted, ROLL_ACCEPTED, 1},
		{p->dispatched, ROLL_DISPATCHED, 1}, {p->replied, ROLL_REPLIED, 1},
		{p->replied, ROLL_ONTIME, p->outcome == OUTCOME_IN_TIME},
		{p->replied, ROLL_LATE, p->outcome == OUTCOME_LATE}, {p->closed, ROLL_CLOSED, 1},
		{p->closed, ROLL_SCORED, p->score != 0},
		{p->closed, ROLL_PLEASED, p->score != 0 && p->score <= PLEASED_TO}};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (all[i].day != 0 && all[i].n != 0)
			count(ctx, all[i].day, all[i].which, all[i].n);
}

static bool
is_nothing(const struct roll_cell *cell)
{
	for (int i = 0; i < ROLL_COUNTS; i++)
		if (cell->counts[i] != 0)
			return false;
	return true;
}

static int
compare_cells(const void *a, const void *b)
{
	const struct roll_cell *x = a, *y = b;

	if (x->area_id != y->area_id)
		return x->area_id < y->area_id ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->cat > y->cat) - (x->cat < y->cat);
}

/* In order of the key, so that neighbours on a page are written together. Leaves the table empty. */
static bool
cells_store(struct cells *c, struct db *db, struct err *err)
{
	bool ok = true;

	qsort(c->slots, c->room, sizeof(*c->slots), compare_cells);
	for (size_t i = 0; ok && i < c->room; i++)
		if (c->slots[i].area_id != 0 && !is_nothing(&c->slots[i]))
			ok = roll_add_cell(db, &c->slots[i], err);
	cells_empty(c);
	return ok;
}

static bool
same_part(const struct roll_part *a, const struct roll_part *b)
{
	return a->county == b->county && a->town == b->town && a->cat == b->cat &&
		a->opened == b->opened && a->accepted == b->accepted &&
		a->dispatched == b->dispatched && a->replied == b->replied &&
		a->closed == b->closed && a->outcome == b->outcome && a->score == b->score &&
		a->merged == b->merged && a->reports == b->reports;
}

static bool
fold_case(struct db *db, int64_t case_id, struct cells *cells, struct err *err)
{
	struct roll_part was, is;

	if (!roll_read_counted(db, case_id, &was, err) || !roll_read_now(db, case_id, &is, err))
		return false;
	if (same_part(&was, &is))
		return true;
	count_part(cells, &was, -1);
	count_part(cells, &is, 1);
	return roll_write_counted(db, case_id, &is, err);
}

static bool
seen_before(const int64_t *ids, int n)
{
	for (int i = 0; i < n; i++)
		if (ids[i] == ids[n])
			return true;
	return false;
}

static bool
fold_inside(struct db *db, int most, struct err *err)
{
	int64_t ids[MOST_EVENTS], mark, last, city;
	struct cells cells;
	int n;

	if (!roll_read_mark(db, &mark, err) || !roll_city(db, &city, err) ||
		!roll_next_cases(db, mark, most, ids, &n, &last, err))
		return false;
	cells_init(&cells, city);
	bool ok = true;

	for (int i = 0; ok && i < n; i++)
		ok = seen_before(ids, i) || fold_case(db, ids[i], &cells, err);
	ok = ok && cells_store(&cells, db, err) && roll_write_mark(db, last, err);
	free(cells.slots);
	return ok;
}

bool
roll_fold(struct session *s, int most, bool *left, struct err *err)
{
	struct db *db = store_db(s->store);
	int64_t mark, newest;

	*left = false;
	if (!roll_read_mark(db, &mark, err) || !roll_newest_event(db, &newest, err))
		return false;
	if (newest <= mark)
		return true;
	*left = newest - mark > most;
	if (!store_begin(s->store, err))
		return false;
	if (fold_inside(db, most < MOST_EVENTS ? most : MOST_EVENTS, err))
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

struct counting {
	struct db *db;
	struct cells cells;
	struct err *err;
	bool write;
};

static bool
count_case(void *ctx, int64_t case_id, const struct roll_part *part)
{
	struct counting *c = ctx;

	count_part(&c->cells, part, 1);
	if (!c->write)
		return true;
	return roll_write_counted(c->db, case_id, part, c->err) &&
		(c->cells.used < FULL_CELLS || cells_store(&c->cells, c->db, c->err));
}

struct roll_load {
	struct counting counting;
};

struct roll_load *
roll_load_new(struct db *db, int64_t city)
{
	struct roll_load *l = xcalloc(1, sizeof(*l));

	l->counting = (struct counting){.db = db, .write = true};
	cells_init(&l->counting.cells, city);
	return l;
}

bool
roll_load_case(struct roll_load *l, int64_t case_id, const struct roll_part *part, struct err *err)
{
	l->counting.err = err;
	return count_case(&l->counting, case_id, part);
}

bool
roll_load_end(struct roll_load *l, int64_t newest_event, struct err *err)
{
	struct db *db = l->counting.db;
	bool ok =
		cells_store(&l->counting.cells, db, err) && roll_write_mark(db, newest_event, err);

	free(l->counting.cells.slots);
	free(l);
	return ok;
}

bool
roll_rebuild(struct session *s, struct err *err)
{
	struct counting c = {.db = store_db(s->store), .err = err, .write = true};
	int64_t newest, city;

	if (!roll_city(c.db, &city, err) || !roll_newest_event(c.db, &newest, err) ||
		!roll_clear(c.db, err))
		return false;
	cells_init(&c.cells, city);
	bool ok = roll_each_case(c.db, count_case, &c, err) && err->code == ERR_NONE &&
		cells_store(&c.cells, c.db, err) && roll_write_mark(c.db, newest, err);

	free(c.cells.slots);
	return ok;
}

static void
take_out(void *ctx, const struct roll_cell *stored)
{
	struct counting *c = ctx;
	struct roll_cell *cell = cell_at(&c->cells, stored->area_id, stored->day, stored->cat);

	for (int i = 0; i < ROLL_COUNTS; i++)
		cell->counts[i] -= stored->counts[i];
}

static void
report_difference(
	const struct roll_cell *cell, void (*report)(void *ctx, const char *line), void *ctx)
{
	struct buf line;
	int year, month, day;

	day_to_date(cell->day, &year, &month, &day);
	buf_init(&line);
	buf_addf(&line, _("统计 %04d-%02d-%02d 区域 %lld 类别 %d 与重算不符, 差"), year, month, day,
		(long long)cell->area_id, (int)cell->cat);
	for (int i = 0; i < ROLL_COUNTS; i++)
		buf_addf(&line, " %+d", (int)-cell->counts[i]);
	report(ctx, line.text);
	buf_release(&line);
}

bool
roll_check(struct session *s, int most, void (*report)(void *ctx, const char *line), void *ctx,
	struct err *err)
{
	struct counting c = {.db = store_db(s->store), .err = err};
	int64_t mark, newest, city;

	if (!roll_read_mark(c.db, &mark, err) || !roll_newest_event(c.db, &newest, err) ||
		!roll_city(c.db, &city, err))
		return false;
	if (mark < newest) /* what is not folded yet is no error */
		return true;
	cells_init(&c.cells, city);
	bool ok = roll_each_case(c.db, count_case, &c, err) &&
		roll_each_cell(c.db, take_out, &c, err);

	for (size_t i = 0; ok && most > 0 && i < c.cells.room; i++) {
		if (c.cells.slots[i].area_id != 0 && !is_nothing(&c.cells.slots[i])) {
			report_difference(&c.cells.slots[i], report, ctx);
			most--;
		}
	}
	free(c.cells.slots);
	return ok;
}
