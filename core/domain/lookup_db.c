#include "core/domain/lookup_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/text.h"
#include "core/db/store.h"
#include "core/domain/filter.h"

/* Each gives id, code, owner, name, brief, py; whole tables are wanted. */
static const char *const all_of[LOOKUP_KIND_COUNT] = {
	[LOOKUP_AREA] =
		"SELECT id, code, parent_id, name, short, py FROM areas ORDER BY id /*scan*/",
	[LOOKUP_ESTATE] = "SELECT id, 0, area_id, name, name, py FROM estates ORDER BY id /*scan*/",
	[LOOKUP_GRID] = "SELECT id, code, area_id, name, name, py FROM grids WHERE retired_at = 0"
			" ORDER BY id /*scan*/",
	[LOOKUP_UNIT] = "SELECT id, kind, area_id, name, short, py FROM units WHERE active = 1"
			" ORDER BY id /*scan*/",
	[LOOKUP_STAFF] = "SELECT id, 0, unit_id, name, name, py FROM staff"
			 " WHERE login IS NOT NULL AND active = 1 ORDER BY id /*scan*/",
};

static uint32_t
keep(struct lookup_table *t, const char *text)
{
	uint32_t at = (uint32_t)t->text.len;

	buf_add(&t->text, text, strlen(text) + 1);
	return at;
}

/* The text, unless it is the one that was kept before. */
static uint32_t
keep_other(struct lookup_table *t, const char *text, uint32_t before)
{
	return strcmp(text, t->text.text + before) == 0 ? before : keep(t, text);
}

static void
add_row(struct lookup_table *t, struct stmt *st, struct buf *folded)
{
	if (t->count == t->room) {
		t->room = t->room != 0 ? 2 * t->room : 256;
		t->entries = xrealloc(t->entries, t->room * sizeof(*t->entries));
	}
	struct lookup_entry *e = &t->entries[t->count++];

	e->id = col_i64(st);
	e->code = col_i64(st);
	e->owner = col_i64(st);
	e->name = keep(t, col_peek(st));
	e->brief = keep_other(t, col_peek(st), e->name);
	filter_fold(folded, t->text.text + e->name);
	e->folded = keep_other(t, folded->text, e->name);
	e->key = keep(t, col_peek(st));
	e->letters = lookup_letters(t->text.text + e->key, t->text.text + e->folded);
}

bool
lookup_read(struct store *store, enum lookup_kind kind, struct lookup_table *t, struct err *err)
{
	struct stmt *st = db_stmt(store_db(store), all_of[kind], err);
	struct buf folded;

	if (st == NULL)
		return false;
	buf_init(&folded);
	while (db_row(st, err))
		add_row(t, st, &folded);
	buf_release(&folded);
	return db_done(st, err);
}

bool
lookup_read_revision(struct store *store, int64_t *revision, struct err *err)
{
	struct arena mem = ARENA_INIT;
	const char *text = store_setting(store, "registers", &mem, err);

	if (!text_to_i64(text, revision))
		*revision = 0;
	arena_release(&mem);
	return err->code == ERR_NONE;
}

bool
lookup_changed(struct session *s, struct err *err)
{
	struct arena mem = ARENA_INIT;
	int64_t revision;
	bool ok = lookup_read_revision(s->store, &revision, err) &&
		store_set_setting(s->store, "registers",
			arena_printf(&mem, "%lld", (long long)revision + 1), err);

	arena_release(&mem);
	if (s->lookup != NULL)
		lookup_forget(s->lookup); /* one's own commit does not show as a change */
	return ok;
}
