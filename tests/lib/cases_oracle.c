#include "tests/lib/cases_oracle.h"

#include "tests/lib/test.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/db/store.h"
#include "core/domain/filter.h"

/* In the order of enum case_col, then of enum case_text. */
static const char everything[] =
	"SELECT c.id, state, tier, cat, c.place, due_at, opened_at, county, town, c.estate_id, "
	"desk_id, clerk_id,"
	" unit_id, handler_id, author_id, no, c.kind, channel, light_at, updated_at, closed_at, "
	"flags, urged,"
	" extended, moved, returned, joint, merged, score, 0,"
	" c.title, coalesce(t.body, ''), coalesce(t.spot, ''), coalesce(t.answer, ''),"
	" coalesce((SELECT group_concat(name, char(10)) FROM reporters r WHERE r.case_id = c.id), "
	"''),"
	" coalesce((SELECT name FROM buildings b WHERE b.place = c.place), ''), ''"
	" FROM cases c LEFT JOIN case_texts t ON t.case_id = c.id ORDER BY c.id";

static void
read_row(struct oracle *o, struct stmt *st, struct case_facts *f, int32_t today)
{
	struct buf text;

	*f = (struct case_facts){.known = ~(uint64_t)0, .today = today};
	for (int i = 0; i < CASE_COL_COUNT; i++)
		f->value[i] = col_i64(st);
	buf_init(&text);
	for (int i = 0; i < CASE_TEXT_COUNT; i++) {
		filter_fold(&text, col_peek(st));
		f->text[i] = arena_strdup(&o->mem, text.text);
	}
	buf_release(&text);
}

void
oracle_read(struct oracle *o, struct session *s)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(s->store), everything, &err);
	size_t room = 0;

	*o = (struct oracle){0};
	assert_non_null(st);
	while (db_row(st, &err)) {
		if (o->count == room) {
			room = room != 0 ? 2 * room : 1024;
			o->facts = xrealloc(o->facts, room * sizeof(*o->facts));
		}
		read_row(o, st, &o->facts[o->count++], day_from_utc(session_now(s)));
	}
	assert_ok(db_done(st, &err), &err);
}

void
oracle_ask_as(struct oracle *o, struct session *s)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT case_id FROM case_units WHERE unit_id = $1 AND role = 1", &err);

	assert_non_null(st);
	for (size_t i = 0; i < o->count; i++)
		o->facts[i].value[COL_HELPER] = 0;
	bind_i64(st, 1, s->unit_id);
	while (db_row(st, &err)) {
		int64_t id = col_i64(st);

		for (size_t i = 0; i < o->count; i++)
			if (o->facts[i].value[COL_ID] == id)
				o->facts[i].value[COL_HELPER] = s->unit_id;
	}
	assert_ok(db_done(st, &err), &err);
}

void
oracle_release(struct oracle *o)
{
	free(o->facts);
	arena_release(&o->mem);
}

size_t
oracle_find(struct oracle *o, const struct pred *p, struct arena *mem, struct case_facts ***found)
{
	size_t n = 0;

	*found = arena_array(mem, o->count + 1, sizeof(**found));
	for (size_t i = 0; i < o->count; i++) {
		enum truth truth = pred_test(p, &o->facts[i]);

		assert_int_not_equal(truth, TRUTH_MAYBE);
		if (truth == TRUTH_YES)
			(*found)[n++] = &o->facts[i];
	}
	return n;
}

size_t
oracle_sql(struct session *s, const char *condition, struct arena *mem, int64_t **ids)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(s->store),
		arena_printf(mem,
			"SELECT c.id FROM cases c JOIN case_texts t ON t.case_id = c.id WHERE %s "
			"ORDER BY c.id",
			condition),
		&err);
	size_t n = 0, room = 64;

	if (st == NULL)
		print_error("%s: %s\n", condition, err.text);
	assert_non_null(st);
	*ids = arena_array(mem, room, sizeof(**ids));
	while (db_row(st, &err)) {
		if (n == room) {
			int64_t *more = arena_array(mem, 2 * room, sizeof(*more));

			memcpy(more, *ids, n * sizeof(*more));
			*ids = more;
			room *= 2;
		}
		(*ids)[n++] = col_i64(st);
	}
	assert_ok(db_done(st, &err), &err);
	return n;
}
