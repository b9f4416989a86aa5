/* Forms and dialogs in the app, drawn like the mock-ups and worked through keys alone. */
#include <string.h>

#include "core/base/text.h"
#include "tests/lib/ui.h"
#include "tui/widget/form.h"
#include "tui/widget/panels.h"

/* --- an intake form as in mock-up 06 */

enum {
	F_CHANNEL,
	F_PHONE,
	F_NAME,
	F_IDENTITY,
	F_ESTATE,
	F_ROOM,
	F_GRID,
	F_PLACE,
	F_MATTER,
	F_CAT,
	F_OPEN,
	F_NOTICE,
	F_TAGS,
	F_COUNT
};

static const struct field fields[F_COUNT] = {
	[F_CHANNEL] = {FIELD_TEXT, SLOT("demo", "来源"), NULL, 20, 0, true, false},
	[F_PHONE] = {FIELD_DIGITS, SLOT("demo", "电话"), SLOT("demo", "7 到 13 位"), 13, 0, true,
		false},
	[F_NAME] = {FIELD_TEXT, SLOT("demo", "姓名"), NULL, 20, 0, true, false},
	[F_IDENTITY] = {FIELD_CHOICE, SLOT("demo", "身份"), NULL, 0, 0, false, false},
	[F_ESTATE] = {FIELD_LOOKUP, SLOT("demo", "小区"), NULL, 30, 0, true, false},
	[F_ROOM] = {FIELD_TEXT, SLOT("demo", "楼室"), NULL, 20, 0, true, false},
	[F_GRID] = {FIELD_AUTO, SLOT("demo", "网格"), NULL, 0, 0, false, false},
	[F_PLACE] = {FIELD_TEXT, SLOT("demo", "发生地"), NULL, 60, 0, false, true},
	[F_MATTER] = {FIELD_LONG, SLOT("demo", "事由"), SLOT("demo", "先写何处何事何求"), 2000, 4,
		true, false},
	[F_CAT] = {FIELD_LOOKUP, SLOT("demo", "类别"), NULL, 20, 0, true, false},
	[F_OPEN] = {FIELD_CHOICE, SLOT("demo", "公开"), NULL, 0, 0, false, false},
	[F_NOTICE] = {FIELD_CHECK, SLOT("demo", "告知书"), NULL, 0, 0, false, true},
	[F_TAGS] = {FIELD_TEXT, SLOT("demo", "标签"), NULL, 40, 0, false, false},
};

static const struct field_choice identities[] = {
	{1, "业主", NULL, 1}, {2, "租户", NULL, 2}, {3, "商户", NULL, 3}, {4, "其他", NULL, 4}};
static const struct field_choice openness[] = {
	{1, "公开", NULL, 1}, {2, "隐去姓名", NULL, 2}, {3, "匿名", NULL, 3}, {4, "密", NULL, 4}};

struct intake {
	struct panels panels;
	struct form form;
	struct list *unused;
};

/* What the test looks at afterwards. */
static struct {
	char handed[256]; /* texts that fields could not take */
	char log[512];
	int accepted, left_with_changes;
	char saved[1024];
} seen;

static void
lookup(void *self, struct ui *ui, int field, const char *query, struct founds *out)
{
	static const struct {
		const char *name, *initials, *code;
		int64_t id;
	} estates[] = {{"金榕花园", "jryh", "350502-007-012", 7},
		{"金融湖苑", "jrhy", "350502-009-001", 9},
		{"刺桐雅苑", "ctyy", "350502-003-004", 3}},
	  cats[] = {{"CD 电动车充电", "ddccd", "0403", 403}, {"XF 消防隐患", "xfyh", "0404", 404}};
	int n = field == F_ESTATE ? 3 : 2;

	(void)self, (void)ui;
	out->title = "小区";
	for (int i = 0; i < n; i++) {
		const char *name = field == F_ESTATE ? estates[i].name : cats[i].name;
		const char *initials = field == F_ESTATE ? estates[i].initials : cats[i].initials;
		enum match match = match_text(query, name, initials);

		if (match != MATCH_NONE)
			founds_add(out,
				(struct found){.id = field == F_ESTATE ? estates[i].id : cats[i].id,
					.text = name,
					.code = initials,
					.right = field == F_ESTATE ? estates[i].code : cats[i].code,
					.rank = (int)match});
	}
}

static bool
check(void *self, struct ui *ui, int field, struct err *err)
{
	struct intake *in = self;

	(void)ui;
	if (field == F_PHONE &&
		(!text_is_digits(form_text(&in->form, F_PHONE)) ||
			strlen(form_text(&in->form, F_PHONE)) < 7))
		return err_set(err, ERR_INPUT, "电话是 7 到 13 位数字");
	return true;
}

static const struct form_ops form_ops = {.lookup = lookup, .check = check};

static void
paint_side(const void *self, const struct view *v)
{
	struct pen p = view_pen(v);

	(void)self;
	pen_put(&p, ROLE_FG, "> 1207-019 充电桩缺失");
	pen_right(&p, ROLE_FG, "81%");
}

static bool
intake_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct intake *in = self;

	(void)arg, (void)err;
	panels_init(&in->panels, in);
	form_init(&in->form, ui, fields, F_COUNT, &form_ops, in);
	form_choices(&in->form, F_IDENTITY, identities, 4);
	form_choices(&in->form, F_OPEN, openness, 4);
	form_set(&in->form, F_CHANNEL, "RX 热线 12345", 1);
	form_set(&in->form, F_OPEN, NULL, 2);
	form_set(&in->form, F_GRID, "350502-007-012-003 陈志强", 0);
	form_focus(&in->form, F_PHONE);
	panels_title(&in->panels, panels_add(&in->panels, &in->form.w, NULL), "来件", NULL);
	panels_title(&in->panels, panels_add(&in->panels, NULL, paint_side), "边填边查", NULL);
	return true;
}

static bool
intake_place(void *self, struct ui *ui, struct rect body, struct err *err)
{
	struct intake *in = self;

	panels_put(&in->panels, 0,
		body.cols >= 80 ? rect_box_left(&body, ui->size >= SIZE_WIDE ? 70 : 48) : body);
	panels_put(&in->panels, 1, body.cols < 80 && ui->cols < 80 ? (struct rect){0} : body);
	return panels_place(&in->panels, ui, err);
}

static struct effect
intake_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct intake *in = self;
	struct buf text;

	(void)err;
	switch (act->id) {
	case ACT_ACCEPT:
		seen.accepted++;
		return fx_toast("已登记");
	case ACT_LEFT_FIELD:
		seen.left_with_changes++;
		buf_init(&text);
		form_save(&in->form, &text);
		snprintf(seen.saved, sizeof(seen.saved), "%s", text.text);
		buf_release(&text);
		if (act->ref == F_PHONE)
			form_suggest(&in->form, ui->screen, F_NAME, "陈丽华", 0, 95);
		if (act->ref == F_MATTER)
			form_suggest(&in->form, ui->screen, F_CAT, "CD 电动车充电", 403, 60);
		return fx_none();
	case ACT_EDITED:
		return fx_none();
	case ACT_TEXT:
		snprintf(seen.handed, sizeof(seen.handed), "%d %s", (int)act->ref, act->text);
		return fx_none();
	case ACT_FORM_DUP:
		form_set(&in->form, (int)act->ref, "同上件", 0);
		return fx_none();
	default:
		return fx_pass();
	}
}

static void
intake_head(const void *self, const struct ui *ui, struct head *head)
{
	const struct intake *in = self;
	int filled, required;

	form_progress(&in->form, &filled, &required);
	head->filter = arena_printf(ui->scratch, "受理登记  必填 %d/%d", filled, required);
	head->filter_right = "Enter 下一项  F2 提交";
	head->status = form_help(&in->form);
}

static const struct hint form_hints[] = {{.act = ACT_FORM_NEXT}, {.act = ACT_FORM_PICK},
	{.act = ACT_FORM_DUP}, {.act = ACT_FORM_SUBMIT}, {.act = ACT_FORM_ACTIONS},
	{.act = ACT_BACK}, {0}};

static const struct screen_ops intake_screen = {
	.name = "intake",
	.title = SLOT("demo", "登记"),
	.scope = KS_NAV,
	.size = sizeof(struct intake),
	.hints = form_hints,
	.open = intake_open,
	.act = intake_act,
	.head = intake_head,
	.place = intake_place,
};

/* --- a dispatch dialog as in mock-up 10, over it */

enum { D_UNIT, D_LIMIT, D_COPY, D_TELL, D_WORDS, D_DONE, D_COUNT };

static const struct field dispatch_fields[D_COUNT] = {
	[D_UNIT] = {FIELD_LIST, SLOT("demo", "承办"), NULL, 0, 0, true, false},
	[D_LIMIT] = {FIELD_AUTO, SLOT("demo", "时限"), NULL, 0, 0, false, false},
	[D_COPY] = {FIELD_CHECKS, SLOT("demo", "抄送"), NULL, 0, 0, false, false},
	[D_TELL] = {FIELD_CHECK, SLOT("demo", "告知"), NULL, 0, 0, false, false},
	[D_WORDS] = {FIELD_TEXT, SLOT("demo", "意见"), NULL, 60, 0, false, false},
	[D_DONE] = {FIELD_NOTE, "", NULL, 0, 0, false, false},
};

static const struct field_choice units[] = {
	{6, "按各件建议", "037 金榕物业 74%  036 刺桐物业 83%", 6},
	{7, "都派 桐城街道城建办", "在办 7  按时 97%", 7},
	{8, "都派 区消防救援大队", "在办 4  按时 99%", 8},
	{9, "另选 (汉字 / 拼音首字母 / 单位码)", NULL, 9}};
static const struct field_choice copies[] = {
	{-1, "榕荫社区党委", NULL, 1}, {-1, "桐城街道分管领导", NULL, 2}};

struct dispatch {
	struct form form;
};

static bool
dispatch_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct dispatch *d = self;

	(void)arg, (void)err;
	form_init(&d->form, ui, dispatch_fields, D_COUNT, NULL, d);
	d->form.dialog = true;
	form_choices(&d->form, D_UNIT, units, 4);
	form_choices(&d->form, D_COPY, copies, 2);
	form_set(&d->form, D_UNIT, NULL, 6);
	form_set(&d->form, D_LIMIT, "各按类别: 037 到 12-23 18:00   036 堵出口 24时", 0);
	form_set(&d->form, D_COPY, NULL, 1);
	form_set(&d->form, D_TELL, NULL, 1);
	form_note(&d->form, D_TELL, "短信告知来件人 (2人)   模板 受理告知");
	form_set(&d->form, D_DONE, "Enter 分办 2 件 (30秒内可按 u 撤销)   Tab 改下面各项", 0);
	return true;
}

static struct effect
dispatch_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct dispatch *d = self;

	(void)ui, (void)err;
	if (act->id == ACT_TEXT) {
		snprintf(seen.log, sizeof(seen.log), "look up %s", act->text);
		return fx_none();
	}
	if (act->id != ACT_ACCEPT)
		return act->id == ACT_EDITED || act->id == ACT_LEFT_FIELD ? fx_none() : fx_pass();
	snprintf(seen.log, sizeof(seen.log), "unit %lld copy %lld tell %lld words %s;",
		(long long)form_value(&d->form, D_UNIT), (long long)form_value(&d->form, D_COPY),
		(long long)form_value(&d->form, D_TELL), form_text(&d->form, D_WORDS));
	return fx_done(fx_back(), "已分办 2 件", 30);
}

static void
dispatch_head(const void *self, const struct ui *ui, struct head *head)
{
	(void)self, (void)ui;
	head->crumb = "分办  2 件";
	head->title_right = "Esc 不办";
	head->rows = 11;
	head->cols = 64;
}

static const struct screen_ops dispatch_screen = {
	.name = "dispatch",
	.title = SLOT("demo", "分办"),
	.scope = KS_DIALOG,
	.size = sizeof(struct dispatch),
	.hints = form_hints,
	.modal = true,
	.open = dispatch_open,
	.act = dispatch_act,
	.head = dispatch_head,
};

/* --- a screen under them */

struct under {
	struct widget root;
};

static struct effect
under_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	(void)self, (void)ui, (void)err;
	switch (act->id) {
	case ACT_CASE_ROUTE:
		return fx_open(&dispatch_screen, 37);
	case ACT_CASE_NOTE:
		return fx_open(&intake_screen, 0);
	default:
		return fx_pass();
	}
}

static const struct screen_ops under_screen = {
	.name = "under",
	.title = SLOT("demo", "案件"),
	.scope = KS_CASE,
	.size = sizeof(struct under),
	.act = under_act,
};

static const struct screen_entry screens[] = {
	{&under_screen, ACT_GO_HOME, false}, {&intake_screen, ACT_GO_INTAKE, true}, {0}};

static struct ui_test *
open_ui(int rows, int cols)
{
	memset(&seen, 0, sizeof(seen));
	return ui_test_open(
		&(struct ui_test_config){.screens = screens, .rows = rows, .cols = cols});
}

static struct form *
intake_form(struct ui_test *t)
{
	return &((struct intake *)app_screen_model(ui_test_app(t)))->form;
}

static void
a_form_looks_like_the_mock_up(void **state)
{
	static const struct {
		int rows, cols;
		const char *golden;
	} sizes[] = {{24, 80, "engine-form.zh.80x24"}, {36, 120, "engine-form.zh.120x36"},
		{20, 60, "engine-form.zh.60x20"}};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct ui_test *t = open_ui(sizes[i].rows, sizes[i].cols);

		ui_test_keys(t,
			"F6 \"13905952208\" Enter 1 Enter \"jryh\" Enter 3幢1204 Enter F3 \"9\" "
			"Enter 地下车库没有充电桩大家拉飞线充电上周2幢冒过烟希望尽快安装");
		ui_test_golden(t, sizes[i].golden);
		ui_test_close(t);
	}
}

static void
enter_goes_to_what_is_still_open(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct form *f;

	(void)state;
	ui_test_keys(t, "F6");
	f = intake_form(t);
	assert_int_equal(f->focus, F_PHONE);
	ui_test_keys(t, "１３９０５９５２２０８ Enter"); /* full-width digits */
	assert_string_equal(form_text(f, F_PHONE), "13905952208");
	assert_int_equal(f->focus, F_IDENTITY); /* the name came with 95% */
	assert_shown(t, "陈丽华");
	ui_test_keys(t, "2");
	assert_int_equal(form_value(f, F_IDENTITY), 2);
	assert_int_equal(f->focus, F_IDENTITY); /* the caret never moves by itself */
	ui_test_keys(t, "Space");
	assert_int_equal(form_value(f, F_IDENTITY), 3);
	ui_test_keys(t, "业"); /* a hanzi is looked up among the choices */
	assert_int_equal(form_value(f, F_IDENTITY), 1);
	ui_test_keys(t, "Enter \"jr\"");
	assert_shown(t, "1 金榕花园");
	ui_test_golden(t, "engine-form-lookup.zh.80x24");
	ui_test_keys(t, "2"); /* a digit chooses from the list */
	assert_string_equal(form_text(f, F_ESTATE), "金融湖苑");
	assert_int_equal(form_value(f, F_ESTATE), 9);
	ui_test_keys(t, "Enter Enter Enter"); /* past room and place; the grid is the program's */
	assert_int_equal(f->focus, F_MATTER);
	ui_test_keys(t, "充电 Ctrl-J 请装 Enter");
	assert_string_equal(form_text(f, F_MATTER), "充电\n请装");
	assert_int_equal(f->focus, F_CAT); /* suggested, but not certainly enough */
	assert_string_equal(form_text(f, F_CAT), "CD 电动车充电");
	ui_test_keys(t, "Enter");
	assert_int_equal(form_value(f, F_CAT), 403); /* taken by passing it */
	assert_true(seen.left_with_changes >= 4);
	ui_test_close(t);
}

static void
submitting_names_what_is_missing(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct form *f;

	(void)state;
	ui_test_keys(t, "F6 F2");
	f = intake_form(t);
	assert_int_equal(f->focus, F_PHONE);
	assert_shown(t, "电话 要填");
	ui_test_keys(t, "\"12\" Tab");
	assert_int_equal(f->focus, F_PHONE); /* cannot stay like that */
	assert_shown(t, "电话是 7 到 13 位数字");
	ui_test_golden_styles(t, "engine-form-error.80x24");
	ui_test_keys(t, "\"34567\" F2");
	assert_int_equal(f->focus, F_NAME);
	ui_test_keys(t, "陈 F2 \"ctyy\" F2 \"1\" F2 好 F2 \"xf\" F2");
	assert_int_equal(seen.accepted, 1);
	assert_int_equal(form_value(f, F_ESTATE), 3);
	assert_shown(t, "已登记");
	ui_test_close(t);
}

static void
the_last_field_leads_to_the_submit_line(void **state)
{
	struct ui_test *t = open_ui(36, 120);

	(void)state;
	ui_test_keys(t,
		"F6 \"1234567\" Tab 陈 Tab Tab \"ctyy\" Tab \"1\" Tab Tab 好 Tab \"xf\" "
		"Tab Tab Tab Enter");
	assert_int_equal(intake_form(t)->focus, FORM_SUBMIT_LINE);
	assert_shown(t, "Enter 提交");
	assert_int_equal(seen.accepted, 0);
	ui_test_keys(t, "Up Down Enter");
	assert_int_equal(seen.accepted, 1);
	ui_test_close(t);
}

static void
fields_have_pages_and_numbers(void **state)
{
	struct ui_test *t = open_ui(20, 80);
	struct form *f;

	(void)state;
	ui_test_keys(t, "F6");
	f = intake_form(t);
	assert_int_equal(f->pages, 2);
	assert_not_shown(t, "发生地");
	ui_test_keys(t, "PgDn");
	assert_shown(t, "发生地");
	assert_int_equal(f->focus, F_PLACE);
	ui_test_keys(t, "PgUp F3 \"8\" Enter"); /* the number that is printed */
	assert_int_equal(f->focus, F_MATTER);
	ui_test_keys(t, "Shift-Tab");
	assert_int_equal(f->focus, F_ROOM);
	ui_test_resize(
		t, 36, 120); /* everything fits: other numbers, the caret stays in its field */
	assert_int_equal(f->focus, F_ROOM);
	assert_int_equal(f->pages, 1);
	assert_int_equal(f->values[F_MATTER].number, 9);
	ui_test_close(t);
}

static void
what_was_typed_is_kept_as_text(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct form copy;
	char before[sizeof(seen.saved)];

	(void)state;
	ui_test_keys(
		t, "F6 \"1234567\" Tab 陈\\x Tab Tab \"ctyy\" Tab \"1\" Tab Tab 一 Ctrl-J 二 Tab");
	snprintf(before, sizeof(before), "%s", seen.saved);
	ui_test_keys(t, "Esc F6");
	copy = *intake_form(t);
	assert_true(form_restore(&copy, before));
	assert_string_equal(form_text(&copy, F_PHONE), "1234567");
	assert_string_equal(form_text(&copy, F_NAME), "陈\\x");
	assert_int_equal(form_value(&copy, F_ESTATE), 3);
	assert_string_equal(form_text(&copy, F_MATTER), "一\n二");
	assert_int_equal(form_value(&copy, F_OPEN), 2);
	assert_false(form_restore(&copy, "99 0 x\n"));
	assert_false(form_restore(&copy, "nonsense"));
	assert_false(form_restore(&copy, "1 2"));
	ui_test_close(t);
}

static void
control_keys_edit(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct form *f;

	(void)state;
	ui_test_keys(t, "F6 Tab 金榕花园 Ctrl-A Right Right Ctrl-K");
	f = intake_form(t);
	assert_string_equal(form_text(f, F_NAME), "金榕");
	ui_test_keys(t, "Ctrl-W Ctrl-D");
	assert_string_equal(form_text(f, F_NAME), "同上件");
	ui_test_keys(t, "Ctrl-U");
	assert_string_equal(form_text(f, F_NAME), "");
	ui_test_paste(t, "陈\n丽华");
	assert_string_equal(form_text(f, F_NAME), "陈 丽华");
	ui_test_close(t);
}

static void
a_strict_form_hands_on_what_a_field_cannot_take(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct form *f;

	(void)state;
	ui_test_keys(t, "F6 \"u\"");
	f = intake_form(t);
	assert_string_equal(form_text(f, F_PHONE), "u"); /* a form is not strict by itself */
	ui_test_keys(t, "Ctrl-U");
	f->strict = true;
	ui_test_keys(t, "\"u\"");
	assert_string_equal(seen.handed, "1 u");
	ui_test_keys(t, "匿名");
	assert_string_equal(seen.handed, "1 匿名");
	ui_test_keys(t, "\"0595-2\" １２ Tab");
	assert_int_equal(
		f->focus, F_PHONE); /* digits and marks are the field's, full-width ones too */
	assert_string_equal(form_text(f, F_PHONE), "0595-212");
	ui_test_keys(t,
		"Ctrl-U \"1234567\" Tab paste:这段话比姓名一项能放下的多得多所以整段交给这一屏来处理");
	assert_int_equal(f->values[F_NAME].edit.len, 0);
	assert_non_null(strstr(seen.handed, "2 这段话比"));
	ui_test_close(t);
}

static void
suggestions_can_be_declined(void **state)
{
	struct arena mem = ARENA_INIT;
	struct ui_test *t = open_ui(24, 80);
	struct form *f;

	(void)state;
	ui_test_keys(t, "F6");
	f = intake_form(t);
	form_suggest(f, &mem, F_IDENTITY, "", 2, 95);
	ui_test_keys(t, "Tab Tab");
	assert_int_equal(form_value(f, F_IDENTITY), 2);
	ui_test_golden_styles(t, "engine-form-suggested.80x24"); /* dim until it is taken */
	ui_test_keys(t, "Ctrl-U");
	assert_int_equal(form_value(f, F_IDENTITY), 0);
	form_suggest(f, &mem, F_IDENTITY, "", 2, 95);
	assert_int_equal(form_value(f, F_IDENTITY), 0); /* not again */
	ui_test_keys(t, "3");
	assert_int_equal(form_value(f, F_IDENTITY), 3);
	ui_test_close(t);
	arena_release(&mem);
}

static void
fields_that_enter_passes(void **state)
{
	struct ui_test *t = open_ui(24, 80);
	struct form *f;

	(void)state;
	ui_test_keys(t, "F6");
	f = intake_form(t);
	form_pass(f, F_IDENTITY, true);
	form_opens(f, F_GRID, true);
	form_waive(f, F_NAME, true);
	ui_test_keys(t, "\"1234567\" Enter"); /* the name is suggested: on to the estate */
	assert_int_equal(f->focus, F_ESTATE);
	ui_test_keys(t, "Up");
	assert_int_equal(f->focus, F_IDENTITY); /* by Tab and arrows everything is reached */
	ui_test_keys(t, "Down \"ctyy\" Tab \"1\" Tab");
	assert_int_equal(f->focus, F_GRID);
	ui_test_keys(t, "\"x\" Space");
	assert_string_equal(seen.handed, "6  "); /* typed text is the screen's */
	form_clear(f, F_NAME);
	ui_test_keys(t, "F2");
	assert_int_equal(f->focus, F_MATTER); /* no name is needed now */
	ui_test_close(t);
}

/* --- dialogs */

static void
a_dialog_looks_like_the_mock_up(void **state)
{
	struct ui_test *t = open_ui(24, 80);

	(void)state;
	ui_test_keys(t, "d");
	ui_test_golden(t, "engine-dialog.zh.80x24");
	ui_test_keys(t, "Tab Tab Tab 请于时限内办理");
	ui_test_golden(t, "engine-dialog-text.zh.80x24");
	ui_test_resize(t, 20, 60);
	ui_test_golden(t, "engine-dialog.zh.60x20");
	ui_test_close(t);
}

static void
a_digit_and_enter_do_it(void **state)
{
	struct ui_test *t = open_ui(24, 80);

	(void)state;
	ui_test_keys(t, "d Enter");
	assert_string_equal(seen.log, "unit 6 copy 1 tell 1 words ;");
	assert_shown(t, "已分办 2 件   u 撤销 (30秒)");
	ui_test_keys(t, "d 7 Enter");
	assert_string_equal(seen.log, "unit 7 copy 1 tell 1 words ;");
	ui_test_keys(t, "d Down Tab Right Space Tab Space Tab 快 Enter");
	assert_string_equal(seen.log, "unit 7 copy 3 tell 0 words 快;");
	ui_test_keys(t, "d 消防");
	assert_string_equal(
		seen.log, "look up 消防"); /* no choice begins so: the screen's business */
	ui_test_keys(t, "Esc");
	assert_string_equal(app_screen_name(ui_test_app(t)), "under");
	ui_test_close(t);
}

static void
escape_remembers_what_was_typed(void **state)
{
	struct ui_test *t = open_ui(24, 80);

	(void)state;
	ui_test_keys(t, "d 8 Tab Tab Tab 已到现场 Esc");
	assert_string_equal(seen.log, "");
	ui_test_keys(t, "d Enter");
	assert_string_equal(seen.log, "unit 8 copy 1 tell 1 words 已到现场;");
	ui_test_keys(t, "d Enter"); /* done: a new one begins anew */
	assert_string_equal(seen.log, "unit 6 copy 1 tell 1 words ;");
	ui_test_close(t);
}

static void
the_last_action_can_be_repeated(void **state)
{
	struct ui_test *t = open_ui(24, 80);

	(void)state;
	ui_test_keys(t, ";");
	assert_shown(t, "还没有可以再做的");
	ui_test_keys(t, "d 8 Tab Tab Tab 快办 Enter");
	seen.log[0] = '\0';
	ui_test_keys(t, ";"); /* the same dialog with the same answers, for one Enter */
	assert_shown(t, "快办");
	assert_string_equal(seen.log, "");
	ui_test_keys(t, "Enter");
	assert_string_equal(seen.log, "unit 8 copy 1 tell 1 words 快办;");
	ui_test_close(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_looks_like_the_mock_up),
		cmocka_unit_test(enter_goes_to_what_is_still_open),
		cmocka_unit_test(submitting_names_what_is_missing),
		cmocka_unit_test(the_last_field_leads_to_the_submit_line),
		cmocka_unit_test(fields_have_pages_and_numbers),
		cmocka_unit_test(what_was_typed_is_kept_as_text),
		cmocka_unit_test(control_keys_edit),
		cmocka_unit_test(a_strict_form_hands_on_what_a_field_cannot_take),
		cmocka_unit_test(suggestions_can_be_declined),
		cmocka_unit_test(fields_that_enter_passes),
		cmocka_unit_test(a_dialog_looks_like_the_mock_up),
		cmocka_unit_test(a_digit_and_enter_do_it),
		cmocka_unit_test(escape_remembers_what_was_typed),
		cmocka_unit_test(the_last_action_can_be_repeated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
