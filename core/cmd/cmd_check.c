#include "core/cmd/maintain.h"
#include "core/serve/check.h"

static void
print_finding(void *ctx, const char *line)
{
	struct cmd_run *run = ctx;

	fprintf(run->out, "%s\n", line);
	run->status = 1;
}

static bool
run_check(struct cmd_run *run, struct err *err)
{
	if (!maintain_open(run, true, err) ||
		!check_run(
			&run->session, cmd_value(run, "--quick") != NULL, print_finding, run, err))
		return false;
	if (run->status == 0)
		fprintf(stderr, _("没有发现问题\n"));
	return true;
}

static const struct cmd_option options[] = {
	{"--quick", NULL, N_("不逐页核对, 不核审计链")},
	{NULL, NULL, NULL},
};

const struct cmd cmd_check = {
	.name = "check",
	.words = "",
	.options = options,
	.brief = N_("核对整个数据库, 有问题逐条列出"),
	.help = N_(
		"逐页核对文件, 引用, 件与经过与时钟之间的关系, 统计数与重算, 审计链。只读, 别人可以照常办件。\n\n"
		"每个问题一行; 有问题时退出码是 1, 读不下去是 3。"),
	.run = run_check,
};
