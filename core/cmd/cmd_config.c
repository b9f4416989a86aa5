#include "core/cmd/cmd.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/domain/rules.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2199 };

static void
print_mistake(void *ctx, const char *line)
{
	fprintf(ctx, "%s\n", line);
}

/* "2023-2026 2028" */
static void
add_years(struct buf *out, const struct calendar *cal)
{
	for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
		bool before = year_is_published(cal, year - 1),
		     after = year_is_published(cal, year + 1);

		if (!year_is_published(cal, year) || (before && after))
			continue;
		buf_addf(out, "%s%d", before ? "-" : out->len > 0 ? " " : "", year);
	}
}

static void
print_summary(FILE *out, const struct rules *r)
{
	size_t choices = 0, unconfirmed = 0;
	struct buf years;

	for (int list = 0; list < CHOICE_LIST_COUNT; list++)
		choices += r->choices[list].count;
	while (r->unconfirmed[unconfirmed] != NULL)
		unconfirmed++;
	buf_init(&years);
	add_years(&years, r->calendar);
	fprintf(out, _("规则无误: %zu 组 %zu 类, 选项 %zu 个\n"), r->group_count, r->category_count,
		choices);
	fprintf(out, _("日历: %s (其余年份暂按周末推算)\n"), years.len > 0 ? years.text : "-");
	fprintf(out, _("校验和: %s\n"), r->hash);
	fprintf(out, _("未核定: %zu 项\n"), unconfirmed);
	for (size_t i = 0; i < unconfirmed; i++)
		fprintf(out, "  %s\n", r->unconfirmed[i]);
	buf_release(&years);
}

static bool
run_config(struct cmd_run *run, struct err *err)
{
	const char *dir = run->word_count > 1 ? run->words[1] : run->options.data_dir;
	struct rules *rules;

	if (strcmp(run->words[0], "check") != 0)
		return err_set(err, ERR_INPUT, _("config 只有 check, 没有 %s"), run->words[0]);
	if (dir == NULL)
		return err_set(err, ERR_INPUT, _("没有找到规则文件夹, 请用 --data 指定"));
	if (rules_load(&rules, dir, print_mistake, run->out, err)) {
		print_summary(run->out, rules);
		rules_free(rules);
		return true;
	}
	/* Mistakes were what was asked for. */
	err_clear(err);
	run->status = 1;
	return true;
}

const struct cmd cmd_config = {
	.name = "config",
	.words = "check [DIR]",
	.least = 1,
	.most = 2,
	.brief = N_("检查规则文件"),
	.help = N_("config check 检查一个数据文件夹里的全部规则和日历, 不需要数据库。\n"
		   "每个错误一行: 文件:行:列: 说明。没有错误时列出日历年份、校验和与未核定的值。\n"
		   "退出码: 0 无误, 1 有错误, 2 用法有误。"),
	.run = run_config,
};
