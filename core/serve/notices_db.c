#include "core/serve/notices_db.h"

#include <stdlib.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "core/db/store.h"

#define LINES \
	"SELECT e.id, e.case_id, e.at, e.event, e.note, p.name, c.no, c.title, n.event_id IS NOT NULL FROM cases c"
#define LINES_JOINS \
	" CROSS JOIN case_events e /*+ case_events_case */ ON e.case_id = c.id" \
	" LEFT JOIN staff p ON p.id = e.actor" \
	" LEFT JOIN notices_read n ON n.staff_id = $1 AND n.event_id = e.id"
#define LINES_END " AND e.actor <> $1 AND e.at > $2 ORDER BY e.at DESC, e.id DESC LIMIT $3 /*sort*/"

static const char of_clerk[] =
	LINES " /*+ q_clerk */" LINES_JOINS " WHERE c.clerk_id = $1 AND c.state<12" LINES_END;
static const char of_unit[] =
	LINES " /*+ q_unit */" LINES_JOINS
	      " WHERE c.unit_id = $4 AND c.state<12 AND c.handler_id IN (0, $1)" LINES_END;

/* What the program brought before the posts that the person holds (core/domain/notice.h). */
static const char addressed[] =
	"SELECT e.id, e.case_id, e.at, e.event, e.note, p.name, c.no, c.title, n.event_id IS NOT NULL"
	" FROM notices t /*+ notices_unit */ CROSS JOIN case_events e ON e.id = t.event_id"
	" JOIN cases c ON c.id = t.case_id LEFT JOIN staff p ON p.id = e.actor"
	" LEFT JOIN notices_read n ON n.staff_id = $1 AND n.event_id = e.id"
	" WHERE t.unit_id = $4 AND (t.roles & $5) <> 0 AND t.at > $2"
	" ORDER BY t.unit_id DESC, t.id DESC LIMIT $3";

static bool
is_listed(const struct notice *list, size_t count, int64_t event_id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i].id == event_id)
			return true;
	return false;
}

/* Appends the lines that are not among the first n of out. */
static bool
read_lines(struct stmt *st, size_t most, struct arena *mem, struct notice *out, size_t *n,
	struct err *err)
{
	size_t before = *n;

	while (*n < most && db_row(st, err)) {
		struct notice *x = &out[*n];

		*x = (struct notice){.kind = NOTICE_EVENT, .id = col_i64(st)};
		x->case_id = col_i64(st);
		x->at = col_i64(st);
		x->event = (enum case_event)col_int(st);
		x->text = col_text(st, mem);
		x->who = col_text(st, mem);
		x->no = col_i64(st);
		x->title = col_text(st, mem);
		x->read = col_i64(st) != 0;
		*n += !is_listed(out, before, x->id);
	}
	return db_done(st, err);
}

static int
newest_first(const void *a, const void *b)
{
	const struct notice *x = a, *y = b;

	return x->at != y->at ? (x->at < y->at ? 1 : -1) : (x->id < y->id) - (x->id > y->id);
}

bool
notices_read_events(struct session *s, int64_t since, size_t most, struct arena *mem,
	struct notice *out, size_t *count, struct err *err)
{
	bool desk = session_has(s, ROLE_OP | ROLE_DSP);
	const char *const lists[] = {addressed, desk ? of_clerk : of_unit};
	size_t n = 0;

	for (size_t i = 0; i < 2; i++) {
		struct stmt *st = db_stmt(store_db(s->store), lists[i], err);

		if (st == NULL)
			return false;
		bind_i64(st, 1, s->staff_id);
		bind_i64(st, 2, since);
		bind_i64(st, 3, (int64_t)most);
		if (lists[i] != of_clerk)
			bind_i64(st, 4, s->unit_id);
		if (lists[i] == addressed)
			bind_i64(st, 5, s->roles);
		if (!read_lines(st, most, mem, out, &n, err))
			return false;
	}
	qsort(out, n, sizeof(*out), newest_first);
	*count += n;
	return true;
}

bool
notices_put_read(struct session *s, int64_t event_id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO notices_read(staff_id, event_id, until_at) VALUES($1, $2, $3)"
		" ON CONFLICT(staff_id, event_id) DO NOTHING",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, event_id);
	bind_i64(st, 3, session_now(s) + INT64_C(2) * NOTICE_DAYS * DATE_DAY_S);
	return db_run(st, err);
}
