/*
 * The indexes that lists are read by. Every statement is put together from the constant pieces below; what
 * varies is bound. Fixed numbers: $1 the column before the key, $2 $3 $4 where to begin, $5 the last key,
 * $6 how many entries, $10 + 2n and $11 + 2n the bounds of column n, $28 a category that is left out.
 */
#include "core/domain/case_list_inner.h"

#include "core/db/store.h"
#include "core/domain/case_number.h"

enum {
	P_EQUAL = 1,
	P_KEY = 2,
	P_SECOND = 3,
	P_ID = 4,
	P_END = 5,
	P_LIMIT = 6,
	P_BOUNDS = 10,
	P_NOT_CAT = 28
};

struct index_def {
	const char *from;  /* table, index and predicate */
	const char *equal; /* NULL: the key is the first column */
	int equal_column;
	const char *forward, *backward; /* begin, end and order */
	enum case_col key;
	bool two_keys;
	bool open;
	bool closing; /* the index by closing time holds other columns */
};

#define Q(name) " FROM cases /*+ " #name " */ WHERE state<12"
#define H(name, predicate) " FROM cases /*+ " #name " */ WHERE " predicate

/* Of a unit's helping rows; their columns have other names than those of the matters. */
#define HELPER(name, predicate) \
	" FROM case_units x /*+ " #name " */ JOIN cases c ON c.id = x.case_id WHERE " predicate
#define HELPER_BY(key) \
	" AND (" key ", x.case_id) > ($2, $4) AND " key " <= $5 ORDER BY " key ", x.case_id", \
		" AND (" key ", x.case_id) < ($2, $4) AND " key " >= $5 ORDER BY " key \
		" DESC, x.case_id DESC"

#define BY_DUE \
	" AND (due_at, id) > ($2, $4) AND due_at <= $5 ORDER BY due_at, id", \
		" AND (due_at, id) < ($2, $4) AND due_at >= $5 ORDER BY due_at DESC, id DESC"
#define BY_OPENED \
	" AND (opened_at, id) > ($2, $4) AND opened_at <= $5 ORDER BY opened_at, id", \
		" AND (opened_at, id) < ($2, $4) AND opened_at >= $5 ORDER BY opened_at DESC, id " \
		"DESC"
/*
 * Row values seek by their first column only (SQLite does not see that `id` of the index is the row id):
 * entries with the cursor's own key are passed over one by one. The predicate of h_closed comes last: SQLite
 * would begin at it instead of at the cursor.
 */
#define BY_CLOSED \
	" AND (closed_at, id) > ($2, $4) AND closed_at <= $5 AND closed_at>0 ORDER BY closed_at, " \
	"id", \
		" AND (closed_at, id) < ($2, $4) AND closed_at >= $5 AND closed_at>0" \
		" ORDER BY closed_at DESC, id DESC"
#define BY_PLACE(second) \
	" AND (place, " second ", id) > ($2, $3, $4) AND place <= $5 ORDER BY place, " second \
	", id", \
		" AND (place, " second ", id) < ($2, $3, $4) AND place >= $5" \
		" ORDER BY place DESC, " second " DESC, id DESC"

_Static_assert(CASE_SUPERVISED == 16, "the predicate of q_watched");

static const struct index_def defs[CASE_INDEX_COUNT] = {
	[IX_Q_DUE] = {Q(q_due), NULL, -1, BY_DUE, COL_DUE, false, true, false},
	[IX_Q_OPENED] = {Q(q_opened), NULL, -1, BY_OPENED, COL_OPENED, false, true, false},
	[IX_Q_COUNTY_DUE] = {Q(q_county_due), " AND county = $1", COL_COUNTY, BY_DUE, COL_DUE,
		false, true, false},
	[IX_Q_COUNTY_OPENED] = {Q(q_county_opened), " AND county = $1", COL_COUNTY, BY_OPENED,
		COL_OPENED, false, true, false},
	[IX_Q_PLACE] = {Q(q_place), NULL, -1, BY_PLACE("due_at"), COL_PLACE, true, true, false},
	[IX_Q_DESK] = {Q(q_desk), " AND desk_id = $1", COL_DESK, BY_DUE, COL_DUE, false, true,
		false},
	[IX_Q_CLERK] = {Q(q_clerk), " AND clerk_id = $1", COL_CLERK, BY_DUE, COL_DUE, false, true,
		false},
	[IX_Q_HANDLER] = {H(q_handler, "state<12 AND handler_id>0"), " AND handler_id = $1",
		COL_HANDLER, BY_DUE, COL_DUE, false, true, false},
	[IX_Q_UNIT] = {Q(q_unit), " AND unit_id = $1", COL_UNIT, BY_DUE, COL_DUE, false, true,
		false},
	[IX_Q_WATCHED] = {H(q_watched, "state<12 AND (flags & 16) <> 0"), NULL, -1, BY_DUE, COL_DUE,
		false, true, false},
	[IX_Q_RETURNED] = {H(q_returned, "state<12 AND returned>0"), NULL, -1, BY_DUE, COL_DUE,
		false, true, false},
	[IX_H_OPENED] = {H(h_opened, "id > 0"), NULL, -1, BY_OPENED, COL_OPENED, false, false,
		false},
	[IX_H_COUNTY] = {H(h_county, "county = $1"), "", COL_COUNTY, BY_OPENED, COL_OPENED, false,
		false, false},
	[IX_H_TOWN] = {H(h_town, "town = $1"), "", COL_TOWN, BY_OPENED, COL_OPENED, false, false,
		false},
	[IX_H_PLACE] = {H(h_place, "id > 0"), NULL, -1, BY_PLACE("opened_at"), COL_PLACE, true,
		false, false},
	[IX_H_ESTATE] = {H(h_estate, "estate_id>0 AND estate_id = $1"), "", COL_ESTATE, BY_OPENED,
		COL_OPENED, false, false, false},
	[IX_H_UNIT] = {H(h_unit, "unit_id>0 AND unit_id = $1"), "", COL_UNIT, BY_OPENED, COL_OPENED,
		false, false, false},
	[IX_Q_HELPER] = {HELPER(q_helper, "role=1 AND open=1"), " AND x.unit_id = $1", COL_HELPER,
		HELPER_BY("due"), COL_DUE, false, true, false},
	[IX_H_DESK] = {H(h_desk, "desk_id = $1"), "", COL_DESK, BY_OPENED, COL_OPENED, false, false,
		false},
	[IX_H_HELPER] = {HELPER(h_helper, "role=1"), " AND x.unit_id = $1", COL_HELPER,
		HELPER_BY("opened"), COL_OPENED, false, false, false},
	[IX_H_CLOSED] = {H(h_closed, "id > 0"), NULL, -1, BY_CLOSED, COL_CLOSED, false, false,
		true},
};

static const char *const names[CASE_INDEX_COUNT] = {"q_due", "q_opened", "q_county_due",
	"q_county_opened", "q_place", "q_desk", "q_clerk", "q_handler", "q_unit", "q_watched",
	"q_returned", "q_helper", "h_opened", "h_county", "h_town", "h_place", "h_estate", "h_unit",
	"h_desk", "h_helper", "h_closed"};

/* The columns of an entry and their names, in the order they are read in. */
struct entry_columns {
	const char *list;
	enum case_col of[8];
	size_t count;
};

static const struct entry_columns open_columns = {
	"id, state, tier, cat, place, due_at, opened_at, light_at",
	{COL_ID, COL_STATE, COL_TIER, COL_CAT, COL_PLACE, COL_DUE, COL_OPENED, COL_LIGHT}, 8};
static const struct entry_columns history_columns = {
	"id, state, tier, cat, place, due_at, opened_at",
	{COL_ID, COL_STATE, COL_TIER, COL_CAT, COL_PLACE, COL_DUE, COL_OPENED}, 7};
static const struct entry_columns closed_columns = {"id, county, cat, tier, opened_at, closed_at",
	{COL_ID, COL_COUNTY, COL_CAT, COL_TIER, COL_OPENED, COL_CLOSED}, 6};

static const char *const bound_tests[CASE_COL_COUNT] = {
	[COL_STATE] = "state BETWEEN $12 AND $13",
	[COL_TIER] = "tier BETWEEN $14 AND $15",
	[COL_CAT] = "cat BETWEEN $16 AND $17",
	[COL_PLACE] = "place BETWEEN $18 AND $19",
	[COL_DUE] = "due_at BETWEEN $20 AND $21",
	[COL_OPENED] = "opened_at BETWEEN $22 AND $23",
	[COL_LIGHT] = "light_at BETWEEN $26 AND $27",
	[COL_COUNTY] = "county BETWEEN $24 AND $25",
};

/* The first of the two places of a column's bounds. */
static int
bound_place(enum case_col col)
{
	if (col == COL_LIGHT)
		return 26;
	if (col == COL_COUNTY)
		return 24;
	return P_BOUNDS + 2 * (int)col;
}

static const struct entry_columns *
columns_of(enum case_index index)
{
	const struct index_def *d = &defs[index];

	return d->open ? &open_columns : d->closing ? &closed_columns : &history_columns;
}

uint64_t
index_columns(enum case_index index)
{
	const struct entry_columns *c = columns_of(index);
	uint64_t bits = 0;

	for (size_t i = 0; i < c->count; i++)
		bits |= (uint64_t)1 << c->of[i];
	return bits;
}

int
index_equal(enum case_index index)
{
	return defs[index].equal_column;
}

enum case_col
index_key_column(enum case_index index)
{
	return defs[index].key;
}

bool
index_is_open(enum case_index index)
{
	return defs[index].open;
}

const char *
index_name(enum case_index index)
{
	return names[index];
}

/* The bounds that are tested: not those of the key, which the ends of the walk hold. */
static uint64_t
tested(enum case_index index, uint64_t bounds)
{
	uint64_t not_cat = bounds & BOUND_NOT_CAT;

	bounds &= index_columns(index) & ~((uint64_t)1 << defs[index].key);
	for (int i = 0; i < CASE_COL_COUNT; i++)
		if (bound_tests[i] == NULL)
			bounds &= ~((uint64_t)1 << i);
	return bounds | not_cat;
}

void
index_sql(struct buf *b, enum case_index index, bool backward, uint64_t bounds, bool count)
{
	const struct index_def *d = &defs[index];
	const char *list = columns_of(index)->list, *joint = " WHERE ";

	buf_addstr(b, "SELECT /*part*/ ");
	buf_addstr(b, count ? "count(*)" : list);
	buf_addstr(b, " FROM (SELECT ");
	buf_addstr(b, list);
	buf_addstr(b, d->from);
	buf_addstr(b, d->equal != NULL ? d->equal : "");
	buf_addstr(b, backward ? d->backward : d->forward);
	buf_addstr(b, " LIMIT $6)");
	for (int i = 0; i < CASE_COL_COUNT; i++) {
		if ((tested(index, bounds) >> i & 1) == 0)
			continue;
		buf_addstr(b, joint);
		buf_addstr(b, bound_tests[i]);
		joint = " AND ";
	}
	if ((bounds & BOUND_NOT_CAT) != 0) {
		buf_addstr(b, joint);
		buf_addstr(b, "cat <> $28");
	}
}

/* The place of the last entry of a window that was passed over whole. */
static void
end_sql(struct buf *b, enum case_index index, bool backward)
{
	const struct index_def *d = &defs[index];

	buf_addstr(b, "SELECT /*part*/ ");
	buf_addstr(b, columns_of(index)->list);
	buf_addstr(b, d->from);
	buf_addstr(b, d->equal != NULL ? d->equal : "");
	buf_addstr(b, backward ? d->backward : d->forward);
	buf_addstr(b, " LIMIT 1 OFFSET $6");
}

static void
bind_walk(struct stmt *st, const struct window *w, int64_t limit)
{
	const struct index_def *d = &defs[w->stream->index];
	const struct span *range = &w->stream->range;
	/* Before everything of the range: its first key with an id that nobody has. */
	struct index_key from = w->backward ? (struct index_key){range->high, INT64_MAX, INT64_MAX}
					    : (struct index_key){range->low, INT64_MIN, INT64_MIN};

	if (w->from != NULL &&
		(w->backward ? w->from->key <= range->high : w->from->key >= range->low))
		from = *w->from;
	if (d->equal != NULL)
		bind_i64(st, P_EQUAL, w->stream->equal);
	bind_i64(st, P_KEY, from.key);
	if (d->two_keys)
		bind_i64(st, P_SECOND, from.second);
	bind_i64(st, P_ID, from.id);
	bind_i64(st, P_END, w->backward ? range->low : range->high);
	bind_i64(st, P_LIMIT, limit);
}

static struct stmt *
prepare(struct session *s, const struct window *w, bool count, struct err *err)
{
	uint64_t bits = tested(w->stream->index, w->bounds->columns);
	struct buf sql;

	buf_init(&sql);
	index_sql(&sql, w->stream->index, w->backward, bits, count);
	struct stmt *st = db_stmt(store_db(s->store), sql.text, err);

	buf_release(&sql);
	if (st == NULL)
		return NULL;
	bind_walk(st, w, w->limit);
	for (int i = 0; i < CASE_COL_COUNT; i++) {
		if ((bits >> i & 1) == 0)
			continue;
		bind_i64(st, bound_place((enum case_col)i), w->bounds->of[i].low);
		bind_i64(st, bound_place((enum case_col)i) + 1, w->bounds->of[i].high);
	}
	if ((bits & BOUND_NOT_CAT) != 0)
		bind_i64(st, P_NOT_CAT, w->bounds->not_cat);
	return st;
}

static void
map_entry(struct stmt *st, const struct stream *stream, struct entry *e)
{
	const struct index_def *d = &defs[stream->index];
	const struct entry_columns *c = columns_of(stream->index);

	e->facts.known = index_columns(stream->index);
	for (size_t i = 0; i < c->count; i++)
		e->facts.value[c->of[i]] = col_i64(st);
	if (d->equal_column >= 0) {
		e->facts.known |= (uint64_t)1 << d->equal_column;
		e->facts.value[d->equal_column] = stream->equal;
	}
	e->at.key = e->facts.value[d->key];
	e->at.second = d->two_keys ? e->facts.value[d->open ? COL_DUE : COL_OPENED] : 0;
	e->at.id = e->facts.value[COL_ID];
}

/* Where a window ended in which nothing stopped it. */
static bool
find_end(struct session *s, const struct window *w, struct index_key *last, bool *ended,
	struct err *err)
{
	struct entry e;
	struct buf sql;

	buf_init(&sql);
	end_sql(&sql, w->stream->index, w->backward);
	struct stmt *st = db_stmt(store_db(s->store), sql.text, err);

	buf_release(&sql);
	if (st == NULL)
		return false;
	bind_walk(st, w, w->limit - 1);
	*ended = !db_row(st, err);
	if (!*ended) {
		map_entry(st, w->stream, &e);
		*last = e.at;
	}
	return db_done(st, err);
}

bool
index_window(struct session *s, const struct window *w, struct index_key *last, bool *ended,
	struct err *err)
{
	struct stmt *st = prepare(s, w, false, err);
	struct entry e = {.facts = {.known = 0}};
	bool stopped = false;

	*ended = false;
	if (st == NULL)
		return false;
	while (!stopped && db_row(st, err)) {
		map_entry(st, w->stream, &e);
		stopped = !w->take(w->ctx, &e, err);
	}
	if (stopped)
		*last = e.at;
	if (!db_done(st, err) || err->code != ERR_NONE)
		return false;
	return stopped || find_end(s, w, last, ended, err);
}

bool
index_count(struct session *s, const struct window *w, int64_t *n, struct index_key *last,
	bool *ended, struct err *err)
{
	struct stmt *st = prepare(s, w, true, err);

	*n = 0;
	if (st == NULL)
		return false;
	if (db_row(st, err))
		*n = col_i64(st);
	return db_done(st, err) && find_end(s, w, last, ended, err);
}
