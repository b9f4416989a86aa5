#include "tui/screen/bulk.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/pack.h"
#include "core/domain/case_number.h"
#include "tui/widget/list.h"
#include "tui/widget/screen.h"

enum {
	BASE_COLS = 72,
	WIDE_COLS = 88,
	AT_A_TIME = 4
}; /* each is a durable transaction of a few milliseconds */

/* A matter and what became of it. */
struct fate {
	struct bulk_item item;
	const char *why; /* refused; NULL: done, or still to do */
	bool done;
};

struct bulk {
	struct list list; /* the root: those that were refused */
	const char *verb;
	struct fate *all;
	size_t count, next, done_count;
	bool alone, stopped;
	int64_t hold_until;
	char label[120]; /* of the last one done */
};

/* --- handing over */

static void
pack_steps(struct buf *out, const struct bulk_item *it)
{
	pack_i64(out, (int64_t)it->step_count);
	for (size_t i = 0; i < it->step_count; i++) {
		const struct case_step *s = &it->steps[i];

		pack_i64(out, (int64_t)s->event);
		pack_i64(out, (int64_t)s->input_count);
		for (size_t k = 0; k < s->input_count; k++) {
			pack_text(out, s->inputs[k].key);
			pack_text(out, s->inputs[k].value);
		}
	}
}

extern const struct screen_ops bulk_screen;

struct effect
bulk_open(struct ui *ui, const char *verb, const struct bulk_item *items, size_t count, bool alone)
{
	struct buf out;

	buf_init(&out);
	pack_text(&out, verb);
	pack_i64(&out, alone);
	pack_i64(&out, (int64_t)count);
	for (size_t i = 0; i < count; i++) {
		pack_i64(&out, items[i].id);
		pack_i64(&out, items[i].version);
		pack_i64(&out, items[i].no);
		pack_text(&out, items[i].title);
		pack_text(&out, items[i].refused != NULL ? items[i].refused : "");
		pack_steps(&out, &items[i]);
	}
	struct effect fx = fx_open_text(&bulk_screen, arena_strdup(ui->scratch, out.text));

	buf_release(&out);
	return fx;
}

static void
unpack_steps(struct unpack *u, struct arena *mem, struct bulk_item *it)
{
	it->step_count = (size_t)unpack_i64(u);
	struct case_step *steps = arena_array(mem, it->step_count + 1, sizeof(*steps));

	for (size_t i = 0; i < it->step_count; i++) {
		steps[i].event = (enum case_event)unpack_i64(u);
		steps[i].input_count = (size_t)unpack_i64(u);
		struct act_input *in = arena_array(mem, steps[i].input_count + 1, sizeof(*in));

		for (size_t k = 0; k < steps[i].input_count; k++) {
			in[k].key = unpack_text(u, mem);
			in[k].value = unpack_text(u, mem);
		}
		steps[i].inputs = in;
	}
	it->steps = steps;
}

/* --- the list of the refused */

static void
cell_no(const void *row, const struct ui *ui, struct ink *out)
{
	char brief[CASE_NO_BRIEF_BYTES];

	case_no_brief(((const struct fate *)row)->item.no, day_from_utc(ui->now_utc), brief);
	ink_add(out, ROLE_DIALOG_FG, brief);
}

static void
cell_title(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_DIALOG_FG, ((const struct fate *)row)->item.title);
}

static void
cell_why(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_WARN, ((const struct fate *)row)->why);
}

static const struct column columns[] = {
	{SLOT("bulk.no|11", "编号"), {11, 11, 11, 11}, {0}, 0, false, false, cell_no},
	{SLOT("bulk.title|10", "事由"), {10, 14, 14, 14}, {0}, 1, false, false, cell_title},
	{SLOT("bulk.why|20", "没办的 还标着"), {24, 34, 34, 34}, {0}, 3, false, false, cell_why},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct fate *)row)->item.id;
}

static const struct list_source source = {.columns = columns, .id = row_id};

static void
list_refused(struct bulk *b, struct ui *ui)
{
	struct fate *rows = arena_array(ui->screen, b->count + 1, sizeof(*rows));
	int n = 0;

	for (size_t i = 0; i < b->count; i++)
		if (b->all[i].why != NULL)
			rows[n++] = b->all[i];
	list_set_rows(&b->list, ui, rows, sizeof(*rows), n);
}

/* --- working */

static bool
bulk_screen_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct bulk *b = self;
	struct unpack u = {arg->text, false};

	b->verb = unpack_text(&u, ui->screen);
	b->alone = unpack_i64(&u) != 0;
	b->count = (size_t)unpack_i64(&u);
	b->all = arena_array(ui->screen, b->count + 1, sizeof(*b->all));
	for (size_t i = 0; i < b->count && !u.bad; i++) {
		struct bulk_item *it = &b->all[i].item;

		it->id = unpack_i64(&u);
		it->version = unpack_i64(&u);
		it->no = unpack_i64(&u);
		it->title = unpack_text(&u, ui->screen);
		const char *refused = unpack_text(&u, ui->screen);

		b->all[i].why = *refused != '\0' ? refused : NULL;
		unpack_steps(&u, ui->screen, it);
	}
	list_init(&b->list, ui, &source, b);
	b->list.no_tags = true;
	b->list.empty = _("正在办");
	ui->call_at_ms = ui->mono_ms;
	return !u.bad || err_set(err, ERR_BUG, "bulk plan");
}

static void
do_next(struct bulk *b, struct ui *ui)
{
	struct fate *f = &b->all[b->next++];
	struct err err = ERR_INIT;
	struct act_result r;

	if (f->why != NULL)
		return;
	if (!case_act(ui->session, f->item.id, f->item.version, f->item.steps, f->item.step_count,
		    &r, &err)) {
		f->why = arena_strdup(ui->screen, err.text);
		return;
	}
	f->done = true;
	ui->session->many_last = r.event_id;
	if (b->done_count++ == 0)
		ui->session->many_first = r.event_id;
	b->hold_until = r.undo_until;
	snprintf(b->label, sizeof(b->label), "%s", r.label);
}

static void
stop(struct bulk *b, struct ui *ui)
{
	for (; b->next < b->count; b->next++)
		if (b->all[b->next].why == NULL)
			b->all[b->next].why = _("没有办: 中途停下");
	b->stopped = true;
	list_refused(b, ui);
}

static const char *
refused_ids(const struct bulk *b, struct ui *ui)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < b->count; i++)
		if (!b->all[i].done)
			buf_addf(&out, "%s%lld", out.len > 0 ? " " : "",
				(long long)b->all[i].item.id);
	const char *copy = arena_strdup(ui->scratch, out.text);

	buf_release(&out);
	return copy;
}

static const char *
toast_of(const struct bulk *b, struct ui *ui)
{
	if (b->done_count == 1)
		return arena_strdup(ui->scratch, b->label);
	return arena_printf(ui->scratch, _("已%s %zu 件"), b->verb, b->done_count);
}

static struct effect
leave(const struct bulk *b, struct ui *ui)
{
	struct effect fx = fx_back();
	int64_t hold = b->hold_until - ui->now_utc;

	fx.answer = true;
	fx.answered = (struct act){.text = refused_ids(b, ui)};
	if (!b->alone) {
		fx.answered.ref = (int64_t)b->done_count;
		fx.answered.digit = hold > 0 ? (int)hold : 0;
		return fx;
	}
	fx.answered.id = ACT_RETAG;
	return b->done_count > 0 ? fx_done(fx, toast_of(b, ui), hold > 0 ? (int)hold : 0) : fx;
}

/* A slice; the next one after the keys that wait. */
static struct effect
work(struct bulk *b, struct ui *ui)
{
	for (int i = 0; i < AT_A_TIME && b->next < b->count; i++)
		do_next(b, ui);
	if (b->next < b->count) {
		ui->call_at_ms = ui->mono_ms;
		return fx_none();
	}
	if (b->done_count == b->count)
		return leave(b, ui);
	list_refused(b, ui);
	return fx_none();
}

static struct effect
bulk_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct bulk *b = self;
	bool working = b->next < b->count;

	(void)err;
	switch (act->id) {
	case ACT_DUE:
		return working ? work(b, ui) : fx_none();
	case ACT_BACK:
		if (!working)
			return leave(b, ui);
		stop(b, ui);
		return fx_none();
	case ACT_OPEN:
	case ACT_SUBMIT:
		return working ? fx_none() : leave(b, ui);
	default:
		return fx_pass();
	}
}

static void
bulk_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct bulk *b = self;
	int refused = list_count(&b->list);

	head->crumb =
		arena_printf(ui->scratch, _("%s  已办 %zu/%zu"), b->verb, b->done_count, b->count);
	head->cols = ui->size >= SIZE_WIDE ? WIDE_COLS : BASE_COLS;
	head->title_right = b->next < b->count ? _("Esc 停下") : _("Esc 关闭");
	head->rows = refused < 5 ? 8 : refused + 3;
	const struct fate *at = list_row(&b->list);

	if (b->next == b->count && at != NULL)
		head->status = at->why; /* in full: the column may have cut it */
}

static const struct hint hints[] = {
	{.act = ACT_OPEN, .label = SLOT("key|12", "关闭")},
	{.act = ACT_UP, .also = ACT_DOWN, .label = SLOT("key|12", "看原因")},
	{.act = ACT_BACK, .label = SLOT("key|12", "停下 关闭")},
	{0},
};

const struct screen_ops bulk_screen = {
	.name = "bulk",
	.title = N_("批量结果"),
	.scope = KS_DIALOG,
	.size = sizeof(struct bulk),
	.hints = hints,
	.modal = true,
	.open = bulk_screen_open,
	.act = bulk_act,
	.head = bulk_head,
};
