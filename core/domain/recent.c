#include "core/domain/recent.h"

#include <string.h>

#include "core/base/pack.h"
#include "core/db/store.h"
#include "core/domain/preference.h"

static const char key[] = "recent";

bool
recent_list(
	struct session *s, struct arena *mem, struct recent **out, size_t *count, struct err *err)
{
	const char *text;

	*out = arena_array(mem, RECENT_MOST, sizeof(**out));
	*count = 0;
	if (!preference_get(s, key, mem, &text, err))
		return false;
	struct unpack u = {text, false};

	while (*count < RECENT_MOST && *u.at != '\0') {
		struct recent r = {.kind = (enum recent_kind)unpack_i64(&u)};

		r.id = unpack_i64(&u);
		r.text = unpack_text(&u, mem);
		r.at = unpack_i64(&u);
		if (u.bad)
			break;
		(*out)[(*count)++] = r;
	}
	return true;
}

static bool
same(const struct recent *a, const struct recent *b)
{
	return a->kind == b->kind && a->id == b->id && strcmp(a->text, b->text) == 0;
}

static void
put(struct buf *out, const struct recent *r)
{
	pack_i64(out, (int64_t)r->kind);
	pack_i64(out, r->id);
	pack_text(out, r->text);
	pack_i64(out, r->at);
}

bool
recent_add(struct session *s, enum recent_kind kind, int64_t id, const char *text, struct err *err)
{
	struct recent now = {kind, id, text != NULL ? text : "", session_now(s)}, *all;
	struct arena mem = ARENA_INIT;
	struct buf out;
	size_t n, kept = 1;

	if (strlen(now.text) > RECENT_TEXT_MOST || store_read_only(s->store))
		return true;
	if (!recent_list(s, &mem, &all, &n, err) || (n > 0 && same(&all[0], &now))) {
		arena_release(&mem);
		return err->code == ERR_NONE;
	}
	buf_init(&out);
	put(&out, &now);
	for (size_t i = 0; i < n && kept < RECENT_MOST; i++) {
		if (same(&all[i], &now))
			continue;
		put(&out, &all[i]);
		kept++;
	}
	bool ok = preference_set(s, key, out.text, err);

	buf_release(&out);
	arena_release(&mem);
	return ok;
}
