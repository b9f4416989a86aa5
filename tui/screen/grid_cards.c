/* What the card of a node says. */
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/grid_model.h"
#include "tui/widget/chart.h"

enum { LABEL_COL = 10, SPARK_MOST = 30, SPARK_LEAST = 8, WIDE_LABEL = 12 };

/* --- words */

static const char *
level_word(enum area_level level)
{
	switch (level) {
	case AREA_CITY:
		return C_("grid.kind|14", "全市");
	case AREA_COUNTY:
		return C_("grid.kind|14", "县区");
	case AREA_TOWN:
		return C_("grid.kind|14", "乡镇街道");
	default:
		return C_("grid.kind|14", "社区村");
	}
}

const char *
grid_steward_word(enum staff_kind kind)
{
	switch (kind) {
	case STAFF_STREET_HEAD:
		return C_("grid.steward|14", "街巷长");
	case STAFF_BUILDING_HEAD:
		return C_("grid.steward|14", "楼栋长");
	case STAFF_GRID_WORKER:
		return C_("grid.steward|14", "网格员");
	case STAFF_HELPER:
		return C_("grid.steward|14", "帮办");
	case STAFF_VOLUNTEER:
		return C_("grid.steward|14", "志愿者");
	default:
		return C_("grid.steward|14", "工作人员");
	}
}

static const char *
grid_kind_word(enum grid_kind kind)
{
	switch (kind) {
	case GRIDK_ESTATE:
		return C_("grid.sort|12", "小区网格");
	case GRIDK_RURAL:
		return C_("grid.sort|12", "村居网格");
	case GRIDK_SPECIAL:
		return C_("grid.sort|12", "专属网格");
	default:
		return C_("grid.sort|12", "街巷网格");
	}
}

const char *
grid_card_title(const struct grid_screen *g, struct arena *mem)
{
	const struct grid_node *n = &g->data.node;
	char code[GRID_CODE_BYTES];

	switch (n->ref.kind) {
	case NODE_AREA:
		return arena_printf(mem, "%s %s", level_word(n->level), area_spoken(n->name, mem));
	case NODE_GRID:
		grid_code_format(n->code * 1000, code);
		return arena_printf(mem, "%s %s", C_("grid.kind|14", "网格"), code);
	case NODE_BUILDING:
		return arena_printf(mem, "%s %s", C_("grid.kind|14", "楼栋"), n->name);
	case NODE_ESTATE:
		return arena_printf(mem, "%s %s", C_("grid.kind|14", "小区"), n->name);
	case NODE_STEWARD:
		return arena_printf(mem, "%s %s", grid_steward_word(n->steward), n->name);
	default:
		return "";
	}
}

const char *
grid_lights_words(const struct grid_card *c, struct arena *mem)
{
	static const enum light order[] = {LIGHT_RED, LIGHT_YELLOW, LIGHT_GREEN, LIGHT_GREY};
	struct buf b;

	if (!c->seen)
		return NULL;
	buf_init(&b);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (c->lights.of[order[i]] > 0)
			buf_addf(&b, "%s%s%d", b.len > 0 ? " " : "", words_light(order[i]),
				c->lights.of[order[i]]);
	const char *words = b.len > 0 ? arena_strdup(mem, b.text) : _("没有在办");

	buf_release(&b);
	return words;
}

/* --- parts of lines */

static void
label(struct card_lines *c, const char *text, int col)
{
	card_line(c);
	card_put(c, ROLE_LABEL, text);
	card_tab(c, col);
}

static int
label_col(void)
{
	return i18n_lang() == LANG_EN ? WIDE_LABEL : LABEL_COL;
}

/* A part behind two blanks, on the next line where it does not fit. */
static void
put_part(struct card_lines *c, const char *fmt, const char *value)
{
	struct buf b;

	buf_init(&b);
	buf_addf(&b, fmt, value);
	if (card_used(c) + 2 + show_width(b.text) > c->cols)
		card_line(c);
	card_putf(c, ROLE_FG, "  %s", b.text);
	buf_release(&b);
}

/* "  403户  1,035人  26网格", of what is known. */
static void
put_counts(struct card_lines *c, const struct grid_card *d)
{
	const struct {
		int n;
		const char *words;
	} all[] = {
		{d->towns, P_("%s乡镇街道", "%s乡镇街道", d->towns)},
		{d->villages, P_("%s社区村", "%s社区村", d->villages)},
		{d->grids, P_("%s网格", "%s网格", d->grids)},
		{d->estates, P_("%s小区", "%s小区", d->estates)},
		{d->node.ref.kind == NODE_ESTATE ? d->buildings : 0,
			P_("%s幢", "%s幢", d->buildings)},
	};

	char n[WORDS_BYTES], people[WORDS_BYTES];

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		if (all[i].n == 0)
			continue;
		words_count(all[i].n, n);
		put_part(c, all[i].words, n);
	}
	words_count(d->households, n);
	words_count(d->people, people);
	if (d->people > 0)
		put_part(c, "%s", arena_printf(&c->mem, _("%s户 %s人"), n, people));
	else if (d->households > 0)
		put_part(c, P_("%s户", "%s户", d->households), n);
}

/* "任期至 28-11"; what has run out is said so. */
static void
put_term(struct card_lines *c, const struct grid_person *p, int32_t today)
{
	int year, month, day;

	if (p->term_end == 0)
		return;
	day_to_date(p->term_end, &year, &month, &day);
	const char *full =
		p->term_end < today ? _("  任期已满 %02d-%02d") : _("  任期至 %02d-%02d");
	const char *brief = p->term_end < today ? _("  满 %02d-%02d") : _("  至 %02d-%02d");
	bool fits = card_used(c) + show_width(full) - 4 <=
		c->cols; /* four digits stand for eight signs */

	card_putf(c, p->term_end < today ? ROLE_WARN : ROLE_DIM, fits ? full : brief, year % 100,
		month);
}

static void
steward_line(struct card_lines *c, enum staff_kind kind, const struct grid_person *p, int count,
	const struct ui *ui)
{
	card_line(c);
	card_putf(c, ROLE_LABEL, "  %s", grid_steward_word(kind));
	card_tab(c, label_col());
	if (count == 0) {
		card_put(c, kind == STAFF_GRID_WORKER ? ROLE_WARN : ROLE_DIM,
			kind == STAFF_GRID_WORKER ? _("缺") : "-");
		return;
	}
	card_put(c, ROLE_FG, p->name);
	if (count > 1)
		card_putf(c, ROLE_FG, P_(" 等%d人", " 等%d人", count), count);
	if (count > 1)
		return;
	if (*p->phone != '\0')
		card_putf(c, ROLE_FG, "  %s", p->phone);
	put_term(c, p, day_from_utc(ui->now_utc));
}

static void
unit_line(struct card_lines *c, const char *name, const struct grid_unit *u, const char *none)
{
	if (u->id == 0 && none == NULL)
		return;
	label(c, name, label_col());
	if (u->id == 0) {
		card_put(c, ROLE_DIM, none);
		return;
	}
	bool fits = label_col() + show_width(u->name) + 2 + show_width(u->leader) <= c->cols;

	card_put(c, ROLE_FG, fits ? u->name : u->brief);
	if (*u->leader != '\0')
		card_putf(c, ROLE_FG, "  %s", u->leader);
}

/* --- the card */

static void
head_lines(struct card_lines *c, const struct grid_screen *g, const struct ui *ui)
{
	const struct grid_card *d = &g->data;
	const struct area *village = &d->path[d->depth > 0 ? d->depth - 1 : 0];

	(void)ui;
	card_line(c);
	card_put(c, ROLE_STRONG,
		d->node.ref.kind == NODE_AREA ? area_spoken(d->node.name, &c->mem) : d->node.name);
	if (d->node.ref.kind == NODE_GRID || d->node.ref.kind == NODE_ESTATE)
		card_putf(c, ROLE_FG, "  %s", area_spoken(village->name, &c->mem));
	if (d->node.ref.kind == NODE_STEWARD)
		card_putf(c, ROLE_FG, "  %s", grid_steward_word(d->node.steward));
	if (d->node.ref.kind != NODE_STEWARD)
		put_counts(c, d);
	if (d->node.ref.kind == NODE_GRID &&
		card_used(c) + 2 + show_width(grid_kind_word(d->kind)) <= c->cols)
		card_putf(c, ROLE_DIM, "  %s", grid_kind_word(d->kind));
}

static void
place_lines(struct card_lines *c, const struct grid_screen *g)
{
	const struct grid_card *d = &g->data;
	bool inner = d->node.ref.kind == NODE_BUILDING || d->node.ref.kind == NODE_STEWARD;

	if (inner) {
		label(c, C_("grid.label|10", "网格"), label_col());
		card_putf(c, ROLE_FG, "%03d %s", d->grid_number, d->grid);
		if (*d->estate != '\0')
			card_putf(c, ROLE_FG, "  %s", d->estate);
	}
	if (*d->bounds != '\0') {
		label(c, C_("grid.label|10", "范围"), label_col());
		card_wrap(c, ROLE_FG, label_col(), d->bounds);
	}
	if (d->node.ref.kind == NODE_AREA) {
		char code[GRID_CODE_BYTES];

		area_code_format(d->node.code, d->node.level, code);
		label(c, C_("grid.label|10", "编码"), label_col());
		card_put(c, ROLE_FG, code);
	}
}

static void
chain_lines(struct card_lines *c, const struct grid_card *d)
{
	if (d->chain_count == 0)
		return;
	card_line(c);
	card_line(c);
	card_put(c, ROLE_HEADER, _("组织链"));
	card_line(c);
	card_put(c, ROLE_FG, " ");
	for (int i = 0; i < d->chain_count; i++) {
		const char *step =
			arena_printf(&c->mem, "%s%s", i > 0 ? " > " : " ", d->chain[i].name);

		if (i > 0 && card_used(c) + show_width(step) > c->cols) {
			card_line(c);
			card_put(c, ROLE_FG, " ");
		}
		card_put(c, ROLE_FG, step);
	}
}

/* Behind what stands there, or below it. */
static void
put_more(struct card_lines *c, const char *text)
{
	if (card_used(c) + 2 + show_width(text) > c->cols) {
		card_line(c);
		card_tab(c, label_col() - 2);
	}
	card_putf(c, ROLE_FG, "  %s", text);
}

static void
steward_lines(struct card_lines *c, const struct grid_screen *g, const struct ui *ui)
{
	const struct grid_card *d = &g->data;

	if (d->node.ref.kind == NODE_AREA)
		return;
	card_line(c);
	card_put(c, ROLE_HEADER, _("两长一员"));
	steward_line(c, STAFF_STREET_HEAD, &d->street, d->streets, ui);
	steward_line(c, STAFF_BUILDING_HEAD, &d->head, d->heads, ui);
	if (d->buildings > 1)
		put_more(c,
			arena_printf(&c->mem, _("一楼栋一群 %d/%d"), d->chat_groups, d->buildings));
	else if (d->node.ref.kind == NODE_BUILDING)
		put_more(c,
			arena_printf(&c->mem, "%s  %s",
				d->chat_groups > 0 ? _("有楼栋群") : _("没有楼栋群"),
				d->board ? _("有公告栏") : _("没有公告栏")));
	steward_line(c, STAFF_GRID_WORKER, &d->worker, d->workers, ui);
}

static void
unit_lines(struct card_lines *c, const struct grid_card *d, bool alone)
{
	if (d->where.estate_id != 0) {
		unit_line(c, C_("grid.label|10", "业委会"), &d->owners, _("还没有登记"));
		unit_line(c, C_("grid.label|10", "物业"), &d->firm, _("没有物业"));
	}
	if (!alone)
		return;
	unit_line(c, C_("grid.label|10", "综治中心"), &d->centre, NULL);
	unit_line(c, C_("grid.label|10", "派出所"), &d->police, NULL);
}

/* The lights once more in words where they are too many for the title, and how the area does. */
static void
matter_lines(struct card_lines *c, const struct grid_screen *g, const struct ui *ui)
{
	const struct grid_card *d = &g->data;
	char n[WORDS_BYTES];
	int target = ui->session->rules->ontime_target_permille;

	if (d->node.ref.kind != NODE_AREA)
		return;
	label(c, C_("grid.label|10", "在办"), label_col());
	words_count(lights_sum(&d->lights), n);
	if (d->seen)
		card_putf(c, ROLE_FG, P_("%s件", "%s件", lights_sum(&d->lights)), n);
	else
		card_put(c, ROLE_DIM, _("看不到: 不在本单位辖区"));
	if (d->ontime_permille < 0)
		return;
	label(c, C_("grid.label|10", "按时率"), label_col());
	enum role role = d->ontime_permille < target - 10 ? ROLE_RED
		: d->ontime_permille < target             ? ROLE_YELLOW
							  : ROLE_FG;

	card_putf(c, role, "%d.%d%%", d->ontime_permille / 10, d->ontime_permille % 10);
	card_putf(c, ROLE_DIM, _("  30天, 目标 %d.%d%%"), target / 10, target % 10);
}

static void
put_categories(struct card_lines *c, const struct grid_card *d, const struct ui *ui)
{
	for (int i = 0; i < CARD_CATS && d->cats[i].count > 0; i++)
		card_putf(c, ROLE_FG, "%s%s %d", i > 0 ? "  " : "",
			category_brief(ui, d->cats[i].code), d->cats[i].count);
}

static const char *
opened_words(const struct grid_card *d, struct arena *mem)
{
	char n[WORDS_BYTES];

	words_count(d->opened, n);
	return arena_printf(mem, P_("%s件", "%s件", d->opened), n);
}

static void
opened_lines(struct card_lines *c, const struct grid_card *d, const struct ui *ui, int cols)
{
	int64_t days[CARD_DAYS];
	const char *count = opened_words(d, &c->mem);
	int room = cols - label_col() - show_width(count) - 1;
	struct ink k;

	label(c, C_("grid.label|10", "30天来件"), label_col());
	if (!d->charted) {
		card_put(c, ROLE_DIM, _("不全在本单位辖区, 不统计"));
		return;
	}
	for (int i = 0; i < CARD_DAYS; i++)
		days[i] = d->days[i];
	room = room > SPARK_MOST ? SPARK_MOST : room;
	if (!ui->slow && d->opened > 0 && room >= SPARK_LEAST) {
		ink_init(&k);
		chart_spark(&k, ui->glyphs, ROLE_CHART_1, days, CARD_DAYS, room);
		card_put(c, ROLE_CHART_1, k.text.text);
		card_put(c, ROLE_FG, " ");
		ink_release(&k);
	}
	card_put(c, ROLE_FG, count);
	if (d->opened == 0)
		return;
	label(c, C_("grid.label|10", "常见"), label_col());
	put_categories(c, d, ui);
}

void
grid_write_card(struct grid_screen *g, const struct ui *ui, int cols, bool alone)
{
	struct card_lines *c = &g->card;

	card_lines_clear(c, cols);
	if (!g->known)
		return;
	head_lines(c, g, ui);
	if (g->data.node.ref.kind == NODE_STEWARD && g->revealed == g->data.node.ref.id) {
		label(c, C_("grid.label|10", "电话"), label_col());
		card_put(c, ROLE_STRONG, g->phone);
	}
	place_lines(c, g);
	chain_lines(c, &g->data);
	steward_lines(c, g, ui);
	unit_lines(c, &g->data, alone || g->data.node.ref.kind == NODE_AREA);
	matter_lines(c, g, ui);
	if (alone)
		opened_lines(c, &g->data, ui, cols);
}

/* --- the side panels of the wide layout */

void
grid_write_services(struct grid_screen *g, const struct ui *ui, int cols)
{
	struct card_lines *c = &g->services;
	const struct grid_card *d = &g->data;

	(void)ui;
	card_lines_clear(c, cols);
	if (!g->known)
		return;
	if (g->tab == GT_VISITS) {
		card_line(c);
		card_wrap(c, ROLE_DIM, 0, _("走访记录还没有建账。"));
		card_line(c);
		card_wrap(c, ROLE_DIM, 0,
			_("建了这里只有次数: 应访 已访 逾期。 不记住户姓名, 不分类。"));
		return;
	}
	unit_line(c, C_("grid.label|10", "邻里中心"), &d->neighbour, _("没有"));
	unit_line(c, C_("grid.label|10", "综治中心"), &d->centre, _("没有"));
	unit_line(c, C_("grid.label|10", "调委会"), &d->mediation, _("没有"));
	unit_line(c, C_("grid.label|10", "派出所"), &d->police, _("没有"));
	card_line(c);
	card_line(c);
	card_wrap(c, ROLE_DIM, 0, _("服务项目和第三方还没有建账, 建了会列在这里。"));
}

void
grid_paint_chart(const struct grid_screen *g, const struct view *v)
{
	const struct grid_card *d = &g->data;
	struct pen p = view_pen(v);
	int64_t days[CARD_DAYS];
	struct ink k;

	if (!g->known || v->rect.rows < 2)
		return;
	pen_putf(&p, ROLE_LABEL, "%s ", C_("grid.label|10", "30天来件"));
	if (!d->charted) {
		pen_put(&p, ROLE_DIM, _("不全在本单位辖区, 不统计"));
		return;
	}
	pen_put(&p, ROLE_FG, opened_words(d, v->ui->scratch));
	pen_line(&p);
	for (int i = 0; i < CARD_DAYS; i++)
		days[i] = d->days[i];
	ink_init(&k);
	for (int row = 0; row < 2 && !v->ui->slow; row++) {
		ink_clear(&k);
		chart_area(&k, v->ui->glyphs, ROLE_CHART_1, days, CARD_DAYS, v->rect.cols, row, 2);
		pen_ink(&p, &k);
		pen_line(&p);
	}
	ink_release(&k);
	for (int i = 0; i < CARD_CATS && d->cats[i].count > 0; i++)
		pen_putf(&p, ROLE_FG, "%s%s %d", i > 0 ? "  " : "",
			category_brief(v->ui, d->cats[i].code), d->cats[i].count);
	if (d->others > 0)
		pen_putf(&p, ROLE_DIM, "  %s %d", C_("grid.label|10", "其他"), d->others);
}
