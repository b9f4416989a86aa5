#include "tests/lib/demo.h"

#include <string.h>

#include "core/base/i18n.h"
#include "tui/widget/bar.h"
#include "tui/widget/rect.h"

enum { FIRST_ID = 1000, SAMPLES = 20 };

static const struct demo_row samples[SAMPLES] = {
	{0, "红", "1204-112", "金榕花园3幢电梯反复停运", "电梯", "金榕物业", "办理中", "超2天",
		"热线", "金榕花园", "王敏", "督催", ROLE_RED},
	{0, "红", "1205-061", "桐荫里12号楼顶违建彩钢棚", "违建", "区城管大队", "办理中", "超5时",
		"网格", "桐荫里", "王敏", "难", ROLE_RED},
	{0, "红", "1206-019", "东门巷夜市噪音到凌晨", "噪音", "桐城街道", "办理中", "超1时", "来访",
		"东门巷", "王敏", "催", ROLE_RED},
	{0, "黄", "1209-037", "地下车库无电动车充电桩", "充电", "-", "待分办", "今17:30", "微信",
		"金榕花园", "王敏", "新", ROLE_YELLOW},
	{0, "黄", "1209-035", "消防通道被私家车长期占用", "停车", "-", "待分办", "今18:00", "微信",
		"金榕花园", "王敏", "联", ROLE_YELLOW},
	{0, "黄", "1206-044", "7幢502装修夜间施工", "装修", "金榕物业", "办理中", "今18:00", "热线",
		"金榕花园", "王敏", "", ROLE_YELLOW},
	{0, "黄", "1209-036", "楼道堆杂物挡住安全出口", "楼道", "-", "待分办", "今18:00", "小程序",
		"刺桐雅苑", "王敏", "", ROLE_YELLOW},
	{0, "黄", "1206-052", "高空抛物砸坏车窗", "高空", "桐城派出所", "待核验", "今18:00", "公安",
		"刺桐雅苑", "王敏", "重", ROLE_YELLOW},
	{0, "黄", "1208-021", "大型犬不拴绳惊吓儿童", "养犬", "榕荫社区", "办理中", "今18:00",
		"网格", "榕荫北里", "王敏", "", ROLE_YELLOW},
	{0, "黄", "1207-008", "独居老人申请助餐送餐", "养老", "邻里中心", "办理中", "今18:00",
		"来访", "榕荫北里", "王敏", "", ROLE_YELLOW},
	{0, "绿", "1209-016", "希望增设儿童活动场地", "建议", "-", "待分办", "18时", "微信",
		"榕荫北里", "王敏", "", ROLE_GREEN},
	{0, "绿", "1209-019", "快递柜占用消防登高面", "消防", "-", "待分办", "18时", "来访",
		"刺桐雅苑", "王敏", "", ROLE_GREEN},
	{0, "绿", "1209-021", "广场舞音量过大", "噪音", "-", "待分办", "19时", "热线", "桐荫里",
		"王敏", "", ROLE_GREEN},
	{0, "绿", "1209-028", "咨询老旧小区加装电梯政策", "政策", "-", "待分办", "20时", "热线",
		"刺桐雅苑", "王敏", "", ROLE_GREEN},
	{0, "绿", "1209-030", "物业费公示栏两季未更新", "物费", "-", "待分办", "20时", "来访",
		"桐荫里", "王敏", "", ROLE_GREEN},
	{0, "绿", "1209-033", "小区南门路灯三盏不亮", "照明", "-", "待分办", "21时", "网格",
		"桐荫里", "王敏", "", ROLE_GREEN},
	{0, "绿", "1206-015", "化粪池外溢已清待确认", "卫生", "区环卫中心", "待问效", "2天", "热线",
		"东门巷", "王敏", "", ROLE_GREEN},
	{0, "绿", "1205-027", "邻里漏水纠纷已签调解书", "邻里", "榕荫调委会", "待问效", "3天",
		"调解", "榕荫北里", "王敏", "会", ROLE_GREEN},
	{0, "绿", "1208-033", "托班收费标准咨询", "托幼", "邻里中心", "待问效", "3天", "微信",
		"东门巷", "王敏", "", ROLE_GREEN},
	{0, "绿", "1204-077", "垃圾房异味整改复查", "卫生", "刺桐物业", "待问效", "3天", "网格",
		"刺桐雅苑", "王敏", "", ROLE_GREEN},
};

struct demo {
	struct list list;
	struct demo_world *world;
	const char *filter;
	int view;
	bool preview;
	struct rect preview_rect;
};

static const struct demo_edit *
edit_of(const struct demo_world *w, int64_t id)
{
	for (int i = w->edit_count - 1; i >= 0; i--)
		if (w->edits[i].id == id)
			return &w->edits[i];
	return NULL;
}

static struct demo_row
row_of(const struct demo_world *w, int64_t id, struct arena *mem)
{
	struct demo_row row = samples[(id - FIRST_ID) % SAMPLES];
	const struct demo_edit *edit = edit_of(w, id);

	row.id = id;
	if (id >= FIRST_ID + SAMPLES)
		row.no = arena_printf(mem, "%08lld", (long long)(id - FIRST_ID));
	if (edit != NULL && edit->title != NULL)
		row.title = edit->title;
	if (edit != NULL && edit->gone)
		row.state = "已办结";
	return row;
}

static bool
matches(const struct demo *d, const struct demo_row *row)
{
	const struct demo_edit *edit = edit_of(d->world, row->id);

	return (edit == NULL || !edit->gone) &&
		(d->filter == NULL || strstr(row->title, d->filter) != NULL);
}

/* --- columns */

#define TEXT_CELL(name, field) \
	static void name(const void *row, const struct ui *ui, struct ink *out) \
	{ \
		(void)ui; \
		ink_add(out, ROLE_FG, ((const struct demo_row *)row)->field); \
	}
TEXT_CELL(cell_no, no)
TEXT_CELL(cell_title, title)
TEXT_CELL(cell_cat, cat)
TEXT_CELL(cell_unit, unit)
TEXT_CELL(cell_state, state)
TEXT_CELL(cell_left, left)
TEXT_CELL(cell_channel, channel)
TEXT_CELL(cell_estate, estate)
TEXT_CELL(cell_clerk, clerk)

static void
cell_light(const void *row, const struct ui *ui, struct ink *out)
{
	const struct demo_row *r = row;

	(void)ui;
	ink_add(out, (enum role)r->light_role, r->light);
}

static void
cell_stamps(const void *row, const struct ui *ui, struct ink *out)
{
	const struct demo_row *r = row;

	(void)ui;
	ink_add(out, ROLE_WARN, r->stamps);
}

static const struct column columns[] = {
	{SLOT("demo", "灯"), {2, 2, 2, 2}, {1, 1, 1, 1}, 0, false, false, cell_light},
	{SLOT("demo", "编号"), {8, 8, 8, 8}, {0}, 0, false, true, cell_no},
	{SLOT("demo", "事由"), {20, 20, 20, 20}, {0}, 3, false, true, cell_title},
	{SLOT("demo", "类"), {0, 4, 6, 6}, {0, 3, 3, 3}, 0, false, true, cell_cat},
	{SLOT("demo", "承办"), {0, 10, 12, 12}, {0}, 0, false, true, cell_unit},
	{SLOT("demo", "状态"), {6, 6, 6, 6}, {7, 7, 7, 7}, 0, false, true, cell_state},
	{SLOT("demo", "剩余"), {8, 8, 8, 8}, {0}, 0, false, true, cell_left},
	{SLOT("demo", "来源"), {0, 0, 6, 6}, {0}, 0, false, false, cell_channel},
	{SLOT("demo", "小区"), {0, 0, 12, 12}, {0}, 0, false, false, cell_estate},
	{SLOT("demo", "经办"), {0, 0, 8, 8}, {0}, 0, false, false, cell_clerk},
	{SLOT("demo", "印"), {0, 4, 6, 6}, {0}, 0, false, false, cell_stamps},
	{0},
};

/* --- the source */

static int64_t
row_id(const void *row)
{
	return ((const struct demo_row *)row)->id;
}

static void
turn(struct demo_row *rows, int n)
{
	for (int i = 0; i < n / 2; i++) {
		struct demo_row swap = rows[i];

		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = swap;
	}
}

static bool
page(void *self, struct ui *ui, const struct list_want *want, struct arena *mem,
	struct list_got *got, struct err *err)
{
	struct demo *d = self;
	struct demo_world *w = d->world;
	int step = want->reverse ? -want->dir : want->dir;
	int64_t first = FIRST_ID, last = FIRST_ID + w->count - 1, looked = 0;
	int64_t id = step > 0 ? first : last;
	struct demo_row *rows = arena_array(mem, (size_t)want->count, sizeof(*rows));

	(void)ui;
	w->reads++;
	if (w->fail)
		return err_set(err, ERR_IO, "读不到: 磁盘出错。已读的还在");
	if (want->mark.set)
		id = want->mark.key[0];
	else if (want->from != NULL)
		id = row_id(want->from) + (want->with ? 0 : step);
	for (; id >= first && id <= last && got->count < want->count; id += step) {
		if (w->window > 0 && looked++ == w->window) {
			got->mark = (struct list_mark){true, {id, 0}};
			got->searched = arena_printf(mem, "%lld", (long long)(id - FIRST_ID));
			break;
		}
		struct demo_row row = row_of(w, id, mem);

		if (matches(d, &row))
			rows[got->count++] = row;
	}
	w->rows_read += got->count;
	got->end = id < first || id > last;
	if (want->dir < 0)
		turn(rows, got->count);
	got->rows = rows;
	got->stride = sizeof(*rows);
	return true;
}

static bool
count(void *self, struct ui *ui, int64_t *n, struct err *err)
{
	struct demo *d = self;

	(void)ui, (void)err;
	*n = d->world->count;
	for (int i = 0; i < d->world->edit_count; i++)
		*n -= d->world->edits[i].gone;
	if (d->filter != NULL)
		*n = -1;
	return true;
}

static bool
all(void *self, struct ui *ui, int64_t *ids, int most, int *n, struct err *err)
{
	struct demo *d = self;

	(void)ui, (void)err;
	for (*n = 0; *n < most && *n < d->world->count; ++*n)
		ids[*n] = FIRST_ID + *n;
	return true;
}

static const void *
gone(void *self, struct ui *ui, int64_t id, struct arena *mem, const char **why)
{
	struct demo *d = self;
	struct demo_row *row = arena_alloc(mem, sizeof(*row));

	(void)ui;
	*row = row_of(d->world, id, mem);
	*why = "已办结";
	return row;
}

static const struct list_source source = {columns, row_id, page, count, all, gone, NULL};

/* --- the screen */

static bool
demo_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct demo *d = self;

	(void)err;
	d->world = (struct demo_world *)(intptr_t)arg->id;
	list_init(&d->list, ui, &source, d);
	if (d->world->batch > 0)
		d->list.batch_rows = d->world->batch;
	d->list.empty = "没有符合的件。 Esc 去掉过滤";
	return true;
}

static bool
demo_load(void *self, struct ui *ui, struct err *err)
{
	struct demo *d = self;

	return list_load(&d->list, ui, err);
}

static struct effect
set_filter(struct demo *d, struct ui *ui, const char *text)
{
	d->filter = text != NULL && *text != '\0' ? arena_strdup(ui->screen, text) : NULL;
	d->list.cursor = d->list.top = 0;
	ui->why = LOAD_OPEN;
	struct err err = ERR_INIT;

	list_load(&d->list, ui, &err);
	return fx_none();
}

static void
note(struct demo *d, const struct act *act)
{
	size_t n = strlen(d->world->log);

	snprintf(d->world->log + n, sizeof(d->world->log) - n, "%s %lld;", action_name(act->id),
		(long long)list_id(&d->list));
}

static struct effect
demo_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct demo *d = self;
	const int64_t *ids;
	size_t n;

	(void)err;
	switch (act->id) {
	case ACT_FILTER_TRY:
	case ACT_FILTER_SET:
		return set_filter(d, ui, act->text);
	case ACT_FILTER_END:
		return set_filter(d, ui, NULL);
	case ACT_UNFILTER:
		return d->filter != NULL ? set_filter(d, ui, NULL) : fx_pass();
	case ACT_PREVIEW:
		d->preview = !d->preview;
		return fx_none();
	case ACT_PICK:
		d->view = act->digit - 1;
		return fx_none();
	case ACT_CASE_ROUTE:
		note(d, act);
		n = list_subjects(&d->list, ui->scratch, &ids);
		list_untag(&d->list);
		return fx_done(fx_none(), arena_printf(ui->scratch, "已分办 %zu 件", n), 30);
	case ACT_CASE_SUPERVISE:
		return fx_ask("督办 1204-112 ?", "承办单位的领导会收到通知, 不能撤回", ACT_CHOSEN);
	case ACT_CHOSEN:
		d->world->log[0] = '\0';
		snprintf(d->world->log, sizeof(d->world->log), "chosen;");
		return fx_none();
	case ACT_CASE_NOTE:
		return fx_prompt("备注", "", ACT_CASE_NOTE);
	case ACT_CASE_CLOSE:
		note(d, act);
		return fx_none();
	default:
		return fx_pass();
	}
}

static bool
demo_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	(void)self, (void)ui;
	if (action != ACT_CASE_SURVEY)
		return true;
	*why = "还没有答复, 不能问效";
	return false;
}

static void
demo_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct demo *d = self;
	static const struct {
		const char *label, *brief;
		int64_t count;
	} views[] = {{"我的", "我的", 23}, {"超期", "超期", 3}, {"今日到期", "今日", 7},
		{"待分办", "待分办", 9}, {"待问效", "待问效", 4}, {"督办", "督办", 1},
		{"退回", "退回", 1}, {"全部", "全部", 412}};

	for (int i = 0; i < 8; i++)
		head->tabs[i] = (struct tab){
			arena_printf(ui->scratch, "%d %s", i + 1, views[i].label),
			arena_printf(ui->scratch, "%d %s", i + 1, views[i].brief), views[i].count};
	head->tab_count = 8;
	head->tab_on = d->view;
	head->live = true;
	head->filter = arena_printf(ui->scratch, "过滤 %s   %lld件  排:到期%s",
		d->filter != NULL ? d->filter : "经办人:我 -状态:办结", (long long)d->list.total,
		d->list.tag_count > 0 ? arena_printf(ui->scratch, "  标记 %d", d->list.tag_count)
				      : "");
	if (d->list.news > 0)
		head->filter_right =
			arena_printf(ui->scratch, "新到 %lld (F5)", (long long)d->list.news);
	if (d->list.tag_count > 0)
		head->status = arena_printf(
			ui->scratch, "已标 %d 件   动作将用于已标的   T 全不标", d->list.tag_count);
}

static bool
demo_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct demo *d = self;

	d->preview_rect = rect_cut_bottom(&body, d->preview ? (ui->rows >= 36 ? 8 : 6) : 0);
	return widget_place(&d->list.w, ui, body, err);
}

static void
demo_paint(const void *self, const struct view *v)
{
	const struct demo *d = self;
	const struct demo_row *row = list_row(&d->list);
	struct view list = view_part(v, d->list.w.rect), preview = view_part(v, d->preview_rect);

	widget_paint(&d->list.w, &list);
	if (!d->preview || row == NULL)
		return;
	view_rule(&preview, arena_printf(v->ui->scratch, "%s  i 收起预览", row->no));
	struct pen p = view_pen(&preview);

	pen_line(&p);
	pen_gap(&p, 1);
	pen_wrap(&p, ROLE_FG, 1, row->title);
}

static void
demo_save(void *self, struct ui *ui)
{
	struct demo *d = self;

	(void)ui;
	d->world->saved++;
}

static void
demo_close(void *self, struct ui *ui)
{
	struct demo *d = self;

	(void)ui;
	d->world->closed++;
}

static void
complete(
	void *self, struct ui *ui, const char *text, size_t caret, struct founds *out, size_t *from)
{
	static const struct found words[] = {
		{.text = "社会噪音", .code = "ZY  shzy", .right = "98"},
		{.text = "装修噪音", .code = "ZX  zxzy", .right = "47"},
		{.text = "施工噪音", .code = "SG  sgzy", .right = "12"}};
	const char *colon = strrchr(text, ':'), *word = colon != NULL ? colon + 1 : text;

	(void)self, (void)ui, (void)caret;
	if (colon == NULL && *text != '\0')
		return;
	*from = (size_t)(word - text);
	out->title = "类 =";
	for (size_t i = 0; i < 3; i++)
		if (*word == '\0' || match_text(word, words[i].text, words[i].code) != MATCH_NONE)
			founds_add(out, words[i]);
}

static void
bar_note(void *self, struct ui *ui, const char *text, struct bar_note *out)
{
	struct demo *d = self;

	out->right = arena_printf(ui->load, "%d 件", d->list.row_count);
	if (strcmp(text, "类:躁音") == 0) {
		out->error = "类 没有 躁音, 是 噪音 吗? Tab 用它";
		out->error_at = 4;
	}
	if (*text == '\0')
		return;
	out->title = "读作";
	out->lines[0] = arena_printf(ui->load, "事由 含 %s", text);
}

static const struct bar_ops filter_ops = {.complete = complete, .note = bar_note};

static const struct hint hints[] = {{.act = ACT_OPEN}, {.act = ACT_TAG},
	{.act = ACT_TAGALL, .wide = true}, {.act = ACT_CASE_ACCEPT, .wide = true},
	{.act = ACT_CASE_ROUTE}, {.act = ACT_CASE_TRANSFER}, {.act = ACT_CASE_FEEDBACK},
	{.act = ACT_CASE_CLOSE}, {.act = ACT_CASE_SURVEY, .wide = true}, {.act = ACT_FILTER},
	{.act = ACT_SORT, .wide = true}, {.act = ACT_VIEW, .wide = true},
	{.act = ACT_UNDO, .wide = true}, {.act = ACT_ACTIONS}, {.act = ACT_MENU, .wide = true},
	{.act = ACT_COMMAND, .wide = true}, {.act = ACT_HELP}, {.act = ACT_BACK, .wide = true},
	{0}};

const struct screen_ops demo_screen = {
	.name = "demo",
	.title = SLOT("demo", "案件"),
	.scope = KS_CASE,
	.size = sizeof(struct demo),
	.hints = hints,
	.filter = &filter_ops,
	.open = demo_open,
	.load = demo_load,
	.act = demo_act,
	.can = demo_can,
	.head = demo_head,
	.place = demo_place,
	.paint = demo_paint,
	.save = demo_save,
	.close = demo_close,
};

const struct screen_entry demo_screens[] = {{&demo_screen, ACT_GO_QUEUE, false}, {0}};

struct arg
demo_arg(struct demo_world *w)
{
	return (struct arg){.id = (int64_t)(intptr_t)w};
}

enum poll_result
demo_poll(void *world)
{
	struct demo_world *w = world;
	bool changed = w->changed;

	w->changed = false;
	if (w->unreachable)
		return POLL_FAILED;
	return changed ? POLL_CHANGED : POLL_SAME;
}
