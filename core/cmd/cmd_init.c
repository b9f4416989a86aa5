#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/cmd/maintain.h"
#include "core/db/store.h"
#include "core/serve/founding.h"

/* What is asked for, in order; an option answers it beforehand. */
static const struct {
	const char *option, *question;
} questions[] = {
	{"--city", N_("城市名称 (例: 泉州市)")},
	{"--code", N_("城市的 12 位区划代码 (例: 350500000000)")},
	{"--login", N_("第一个管理员的账号 (字母开头, 例: admin)")},
	{"--name", N_("第一个管理员的姓名")},
};

enum { CITY, CODE, LOGIN, NAME, QUESTIONS };

/* A line from the person; false at the end of input. */
static bool
read_answer(const char *question, struct buf *out)
{
	char line[512];

	fprintf(stderr, "%s: ", question);
	fflush(stderr);
	if (fgets(line, sizeof(line), stdin) == NULL)
		return false;
	text_clean(out, line, strcspn(line, "\n"), true);
	text_trim(out);
	return true;
}

static bool
answer(const struct cmd_run *run, int which, struct buf *out, struct err *err)
{
	const char *given = cmd_value(run, questions[which].option);

	buf_clear(out);
	if (given != NULL) {
		text_clean(out, given, strlen(given), true);
		text_trim(out);
		return true;
	}
	if (isatty(STDIN_FILENO) && read_answer(_(questions[which].question), out))
		return true;
	return err_set(err, ERR_INPUT, _("%s: 请用 %s 写出"), _(questions[which].question),
		questions[which].option);
}

/* Asks until the answer is good; what came from an option or a pipe is not asked for twice. */
static bool
ask(const struct cmd_run *run, int which, struct buf *out, bool (*good)(const char *, struct err *),
	struct err *err)
{
	for (;;) {
		if (!answer(run, which, out, err))
			return false;
		if (good(out->text, err))
			return true;
		if (cmd_value(run, questions[which].option) != NULL || !isatty(STDIN_FILENO))
			return err_at(err, "%s", questions[which].option);
		fprintf(stderr, "%s\n", err->text);
		err_clear(err);
	}
}

static bool
make_folder(const char *path, struct err *err)
{
	struct buf dir;

	buf_init(&dir);
	os_folder_of(path, &dir);
	bool ok = os_make_dirs(dir.text, err);

	buf_release(&dir);
	return ok;
}

static bool
found_city(struct cmd_run *run, const struct founding *f, struct err *err)
{
	struct store_config config = {0};

	if (!maintain_path(run, &config.path, err) || !make_folder(config.path, err) ||
		!store_create(&run->store, &config, err))
		return false;
	run->session = (struct session){.store = run->store};
	if (!founding_write(&run->session, f, err) || !store_finish_new(run->store, err))
		return false;
	fprintf(stderr, _("建好了 %s。密钥文件 %s.key 不进备份, 请另存一处保管\n"), config.path,
		config.path);
	fprintf(stderr, _("打开: linli --db %s --as %s\n"), config.path, f->login);
	return true;
}

static bool
run_init(struct cmd_run *run, struct err *err)
{
	static bool (*const good[QUESTIONS])(const char *, struct err *) = {founding_check_city,
		founding_check_code, founding_check_login, founding_check_name};
	struct buf answers[QUESTIONS];
	bool ok = true;

	if (run->options.frozen)
		return err_set(err, ERR_INPUT, _("LINLI_NOW 只能用于演示库, 没有建库"));
	for (int i = 0; i < QUESTIONS; i++)
		buf_init(&answers[i]);
	for (int i = 0; ok && i < QUESTIONS; i++)
		ok = ask(run, i, &answers[i], good[i], err);
	struct founding f = {answers[CITY].text, answers[LOGIN].text, answers[NAME].text, 0};

	ok = ok && text_to_i64(answers[CODE].text, &f.code) && found_city(run, &f, err);
	for (int i = 0; i < QUESTIONS; i++)
		buf_release(&answers[i]);
	return ok;
}

static const struct cmd_option options[] = {
	{"--city", "NAME", N_("城市名称")},
	{"--code", "DIGITS", N_("城市的 12 位区划代码")},
	{"--login", "LOGIN", N_("第一个管理员的账号")},
	{"--name", "NAME", N_("第一个管理员的姓名")},
	{NULL, NULL, NULL},
};

const struct cmd cmd_init = {
	.name = "init",
	.words = "",
	.options = options,
	.brief = N_("新建空库, 问第一个管理员是谁"),
	.help = N_(
		"建一个空的数据库和它的密钥文件, 写入城市, 市级综治中心和第一个账号。没有默认账号。\n\n"
		"不带选项时逐项询问; 在脚本里请用选项写全。数据库或密钥文件已经存在时什么也不动。"),
	.run = run_init,
};
