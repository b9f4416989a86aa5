/* What a filter has to ask the database before it can be read: telephones, numbers, views. */
#include "core/domain/filter_case_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/db/store.h"
#include "core/domain/case_number.h"

/* A number that is everybody's (a hotline, a front desk) finds its latest matters only. */
enum { PHONE_CASES_MOST = 5000 };

static const char cases_of_phone[] =
	"SELECT case_id FROM reporters /*+ reporters_phone */"
	" WHERE phone_hash = $1 AND phone_hash<>0 ORDER BY case_id DESC LIMIT $2";
static const char cases_of_tail[] =
	"SELECT case_id FROM reporters /*+ reporters_tail */"
	" WHERE tail_hash = $1 AND tail_hash<>0 ORDER BY case_id DESC LIMIT $2";
static const char case_of_no[] = "SELECT id FROM cases WHERE no = $1";
static const char case_numbers[] = "SELECT code / 1000 FROM areas WHERE level IN (1, 2) /*scan*/";
static const char view_of_name[] =
	"SELECT filter FROM views /*+ views_owner */"
	" WHERE owner_id IN ($1, 0, $3) AND list = 'cases' AND name = $2"
	" ORDER BY owner_id = $1 DESC, owner_id LIMIT 1 /*sort*/"; /* one's own, the unit's, everybody's */

struct id_list {
	int64_t *ids;
	size_t count, room;
};

static void
add_id(struct id_list *list, int64_t id)
{
	if (list->count == list->room) {
		list->room = list->room != 0 ? 2 * list->room : 64;
		list->ids = xrealloc(list->ids, list->room * sizeof(*list->ids));
	}
	list->ids[list->count++] = id;
}

/* The list becomes a test on the id. */
static struct pred *
take_ids(struct reading *r, struct id_list *list)
{
	struct pred *p = pred_one_of(r->mem, COL_ID, list->ids, list->count);

	free(list->ids);
	return p;
}

bool
find_cases_by_phone(struct reading *r, const char *digits, struct pred **out, size_t *count)
{
	bool whole = strlen(digits) > 4;
	struct stmt *st =
		db_stmt(store_db(r->s->store), whole ? cases_of_phone : cases_of_tail, r->err);
	struct id_list list = {0};

	if (st == NULL)
		return false;
	bind_i64(st, 1,
		crypto_hash63(store_keys(r->s->store)->index, whole ? "phone" : "tail", digits));
	bind_i64(st, 2, PHONE_CASES_MOST);
	while (db_row(st, r->err))
		add_id(&list, col_i64(st));
	if (list.count == PHONE_CASES_MOST)
		reading_note(r, _("电话 %s 的案件太多, 只看最近 %d 件"), digits, PHONE_CASES_MOST);
	*count = list.count;
	*out = take_ids(r, &list);
	return db_done(st, r->err);
}

static bool
add_case_of_no(struct reading *r, int64_t no, struct id_list *list)
{
	struct stmt *st = db_stmt(store_db(r->s->store), case_of_no, r->err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, no);
	if (db_row(st, r->err))
		add_id(list, col_i64(st));
	return db_done(st, r->err);
}

bool
find_case_by_no(struct reading *r, int64_t no, struct pred **out)
{
	struct id_list list = {0};
	bool ok = add_case_of_no(r, no, &list);

	*out = take_ids(r, &list);
	return ok;
}

/* Every township has a number of that day and sequence at most: so many probes of the unique index. */
bool
find_cases_by_day_seq(struct reading *r, int32_t day, int seq, struct pred **out)
{
	struct stmt *st = db_stmt(store_db(r->s->store), case_numbers, r->err);
	struct id_list towns = {0}, list = {0};

	if (st == NULL)
		return false;
	while (db_row(st, r->err))
		add_id(&towns, col_i64(st));
	bool ok = db_done(st, r->err);

	for (size_t i = 0; ok && i < towns.count; i++)
		ok = add_case_of_no(r, case_no_make(towns.ids[i], day, seq), &list);
	free(towns.ids);
	*out = take_ids(r, &list);
	return ok;
}

bool
find_view(struct reading *r, const char *name, const char **filter)
{
	struct stmt *st = db_stmt(store_db(r->s->store), view_of_name, r->err);

	*filter = NULL;
	if (st == NULL)
		return false;
	bind_i64(st, 1, r->s->staff_id);
	bind_text(st, 2, name);
	bind_i64(st, 3, -r->s->unit_id);
	if (db_row(st, r->err))
		*filter = col_text(st, r->mem);
	return db_done(st, r->err);
}

bool
find_grid_name(
	struct session *s, int64_t code, struct arena *mem, const char **name, struct err *err)
{
	struct stmt *st =
		db_stmt(store_db(s->store), "SELECT name FROM grids WHERE code = $1", err);

	*name = "";
	if (st == NULL)
		return false;
	bind_i64(st, 1, code);
	if (db_row(st, err))
		*name = col_text(st, mem);
	return db_done(st, err);
}

bool
list_views(struct session *s, struct arena *mem, const char ***names, const char ***filters,
	size_t *count, struct err *err)
{
	enum { VIEWS_MOST = 100 };
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT name, filter FROM views /*+ views_owner */"
		" WHERE owner_id IN ($1, 0, $3) AND list = 'cases' LIMIT $2",
		err);

	*names = arena_array(mem, VIEWS_MOST, sizeof(**names));
	*filters = arena_array(mem, VIEWS_MOST, sizeof(**filters));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, VIEWS_MOST);
	bind_i64(st, 3, -s->unit_id);
	while (*count < VIEWS_MOST && db_row(st, err)) {
		(*names)[*count] = col_text(st, mem);
		(*filters)[(*count)++] = col_text(st, mem);
	}
	return db_done(st, err);
}
