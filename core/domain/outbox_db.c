#include "core/domain/outbox.h"

#include "core/base/date.h"
#include "core/base/text.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"

enum { MOST_LETTERS = 64, NOTIFY_NONE = 4 };

static void
compose(struct buf *out, struct session *s, const struct case_data *c, const char *template)
{
	const struct category *cat = category_by_code(s->rules, c->row.cat);
	char no[CASE_NO_FULL_BYTES], due[32] = "";
	struct civil day = civil_from_utc(c->row.due_at);

	case_no_full(c->row.no, no);
	if (c->row.due_at < TIME_NEVER)
		snprintf(due, sizeof(due), "%d年%d月%d日", day.year, day.month, day.day);
	const struct text_filling f[] = {{"{编号}", no}, {"{事由}", c->row.title}, {"{时限}", due},
		{"{类别}", cat != NULL ? cat->name.zh : ""}, {"{单位}", c->row.unit},
		{"{答复}", c->texts.answer}};

	text_fill(out, template, f, sizeof(f) / sizeof(f[0]));
}

static bool
insert(struct session *s, const struct case_event_row *line, const struct reporter *r,
	const char *text, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO outbox(case_id, event_id, way, reporter, text, release_at)"
		" VALUES($1, $2, $3, $4, $5, $6)",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, r->case_id);
	bind_i64(st, 2, line->id);
	bind_i64(st, 3, r->notify);
	bind_i64(st, 4, r->seq);
	bind_text(st, 5, text);
	bind_i64(st, 6, line->at + s->rules->hold_seconds);
	return db_run(st, err);
}

static bool
wants_letter(const struct reporter *r)
{
	return r->notify != 0 && r->notify != NOTIFY_NONE;
}

int
outbox_count(const struct rules *rules, int event, const struct reporter *reporters, size_t count)
{
	int n = 0;

	if (choice_by_value(rules, CHOICE_LETTER, event) == NULL)
		return 0;
	for (size_t i = 0; i < count; i++)
		n += wants_letter(&reporters[i]);
	return n;
}

bool
outbox_tell_these(struct session *s, const struct case_data *c, const struct case_event_row *line,
	const struct reporter *reporters, size_t count, struct err *err)
{
	const struct choice *letter = choice_by_value(s->rules, CHOICE_LETTER, line->event);
	struct buf text;
	bool ok = true;

	if (letter == NULL)
		return true;
	buf_init(&text);
	compose(&text, s, c, letter->note);
	for (size_t i = 0; ok && i < count; i++)
		if (wants_letter(&reporters[i]))
			ok = insert(s, line, &reporters[i], text.text, err);
	buf_release(&text);
	return ok;
}

bool
outbox_tell(struct session *s, const struct case_data *c, const struct case_event_row *line,
	struct arena *mem, struct err *err)
{
	struct reporter *reporters;
	size_t count;

	if (choice_by_value(s->rules, CHOICE_LETTER, line->event) == NULL)
		return true;
	return case_reporters(s, c->row.id, mem, &reporters, &count, err) &&
		outbox_tell_these(s, c, line, reporters, count, err);
}

bool
outbox_read(struct session *s, int64_t case_id, struct arena *mem, struct letter **out,
	size_t *count, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id, case_id, way, reporter, text, release_at, recalled_at, taken_at FROM outbox"
		" WHERE case_id = $1 ORDER BY case_id, id LIMIT $2 /*sort*/",
		err);

	*out = arena_array(mem, MOST_LETTERS, sizeof(**out));
	*count = 0;
	if (st == NULL)
		return false;
	bind_i64(st, 1, case_id);
	bind_i64(st, 2, MOST_LETTERS);
	while (*count < MOST_LETTERS && db_row(st, err)) {
		struct letter *l = &(*out)[(*count)++];

		l->id = col_i64(st);
		l->case_id = col_i64(st);
		l->way = col_int(st);
		l->reporter = col_int(st);
		l->text = col_text(st, mem);
		l->release_at = col_i64(st);
		l->recalled_at = col_i64(st);
		l->taken_at = col_i64(st);
	}
	return db_done(st, err);
}
