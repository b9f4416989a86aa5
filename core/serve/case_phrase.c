#include "core/serve/case_phrase.h"

#include <string.h>

#include "core/base/mask.h"
#include "core/base/text.h"
#include "core/domain/unit.h"
#include "core/domain/words.h"

const struct case_event_row *
case_newest(const struct case_view *v, enum case_event event)
{
	for (size_t i = 0; i < v->event_count; i++)
		if (v->events[i].event == (int)event)
			return &v->events[i];
	return NULL;
}

/* "已换门机板, ": masked, without the full stop that it may end with. */
static void
progress(const struct case_view *v, struct buf *out)
{
	const struct case_event_row *e = case_newest(v, EV_PROGRESS);

	if (e == NULL || *e->note == '\0')
		return;
	mask_text(out, e->note);
	while (out->len > 0 && strchr(".,; ", out->text[out->len - 1]) != NULL)
		buf_cut(out, out->len - 1);
	if (out->len > 3 && strcmp(out->text + out->len - 3, "。") == 0)
		buf_cut(out, out->len - 3);
	buf_addstr(out, ", ");
}

bool
case_phrase(struct session *s, const struct case_view *v, enum phrase_use use, int64_t unit_id,
	struct arena *mem, const char **out, struct err *err)
{
	struct unit u = {.brief = s->unit_brief, .kind = s->unit_kind};
	struct buf reported, text;
	char due[WORDS_BYTES] = "";
	bool found;

	if (unit_id == 0)
		unit_id = v->row.unit_id;
	if (unit_id != 0 && !unit_by_id(s, unit_id, mem, &u, &found, err))
		return false;
	if (v->row.due_at < TIME_NEVER)
		words_day(v->row.due_at, session_now(s), due);
	buf_init(&reported);
	buf_init(&text);
	progress(v, &reported);
	const struct text_filling f[] = {{"{单位}", u.brief}, {"{进展}", reported.text},
		{"{时限}", due}, {"{类别}", v->category != NULL ? v->category->name.zh : ""}};

	text_fill(
		&text, phrase_find(s->rules, use, v->row.cat, u.kind), f, sizeof(f) / sizeof(f[0]));
	*out = arena_strdup(mem, text.text);
	buf_release(&text);
	buf_release(&reported);
	return true;
}
