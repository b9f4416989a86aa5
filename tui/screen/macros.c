#include "tui/screen/macros.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/domain/case_number.h"
#include "core/domain/macro.h"
#include "core/domain/words.h"
#include "core/serve/case_view.h"
#include "tui/screen/dialog.h"
#include "tui/screen/face.h"
#include "tui/widget/list.h"

enum { DIGITS = 9, ROWS_LEAST = 8, COLS_WIDE = 100, COLS_BASE = 72 };

struct macro_row {
	int64_t number; /* from 1 */
	struct macro macro;
	const struct face *face; /* which it opens; NULL: not possible now */
	const char *why;         /* then: why not */
	const char *text;        /* filled in */
};

enum macro_question { MACRO_NOTHING, MACRO_NAME, MACRO_TEXT };

struct macros {
	struct list list; /* the root */
	int64_t *ids;
	size_t count;
	struct case_view *view; /* of the only one; NULL: several */
	enum macro_question asked;
	struct macro draft; /* being written, in ui->screen */
};

extern const struct screen_ops macros_screen;

struct effect
macros_for(struct ui *ui, const int64_t *ids, size_t count, struct err *err)
{
	struct effect fx = fx_open_many(&macros_screen, ids, count);

	(void)ui, (void)err;
	if (count == 0)
		return fx_toast(_("没有选中的件"));
	fx.arg.id = count == 1 ? ids[0] : -(int64_t)count;
	return fx;
}

/* --- filling in */

static const char *
fill(const struct macros *m, const struct ui *ui, const char *template, struct arena *mem)
{
	char no[CASE_NO_FULL_BYTES] = "", due[WORDS_BYTES] = "", today[32], hour[16];
	const struct case_view *v = m->view;
	const struct reporter *r = v != NULL && v->reporter_count > 0 ? &v->reporters[0] : NULL;
	struct civil now = civil_from_utc(ui->now_utc);
	struct buf b;

	if (v != NULL) {
		case_no_full(v->row.no, no);
		words_day(v->row.due_at, ui->now_utc, due);
	}
	snprintf(today, sizeof(today), "%d月%d日", now.month, now.day);
	snprintf(hour, sizeof(hour), "%02d:%02d", now.hour, now.minute);
	const struct text_filling always[] = {{"{本人}", ui->session->name},
		{"{本单位}", ui->session->unit_brief}, {"{今天}", today}, {"{时刻}", hour}};
	const struct text_filling of_one[] = {{"{编号}", no},
		{"{事由}", v != NULL ? v->row.title : ""},
		{"{类别}", v != NULL && v->category != NULL ? v->category->name.zh : ""},
		{"{承办}", v != NULL ? v->row.unit : ""}, {"{时限}", due},
		{"{小区}", v != NULL ? v->row.estate : ""}, {"{来件人}", r != NULL ? r->name : ""},
		{"{电话}", r != NULL ? r->phone : ""}};

	buf_init(&b);
	text_fill(&b, template, always, sizeof(always) / sizeof(always[0]));
	if (v != NULL) {
		const char *half = arena_strdup(mem, b.text);

		buf_clear(&b);
		text_fill(&b, half, of_one, sizeof(of_one) / sizeof(of_one[0]));
	}
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

/* --- which of them are possible */

static const struct face *
face_of(const struct ui *ui, const struct case_row *row, enum case_event event, const char **why)
{
	size_t n;
	const struct face *f = face_rows(&n);
	struct err err = ERR_INIT;

	for (size_t i = 0; i < n; i++) {
		if (f[i].event != event || (f[i].traits & FACE_AT_ONCE) != 0)
			continue;
		if (face_may(ui->session, row, &f[i], &err))
			return &f[i];
	}
	*why = err.code != ERR_NONE ? arena_strdup(ui->load, err.text) : _("现在不能");
	return NULL;
}

static void
judge(const struct macros *m, const struct ui *ui, const struct case_row *row, struct macro_row *r)
{
	r->text = fill(m, ui, r->macro.text, ui->load);
	r->face = face_of(ui, row, r->macro.event, &r->why);
	if (r->face != NULL && strchr(r->text, '{') != NULL && m->view == NULL) {
		r->face = NULL;
		r->why = _("每件不同的内容, 一次一件");
	}
}

static bool
macros_load(void *self, struct ui *ui, struct err *err)
{
	struct macros *m = self;
	struct macro *all;
	struct case_row row;
	bool found = false;
	size_t n;

	if (!case_row_load(ui->session, m->ids[0], ui->load, &row, &found, err) ||
		!macros_list(ui->session, ui->load, &all, &n, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	struct macro_row *rows = arena_array(ui->load, n + 1, sizeof(*rows));
	size_t count = 0;

	for (int may = 1; may >= 0; may--) { /* those that are possible have the digits */
		for (size_t i = 0; i < n; i++) {
			struct macro_row r = {.macro = all[i]};

			judge(m, ui, &row, &r);
			if ((r.face != NULL) != may)
				continue;
			r.number = (int64_t)count + 1;
			rows[count++] = r;
		}
	}
	list_set_rows(&m->list, ui, rows, sizeof(*rows), (int)count);
	return true;
}

/* --- cells */

static void
cell_digit(const void *row, const struct ui *ui, struct ink *out)
{
	const struct macro_row *r = row;

	(void)ui;
	if (r->number <= DIGITS && r->face != NULL)
		ink_addf(out, ROLE_KEY, "%lld", (long long)r->number);
}

static void
cell_name(const void *row, const struct ui *ui, struct ink *out)
{
	const struct macro_row *r = row;

	(void)ui;
	ink_add(out, r->face != NULL ? ROLE_DIALOG_FG : ROLE_DISABLED, r->macro.name);
}

static void
cell_act(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_LABEL,
		word_now(event_word(((const struct macro_row *)row)->macro.event)));
}

static void
cell_text(const void *row, const struct ui *ui, struct ink *out)
{
	const struct macro_row *r = row;

	(void)ui;
	ink_add(out, r->face != NULL ? ROLE_DIALOG_FG : ROLE_DISABLED,
		r->face != NULL ? r->text : r->why);
}

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{"", {1, 1, 1, 1}, {0}, 0, false, false, cell_digit},
	{SLOT("macros.name|14", "模板"), {12, 14, 16, 16}, {0}, 0, false, false, cell_name},
	{SLOT("macros.act|8", "办什么"), {6, 6, 6, 6}, {8, 8, 8, 8}, 0, false, false, cell_act},
	{SLOT("macros.text|20", "文字"), {20, 20, 20, 20}, {0}, 1, false, false, cell_text},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct macro_row *)row)->number;
}

static const struct list_source source = {.columns = columns, .id = row_id};

/* --- acts */

static bool
macros_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct macros *m = self;
	bool found = false;

	m->count = arg->count;
	m->ids = arena_array(ui->screen, arg->count, sizeof(*m->ids));
	for (size_t i = 0; i < arg->count; i++)
		m->ids[i] = arg->ids[i];
	list_init(&m->list, ui, &source, m);
	m->list.no_tags = true;
	if (m->count != 1)
		return true;
	m->view = arena_alloc(ui->screen, sizeof(*m->view));
	return case_view_load(ui->session, m->ids[0], ui->screen, m->view, &found, err);
}

/* In place of the list: what is done from here on is the dialog's. */
static struct effect
run(const struct macros *m, struct ui *ui, const struct macro_row *r)
{
	if (r == NULL)
		return fx_none();
	if (r->face == NULL)
		return fx_toast(r->why);
	struct effect fx = fx_open_many(&dialog_screen, m->ids, m->count);

	fx.kind = FX_REPLACE;
	fx.arg.id = m->count == 1 ? m->ids[0] : -(int64_t)m->count;
	fx.arg.text = arena_printf(ui->scratch, "%s\n%d %d\n%s", action_name(r->face->verb),
		(int)r->macro.event, (int)r->macro.field, r->text);
	return fx;
}

static struct effect
ask_name(struct macros *m, struct ui *ui, const struct macro_row *r, bool change)
{
	if (r == NULL)
		return fx_none();
	if (change && r->macro.id == 0)
		return fx_toast(_("这是本单位的模板。 n 照它另写一条自己的"));
	m->draft = r->macro;
	m->draft.id = change ? r->macro.id : 0;
	m->draft.text = arena_strdup(ui->screen, r->macro.text);
	m->asked = MACRO_NAME;
	return fx_prompt(_("模板名"), change ? r->macro.name : "", ACT_CHOSEN);
}

static struct effect
answered(struct macros *m, struct ui *ui, const char *text, struct err *err)
{
	enum macro_question asked = m->asked;

	m->asked = MACRO_NOTHING;
	if (asked == MACRO_NAME) {
		m->draft.name = arena_strdup(ui->screen, text);
		m->asked = MACRO_TEXT;
		return fx_prompt(_("文字"), m->draft.text, ACT_CHOSEN);
	}
	if (asked != MACRO_TEXT)
		return fx_none();
	m->draft.text = arena_strdup(ui->screen, text);
	if (!macro_save(ui->session, &m->draft, err))
		return fx_fail();
	return fx_done(fx_none(), arena_printf(ui->scratch, _("模板 %s 存好了"), m->draft.name), 0);
}

static struct effect
drop(struct ui *ui, const struct macro_row *r, struct err *err)
{
	if (r == NULL || r->macro.id == 0)
		return fx_toast(_("本单位的模板不能在这里删"));
	if (!macro_delete(ui->session, r->macro.id, err))
		return fx_fail();
	return fx_done(fx_none(), arena_printf(ui->scratch, _("已删模板 %s"), r->macro.name), 0);
}

static struct effect
macros_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct macros *m = self;
	const struct macro_row *r = list_row(&m->list);

	switch (act->id) {
	case ACT_OPEN:
	case ACT_SUBMIT:
		return run(m, ui, r);
	case ACT_PICK:
		return run(m, ui, list_at(&m->list, act->digit - 1));
	case ACT_NEW:
	case ACT_EDIT:
		return ask_name(m, ui, r, act->id == ACT_EDIT);
	case ACT_ADM_DELETE:
		return drop(ui, r, err);
	case ACT_CHOSEN:
		return answered(m, ui, act->text, err);
	default:
		return fx_pass();
	}
}

static void
macros_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct macros *m = self;
	const struct macro_row *r = list_row(&m->list);
	int rows = list_count(&m->list) + 3;

	head->crumb = m->count == 1 ? _("模板")
				    : arena_printf(ui->scratch, _("模板 用于 %zu 件"), m->count);
	head->rows = rows < ROWS_LEAST ? ROWS_LEAST : rows > ui->rows - 6 ? ui->rows - 6 : rows;
	head->cols = ui->size >= SIZE_WIDE ? COLS_WIDE : COLS_BASE;
	head->title_right = _("先填好, 再由你办");
	if (r != NULL)
		head->status = r->face != NULL ? r->text : r->why;
}

static const struct hint hints[] = {
	{.act = ACT_OPEN, .label = SLOT("key|12", "填进对话")},
	{.act = ACT_PICK, .label = SLOT("key|12", "直接选"), .keys = "1-9"},
	{.act = ACT_NEW, .label = SLOT("key|12", "照它另写")},
	{.act = ACT_EDIT},
	{.act = ACT_ADM_DELETE},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops macros_screen = {
	.name = "macros",
	.title = N_("模板"),
	.scope = KS_MACROS,
	.size = sizeof(struct macros),
	.hints = hints,
	.modal = true,
	.open = macros_open,
	.load = macros_load,
	.act = macros_act,
	.head = macros_head,
};
