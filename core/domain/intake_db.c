#include "core/domain/intake_db.h"

#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/case_number.h"
#include "core/domain/intake.h"

enum { MOST_PER_DAY = 9999 };

bool
case_number_next(struct session *s, int64_t town9, int32_t day, int64_t *no, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO numbers(town9, day, last) VALUES($1, $2, 1)"
		" ON CONFLICT(town9, day) DO UPDATE SET last = last + 1 RETURNING last",
		err);
	int last = 0;

	if (st == NULL)
		return false;
	bind_i64(st, 1, town9);
	bind_i64(st, 2, day);
	if (db_row(st, err))
		last = col_int(st);
	if (!db_done(st, err))
		return false;
	if (last > MOST_PER_DAY)
		return err_set(err, ERR_LIMIT, _("本辖区今天的 %d 个编号已用完, 明天再登记"), MOST_PER_DAY);
	*no = case_no_make(town9, day, last);
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
case_put_source(struct session *s, const char *source, const char *ext_id, int64_t case_id, int64_t at,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO case_sources(source, ext_id, case_id, at) VALUES($1, $2, $3, $4)", err);

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
