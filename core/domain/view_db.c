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
	struct saved_view *views = arena_array(mem, 3 * VIEWS_MOST, sizeof(*views));
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT v.id, v.owner_id, v.by_id, p.name, v.name, v.filter FROM views v /*+ views_owner */"
		" LEFT JOIN staff p ON p.id = v.by_id WHERE v.owner_id IN ($1, 0, $3) AND v.list = 'cases'"
		" ORDER BY v.owner_id = $1 DESC, v.owner_id, v.name LIMIT $2 /*sort*/",
		err);

	*out = views;
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, 3 * VIEWS_MOST);
	bind_i64(st, 3, -s->unit_id);
	while (db_row(st, err)) {
		struct saved_view *v = &views[(*count)++];

		v->id = col_i64(st);
		int64_t owner = col_i64(st);

		v->shared = owner <= 0;
		v->unit = owner < 0;
		int64_t by = col_i64(st);

		v->mine = owner < 0 && by == s->staff_id;
		v->by = col_text(st, mem);
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
view_named(struct session *s, int64_t owner, const char *name, int64_t *id, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM views /*+ views_owner */"
		" WHERE owner_id = $1 AND list = 'cases' AND name = $2",
		err);

	*id = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, owner);
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
			view_named(s, s->staff_id, name, &id, err) &&
				(id != 0 || has_room(s, err)) && put(s, id, name, filter, err) &&
				check_filter(s, name, err),
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

	if (!filter_of(s, id, mem, &filter, err) || !view_named(s, s->staff_id, name, &other, err))
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

/* Whose it is now and what it is called; *owner is 0 when it may not be given or taken back by this person. */
static bool
read_own(struct session *s, int64_t id, struct arena *mem, int64_t *owner, const char **name,
	struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT owner_id, by_id, name FROM views WHERE id = $1 AND list = 'cases'", err);

	*owner = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	if (db_row(st, err)) {
		int64_t of = col_i64(st), by = col_i64(st);

		*name = col_text(st, mem);
		if (of == s->staff_id || (of == -s->unit_id && by == s->staff_id))
			*owner = of;
	}
	return db_done(st, err);
}

static bool
give(struct session *s, int64_t id, bool share, struct arena *mem, struct err *err)
{
	int64_t owner, to = share ? -s->unit_id : s->staff_id, other = 0;
	const char *name = "";

	if (!read_own(s, id, mem, &owner, &name, err))
		return false;
	if (owner == 0)
		return err_set(err, ERR_INPUT, _("这个视图不是你的, 或已经没有了"));
	if (owner == to)
		return true;
	if (!view_named(s, to, name, &other, err))
		return false;
	if (other != 0)
		return err_set(err, ERR_INPUT,
			share ? _("本单位已有叫 %s 的视图, 先改名") : _("已经有叫 %s 的视图"),
			name);
	struct stmt *st = db_stmt(store_db(s->store),
		"UPDATE views SET owner_id = $2, by_id = $3, version = version + 1 WHERE id = $1",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, id);
	bind_i64(st, 2, to);
	bind_i64(st, 3, s->staff_id);
	return db_run(st, err);
}

bool
view_share(struct session *s, int64_t id, bool share, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool ok = store_begin(s->store, err) && end_write(s, give(s, id, share, &mem, err), err);

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
