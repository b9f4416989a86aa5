#include "core/serve/estate_facts.h"

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/db/store.h"

static bool
read_estate(struct session *s, int64_t id, struct arena *mem, struct estate_facts *out, bool *found,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT e.name, e.households, u.short, a.name,"
		" (SELECT count(*) FROM buildings b /*+ buildings_estate */ WHERE b.estate_id = "
		"e.id)"
		" FROM estates e JOIN areas a ON a.id = e.area_id LEFT JOIN units u ON u.id = "
		"e.firm_id WHERE e.id = $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	*found = db_row(st, err);
	if (*found) {
		out->name = col_text(st, mem);
		out->households = col_int(st);
		out->firm = col_text(st, mem);
		out->community = col_text(st, mem);
		out->buildings = col_int(st);
	}
	return db_done(st, err);
}

static bool
count_open(struct session *s, int64_t id, int *open, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*) FROM cases /*+ h_estate */ WHERE estate_id = $1 AND estate_id>0 "
		"AND state < 12 AND cat <> $2",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, session_hidden_category(s));
	*open = db_row(st, err) ? col_int(st) : 0;
	return db_done(st, err);
}

/* One more of a category; the counters of all categories stand in the order in which they came. */
struct tally {
	int cat, count;
};

static void
count_one(struct tally *tallies, size_t *n, size_t most, int cat)
{
	size_t i = 0;

	while (i < *n && tallies[i].cat != cat)
		i++;
	if (i == most)
		return;
	if (i == *n)
		tallies[(*n)++] = (struct tally){cat, 0};
	tallies[i].count++;
}

static void
keep_top(struct tally *tallies, size_t n, struct estate_facts *out)
{
	while (out->top_count < ESTATE_TOP) {
		size_t best = 0;

		for (size_t i = 1; i < n; i++)
			if (tallies[i].count > tallies[best].count)
				best = i;
		if (n == 0 || tallies[best].count == 0)
			return;
		out->top[out->top_count].cat = tallies[best].cat;
		out->top[out->top_count++].count = tallies[best].count;
		tallies[best].count = 0;
	}
}

static bool
count_recent(struct session *s, int64_t id, struct estate_facts *out, struct err *err)
{
	enum { CATEGORIES = 128 };
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT cat FROM cases /*+ h_estate */ WHERE estate_id = $1 AND estate_id>0 AND "
		"opened_at >= $2 AND cat <> $3",
		err);
	struct tally tallies[CATEGORIES];
	size_t n = 0;

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, session_now(s) - (int64_t)ESTATE_DAYS * DATE_DAY_S);
	bind_i64(st, 3, session_hidden_category(s));
	while (db_row(st, err)) {
		count_one(tallies, &n, CATEGORIES, col_int(st));
		out->recent++;
	}
	keep_top(tallies, n, out);
	return db_done(st, err);
}

bool
estate_facts(struct session *s, int64_t estate_id, struct arena *mem, struct estate_facts *out,
	bool *found, struct err *err)
{
	*out = (struct estate_facts){0};
	return read_estate(s, estate_id, mem, out, found, err) &&
		(!*found ||
			(count_open(s, estate_id, &out->open, err) &&
				count_recent(s, estate_id, out, err)));
}
