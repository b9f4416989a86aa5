#include "core/domain/session_db.h"
#include "core/db/db.h"
#include "core/db/store.h"

#define ACCOUNT \
	"SELECT s.id, s.login, s.name, s.roles, s.unit_id, u.kind, u.name, u.short, u.area_id, s.active" \
	" FROM staff s JOIN units u ON u.id = s.unit_id "

static const char by_login[] = ACCOUNT "WHERE s.login = $1";

/* Once at start, over the few thousand rows before the first steward: found within the first ones. */
static const char first_operator[] =
	ACCOUNT "WHERE s.login IS NOT NULL AND (s.roles & 1) <> 0 ORDER BY s.id LIMIT 1 /*scan*/";

bool
session_read_account(
	struct session *s, const char *login, int64_t *area_id, bool *active, struct err *err)
{
	struct stmt *st =
		db_stmt(store_db(s->store), login != NULL ? by_login : first_operator, err);

	if (st == NULL)
		return false;
	if (login != NULL)
		bind_text(st, 1, login);
	if (db_row(st, err)) {
		s->staff_id = col_i64(st);
		s->login = col_text(st, &s->mem);
		s->name = col_text(st, &s->mem);
		s->roles = (uint32_t)col_i64(st);
		s->unit_id = col_i64(st);
		s->unit_kind = (enum unit_kind)col_int(st);
		s->unit_name = col_text(st, &s->mem);
		s->unit_brief = col_text(st, &s->mem);
		*area_id = col_i64(st);
		*active = col_int(st) != 0;
	}
	return db_done(st, err);
}
