#include "core/serve/suggest_db.h"

#include "core/base/date.h"
#include "core/base/grams.h"
#include "core/db/db.h"
#include "core/db/fts.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/serve/suggest.h"

bool
suggest_estate_firm(struct session *s, int64_t estate_id, int64_t *firm, struct err *err)
{
	struct stmt *st =
		db_stmt(store_db(s->store), "SELECT firm_id FROM estates WHERE id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, estate_id);
	*firm = db_row(st, err) ? col_i64(st) : 0;
	return db_done(st, err);
}

#define CANDIDATE_COLUMNS \
	"SELECT c.id, c.no, c.opened_at, c.state, c.title, e.name, u.short, t.body"
#define CANDIDATE_JOINS \
	" CROSS JOIN case_texts t ON t.case_id = c.id LEFT JOIN estates e ON e.id = c.estate_id" \
	" LEFT JOIN units u ON u.id = c.unit_id "

/* What was merged is the other one's by now. */
#define NOT_MERGED " AND c.state <> 15"

static const char of_estate[] = CANDIDATE_COLUMNS
	" FROM cases c /*+ h_estate */" CANDIDATE_JOINS
	"WHERE c.estate_id = $1 AND c.estate_id>0 AND c.opened_at >= $2 AND c.cat = $3" NOT_MERGED
	" AND c.id <> $4 ORDER BY c.opened_at DESC, c.id DESC LIMIT $5";

/* A grid holds a few hundred matters in all: sorting them is cheaper than an index for it. */
static const char of_grid[] = CANDIDATE_COLUMNS
	" FROM cases c /*+ h_place */" CANDIDATE_JOINS
	"WHERE c.place BETWEEN $1 AND $6 AND c.opened_at >= $2 AND c.cat = $3" NOT_MERGED
	" AND c.id <> $4 ORDER BY c.opened_at DESC LIMIT $5 /*sort*/";

static void
map_candidate(struct stmt *st, struct arena *mem, struct candidate *c)
{
	c->id = col_i64(st);
	c->no = col_i64(st);
	c->opened_at = col_i64(st);
	c->state = col_int(st);
	c->title = col_text(st, mem);
	c->estate = col_text(st, mem);
	c->unit = col_text(st, mem);
	c->body = col_text(st, mem);
}

bool
suggest_candidates(struct session *s, int64_t self, int category, int64_t place, int64_t estate_id,
	int64_t since, size_t most, struct arena *mem, struct candidate **out, size_t *count,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), estate_id != 0 ? of_estate : of_grid, err);
	int64_t grid = place_make(place_division(place), place_grid(place), 0);

	*out = arena_array(mem, most, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, estate_id != 0 ? estate_id : grid);
	bind_i64(st, 2, since);
	bind_i64(st, 3, category);
	bind_i64(st, 4, self);
	bind_i64(st, 5, (int64_t)most);
	if (estate_id == 0)
		bind_i64(st, 6, scope_of_place(grid).place_high);
	while (*count < most && db_row(st, err))
		map_candidate(st, mem, &(*out)[(*count)++]);
	return db_done(st, err);
}

/* The last id before that time: ids grow with time. */
static bool
id_before(struct db *db, int64_t since, int64_t *id, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT id FROM cases /*+ h_opened */ WHERE opened_at < $1 ORDER BY opened_at DESC, id DESC LIMIT 1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, since);
	*id = db_row(st, err) ? col_i64(st) : 0;
	return db_done(st, err);
}

static bool
load_candidate(struct db *db, int64_t id, int64_t since, struct arena *mem, struct candidate *out,
	size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(db,
		CANDIDATE_COLUMNS " FROM cases c" CANDIDATE_JOINS
				  "WHERE c.id = $1 AND c.opened_at >= $2" NOT_MERGED,
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, since);
	if (db_row(st, err))
		map_candidate(st, mem, &out[(*count)++]);
	return db_done(st, err);
}

static bool
ids_with(struct db *db, const char *expression, int64_t above, int64_t self, int64_t *ids,
	size_t most, size_t *n, struct err *err)
{
	struct stmt *st = fts_find_between(db, expression, above, INT64_MAX, true, err);

	if (st == NULL)
		return false;
	while (*n < most && db_row(st, err)) {
		ids[*n] = col_i64(st);
		*n += ids[*n] != self;
	}
	return db_done(st, err);
}

bool
suggest_same_words(struct session *s, int64_t self, const char *title, int64_t place, int64_t since,
	size_t most, struct arena *mem, struct candidate **out, size_t *count, struct err *err)
{
	enum { LEAST_TOKENS = 5 };
	struct db *db = store_db(s->store);
	int64_t above, *ids = arena_array(mem, most, sizeof(*ids));
	struct place_areas at;
	struct buf expression;
	size_t n = 0;

	*out = arena_array(mem, most, sizeof(**out));
	*count = 0;
	buf_init(&expression);
	bool ok = place_areas(s, place, &at, err) && id_before(db, since, &above, err);

	if (ok && grams_query(&expression, title) >= LEAST_TOKENS) {
		if (at.county != 0)
			grams_fact(&expression, 'c', at.county);
		ok = ids_with(db, expression.text, above, self, ids, most, &n, err);
	}
	for (size_t i = 0; ok && i < n; i++)
		ok = load_candidate(db, ids[i], since, mem, *out, count, err);
	buf_release(&expression);
	return ok;
}

bool
suggest_kept_apart(struct session *s, int64_t a, int64_t b, bool *yes, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT 1 FROM not_duplicates WHERE low_id = $1 AND high_id = $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, a < b ? a : b);
	bind_i64(st, 2, a < b ? b : a);
	*yes = db_row(st, err);
	return db_done(st, err);
}

static bool
count_one(struct stmt *st, int *out, struct err *err)
{
	*out = db_row(st, err) ? col_int(st) : 0;
	return db_done(st, err);
}

static bool
count_county(struct db *db, int category, int64_t county, int32_t after, int32_t to, int *out,
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT coalesce(sum(opened), 0) FROM roll_d WHERE area_id = $1 AND day > $2 AND day <= $3"
		" AND cat = $4",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, county);
	bind_i64(st, 2, after);
	bind_i64(st, 3, to);
	bind_i64(st, 4, category);
	return count_one(st, out, err);
}

static bool
count_estate(struct db *db, int category, int64_t estate_id, int32_t today, struct like_counts *out,
	struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT opened_at FROM cases /*+ h_estate */ WHERE estate_id = $1 AND estate_id>0"
		" AND opened_at >= $2 AND cat = $3",
		err);
	int32_t first = today - LIKE_DAYS + 1;

	if (st == NULL)
		return false;
	bind_i64(st, 1, estate_id);
	bind_i64(st, 2, day_to_utc(first));
	bind_i64(st, 3, category);
	while (db_row(st, err)) {
		int32_t day = day_from_utc(col_i64(st));

		if (day <= today)
			out->estate_days[day - first]++;
		out->estate++;
	}
	return db_done(st, err);
}

bool
suggest_like_counts(struct session *s, int category, int64_t estate_id, int64_t county,
	struct like_counts *out, struct err *err)
{
	struct db *db = store_db(s->store);
	int32_t today = day_from_utc(session_now(s));

	*out = (struct like_counts){0};
	return count_estate(db, category, estate_id, today, out, err) &&
		count_county(db, category, county, today - LIKE_DAYS, today, &out->county, err) &&
		count_county(db, category, county, today - 2 * LIKE_DAYS, today - LIKE_DAYS,
			&out->county_before, err);
}
