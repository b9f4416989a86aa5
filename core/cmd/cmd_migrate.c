#include "core/base/clock.h"
#include "core/base/os.h"
#include "core/cmd/maintain.h"
#include "core/serve/backup.h"

static bool
run_migrate(struct cmd_run *run, struct err *err)
{
	struct migrate_report report;
	struct clock clock;
	const char *path;

	clock_real(&clock);
	os_note_stops();
	if (!maintain_path(run, &path, err) ||
		!backup_migrate(path, clock_now(&clock), &report, err))
		return false;
	if (report.from == report.to) {
		fprintf(stderr, _("已是版本 %d, 不用升级\n"), report.to);
		return true;
	}
	fprintf(stderr, _("已从版本 %d 升到 %d; 升级前的副本: %s\n"), report.from, report.to,
		report.kept);
	fprintf(run->out, "%s\n", report.kept);
	return true;
}

const struct cmd cmd_migrate = {
	.name = "migrate",
	.words = "",
	.brief = N_("把旧版本的库升到本程序的版本"),
	.help = N_(
		"打开数据库从不自动升级; 版本不同时打不开, 并提示运行这个命令。\n\n"
		"先在旁边做一份副本并通读, 再一步一步升级, 每步是一笔完整的存盘。出错就停在上一个完整的版本。"
		"升级时谁也不能开着数据库。"),
	.run = run_migrate,
};
