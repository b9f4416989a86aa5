/*
 * How many bytes the terminal gets for what people do most, on the screen they look at all day: a queue of
 * matters as the design draws it. Counts are exact and the same on every machine.
 */
#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/rng.h"
#include "tests/lib/pty.h"
#include "tui/term/term.h"

/* What is measured: a kind of terminal, a size, and how a screen is drawn on it. */
struct setting {
	const char *type;
	int rows, cols;
	enum term_repeat repeats; /* as a probe finds it */
	int colours;              /* most that are used */
	bool half_bar;            /* the selected row is coloured up to its subject only */
};

/* The child tells over a pipe what each frame cost, so that nobody has to guess when one has ended. */
struct bench {
	const struct setting *setting;
	int costs[2];
	struct pty *p;
	size_t total; /* of all frames so far */
};

struct queue {
	const struct setting *setting;
	struct canvas *cv;
	int top, cursor; /* first row shown, row selected */
	bool dashboard;  /* the other screen */
};

static const struct style plain = {ROLE_FG, ROLE_BG}, title = {ROLE_TITLE_FG, ROLE_TITLE_BG},
			  line = {ROLE_BORDER, ROLE_BG};

static void
paint_matter(const struct queue *q, int row, int n)
{
	static const char *const subjects[] = {"金榕花园3幢电梯反复停运",
		"桐荫里12号楼顶违建彩钢棚", "东门巷夜市噪音到凌晨", "地下车库无电动车充电桩",
		"消防通道被私家车长期占用", "7幢502装修夜间施工", "楼道堆杂物挡住安全出口",
		"高空抛物砸坏车窗", "大型犬不拴绳惊吓儿童", "独居老人申请助餐送餐",
		"希望增设儿童活动场地", "快递柜占用消防登高面", "广场舞音量过大",
		"咨询老旧小区加装电梯政策", "物业费公示栏两季未更新"};
	static const char *const kinds[] = {"电梯", "违建", "噪音", "充电", "停车", "装修", "楼道"};
	static const char *const units[] = {
		"金榕物业", "区城管大队", "桐城街道", "-", "桐城派出所", "榕荫社区"};
	static const char *const states[] = {"办理中", "待分办", "待核验"};
	static const char *const lights[] = {"绿", "黄", "红"};
	static const uint8_t light_roles[] = {ROLE_GREEN, ROLE_YELLOW, ROLE_RED};
	struct canvas *cv = q->cv;
	struct rng base, r;
	char text[32];

	rng_seed(&base, 9);
	r = rng_fork(&base, (uint64_t)n);
	int light = rng_chance(&r, 15) ? 2 : rng_chance(&r, 30) ? 1 : 0;
	int subject = cv->cols - 44;

	canvas_text(cv, row, 0, 1, plain, n == q->cursor ? ">" : " ");
	canvas_text(cv, row, 2, 2, (struct style){light_roles[light], ROLE_BG}, lights[light]);
	snprintf(text, sizeof(text), "12%02d-%03d", 9 - n / 40 % 9, (n * 37 + 11) % 1000);
	canvas_field(cv, row, 5, 8, plain, text, false);
	canvas_field(cv, row, 14, subject, plain, subjects[rng_below(&r, 15)], false);
	canvas_field(cv, row, cv->cols - 29, 4, plain, kinds[rng_below(&r, 7)], false);
	canvas_field(cv, row, cv->cols - 24, 10, plain, units[rng_below(&r, 6)], false);
	canvas_field(cv, row, cv->cols - 13, 6, plain, states[rng_below(&r, 3)], false);
	snprintf(text, sizeof(text), "%d时", 1 + (int)rng_below(&r, 24));
	canvas_field(cv, row, cv->cols - 6, 6, plain, text, false);
	if (n == q->cursor)
		canvas_tint(cv,
			(struct rect){row, 0, 1, cv->cols - (q->setting->half_bar ? 29 : 0)},
			(struct style){ROLE_SEL_FG, ROLE_SEL_BG});
}

static void
paint_queue(const struct queue *q)
{
	struct canvas *cv = q->cv;
	int rows = cv->rows - 4;

	canvas_field(cv, 0, 0, cv->cols, title,
		" 邻里 首页 > 案件                                   王敏 白班  12-09 周一 14:32",
		false);
	canvas_field(cv, 1, 0, cv->cols, plain,
		" 1 我的23  2 超期3  3 今日7  4 待分办9  5 待问效4  6 督办1  7 退回1  8 全部412",
		false);
	canvas_field(cv, 2, 0, cv->cols, (struct style){ROLE_HEADER, ROLE_BG}, "  灯 编号     事由",
		false);
	for (int i = 0; i < rows; i++)
		paint_matter(q, 3 + i, q->top + i);
	canvas_field(cv, cv->rows - 1, 0, cv->cols, title,
		" Enter 打开  Space 标记  d 分办  t 转办  f 反馈  c 办结  / 过滤  . 动作  ? 帮助",
		false);
	canvas_rest(cv, 3 + q->cursor - q->top, 0);
}

/* Panels with frames, as the dashboard has them. */
static void
paint_dashboard(const struct queue *q)
{
	struct canvas *cv = q->cv;
	int split = cv->cols * 3 / 5, low = cv->rows * 3 / 5;

	canvas_field(cv, 0, 0, cv->cols, title,
		" 邻里 首页                                          王敏 白班  12-09 周一 14:32",
		false);
	canvas_field(cv, 1, 0, cv->cols, plain, " 1 我的工作   2 中心全局   3 队伍负荷   4 通知(5)",
		false);
	canvas_frame(cv, (struct rect){2, 0, cv->rows - 4, cv->cols}, line, "我的待办 23", title,
		"Enter 打开");
	canvas_vline(cv, 2, split, cv->rows - 4, line);
	canvas_hline(cv, low, 0, cv->cols, line);
	struct rect before = canvas_clip(cv, (struct rect){3, 1, low - 3, split - 1});

	for (int row = 3; row < low; row++)
		paint_matter(q, row, row);
	canvas_unclip(cv, before);
	for (int row = low + 1; row < cv->rows - 3; row++) {
		canvas_field(cv, row, 2, split - 3, plain,
			"15:00 待开 金榕花园 三方联席会 到会 3/3", false);
		canvas_field(cv, row, split + 2, cv->cols - split - 4, plain,
			"热 电动车充电 18件升180%", false);
	}
	canvas_field(cv, cv->rows - 1, 0, cv->cols, title,
		" Enter 打开  F6 登记  F8 连办  / 过滤  0 主菜单  : 命令  ? 帮助  q 返回", false);
	canvas_rest(cv, 3, 1);
}

static int
child(void *arg)
{
	const struct bench *bench = arg;
	const struct setting *setting = bench->setting;
	struct term_config config = {.type = getenv("TERM"), .repeats = setting->repeats};
	struct queue q = {.setting = setting};
	struct canvas cv;
	struct theme theme;
	struct err err = ERR_INIT;
	struct term *t;
	const char *notice;
	int rows, cols;

	if (!i18n_init("build/locale", LANG_ZH) || !term_open(&t, &config, &notice, &err))
		return 2;
	term_size(t, &rows, &cols);
	term_limit_colours(t, setting->colours);
	canvas_init(&cv, rows, cols);
	theme_default(&theme);
	q.cv = &cv;
	for (;;) {
		struct event ev;

		canvas_erase(&cv, plain);
		if (q.dashboard)
			paint_dashboard(&q);
		else
			paint_queue(&q);
		term_flush(t, &cv, &theme, GLYPHS_UNICODE);
		int64_t cost = term_take_bytes(t);

		if (write(bench->costs[1], &cost, sizeof(cost)) != (ssize_t)sizeof(cost))
			return 3;
		term_wait(t, -1, -1, &ev);
		if (ev.kind != EVENT_KEY)
			break;
		if (ev.key.sym == K_DOWN)
			q.cursor++;
		if (ev.key.sym == K_PGDN)
			q.top = q.cursor += rows - 4;
		if (ev.key.sym == K_TAB)
			q.dashboard = !q.dashboard;
		if (q.cursor >= q.top + rows - 4)
			q.top = q.cursor - (rows - 4) + 1;
	}
	term_close(t);
	canvas_release(&cv);
	return 0;
}

static bool
all_came(struct pty *p, void *total)
{
	return p->bytes >= *(size_t *)total;
}

static size_t
next_cost(struct bench *b)
{
	int64_t cost = 0;

	assert_int_equal(read(b->costs[0], &cost, sizeof(cost)), sizeof(cost));
	b->total += (size_t)cost;
	assert_true(pty_wait(b->p, all_came, &b->total));
	return (size_t)cost;
}

static size_t
cost_of(struct bench *b, const char *key)
{
	pty_keys(b->p, key);
	return next_cost(b);
}

static void
begin(struct bench *b, const struct setting *setting)
{
	char type[64];
	const char *const env[] = {type, NULL};

	*b = (struct bench){.setting = setting};
	snprintf(type, sizeof(type), "TERM=%s", setting->type);
	assert_int_equal(pipe(b->costs), 0);
	b->p = pty_fork(setting->rows, setting->cols, child, b, env);
	close(b->costs[1]);
}

static void
end(struct bench *b)
{
	pty_close(b->p);
	close(b->costs[0]);
}

struct costs {
	size_t first, move, move_most, scroll, page, change;
};

/* Averages over a screenful of moves, ten lines scrolled, ten pages; change is the dearer of two screens. */
static struct costs
measure(const struct setting *setting)
{
	static const char *const repeats[] = {"no rep", "ascii ", "rep   "};
	struct bench b;
	struct costs c = {0};

	begin(&b, setting);
	c.first = next_cost(&b);
	for (int i = 1; i < setting->rows - 4; i++) {
		size_t bytes = cost_of(&b, "Down");

		c.move += bytes;
		c.move_most = bytes > c.move_most ? bytes : c.move_most;
	}
	c.move /= (size_t)setting->rows - 5;
	for (int i = 0; i < 10; i++)
		c.scroll += cost_of(&b, "Down");
	c.scroll /= 10;
	for (int i = 0; i < 10; i++)
		c.page += cost_of(&b, "PgDn");
	c.page /= 10;
	c.change = cost_of(&b, "Tab");
	size_t back = cost_of(&b, "Tab");

	c.change = back > c.change ? back : c.change;
	end(&b);
	print_message("%3dx%-3d %-15s %3d colours %s %s: first %4zu, move %3zu (most %3zu), scroll "
		      "%3zu, page %4zu, "
		      "change %4zu\n",
		setting->cols, setting->rows, setting->type, setting->colours,
		repeats[setting->repeats], setting->half_bar ? "half bar" : "full bar", c.first,
		c.move, c.move_most, c.scroll, c.page, c.change);
	return c;
}

static void
check(const struct setting *setting, size_t move, size_t scroll, size_t page, size_t change)
{
	struct costs c = measure(setting);

	assert_true(c.move <= move);
	assert_true(c.scroll <= scroll);
	assert_true(c.page <= page);
	assert_true(c.change <= change);
}

/*
 * The aims are 200, 2,000 and 3,000 bytes at 80x24, and 350, 2,500 and 5,000 at 120x40, for a list of 20
 * rows. A bar over whole rows costs two rows of text for each move: 150 bytes of Chinese and some 90 of
 * colours and moves.
 */
static void
test_bytes_stay_within_what_was_reached(void **state)
{
	(void)state;
	check(&(struct setting){"xterm-256color", 24, 80, REPEAT_ANY, 256, true}, 150, 250, 1800,
		2700);
	check(&(struct setting){"xterm-256color", 24, 80, REPEAT_ANY, 256, false}, 240, 250, 1800,
		2700);
	check(&(struct setting){"xterm-256color", 24, 80, REPEAT_NOTHING, 256, false}, 245, 250,
		1800, 2900);
	check(&(struct setting){"xterm-256color", 24, 80, REPEAT_ANY, 16, false}, 220, 230, 1750,
		2500);
	check(&(struct setting){"tmux-256color", 24, 80, REPEAT_ASCII, 256, false}, 240, 250, 1800,
		3000);
	check(&(struct setting){"linux", 24, 80, REPEAT_NOTHING, 8, false}, 225, 230, 1750, 2700);
	check(&(struct setting){"xterm-256color", 40, 120, REPEAT_ANY, 256, true}, 150, 250, 3100,
		4300);
	check(&(struct setting){"xterm-256color", 40, 120, REPEAT_ANY, 256, false}, 245, 250, 3100,
		4300);
	check(&(struct setting){"tmux-256color", 40, 120, REPEAT_ASCII, 256, false}, 245, 250, 3100,
		5200);
}

static void
test_nothing_new_costs_nothing(void **state)
{
	(void)state;
	static const struct setting setting = {"xterm-256color", 24, 80, REPEAT_ANY, 256, false};
	struct bench b;

	begin(&b, &setting);
	assert_true(next_cost(&b) > 0);
	assert_int_equal(cost_of(&b, "j"), 0);
	end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bytes_stay_within_what_was_reached),
		cmocka_unit_test(test_nothing_new_costs_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
