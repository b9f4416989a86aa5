#include "core/domain/intake.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/base/text.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_index.h"
#include "core/domain/case_number.h"
#include "core/domain/case_party.h"
#include "core/domain/draft.h"
#include "core/domain/escalation.h"
#include "core/domain/intake_db.h"

enum { TITLE_CELLS = 30, PHONE_LEAST = 7, PHONE_MOST = 13 };

/* A cleaned copy in mem; "" for NULL. */
static const char *
clean(struct arena *mem, const char *text, bool one_line)
{
	struct buf b;

	if (text == NULL || *text == '\0')
		return "";
	buf_init(&b);
	text_clean(&b, text, strlen(text), one_line);
	text_trim(&b);
	const char *copy = arena_strdup(mem, b.text);

	buf_release(&b);
	return copy;
}

/* Digits only, full-width ones too; "" when it is no number that one could call. */
static const char *
clean_phone(struct arena *mem, const char *text)
{
	struct buf digits;
	const char *copy = "";

	if (text == NULL)
		return "";
	buf_init(&digits);
	struct buf narrow;

	buf_init(&narrow);
	text_narrow(&narrow, text);
	for (const char *p = narrow.text; *p != '\0'; p++)
		if (*p >= '0' && *p <= '9')
			buf_addch(&digits, *p);
	if (digits.len >= PHONE_LEAST && digits.len <= PHONE_MOST)
		copy = arena_strdup(mem, digits.text);
	buf_release(&narrow);
	buf_release(&digits);
	return copy;
}

/* "标题: 车库没有充电桩" gives the title, else it is the first line as far as it fits. */
static const char *
title_from(struct arena *mem, const char *body)
{
	static const char *const marks[] = {"标题:", "标题：", "主题:", "主题："};
	char *first = arena_strndup(mem, body, strcspn(body, "\n"));

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t n = strlen(marks[i]);

		if (strncmp(first, marks[i], n) == 0 && first[n + strspn(first + n, " ")] != '\0')
			return first + n + strspn(first + n, " ");
	}
	first[show_fit(first, TITLE_CELLS, NULL)] = '\0';
	return first;
}

const struct condition *
condition_find(const struct category *cat, const char *text)
{
	for (size_t i = 0; i < cat->condition_count; i++)
		for (const char *const *k = cat->conditions[i].keywords; *k != NULL; k++)
			if (strstr(text, *k) != NULL)
				return &cat->conditions[i];
	return NULL;
}

size_t
risk_words_find(const struct rules *rules, const char *text, const char **out, size_t most)
{
	size_t n = 0;

	for (const char *const *k = rules->risk_words; *k != NULL && n < most; k++)
		if (strstr(text, *k) != NULL)
			out[n++] = *k;
	return n;
}

const char *
risk_word_find(const struct rules *rules, const char *text)
{
	const char *word = NULL;

	risk_words_find(rules, text, &word, 1);
	return word;
}

static bool
missing(struct err *err, const char *label)
{
	return err_set(err, ERR_INPUT, _("%s: 必填"), label);
}

bool
intake_check(struct session *s, const struct intake *in, struct err *err)
{
	struct arena mem = ARENA_INIT;
	bool anonymous = in->publicity == PUBLIC_ANONYMOUS;
	bool has_phone = in->phone != NULL && *in->phone != '\0';
	const struct category *cat = category_by_code(s->rules, in->category);
	bool ok = true;

	if (!session_has(s, ROLE_OP | ROLE_GRD))
		ok = err_set(err, ERR_RULE, _("登记要 受理 或 网格 岗位"));
	else if (in->publicity == PUBLIC_SEALED || (cat != NULL && cat->sealed))
		ok = err_set(err, ERR_RULE,
			_("检举控告不在这里登记: 一个字都没有存。请走 我要举报 或拨 12388"));
	else if (choice_by_value(s->rules, CHOICE_CHANNEL, in->channel) == NULL)
		ok = missing(err, _("来源"));
	else if (!has_phone && !anonymous)
		ok = missing(err, _("电话"));
	else if (has_phone && *clean_phone(&mem, in->phone) == '\0')
		ok = err_set(err, ERR_INPUT, _("电话: 要 7 到 13 位数字"));
	else if (!anonymous && (in->name == NULL || *in->name == '\0'))
		ok = missing(err, _("姓名"));
	else if (*clean(&mem, in->body, false) == '\0')
		ok = missing(err, _("事由"));
	else if (!in->notice_told)
		ok = err_set(err, ERR_INPUT, _("告知书: 请先念给来件人听, 再勾选"));
	arena_release(&mem);
	return ok;
}

/* Where: the given place, or the area of the desk with the grid left open. */
static bool
locate(struct session *s, const struct intake *in, struct case_row *row, struct place_areas *areas,
	struct err *err)
{
	row->place = in->place;
	row->estate_id = in->estate_id;
	if (row->place == 0 && !desk_place(s, row->desk_id, &row->place, err))
		return false;
	if (place_grid(row->place) == 0)
		row->flags |= CASE_NO_GRID;
	if (in->areas != NULL)
		*areas = *in->areas;
	else if (!place_areas(s, row->place, areas, err))
		return false;
	row->county = areas->county;
	row->town = areas->town;
	if (in->place != 0 && !session_covers(s, row->county, row->town, row->place))
		return err_set(err, ERR_RULE,
			_("地点: 不在你的辖区, 请让来件人找那里的中心, 或由上一级中心登记"));
	return true;
}

static void
history_of(
	const struct intake *in, struct case_row *row, struct case_texts *texts, const char *reply)
{
	row->state = CASE_CLOSED;
	row->opened_at = row->accepted_at = in->source_at;
	row->replied_at = row->closed_at = in->replied_at;
	texts->answer = reply;
}

static bool
is_history(const struct intake *in)
{
	return in->replied_at != 0 && in->source_at != 0 && in->replied_at >= in->source_at;
}

static bool
fill_row(struct session *s, const struct intake *in, struct arena *mem, struct case_row *row,
	struct case_texts *texts, struct err *err)
{
	const struct category *cat = category_by_code(s->rules, in->category);
	struct place_areas areas;
	int64_t now = session_now(s);

	*texts = (struct case_texts){
		clean(mem, in->body, false), clean(mem, in->spot, true), "", ""};
	const char *title = clean(mem, in->title, true);

	*row = (struct case_row){.state = CASE_REGISTERED,
		.kind = in->kind,
		.channel = in->channel,
		.cat = cat != NULL ? cat->code : 0,
		.desk_id = in->desk_id != 0 ? in->desk_id : s->unit_id,
		.clerk_id = in->source == NULL ? s->staff_id : 0,
		.opened_at = now,
		.updated_at = now,
		.due_at = TIME_NEVER,
		.light_at = TIME_NEVER,
		.joint = in->joint > 0 ? in->joint : 1,
		.flags = in->flags,
		.title = *title != '\0' ? title : title_from(mem, texts->body)};
	if (cat != NULL) {
		row->tier = in->tier != TIER_NONE ? in->tier : cat->tier;
		row->kind = row->kind != 0 ? row->kind : cat->kind;
	}
	if (in->publicity == PUBLIC_ANONYMOUS)
		row->flags |= CASE_ANONYMOUS;
	if (in->publicity == PUBLIC_OPEN)
		row->flags |= CASE_NAME_OPEN;
	if (in->source != NULL)
		row->flags |= CASE_IMPORTED;
	if (is_history(in))
		history_of(in, row, texts, clean(mem, in->reply, false));
	return locate(s, in, row, &areas, err) &&
		case_number_next(s, areas.town9, day_from_utc(row->opened_at), &row->no, err);
}

static bool
add_reporter(struct session *s, const struct intake *in, const struct case_row *row,
	struct arena *mem, struct err *err)
{
	struct reporter r = {.case_id = row->id,
		.seq = 1,
		.name = clean(mem, in->name, true),
		.room = clean(mem, in->room, true),
		.phone = clean_phone(mem, in->phone),
		.role = in->identity,
		.notify = in->notify,
		.at = row->opened_at};

	return case_add_reporter(s, &r, err);
}

/* The clocks of a new matter, so that the row is written with its due date at once. */
static void
first_clock(struct session *s, struct arena *mem, struct case_data *c)
{
	const struct category *cat = category_by_code(s->rules, c->row.cat);

	c->clocks = arena_array(mem, 2, sizeof(*c->clocks));
	if (c->row.state == CASE_REGISTERED) {
		clock_start(s->rules, c, CLOCK_ACCEPT,
			clock_limit(s->rules, &c->row, CLOCK_ACCEPT, NULL), c->row.opened_at);
		if (cat != NULL)
			clock_start(
				s->rules, c, CLOCK_STATUTE, cat->statute_accept, c->row.opened_at);
	}
	clock_show(c);
	escalation_plan(s->rules, c, c->row.opened_at);
}

static void
first_line(struct session *s, const struct intake *in, const struct case_row *row,
	struct arena *mem, struct case_event_row *line)
{
	bool history = row->state == CASE_CLOSED;

	*line = (struct case_event_row){.case_id = row->id,
		.seq = 1,
		.at = history ? row->closed_at : row->opened_at,
		.actor = s->staff_id,
		.event = history ? EV_IMPORTED : EV_REGISTER,
		.from = CASE_DRAFT,
		.to = row->state,
		.cat = row->cat,
		.tier = row->tier,
		.place = row->place,
		.open = true,
		.note = ""};
	if (in->source != NULL)
		line->note = arena_printf(
			mem, "%s %s", in->source, in->ext_id != NULL ? in->ext_id : "");
}

/* Row, texts, reporter, clock, index, one line of history. */
static bool
register_rows(struct session *s, const struct intake *in, struct arena *mem,
	struct case_event_row *line, struct err *err)
{
	struct db *db = store_db(s->store);
	struct case_data *c = arena_alloc(mem, sizeof(*c));
	struct case_row *row = &c->row;

	if (!fill_row(s, in, mem, row, &c->texts, err))
		return false;
	first_clock(s, mem, c);
	if (!case_insert(db, row, s->staff_id, &c->texts, err) ||
		!add_reporter(s, in, row, mem, err))
		return false;
	for (size_t i = 0; i < c->clock_count; i++)
		if (!case_put_clock(db, row->id, &c->clocks[i], err))
			return false;
	if (in->source != NULL && in->ext_id != NULL &&
		!case_put_source(s, in->source, in->ext_id, row->id, in->source_at, err))
		return false;
	first_line(s, in, row, mem, line);
	return case_index_add(s, row, &c->texts, err) && case_add_event(db, line, err);
}

bool
case_register_in(struct session *s, struct audit_chain *chain, const struct intake *in,
	int64_t *case_id, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_event_row line;
	bool ok = register_rows(s, in, &mem, &line, err) &&
		audit_case(s, chain, line.case_id, &line, 1, err);

	*case_id = ok ? line.case_id : 0;
	arena_release(&mem);
	return ok;
}

bool
case_register(struct session *s, const struct intake *in, const struct case_step *acts,
	size_t count, struct act_result *result, struct err *err)
{
	struct audit_chain chain = {0};
	int64_t id = 0;

	*result = (struct act_result){0};
	if (!intake_check(s, in, err) || !store_has_room(s->store, err) ||
		!store_begin(s->store, err))
		return false;
	if (case_register_in(s, &chain, in, &id, err) &&
		case_act_in(s, &chain, id, 0, acts, count, result, err) &&
		(in->draft_id == 0 || draft_drop_in(s, in->draft_id, err)))
		return store_commit(s->store, err);
	store_rollback(s->store);
	return false;
}
