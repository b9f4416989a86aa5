#include "core/domain/outbox.h"

#include <stdio.h>

#include "core/base/date.h"
#include "core/base/text.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"
#include "core/domain/intake_db.h"

enum { MOST_LETTERS = 64, NOTIFY_NONE = 4, NOTIFY_LETTER = 6 };

/* "2024年12月9日"; "" for none. */
static void
date_of(int64_t at, char out[32])
{
	struct civil day = civil_from_utc(at);

	out[0] = '\0';
	if (at > 0)
		snprintf(out, 32, "%d年%d月%d日", day.year, day.month, day.day);
}

/* The day by which people are answered is that of handling, whatever ends before it. */
static void
compose(struct buf *out, const struct case_data *c, const struct rules *rules,
	const struct act_slip *slip, const char *template)
{
	const struct category *cat = category_by_code(rules, c->row.cat);
	const struct case_clock *handle = clock_open(c, CLOCK_HANDLE);
	const struct track *law = cat != NULL ? cat->track : NULL;
	const struct act_slip none = {.by = "", .demand = ""};
	char no[CASE_NO_FULL_BYTES], due[32], answer[32];

	if (slip == NULL)
		slip = &none;
	case_no_full(c->row.no, no);
	date_of(handle != NULL && handle->paused_at == 0 ? handle->due_at : 0, due);
	date_of(slip->until, answer);
	const struct text_filling f[] = {{"{编号}", no}, {"{事由}", c->row.title}, {"{时限}", due},
		{"{类别}", cat != NULL ? cat->name.zh : ""}, {"{单位}", c->row.unit},
		{"{答复}", c->texts.answer}, {"{单号}", slip->number}, {"{要求}", slip->demand},
		{"{督办人}", slip->by}, {"{答复期限}", answer},
		{"{法定}", law != NULL ? law->told : ""},
		{"{途径}", law != NULL ? law->refusal : ""}};

	text_fill(out, template, f, sizeof(f) / sizeof(f[0]));
	while (out->len > 0 &&
		out->text[out->len - 1] == ' ') /* before what was filled with nothing */
		buf_cut(out, out->len - 1);
}

static bool
insert(struct session *s, const struct case_event_row *line, const struct reporter *r,
	int64_t unit_id, const char *text, struct err *err)
{
	struct stmt *st = db_stmt(store_db(s->store),
		"INSERT INTO outbox(case_id, event_id, way, reporter, unit_id, text, release_at)"
		" VALUES($1, $2, $3, $4, $5, $6, $7)",
		err);

	if (st == NULL)
		return false;
	bind_i64(st, 1, r->case_id);
	bind_i64(st, 2, line->id);
	bind_i64(st, 3, r->notify);
	bind_i64(st, 4, r->seq);
	bind_i64(st, 5, unit_id);
	bind_text(st, 6, text);
	bind_i64(st, 7, line->at + s->rules->hold_seconds);
	return db_run(st, err);
}

bool
outbox_slip(struct session *s, const struct case_data *c, const struct case_event_row *line,
	const struct act_slip *slip, struct err *err)
{
	const struct choice *letter = choice_by_value(s->rules, CHOICE_LETTER, line->event);
	const struct reporter nobody = {
		.case_id = c->row.id, .notify = slip->way != 0 ? slip->way : NOTIFY_LETTER};
	struct buf text;

	if (letter == NULL || slip->unit_id == 0)
		return true;
	buf_init(&text);
	compose(&text, c, s->rules, slip, letter->note);
	bool ok = insert(s, line, &nobody, slip->unit_id, text.text, err);

	buf_release(&text);
	return ok;
}

bool
outbox_slip_number(struct session *s, int event, const char *mark, char out[24], struct err *err)
{
	struct civil today = civil_from_utc(session_now(s));
	int last = 0;

	if (!number_next(s, event, day_from_utc(session_now(s)), &last, err))
		return false;
	snprintf(out, 24, "%s%02d%02d%02d-%03d", mark, today.year % 100, today.month, today.day,
		last);
	return true;
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
	compose(&text, c, s->rules, NULL, letter->note);
	for (size_t i = 0; ok && i < count; i++)
		if (wants_letter(&reporters[i]))
			ok = insert(s, line, &reporters[i], 0, text.text, err);
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
