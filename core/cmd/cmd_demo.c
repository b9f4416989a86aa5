#include <unistd.h>

#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/base/show.h"
#include "core/cmd/maintain.h"
#include "core/domain/rules.h"
#include "core/serve/demo.h"

enum { DEFAULT_SEED = 1, LOGIN_CELLS = 10, NAME_CELLS = 8, UNIT_CELLS = 26, ROLE_BITS = 14 };

/* One line that is written over, where somebody sits; "@ done all" where a program listens. */
static void
show_progress(void *ctx, const char *what, int64_t done, int64_t all)
{
	if (*(const bool *)ctx)
		fprintf(stderr, "\r%s %3d%% ", what, all > 0 ? (int)(done * 100 / all) : 0);
	os_progress(done, all);
}

static void
print_cells(FILE *out, const char *text, int cells)
{
	struct buf b;

	buf_init(&b);
	show_pad(&b, text, cells, false);
	fprintf(out, "%s ", b.text);
	buf_release(&b);
}

static void
print_roles(FILE *out, const struct rules *rules, uint32_t roles)
{
	for (int bit = 0, n = 0; bit < ROLE_BITS; bit++) {
		const struct choice *role = (roles & (1U << bit)) != 0
			? choice_by_value(rules, CHOICE_ROLE, 1 << bit)
			: NULL;

		if (role != NULL)
			fprintf(out, "%s%s", n++ > 0 ? " " : "", word_now(role->name));
	}
	fprintf(out, "\n");
}

static void
print_accounts(FILE *out, const struct rules *rules, const struct demo_report *r)
{
	for (size_t i = 0; i < r->account_count; i++) {
		const struct demo_account *a = &r->accounts[i];

		print_cells(out, a->login, LOGIN_CELLS);
		print_cells(out, a->name, NAME_CELLS);
		print_cells(out, a->unit, UNIT_CELLS);
		print_roles(out, rules, a->roles);
	}
}

static void
print_summary(const struct demo_report *r, const char *path)
{
	fprintf(stderr,
		_("建好了 %s: 网格 %lld, 单位 %lld, 人员 %lld, 案件 %lld (在办 %lld, 超期 %lld)\n"),
		path, (long long)r->grids, (long long)r->units, (long long)r->staff,
		(long long)r->cases, (long long)r->open, (long long)r->overdue);
	fprintf(stderr, _("用时 %.1f 秒: 城市 %.1f, 案件 %.1f, 统计 %.1f, 索引 %.1f\n"),
		(double)(r->city_ms + r->cases_ms + r->roll_ms + r->finish_ms) / 1000,
		(double)r->city_ms / 1000, (double)r->cases_ms / 1000, (double)r->roll_ms / 1000,
		(double)r->finish_ms / 1000);
	fprintf(stderr, _("打开: linli --db %s (%s), 换人用 --as 账号\n"), path,
		r->accounts[0].login);
}

static bool
prepare(struct cmd_run *run, struct demo_config *config, struct err *err)
{
	int64_t seed = DEFAULT_SEED;

	config->cases = DEMO_CASES;
	config->data_dir = run->options.data_dir;
	config->store.frozen = run->options.frozen;
	config->store.frozen_utc = run->options.frozen_utc;
	if (!cmd_number(run, "--cases", 0, DEMO_MOST_CASES, &config->cases, err) ||
		!cmd_number(run, "--seed", 0, INT64_MAX, &seed, err) ||
		!maintain_path(run, &config->store.path, err))
		return false;
	config->seed = (uint64_t)seed;
	if (config->data_dir == NULL)
		return err_set(err, ERR_INPUT, _("没有找到规则文件夹, 请用 --data 指定"));
	if (!rules_load(&run->rules, config->data_dir, cmd_print_line, NULL, err))
		return false;
	config->rules = run->rules;
	struct buf dir;

	buf_init(&dir);
	os_folder_of(config->store.path, &dir);
	bool ok = os_make_dirs(dir.text, err);

	buf_release(&dir);
	return ok;
}

static bool
run_demo(struct cmd_run *run, struct err *err)
{
	bool watched = isatty(STDERR_FILENO) != 0;
	struct demo_config config = {.progress = show_progress, .ctx = &watched};
	struct demo_report report = {0};
	bool ok = prepare(run, &config, err) && demo_make(&config, &report, err);

	if (watched)
		fprintf(stderr, "\r%24s\r", "");
	if (ok) {
		print_accounts(run->out, config.rules, &report);
		print_summary(&report, config.store.path);
	}
	demo_report_release(&report);
	return ok;
}

static const struct cmd_option options[] = {
	{"--cases", "N", N_("案件数, 默认 100000")},
	{"--seed", "N", N_("随机种子, 默认 1; 同一种子、同一时刻, 内容相同")},
	{NULL, NULL, NULL},
};

const struct cmd cmd_demo = {
	.name = "demo",
	.words = "",
	.options = options,
	.brief = N_("建演示城市"),
	.help = N_("建一个新库, 里面是一座完整的演示城市: 泉州的真实区划, 34000 个网格, "
		   "各级中心、部门、物业和"
		   "人员, 以及近三年到此刻的案件, 各种状态都有。\n\n"
		   "人名、小区、企业和电话都是编的; 电话以 154 开头, 这个号段从未分配。"
		   "同一种子和 LINLI_NOW 建出的内容相同, 只有加密的字段和审计链各库不同。\n\n"
		   "列出可以试用的账号: 账号, 姓名, 单位, 岗位。"),
	.run = run_demo,
};
