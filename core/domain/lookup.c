#include "core/domain/lookup.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/nearest.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/db/store.h"
#include "core/domain/filter.h"
#include "core/domain/lookup_inner.h"

struct lookup {
	struct lookup_table tables[LOOKUP_KIND_COUNT];
	bool loaded[LOOKUP_KIND_COUNT];
	int64_t data_version, revision;
};

static const char *
text_at(const struct lookup_table *t, uint32_t at)
{
	return t->text.text + at;
}

void
lookup_forget(struct lookup *lk)
{
	for (int k = 0; k < LOOKUP_KIND_COUNT; k++) {
		free(lk->tables[k].entries);
		buf_release(&lk->tables[k].text);
		lk->tables[k] = (struct lookup_table){0};
		buf_init(&lk->tables[k].text);
		lk->loaded[k] = false;
	}
}

void
lookup_free(struct lookup *lk)
{
	if (lk == NULL)
		return;
	lookup_forget(lk);
	free(lk);
}

bool
lookup_begin(struct session *s, struct err *err)
{
	int64_t version = db_data_version(store_db(s->store)), revision;

	if (s->lookup == NULL) {
		s->lookup = xcalloc(1, sizeof(*s->lookup));
		s->lookup->revision = -1;
		lookup_forget(s->lookup);
	}
	if (version == s->lookup->data_version && s->lookup->revision >= 0)
		return true;
	if (!lookup_read_revision(s->store, &revision, err))
		return false;
	if (revision != s->lookup->revision)
		lookup_forget(s->lookup);
	s->lookup->revision = revision;
	s->lookup->data_version = version;
	return true;
}

const struct lookup_table *
lookup_table(struct session *s, enum lookup_kind kind, struct err *err)
{
	struct lookup *lk = s->lookup;

	if (!lk->loaded[kind] && !lookup_read(s->store, kind, &lk->tables[kind], err)) {
		lk->tables[kind].count = 0;
		buf_clear(&lk->tables[kind].text);
		return NULL;
	}
	lk->loaded[kind] = true;
	return &lk->tables[kind];
}

static const struct lookup_entry *
entry_by_id(const struct lookup_table *t, int64_t id)
{
	size_t low = 0, high = t->count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (t->entries[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->count && t->entries[low].id == id ? &t->entries[low] : NULL;
}

bool
lookup_item(struct session *s, enum lookup_kind kind, int64_t id, struct lookup_item *out,
	bool *found, struct err *err)
{
	const struct lookup_table *t = lookup_table(s, kind, err);
	const struct lookup_entry *e = t != NULL ? entry_by_id(t, id) : NULL;

	*found = e != NULL;
	if (e != NULL)
		*out = (struct lookup_item){
			kind, e->id, e->code, e->owner, text_at(t, e->name), text_at(t, e->brief)};
	return t != NULL;
}

bool
lookup_by_id(struct session *s, enum lookup_kind kind, int64_t id, struct lookup_item *out,
	bool *found, struct err *err)
{
	*found = false;
	return lookup_begin(s, err) && lookup_item(s, kind, id, out, found, err);
}

static bool
fits(const struct lookup_table *t, const struct lookup_entry *e, enum lookup_how how,
	const char *text, const struct pinyin_query *sound)
{
	const char *name = text_at(t, e->folded);

	switch (how) {
	case LOOKUP_IS:
		return strcmp(name, text) == 0;
	case LOOKUP_HAS:
		return filter_has_wildcard(text) ? filter_glob(text, name)
						 : strstr(name, text) != NULL;
	case LOOKUP_SOUND:
		break;
	}
	return pinyin_find(sound, name, PINYIN_ANYWHERE, NULL);
}

bool
lookup_ids(struct session *s, enum lookup_kind kind, enum lookup_how how, const char *text,
	struct arena *mem, int64_t **out, size_t *count, struct err *err)
{
	const struct lookup_table *t = lookup_begin(s, err) ? lookup_table(s, kind, err) : NULL;
	struct pinyin_query sound = {.len = 0};
	struct buf folded;

	*out = NULL;
	*count = 0;
	if (t == NULL)
		return false;
	buf_init(&folded);
	filter_fold(&folded, text);
	if (folded.len == 0 || (how == LOOKUP_SOUND && !pinyin_query_init(&sound, folded.text))) {
		buf_release(&folded);
		return true;
	}
	int64_t *ids = xmalloc((t->count + 1) * sizeof(*ids));

	for (size_t i = 0; i < t->count; i++)
		if (fits(t, &t->entries[i], how, folded.text, &sound))
			ids[(*count)++] = t->entries[i].id;
	*out = arena_array(mem, *count + 1, sizeof(**out));
	memcpy(*out, ids, *count * sizeof(*ids));
	free(ids);
	buf_release(&folded);
	return true;
}

bool
lookup_nearest(struct session *s, enum lookup_kind kind, const char *typed, const char **out,
	struct err *err)
{
	const struct lookup_table *t = lookup_begin(s, err) ? lookup_table(s, kind, err) : NULL;

	*out = NULL;
	if (t == NULL)
		return false;
	const char **names = xmalloc((t->count + 1) * sizeof(*names));

	for (size_t i = 0; i < t->count; i++)
		names[i] = text_at(t, t->entries[i].name);
	*out = nearest_name(typed, names, t->count);
	free(names);
	return true;
}
