/* Letters on their way out: listed, taken, stopped. */
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/domain/case_db.h"
#include "core/domain/case_history.h"
#include "core/domain/outbox.h"
#include "core/domain/phone.h"
#include "core/domain/words.h"

static bool
count_gone(struct db *db, int64_t case_id, int64_t since, int *gone, struct err *err)
{
	struct stmt *st = db_stmt(db,
		"SELECT count(*) FROM case_events e /*+ case_events_case */"
		" CROSS JOIN outbox o /*+ outbox_event */ ON o.event_id = e.id"
		" WHERE e.case_id = $1 AND e.at >= $2 AND o.taken_at > 0",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, since);
	*gone = db_row(st, err) ? col_int(st) : 0;
	return db_done(st, err);
}

bool
outbox_stop(struct session *s, int64_t case_id, int64_t since, int *gone, struct err *err)
{
	struct db *db = store_db(s->store);
	struct stmt *st = db_stmt(db,
		"UPDATE outbox /*+ outbox_event */ SET recalled_at = $3 WHERE recalled_at = 0 AND taken_at = 0"
		" AND event_id IN (SELECT id FROM case_events /*+ case_events_case */ WHERE case_id = $1 AND at >= $2)",
		err);

	*gone = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, since);
	bind_i64(st, 3, session_now(s));
	return db_run(st, err) && count_gone(db, case_id, since, gone, err);
}

/* --- one letter */

static bool
read_letter(struct session *s, int64_t id, struct letter *l, bool *found, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT case_id, recalled_at, taken_at FROM outbox WHERE id = $1", err);

	*found = false;
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	if (db_row(st, err)) {
		*found = true;
		l->id = id;
		l->case_id = col_i64(st);
		l->recalled_at = col_i64(st);
		l->taken_at = col_i64(st);
	}
	return db_done(st, err);
}

static bool
may_see_matter(struct session *s, int64_t case_id, bool *yes, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_row row;
	bool found = false,
	     ok = case_read_row(store_db(s->store), case_id, &mem, &row, &found, err);

	*yes = false;
	ok = ok && (!found || case_may_see(s, &row, yes, err));
	arena_release(&mem);
	return ok;
}

static bool
recall_in(struct session *s, int64_t id, struct err *err)
{
	struct audit_chain chain = {0};
	struct letter l = {0};
	bool found = false, sees = false;
	char at[WORDS_BYTES];

	if (!read_letter(s, id, &l, &found, err) ||
		(found && !may_see_matter(s, l.case_id, &sees, err)))
		return false;
	if (!sees)
		return err_set(err, ERR_INPUT, _("没有这封信"));
	words_time(l.taken_at, session_now(s), at);
	if (l.taken_at != 0)
		return err_set(
			err, ERR_RULE, _("这封信 %s 已经导出发送, 撤不回了。要更正请另发一封"), at);
	if (l.recalled_at != 0)
		return err_set(err, ERR_RULE, _("这封信已经撤回"));
	struct stmt *st = db_stmt(store_db(s->store),
		"UPDATE outbox SET recalled_at = $2 WHERE id = $1 AND taken_at = 0", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, session_now(s));
	return db_run(st, err) &&
		audit_add(s, &chain, AUDIT_CASE, AUDIT_OBJ_CASE, l.case_id, "letter stopped", NULL,
			err);
}

static bool
may_post(const struct session *s, struct err *err)
{
	return session_has(s, ROLE_OP | ROLE_DSP | ROLE_DIR) ||
		err_set(err, ERR_RULE, _("发信和撤信需要经办 分办或中心主任岗位"));
}

static bool
end_write(struct session *s, bool ok, struct err *err)
{
	if (ok)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}

bool
outbox_recall(struct session *s, int64_t id, struct err *err)
{
	return may_post(s, err) && store_begin(s->store, err) &&
		end_write(s, recall_in(s, id, err), err);
}

/* --- many */

#define POSTED \
	"SELECT o.id, o.case_id, o.way, o.reporter, o.text, o.release_at, o.recalled_at, o.taken_at, c.no, c.title," \
	" u.name, e.event, r.name, r.phone FROM outbox o"
#define POSTED_JOINS \
	" CROSS JOIN cases c ON c.id = o.case_id CROSS JOIN case_events e ON e.id = o.event_id" \
	" LEFT JOIN units u ON u.id = o.unit_id" \
	" LEFT JOIN reporters r ON r.case_id = o.case_id AND r.seq = o.reporter"

static const char every_one[] =
	POSTED POSTED_JOINS " WHERE o.id < $1 AND o.release_at < $3 ORDER BY o.id DESC LIMIT $2";
static const char ready[] =
	POSTED " /*+ outbox_waiting */" POSTED_JOINS
	       " WHERE o.id > $1 AND o.release_at < $3 AND o.recalled_at=0 AND o.taken_at=0"
	       " ORDER BY o.id LIMIT $2 /*sort*/";

static void
map(struct session *s, struct stmt *st, struct arena *mem, struct posted *p)
{
	p->letter.id = col_i64(st);
	p->letter.case_id = col_i64(st);
	p->letter.way = col_int(st);
	p->letter.reporter = col_int(st);
	p->letter.text = col_text(st, mem);
	p->letter.release_at = col_i64(st);
	p->letter.recalled_at = col_i64(st);
	p->letter.taken_at = col_i64(st);
	p->no = col_i64(st);
	p->title = col_text(st, mem);
	const char *unit = col_text(st, mem);

	p->written = event_key((enum case_event)col_int(st));
	p->to = col_text(st, mem);
	p->phone = phone_open(s, st, mem);
	if (p->letter.reporter == 0) {
		p->to = unit;
		p->phone = "";
	}
}

/* Rows are read first: what may be seen is asked with other statements. */
bool
outbox_page(struct session *s, bool all, int64_t after_id, size_t most, struct arena *mem,
	struct posted **out, size_t *count, int64_t *last, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store), all ? every_one : ready, err);
	struct posted *rows = arena_array(mem, most + 1, sizeof(*rows));
	size_t n = 0;

	*out = rows;
	*count = 0;
	*last = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, all && after_id == 0 ? INT64_MAX : after_id);
	bind_i64(st, 2, (int64_t)most);
	bind_i64(st, 3, all ? TIME_NEVER : session_now(s));
	while (n < most && db_row(st, err))
		map(s, st, mem, &rows[n++]);
	if (!db_done(st, err))
		return false;
	*last = n == most && n > 0 ? rows[n - 1].letter.id : 0;
	for (size_t i = 0; i < n; i++) {
		bool sees = false;

		if (!may_see_matter(s, rows[i].letter.case_id, &sees, err))
			return false;
		if (sees)
			rows[(*count)++] = rows[i];
	}
	return true;
}

static bool
mark(struct session *s, const struct posted *letters, size_t count, int64_t at, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		struct stmt *st = db_stmt(
			store_db(s->store), "UPDATE outbox SET taken_at = $2 WHERE id = $1", err);

		if (st == NULL)
			return false;
		bind_i64(st, 1, letters[i].letter.id);
		bind_i64(st, 2, at);
		if (!db_run(st, err))
			return false;
	}
	return true;
}

static bool
note_export(struct session *s, const char *what, size_t count, struct err *err)
{
	struct audit_chain chain = {0};
	struct arena mem = ARENA_INIT;
	bool ok = audit_add(s, &chain, AUDIT_EXPORT, AUDIT_OBJ_NONE, 0,
		arena_printf(&mem, "outbox: %zu letters %s", count, what), NULL, err);

	arena_release(&mem);
	return ok;
}

bool
outbox_take(struct session *s, size_t most, struct arena *mem,
	bool (*keep)(void *ctx, const struct posted *letters, size_t count, struct err *err),
	void *ctx, struct posted **out, size_t *count, struct err *err)
{
	int64_t last = 0;

	*out = NULL;
	*count = 0;
	if (!may_post(s, err) || !store_begin(s->store, err))
		return false;
	bool ok = true;

	do /* a page of letters that are all somebody else's is no end */
		ok = outbox_page(s, false, last, most, mem, out, count, &last, err);
	while (ok && *count == 0 && last != 0);
	if (ok && *count > 0)
		ok = mark(s, *out, *count, session_now(s), err) &&
			note_export(s, "taken", *count, err);
	if (ok && keep != NULL)
		ok = keep(ctx, *out, *count, err);
	return end_write(s, ok, err);
}

bool
outbox_put_back(struct session *s, const struct posted *letters, size_t count, struct err *err)
{
	return store_begin(s->store, err) &&
		end_write(s,
			mark(s, letters, count, 0, err) && note_export(s, "put back", count, err),
			err);
}
