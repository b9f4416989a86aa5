#include "core/cmd/maintain.h"
#include "core/db/store.h"
#include "core/domain/rules.h"
#include "core/serve/keeper.h"

static bool
run_tick(struct cmd_run *run, struct err *err)
{
	if (run->options.data_dir == NULL)
		return err_set(err, ERR_INPUT, _("没有找到规则数据的文件夹, 请用 --data 指定"));
	if (!rules_load(&run->rules, run->options.data_dir, cmd_print_line, NULL, err) ||
		!maintain_open(run, false, err))
		return false;
	run->session.rules = run->rules;
	return keeper_run(&run->session, err);
}

const struct cmd cmd_tick = {
	.name = "tick",
	.words = "",
	.brief = N_("做一遍到点的事: 催办升级, 汇总, 清理, 整理索引"),
	.help = N_(
		"与控制台平时顺手做的一样, 但一次做完: 到点的提醒, 催办, 告知, 通报和挂账复查, 统计汇总, 并入日志,"
		" 整理全文索引, 清掉过期的草稿和撤销记录, 更新查询统计。供 cron 或定时器使用"
		" (随附 linli-tick.service 和 linli-tick.timer); 与开着的控制台同时做也无妨, 做两遍也无妨。"),
	.run = run_tick,
};
