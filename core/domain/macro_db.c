#include "core/domain/macro.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/db/store.h"

enum act_field
macro_field(enum case_event event, const char *key)
{
	size_t count;
	const struct transition *t = machine_rows(&count);

	for (size_t i = 0; i < count; i++) {
		for (const struct need *n = t[i].needs; t[i].event == event && n->field != F_NONE;
			n++) {
			const struct field_def *d = field_def(n->field);

			if ((d->kind == FK_TEXT || d->kind == FK_LONG) && strcmp(d->key, key) == 0)
				return n->field;
		}
	}
	return F_NONE;
}

static bool
read_own(struct session *s, struct arena *mem, struct macro *out, size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id, name, event, field, text FROM macros /*+ macros_owner */ WHERE owner_id = $1"
		" ORDER BY id LIMIT $2",
		err);
	size_t n = 0;

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, MACROS_MOST);
	while (n < MACROS_MOST && db_row(st, err)) {
		struct macro *m = &out[n++];

		m->id = col_i64(st);
		m->name = col_text(st, mem);
		m->event = (enum case_event)col_int(st);
		m->field = (enum act_field)col_int(st);
		m->text = col_text(st, mem);
	}
	*count += n;
	return db_done(st, err);
}

bool
macros_list(
	struct session *s, struct arena *mem, struct macro **out, size_t *count, struct err *err)
{
	const struct rules *r = s->rules;

	*out = arena_array(mem, r->macro_count + MACROS_MOST, sizeof(**out));
	for (size_t i = 0; i < r->macro_count; i++) {
		const struct macro_rule *m = &r->macros[i];
		enum case_event event = event_by_key(m->event);

		(*out)[i] = (struct macro){
			0, word_now(m->name), event, macro_field(event, m->field), m->text};
	}
	*count = r->macro_count;
	return read_own(s, mem, *out + r->macro_count, count, err);
}

static bool
has_room(struct session *s, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT count(*) FROM macros /*+ macros_owner */ WHERE owner_id = $1", err);
	int64_t n = 0;

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	if (db_row(st, err))
		n = col_i64(st);
	if (!db_done(st, err))
		return false;
	return n < MACROS_MOST ||
		err_set(err, ERR_LIMIT, _("模板最多 %d 个。先删去不用的"), MACROS_MOST);
}

static bool
put(struct session *s, const struct macro *m, struct err *err)
{
	if (m->id == 0 && !has_room(s, err))
		return false;
	struct stmt *st = m->id != 0
		? db_stmt(store_db(s->store),
			  "UPDATE macros SET name = $2, event = $3, field = $4, text = $5"
			  " WHERE id = $6 AND owner_id = $1",
			  err)
		: db_stmt(store_db(s->store),
			  "INSERT INTO macros(owner_id, name, event, field, text) VALUES($1, $2, $3, $4, $5)",
			  err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, s->staff_id);
	bind_text(st, 2, m->name);
	bind_i64(st, 3, (int64_t)m->event);
	bind_i64(st, 4, (int64_t)m->field);
	bind_text(st, 5, m->text);
	if (m->id != 0)
		bind_i64(st, 6, m->id);
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
macro_save(struct session *s, const struct macro *m, struct err *err)
{
	if (*m->name == '\0' || strlen(m->name) > MACRO_NAME_MOST)
		return err_set(err, ERR_INPUT, _("模板名要写, 最多 %d 个字节"), MACRO_NAME_MOST);
	if (*m->text == '\0' || strlen(m->text) > MACRO_TEXT_MOST)
		return err_set(
			err, ERR_INPUT, _("模板的文字要写, 最多 %d 个字节"), MACRO_TEXT_MOST);
	if (macro_field(m->event, field_def(m->field)->key) != m->field)
		return err_set(err, ERR_INPUT, _("这个动作没有这一项"));
	return store_begin(s->store, err) && end_write(s, put(s, m, err), err);
}

bool
macro_delete(struct session *s, int64_t id, struct err *err)
{
	if (!store_begin(s->store, err))
		return false;
	struct stmt *st = db_stmt(
		store_db(s->store), "DELETE FROM macros WHERE id = $1 AND owner_id = $2", err);

	if (st != NULL) {
		bind_i64(st, 1, id);
		bind_i64(st, 2, s->staff_id);
	}
	return end_write(s, st != NULL && db_run(st, err), err);
}
