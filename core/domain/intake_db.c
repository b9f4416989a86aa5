#include "core/domain/intake_db.h"

#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/case_number.h"
#include "core/domain/intake.h"

enum { MOST_PER_DAY = 9999 };

static bool
bind_number(struct stmt *st, int64_t town9, int32_t day, struct err *err)
{
	bind_i64(st, 1, town9);
	bind_i64(st, 2, day);
	return db_run(st, err);
}

/* Reads the number given last; 0 when the day has none yet. */
static bool
last_number(struct db *db, int64_t town9, int32_t day, int *last, struct err *err)
{
	struct stmt *st =
		db_stmt(db, "SELECT last FROM numbers WHERE town9 = $1 AND day = $2", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, town9);
	bind_i64(st, 2, day);
	*last = db_row(st, err) ? col_int(st) : 0;
	return db_done(st, err);
}

/*
 * Two plain statements instead of one with ON CONFLICT and RETURNING: that one opens a savepoint, at each of
 * which the text index writes out all it holds, and a bulk import becomes five times as slow.
 */
bool
number_next(struct session *s, int64_t of, int32_t day, int *number, struct err *err)
{
	static const char first[] = "INSERT INTO numbers(town9, day, last) VALUES($1, $2, 1)";
	static const char next[] =
		"UPDATE numbers SET last = last + 1 WHERE town9 = $1 AND day = $2";
	struct db *db = store_db(s->store);
	int last;

	if (!last_number(db, of, day, &last, err))
		return false;
	if (last >= MOST_PER_DAY)
		return err_set(err, ERR_LIMIT, _("本辖区今天的 %d 个编号已用完, 明天再登记"),
			MOST_PER_DAY);
	struct stmt *st = db_stmt(db, last == 0 ? first : next, err);

	*number = last + 1;
	return st != NULL && bind_number(st, of, day, err);
}

bool
case_number_next(struct session *s, int64_t town9, int32_t day, int64_t *no, struct err *err)
{
	int seq;

	if (!number_next(s, town9, day, &seq, err))
		return false;
	*no = case_no_make(town9, day, seq);
	return true;
}

bool
desk_place(struct session *s, int64_t desk_id, int64_t *place, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT a.code FROM units u JOIN areas a ON a.id = u.area_id WHERE u.id = $1", err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, desk_id);
	*place = db_row(st, err) ? place_make(col_i64(st), 0, 0) : 0;
	return db_done(st, err);
}

bool
case_put_source(struct session *s, const char *source, const char *ext_id, int64_t case_id,
	int64_t at, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO case_sources(source, ext_id, case_id, at) VALUES($1, $2, $3, $4)",
		err);

	if (st == NULL)
		return false;
	bind_text(st, 1, source);
	bind_text(st, 2, ext_id);
	bind_i64(st, 3, case_id);
	bind_i64(st, 4, at);
	return db_run(st, err);
}

bool
case_imported(struct session *s, const char *source, const char *ext_id, int64_t *case_id,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT case_id FROM case_sources WHERE source = $1 AND ext_id = $2", err);

	if (st == NULL)
		return false;
	bind_text(st, 1, source);
	bind_text(st, 2, ext_id);
	*case_id = db_row(st, err) ? col_i64(st) : 0;
	return db_done(st, err);
}
