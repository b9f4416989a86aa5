#include "core/cmd/cmd.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/crypto.h"
#include "core/base/nearest.h"
#include "core/base/os.h"
#include "core/base/text.h"
#include "core/db/store.h"

#define COMMAND(x) &cmd_##x,
const struct cmd *const cmd_table[] = {
#include "core/cmd/commands.def"
	NULL};
#undef COMMAND

enum { NAMES_MOST = 64 };

enum global {
	GLOBAL_DB,
	GLOBAL_AS,
	GLOBAL_LANG,
	GLOBAL_THEME,
	GLOBAL_DATA,
	GLOBAL_HELP,
	GLOBAL_VERSION
};

const struct cmd_option cmd_global_options[] = {[GLOBAL_DB] = {"--db", "FILE", N_("数据库文件")},
	[GLOBAL_AS] = {"--as", "USER", N_("以这个账号登录 (演示库)")},
	[GLOBAL_LANG] = {"--lang", "zh|en", N_("界面语言")},
	[GLOBAL_THEME] = {"--theme", "NAME", N_("配色主题")},
	[GLOBAL_DATA] = {"--data", "DIR", N_("规则等数据所在的文件夹")},
	[GLOBAL_HELP] = {"--help", NULL, N_("显示帮助")},
	[GLOBAL_VERSION] = {"--version", NULL, N_("显示版本")},
	{NULL, NULL, NULL}};

/* What the command line asks for instead of running the command. */
enum wish { WISH_RUN, WISH_HELP, WISH_VERSION };

struct parser {
	struct cmd_run *run;
	char **argv;
	int argc, at;
	enum wish wish;
};

const struct cmd *
cmd_find(const char *name)
{
	for (size_t i = 0; cmd_table[i] != NULL; i++)
		if (strcmp(cmd_table[i]->name, name) == 0)
			return cmd_table[i];
	return NULL;
}

static bool
unknown_command(const char *typed, struct err *err)
{
	const char *names[sizeof(cmd_table) / sizeof(cmd_table[0])];
	size_t count = 0;

	for (; cmd_table[count] != NULL; count++)
		names[count] = cmd_table[count]->name;
	const char *guess = nearest_name(typed, names, count);

	if (guess != NULL)
		return err_set(err, ERR_INPUT, _("没有命令 %s。是否想写 %s?"), typed, guess);
	return err_set(err, ERR_INPUT, _("没有命令 %s。linli help 列出全部命令"), typed);
}

static size_t
add_names(const struct cmd_option *list, const char *names[NAMES_MOST], size_t count)
{
	for (; list != NULL && list->name != NULL && count < NAMES_MOST; list++)
		names[count++] = list->name;
	return count;
}

static bool
unknown_option(const struct cmd *cmd, const char *typed, struct err *err)
{
	const char *names[NAMES_MOST];
	size_t count = add_names(cmd_global_options, names, 0);

	count = add_names(cmd != NULL ? cmd->options : NULL, names, count);
	const char *guess = nearest_name(typed, names, count);

	if (guess != NULL)
		return err_set(err, ERR_INPUT, _("没有选项 %s。是否想写 %s?"), typed, guess);
	if (cmd == NULL)
		return err_set(err, ERR_INPUT, _("没有选项 %s。linli --help 列出全部选项"), typed);
	return err_set(
		err, ERR_INPUT, _("没有选项 %s。linli help %s 列出全部选项"), typed, cmd->name);
}

/* Position of the option named by the first len bytes of arg; -1 when the list does not have it. */
static int
option_index(const struct cmd_option *list, const char *arg, size_t len)
{
	for (int i = 0; list != NULL && list[i].name != NULL; i++)
		if (strlen(list[i].name) == len && memcmp(list[i].name, arg, len) == 0)
			return i;
	return -1;
}

static bool
take_global(struct parser *p, enum global which, const char *value, struct err *err)
{
	struct options *o = &p->run->options;

	switch (which) {
	case GLOBAL_DB:
		o->db = value;
		break;
	case GLOBAL_AS:
		o->as = value;
		break;
	case GLOBAL_LANG:
		return options_set_lang(o, value, err);
	case GLOBAL_THEME:
		o->theme = value;
		break;
	case GLOBAL_DATA:
		o->data_dir = value;
		break;
	case GLOBAL_HELP:
		p->wish = WISH_HELP;
		break;
	case GLOBAL_VERSION:
		p->wish = WISH_VERSION;
		break;
	}
	return true;
}

/* "--name VALUE" and "--name=VALUE". */
static bool
read_option(struct parser *p, struct err *err)
{
	const char *typed = p->argv[p->at++];
	const char *arg = strcmp(typed, "-h") == 0 ? "--help" : typed;
	size_t len = strcspn(arg, "=");
	const struct cmd *cmd = p->run->cmd;
	const struct cmd_option *list = cmd != NULL ? cmd->options : NULL;
	int own = option_index(list, arg, len);
	int global = own < 0 ? option_index(cmd_global_options, arg, len) : -1;

	if (own < 0 && global < 0)
		return unknown_option(cmd, arg, err);
	const struct cmd_option *option = own < 0 ? &cmd_global_options[global] : &list[own];
	const char *value = arg[len] == '=' ? arg + len + 1 : NULL;

	/* NOLINTNEXTLINE(*NullDereference): options were found in that list */
	if (option->value == NULL && value != NULL)
		return err_set(err, ERR_INPUT, _("选项 %s 不带值"), option->name);
	if (option->value == NULL)
		value = "";
	if (value == NULL && p->at < p->argc)
		value = p->argv[p->at++];
	if (value == NULL || (option->value != NULL && *value == '\0'))
		return err_set(
			err, ERR_INPUT, _("选项 %s 后面要有 %s"), option->name, option->value);
	if (own < 0)
		return take_global(p, (enum global)global, value, err);
	p->run->values[own] = value;
	return true;
}

static bool
read_word(struct parser *p, char *word, struct err *err)
{
	struct cmd_run *run = p->run;

	if (run->cmd == NULL) {
		run->cmd = cmd_find(word);
		return run->cmd != NULL || unknown_command(word, err);
	}
	run->words[run->word_count++] = word;
	return true;
}

static bool
read_arguments(struct parser *p, struct err *err)
{
	bool only_words = false;

	while (p->at < p->argc) {
		char *arg = p->argv[p->at];

		if (!only_words && strcmp(arg, "--") == 0) {
			only_words = true;
			p->at++;
		} else if (!only_words && arg[0] == '-' && arg[1] != '\0') {
			if (!read_option(p, err))
				return false;
		} else {
			p->at++;
			if (!read_word(p, arg, err))
				return false;
		}
	}
	return true;
}

static bool
check_words(const struct cmd_run *run, struct err *err)
{
	const struct cmd *cmd = run->cmd;

	if (run->word_count < cmd->least)
		return err_set(err, ERR_INPUT, _("%s 缺少参数: linli %s %s"), cmd->name, cmd->name,
			cmd->words);
	if (run->word_count > cmd->most)
		return err_set(
			err, ERR_INPUT, _("%s 多了参数 %s"), cmd->name, run->words[cmd->most]);
	return true;
}

const char *
cmd_value(const struct cmd_run *run, const char *option)
{
	int i = option_index(run->cmd->options, option, strlen(option));

	assert(i >= 0 && i < CMD_OPTIONS_MAX);
	return run->values[i];
}

bool
cmd_number(const struct cmd_run *run, const char *option, int64_t low, int64_t high, int64_t *out,
	struct err *err)
{
	const char *value = cmd_value(run, option);
	int64_t n;

	if (value == NULL)
		return true;
	if (!text_to_i64(value, &n) || n < low || n > high)
		return err_set(err, ERR_INPUT, _("%s 要是 %lld 到 %lld 的数, 不能是 %s"), option,
			(long long)low, (long long)high, value);
	*out = n;
	return true;
}

bool
cmd_choice(const struct cmd_run *run, const char *option, const char *const *names, int *out,
	struct err *err)
{
	const char *value = cmd_value(run, option);

	for (int i = 0; value != NULL && names[i] != NULL; i++) {
		if (strcmp(value, names[i]) == 0) {
			*out = i;
			return true;
		}
	}
	if (value == NULL)
		return true;
	int known = option_index(run->cmd->options, option, strlen(option));

	return err_set(err, ERR_INPUT, _("%s 要是 %s, 不能是 %s"), option,
		run->cmd->options[known].value, value);
}

static bool
run_wish(struct parser *p, bool (*console)(struct cmd_run *run, struct err *err), struct err *err)
{
	struct cmd_run *run = p->run;

	switch (p->wish) {
	case WISH_HELP:
		cmd_print_help(run->out, run->cmd);
		return true;
	case WISH_VERSION:
		fprintf(run->out, "linli %s\n", LINLI_VERSION);
		return true;
	case WISH_RUN:
		break;
	}
	if (run->cmd == NULL)
		return console(run, err);
	return check_words(run, err) && run->cmd->run(run, err);
}

/* A result that never reached its file is not a result. */
static bool
flush_results(FILE *out, struct err *err)
{
	if ((fflush(out) != 0 || ferror(out)) && !os_reader_gone(fileno(out)))
		return err_set(err, ERR_IO, _("结果没有全部写出去"));
	return true;
}

int
cmd_main(int argc, char **argv, bool (*console)(struct cmd_run *run, struct err *err))
{
	struct err err = ERR_INIT;
	struct cmd_run run = {.out = stdout};
	struct parser p = {.run = &run, .argv = argv, .argc = argc, .at = 1};

	os_harden();
	bool ok = options_read_env(&run.options, &err);

	if (ok && !crypto_init())
		ok = err_set(&err, ERR_IO, _("加密库启动失败"));
	run.words = arena_array(&run.options.mem, (size_t)argc + 1, sizeof(*run.words));
	ok = ok && read_arguments(&p, &err);
	options_finish(&run.options);
	ok = ok && run_wish(&p, console, &err);
	ok = flush_results(run.out, &err) && ok;
	cmd_close(&run);
	if (!ok) {
		fprintf(stderr, "linli: %s\n", err.text);
		run.status = err_exit_code(&err);
	}
	options_release(&run.options);
	return run.status;
}
