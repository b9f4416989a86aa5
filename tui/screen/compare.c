#include "tui/screen/compare.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/pack.h"
#include "core/domain/case_act.h"
#include "core/serve/case_propose.h"
#include "tui/screen/compare_inner.h"
#include "tui/screen/verbs.h"

extern const struct screen_ops compare_screen;

/* --- the ways in */

/* Those it may be the same as, likeliest first, as far as they may be seen. */
static bool
find_likely(struct ui *ui, int64_t id, int64_t *out, size_t *count, struct err *err)
{
	struct duplicate_guess likes[SUGGEST_DUPLICATES];
	struct case_view v;
	bool found = false;
	size_t n;

	*count = 0;
	if (!case_view_load(ui->session, id, ui->scratch, &v, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	if (!case_duplicates(ui->session, &v.row, v.texts.body, 0, ui->scratch, likes, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		struct case_row row;

		if (!case_row_load(ui->session, likes[i].case_id, ui->scratch, &row, &found, err))
			return false;
		if (found)
			out[(*count)++] = row.id;
	}
	return true;
}

struct effect
compare_matters(struct ui *ui, const int64_t *ids, size_t count, struct err *err)
{
	int64_t *all = arena_array(ui->scratch, SUGGEST_DUPLICATES + 1, sizeof(*all));
	size_t likely = 0;

	if (count == 0)
		return fx_toast(_("没有选中的件"));
	if (count > 2)
		return fx_toast(
			arena_printf(ui->scratch, _("一次对比两件, 现在标了 %zu 件"), count));
	all[0] = ids[0];
	if (count == 2) {
		all[1] = ids[1];
		return fx_open_many(&compare_screen, all, 2);
	}
	if (!find_likely(ui, ids[0], all + 1, &likely, err))
		return fx_fail();
	if (likely == 0)
		return fx_toast(_("没有疑似重复的件。标上两件再按 D, 就对比那两件"));
	return fx_open_many(&compare_screen, all, likely + 1);
}

struct effect
compare_intake(struct ui *ui, const struct case_view *left, int64_t right)
{
	const struct reporter *r = left->reporters;
	struct effect fx = fx_open(&compare_screen, 0);
	struct buf b;

	buf_init(&b);
	pack_text(&b, left->row.title);
	pack_text(&b, left->texts.body);
	pack_text(&b, left->texts.spot);
	pack_text(&b, left->area);
	pack_text(&b, left->row.estate);
	pack_text(&b, r->name);
	pack_text(&b, r->room);
	pack_text(&b, r->phone);
	pack_i64(&b, r->role);
	pack_i64(&b, left->row.cat);
	pack_i64(&b, left->row.tier);
	pack_i64(&b, left->row.kind);
	pack_i64(&b, left->row.channel);
	fx.arg.text = arena_strdup(ui->scratch, b.text);
	buf_release(&b);
	int64_t *ids = arena_array(ui->scratch, 1, sizeof(*ids));

	ids[0] = right;
	fx.arg.ids = ids;
	fx.arg.count = 1;
	return fx;
}

static bool
read_form(struct compare_model *m, struct ui *ui, const char *text)
{
	struct case_view *v = &m->c.side[0];
	struct unpack u = {text, false};
	struct reporter *r = arena_alloc(ui->screen, sizeof(*r));

	*v = (struct case_view){.handler = "",
		.author = "",
		.source = "",
		.ext_id = "",
		.holder = "",
		.lookers = "",
		.texts = {.answer = "", .plan = ""},
		.reporters = r,
		.reporter_count = 1};
	v->row = (struct case_row){.state = CASE_DRAFT,
		.unit = "",
		.clerk = "",
		.grid = "",
		.joint = 1,
		.due_at = TIME_NEVER,
		.light_at = TIME_NEVER,
		.opened_at = ui->now_utc};
	v->row.title = unpack_text(&u, ui->screen);
	v->texts.body = unpack_text(&u, ui->screen);
	v->texts.spot = unpack_text(&u, ui->screen);
	v->area = unpack_text(&u, ui->screen);
	v->row.estate = unpack_text(&u, ui->screen);
	r->name = unpack_text(&u, ui->screen);
	r->room = unpack_text(&u, ui->screen);
	r->phone = unpack_text(&u, ui->screen);
	r->role = (int)unpack_i64(&u);
	v->row.cat = (int)unpack_i64(&u);
	v->row.tier = (enum tier)unpack_i64(&u);
	v->row.kind = (int)unpack_i64(&u);
	v->row.channel = (int)unpack_i64(&u);
	v->category = category_by_code(ui->session->rules, v->row.cat);
	return unpack_done(&u) && v->row.tier >= TIER_NONE && v->row.tier < TIER_COUNT;
}

static bool
compare_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct compare_model *m = self;
	size_t first = 1;

	if (arg->text != NULL && *arg->text != '\0') {
		if (!read_form(m, ui, arg->text))
			return err_set(err, ERR_BUG, "compare form");
		first = 0;
	} else {
		m->left = arg->ids[0];
	}
	for (size_t i = first; i < arg->count && m->other_count < SUGGEST_DUPLICATES; i++)
		m->others[m->other_count++] = arg->ids[i];
	return true;
}

/* --- reading */

static void
judge(struct compare_model *m, struct ui *ui)
{
	const struct case_row *stays = &m->c.side[m->stays == 1 ? 0 : 1].row;
	const struct case_row *joins = &m->c.side[m->stays == 1 ? 1 : 0].row;
	struct err why = ERR_INIT;

	m->refused = NULL;
	if (m->stays == 0)
		return;
	if (stays->id == 0)
		m->refused = _("左边还没有登记, 只能并入右边: 按 2");
	else if (joins->id == 0 && !state_is_open(stays->state))
		m->refused = _("右边已经办完, 不能再并入");
	else if (joins->id != 0 && !compare_may_merge(ui->session, joins, stays, &why))
		m->refused = arena_strdup(ui->screen, why.text);
}

static bool
compare_load_both(void *self, struct ui *ui, struct err *err)
{
	struct compare_model *m = self;
	struct compare c = {.apart_by = ""};
	bool found = false;

	if (m->left != 0) {
		if (!compare_load(
			    ui->session, m->left, m->others[m->at], ui->load, &c, &found, err))
			return false;
	} else {
		c.side[0] = m->c.side[0];
		if (!case_view_load(
			    ui->session, m->others[m->at], ui->load, &c.side[1], &found, err))
			return false;
	}
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	m->c = c;
	compare_fill(m, ui, ui->load);
	judge(m, ui);
	return true;
}

/* --- deciding */

static struct effect
choose(struct compare_model *m, struct ui *ui, int side)
{
	if (side != 1 && side != 2)
		return fx_toast(_("按 1 留左, 2 留右"));
	m->stays = side;
	judge(m, ui);
	return fx_none();
}

static struct effect
merge(struct compare_model *m, struct ui *ui, struct err *err)
{
	const struct case_row *stays = &m->c.side[m->stays == 1 ? 0 : 1].row;
	const struct case_row *joins = &m->c.side[m->stays == 1 ? 1 : 0].row;
	struct effect fx = fx_back();
	struct act_input main = {"main", NULL};
	struct case_step step = {EV_MERGE, &main, 1};
	struct act_result r;

	if (m->stays == 0)
		return fx_toast(_("先选留哪件: 1 左 2 右"));
	if (m->refused != NULL)
		return fx_toast(m->refused);
	fx.answer = true;
	fx.answered = (struct act){
		.id = m->left == 0 ? ACT_NONE : ACT_RETAG, .text = "", .ref = stays->id};
	if (m->left == 0)
		return fx;
	main.value = arena_printf(ui->scratch, "id:%lld", (long long)stays->id);
	if (!case_act(ui->session, joins->id, joins->version, &step, 1, &r, err))
		return fx_fail();
	return fx_done(fx, arena_strdup(ui->scratch, r.label),
		r.undo_until > ui->now_utc ? (int)(r.undo_until - ui->now_utc) : 0);
}

static struct effect
keep_apart(struct compare_model *m, struct ui *ui, struct err *err)
{
	bool apart = !m->c.apart;

	if (m->left == 0)
		return fx_toast(_("还没有登记: 登记后再按 D, 认定不是同一件"));
	if (!compare_set_apart(ui->session, m->left, m->others[m->at], apart, err))
		return fx_fail();
	return fx_done(apart ? fx_back() : fx_none(),
		apart ? _("已认定不是同一件, 不再提示") : _("已取消认定"), 0);
}

static struct effect
walk(struct compare_model *m, int by)
{
	if (m->other_count < 2)
		return fx_toast(_("只有这一件可比"));
	m->at = (m->at + m->other_count + (size_t)by) % m->other_count;
	m->stays = m->top = 0;
	return (struct effect){.kind = FX_RELOAD};
}

static bool
scrolled(struct compare_model *m, const struct act *act)
{
	int page = m->shown > 1 ? m->shown - 1 : 1;

	switch (act->id) {
	case ACT_UP:
		m->top--;
		return true;
	case ACT_DOWN:
		m->top++;
		return true;
	case ACT_PGUP:
	case ACT_HALFUP:
		m->top -= page;
		return true;
	case ACT_PGDN:
	case ACT_HALFDOWN:
		m->top += page;
		return true;
	case ACT_WHEEL:
		m->top += act->digit;
		return true;
	case ACT_TOP:
		m->top = 0;
		return true;
	case ACT_BOTTOM:
		m->top = m->total;
		return true;
	default:
		return false;
	}
}

static struct effect
link_both(const struct compare_model *m, struct ui *ui, struct err *err)
{
	int64_t *ids = arena_array(ui->scratch, 2, sizeof(*ids));

	if (m->left == 0)
		return fx_toast(_("还没有登记, 登记后再关联"));
	ids[0] = m->left;
	ids[1] = m->others[m->at];
	return case_verb(ui, ACT_CASE_LINK, ids, 2, err);
}

static struct effect
compare_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct compare_model *m = self;

	if (scrolled(m, act))
		return fx_none();
	switch (act->id) {
	case ACT_PICK:
		return choose(m, ui, act->digit);
	case ACT_OPEN:
	case ACT_SUBMIT:
	case ACT_CASE_MERGE:
		return merge(m, ui, err);
	case ACT_CASE_LINK:
		return link_both(m, ui, err);
	case ACT_COMPARE_APART:
		return keep_apart(m, ui, err);
	case ACT_PREV:
	case ACT_NEXT:
		return walk(m, act->id == ACT_PREV ? -1 : 1);
	default:
		return fx_pass();
	}
}

static bool
compare_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	(void)self, (void)ui;
	if (action != ACT_CASE_LINK || case_has_verb(ACT_CASE_LINK))
		return true;
	*why = _("这一版还没有");
	return false;
}

static void
compare_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct compare_model *m = self;

	if (m->total > m->shown)
		head->status = arena_printf(ui->scratch, _("第 %d-%d 行, 共 %d 行"), m->top + 1,
			m->top + m->shown < m->total ? m->top + m->shown : m->total, m->total);
}

static const struct hint hints[] = {
	{.act = ACT_PICK, .label = SLOT("key|12", "留左 留右"), .keys = "1/2"},
	{.act = ACT_OPEN, .label = SLOT("key|12", "并案")},
	{.act = ACT_COMPARE_APART},
	{.act = ACT_CASE_LINK},
	{.act = ACT_PREV, .also = ACT_NEXT, .label = SLOT("key|12", "换一件"), .wide = true},
	{.act = ACT_UP, .also = ACT_DOWN, .label = SLOT("key|12", "看下去")},
	{.act = ACT_BACK},
	{0},
};

const struct screen_ops compare_screen = {
	.name = "compare",
	.title = N_("查重对比"),
	.scope = KS_COMPARE,
	.size = sizeof(struct compare_model),
	.hints = hints,
	.open = compare_open,
	.load = compare_load_both,
	.act = compare_act,
	.can = compare_can,
	.head = compare_head,
	.place = compare_place,
	.paint = compare_paint,
};
