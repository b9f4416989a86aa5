#include "core/cmd/cmd.h"

#include <string.h>

#include "core/base/show.h"
#include "core/domain/case_machine.h"

enum { NAME_CELLS = 22 };

/* " [--format csv|jsonl]" for each option. */
static void
add_options(struct buf *out, const struct cmd_option *o)
{
	for (; o != NULL && o->name != NULL; o++)
		buf_addf(out, o->value != NULL ? " [%s %s]" : " [%s]", o->name, o->value);
}

void
cmd_print_usage(FILE *out, const struct cmd *cmd)
{
	struct buf line;

	buf_init(&line);
	if (cmd == NULL) {
		buf_addstr(&line, _("linli [选项] [命令 ...]"));
	} else {
		buf_addf(&line, "linli %s%s%s", cmd->name, *cmd->words != '\0' ? " " : "",
			cmd->words);
		add_options(&line, cmd->options);
	}
	fprintf(out, _("用法: %s\n"), line.text);
	buf_release(&line);
}

/* Two columns, padded in cells: the left one may hold hanzi. */
static void
print_row(FILE *out, const char *left, const char *right)
{
	struct buf padded;

	buf_init(&padded);
	buf_addstr(&padded, left);
	for (int cells = show_width(left); cells < NAME_CELLS; cells++)
		buf_addch(&padded, ' ');
	fprintf(out, "  %s  %s\n", padded.text, right);
	buf_release(&padded);
}

static void
print_options(FILE *out, const struct cmd_option *o)
{
	struct buf left;

	buf_init(&left);
	for (; o != NULL && o->name != NULL; o++) {
		buf_clear(&left);
		buf_addf(&left, o->value != NULL ? "%s %s" : "%s", o->name, o->value);
		print_row(out, left.text, tr(o->help));
	}
	buf_release(&left);
}

static void
print_program(FILE *out)
{
	fputs(_("linli 邻里: 综治中心和邻里中心的工作台。不带命令时打开全屏界面。\n"), out);
	cmd_print_usage(out, NULL);
	fputs(_("\n命令 (linli help 命令 有详细说明):\n"), out);
	for (size_t i = 0; cmd_table[i] != NULL; i++)
		print_row(out, cmd_table[i]->name, tr(cmd_table[i]->brief));
	fputs(_("\n选项 (放在命令前后都可以):\n"), out);
	print_options(out, cmd_global_options);
	fputs(_("\n环境变量: LINLI_DB LINLI_LANG LINLI_DATA LINLI_THEME LINLI_NOW NO_COLOR\n"
		"退出码: 0 完成, 1 规则不允许或查出问题, 2 用法或输入有误, 3 存储故障\n"),
		out);
}

void
cmd_print_help(FILE *out, const struct cmd *cmd)
{
	if (cmd == NULL) {
		print_program(out);
		return;
	}
	cmd_print_usage(out, cmd);
	fprintf(out, "\n%s\n", tr(cmd->help));
	if (cmd->options != NULL) {
		fputs(_("\n选项:\n"), out);
		print_options(out, cmd->options);
	}
}

static bool
run_help(struct cmd_run *run, struct err *err)
{
	const struct cmd *cmd = NULL;

	if (run->word_count > 0 && strcmp(run->words[0], "states") == 0) {
		struct buf table;

		buf_init(&table);
		machine_describe(&table);
		fputs(table.text, run->out);
		buf_release(&table);
		return true;
	}
	if (run->word_count > 0) {
		cmd = cmd_find(run->words[0]);
		if (cmd == NULL)
			return err_set(err, ERR_INPUT, _("没有命令 %s。linli help 列出全部命令"),
				run->words[0]);
	}
	cmd_print_help(run->out, cmd);
	return true;
}

const struct cmd cmd_help = {
	.name = "help",
	.words = "[COMMAND|states]",
	.most = 1,
	.brief = N_("列出命令, 或说明一个命令"),
	.help = N_(
		"不带参数时列出全部命令和选项; 带命令名时说明那个命令; states 打印案件的状态与动作表。"),
	.run = run_help,
};
