/* Everything about one matter, for tests that an index entry does not decide. */
#include "core/domain/case_list_inner.h"

#include "core/db/store.h"

/* In the order of enum case_col. */
static const char whole_row[] =
	"SELECT id, state, tier, cat, place, due_at, opened_at, county, "
	"town, estate_id, desk_id, clerk_id, unit_id,"
	" handler_id, author_id, no, kind, channel, light_at, updated_at, "
	"closed_at, flags, urged, extended, moved,"
	" returned, joint, merged, score,"
	" coalesce((SELECT unit_id FROM case_units WHERE case_id = $1 AND unit_id "
	"= $2 AND role = 1), 0)"
	" FROM cases WHERE id = $1";

bool
facts_read_row(struct session *s, struct case_facts *f, bool *found, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), whole_row, err);

	*found = false;
	if (st == NULL)
		return false;
	bind_i64(st, 1, f->value[COL_ID]);
	bind_i64(st, 2, s->unit_id);
	*found = db_row(st, err);
	if (*found) {
		for (int i = 0; i < CASE_COL_COUNT; i++)
			f->value[i] = col_i64(st);
		f->known = ((uint64_t)1 << CASE_COL_COUNT) - 1;
	}
	return db_done(st, err);
}

bool
facts_newest_id(struct session *s, int64_t *id, struct err *err)
{
	struct stmt *st = db_stmt(
		store_db(s->store), "SELECT id FROM cases ORDER BY id DESC LIMIT 1 /*scan*/", err);

	*id = 0;
	if (st == NULL)
		return false;
	if (db_row(st, err))
		*id = col_i64(st);
	return db_done(st, err);
}

/* The columns of each row that comes, folded, into the texts from `first` on; more rows as further lines. */
static bool
read_columns(struct session *s, const char *sql, int64_t key, struct buf *out, size_t columns,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), sql, err);
	struct buf line;

	if (st == NULL)
		return false;
	for (size_t i = 0; i < columns; i++)
		buf_clear(&out[i]);
	buf_init(&line);
	bind_i64(st, 1, key);
	for (int rows = 0; db_row(st, err); rows++)
		for (size_t i = 0; i < columns; i++) {
			filter_fold(&line, col_peek(st));
			buf_addstr(&out[i], rows > 0 ? "\n" : "");
			buf_add(&out[i], line.text, line.len);
		}
	buf_release(&line);
	return db_done(st, err);
}

/* Where texts stand; those that are read together follow one another in enum case_text. */
static const struct {
	enum case_text first;
	size_t count;
	enum case_col key;
	const char *sql;
} sources[] = {
	{TEXT_TITLE, 4, COL_ID,
		"SELECT c.title, t.body, t.spot, t.answer FROM cases c JOIN case_texts t ON "
		"t.case_id = c.id"
		" WHERE c.id = $1"},
	{TEXT_REPORTERS, 1, COL_ID, "SELECT name FROM reporters WHERE case_id = $1 ORDER BY seq"},
	{TEXT_BUILDING, 1, COL_PLACE, "SELECT name FROM buildings WHERE place = $1"},
	/* Leaders who gave a red light or instructions, and where they sit. */
	{TEXT_WATCHERS, 1, COL_ID,
		"SELECT u.name || ' ' || p.name FROM case_events e /*+ case_events_case */"
		" JOIN staff p ON p.id = e.actor JOIN units u ON u.id = p.unit_id"
		" WHERE e.case_id = $1 AND e.event IN (32, 33)"},
};

bool
facts_read_texts(struct session *s, struct case_facts *f, unsigned texts,
	struct buf bufs[CASE_TEXT_COUNT], struct err *err)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		unsigned these = ((1U << sources[i].count) - 1) << sources[i].first;

		if ((texts & these) == 0)
			continue;
		if (!read_columns(s, sources[i].sql, f->value[sources[i].key],
			    &bufs[sources[i].first], sources[i].count, err))
			return false;
		for (size_t t = 0; t < sources[i].count; t++)
			f->text[sources[i].first + t] = bufs[sources[i].first + t].text;
	}
	return true;
}
