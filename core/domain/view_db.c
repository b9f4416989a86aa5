#include "core/domain/view.h"

#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/filter_case.h"

bool
views_list(struct session *s, struct arena *mem, struct saved_view **out, size_t *count,
	struct err *err)
{
	struct saved_view *views = arena_array(mem, 2 * VIEWS_MOST, sizeof(*views));
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id, owner_id, name, filter FROM views /*+ views_owner */"
		" WHERE owner_id IN ($1, 0) AND list = 'cases'"
		" ORDER BY owner_id DESC, name LIMIT $2 /*sort*/",
		err);

	*out = views;
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, 2 * VIEWS_MOST);
	while (db_row(st, err)) {
		struct saved_view *v = &views[(*count)++];

		v->id = col_i64(st);
		v->shared = col_i64(st) == 0;
		v->name = col_text(st, mem);
		v->filter = col_text(st, mem);
	}
	return db_done(st, err);
}

/* A name must read as one word behind `@`, whatever stands around it. *out: as it reads there. */
static bool
read_name_as_word(const char *name, struct arena *mem, const char **out, struct err *err)
{
	struct err misread = ERR_INIT;
	struct filter_fault fault;
	struct filter f;
	const char *typed = name[0] == '@' ? name : arena_printf(mem, "@%s", name);

	if (!filter_parse(&f, &filter_cases, typed, mem, &fault, &misread) ||
		f.root->kind != FILTER_VIEW || f.sort_count + f.column_count > 0 ||
		f.group != NULL || f.top != 0)
		return err_set(err, ERR_INPUT, _("视图名要是一个词, 不含空格和标点: %s"), name);
	*out = f.root->text;
	if (show_width(*out) > VIEW_NAME_CELLS)
		return err_set(
			err, ERR_INPUT, _("视图名太长, 最多 %d 个汉字"), VIEW_NAME_CELLS / 2);
	return true;
}

/* Inside the transaction: can the view be read now that it is there? */
static bool
check_filter(struct session *s, const char *name, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct filter_fault fault;
	struct case_filter f;
	bool ok = case_filter_read(&f, s, arena_printf(&mem, "@%s", name), NULL, &mem, &fault, err);

	arena_release(&mem);
	return ok;
}

static bool
own_view(struct session *s, const char *name, int64_t *id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM views /*+ views_owner */"
		" WHERE owner_id = $1 AND list = 'cases' AND name = $2",
		err);

	*id = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_text(st, 2, name);
	if (db_row(st, err))
		*id = col_i64(st);
	return db_done(st, err);
}

static bool
has_room(struct session *s, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*) FROM views /*+ views_owner */ WHERE owner_id = $1 AND list = 'cases'",
		err);
	int64_t n = 0;

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	if (db_row(st, err))
		n = col_i64(st);
	if (!db_done(st, err))
		return false;
	if (n >= VIEWS_MOST)
		return err_set(err, ERR_LIMIT, _("视图最多 %d 个。先删去不用的"), VIEWS_MOST);
	return true;
}

static bool
put(struct session *s, int64_t id, const char *name, const char *filter, struct err *err)
{
	struct stmt *st = id != 0
		? db_stmt(store_db(s->store),
			  "UPDATE views SET name = $2, filter = $3, version = version + 1"
			  " WHERE id = $1",
			  err)
		: db_stmt(store_db(s->store),
			  "INSERT INTO views(owner_id, list, name, filter)"
			  " VALUES($1, 'cases', $2, $3)",
			  err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id != 0 ? id : s->staff_id);
	bind_text(st, 2, name);
	bind_text(st, 3, filter);
	return db_run(st, err);
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
view_save(struct session *s, const char *name, const char *filter, bool *replaced, struct err *err)
{
	struct arena mem = ARENA_INIT;
	int64_t id = 0;
	bool ok = read_name_as_word(name, &mem, &name, err) && store_begin(s->store, err);

	if (ok)
		ok = end_write(s,
			own_view(s, name, &id, err) && (id != 0 || has_room(s, err)) &&
				put(s, id, name, filter, err) && check_filter(s, name, err),
			err);
	*replaced = id != 0;
	arena_release(&mem);
	return ok;
}

static bool
filter_of(struct session *s, int64_t id, struct arena *mem, const char **filter, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT filter FROM views WHERE id = $1 AND owner_id = $2", err);

	*filter = NULL;
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, s->staff_id);
	if (db_row(st, err))
		*filter = col_text(st, mem);
	if (!db_done(st, err))
		return false;
	return *filter != NULL || err_set(err, ERR_INPUT, _("这个视图已经没有了, 或是大家共用的"));
}

static bool
rename_in(struct session *s, int64_t id, const char *name, struct arena *mem, struct err *err)
{
	const char *filter;
	int64_t other;

	if (!filter_of(s, id, mem, &filter, err) || !own_view(s, name, &other, err))
		return false;
	if (other != 0 && other != id)
		return err_set(err, ERR_INPUT, _("已经有叫 %s 的视图"), name);
	return put(s, id, name, filter, err) && check_filter(s, name, err);
}

bool
view_rename(struct session *s, int64_t id, const char *name, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool ok = read_name_as_word(name, &mem, &name, err) && store_begin(s->store, err);

	if (ok)
		ok = end_write(s, rename_in(s, id, name, &mem, err), err);
	arena_release(&mem);
	return ok;
}

bool
view_delete(struct session *s, int64_t id, struct err *err)
{
	if (!store_begin(s->store, err))
		return false;
	struct stmt *st = db_stmt(
		store_db(s->store), "DELETE FROM views WHERE id = $1 AND owner_id = $2", err);

	if (st != NULL) {
		bind_i64(st, 1, id);
		bind_i64(st, 2, s->staff_id);
	}
	return end_write(s, st != NULL && db_run(st, err), err);
}
