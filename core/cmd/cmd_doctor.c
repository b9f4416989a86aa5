#include "core/cmd/cmd.h"

#include <string.h>
#include <unistd.h>

#include "core/base/crypto.h"
#include "core/base/os.h"
#include "core/base/show.h"
#include "core/db/db.h"
#include "core/db/schema.h"

enum { LABEL_CELLS = 10, LEAST_ROWS = 20, LEAST_COLS = 60, SCARCE_PERCENT = 10 };

/* One line "label  text"; a finding is marked and counted. */
static void
line(const struct cmd_run *run, const char *label, const char *text)
{
	struct buf padded;

	buf_init(&padded);
	show_pad(&padded, label, LABEL_CELLS, false);
	fprintf(run->out, "%s %s\n", padded.text, text);
	buf_release(&padded);
}

static void
finding(struct cmd_run *run, const char *text)
{
	line(run, "       ! ", text);
	run->status = 1;
}

static void
check_versions(struct cmd_run *run)
{
	struct buf text;

	buf_init(&text);
	buf_addf(&text, _("linli %s, 数据库结构 %d, SQLite %s, libsodium %s"), LINLI_VERSION,
		SCHEMA_VERSION, db_engine_version(), crypto_version());
	line(run, _("版本"), text.text);
	buf_release(&text);
}

static void
check_locale(struct cmd_run *run)
{
	const struct options *o = &run->options;
	struct buf text;

	buf_init(&text);
	buf_addf(&text, _("C.UTF-8, 界面 %s"), o->lang == LANG_EN ? "en" : "zh");
	if (o->lang_name != NULL)
		buf_addf(&text, ", LANG=%s", o->lang_name);
	line(run, _("语言"), text.text);
	buf_release(&text);
	if (o->locale_dir == NULL)
		finding(run, _("没有找到英文词表, 只有中文界面"));
}

static void
check_size(struct cmd_run *run, struct buf *text)
{
	int rows, cols;

	if (!os_terminal_size(STDOUT_FILENO, &rows, &cols)) {
		buf_addstr(text, _(", 标准输出不是终端"));
		line(run, _("终端"), text->text);
		return;
	}
	buf_addf(text, _(", %d 列 %d 行"), cols, rows);
	line(run, _("终端"), text->text);
	if (rows < LEAST_ROWS || cols < LEAST_COLS)
		finding(run, _("窗口太小, 至少要 60 列 20 行"));
}

static void
check_terminal(struct cmd_run *run)
{
	const struct options *o = &run->options;
	struct buf text;

	buf_init(&text);
	buf_addf(&text, "TERM=%s", o->term != NULL ? o->term : "-");
	if (o->ssh_connection != NULL)
		buf_addstr(&text, ", SSH");
	if (o->no_color)
		buf_addstr(&text, ", NO_COLOR");
	check_size(run, &text);
	buf_release(&text);
	/* What only eyes can tell: does this terminal draw as many cells as we count? */
	line(run, _("字宽"), "|邻里中心|\xe2\x80\x9c\xe2\x80\x9d\xe2\x80\xa6\xe2\x80\x94|");
	line(run, "", "|12345678|1234|");
	line(run, "", _("各竖线应上下对齐; 若第三道线错开, 请把终端的歧义字宽设为一格"));
}

static void
check_folders(struct cmd_run *run)
{
	const struct options *o = &run->options;

	line(run, _("数据"), o->data_dir != NULL ? o->data_dir : "-");
	if (o->data_dir == NULL || !os_exists(o->data_dir))
		finding(run, _("没有找到规则数据的文件夹, 请用 --data 指定"));
	line(run, _("主题"), o->themes_dir != NULL ? o->themes_dir : _("只有内置的"));
}

static void
check_private(struct cmd_run *run, const char *path, const char *suffix)
{
	struct os_file file;
	struct buf name;

	buf_init(&name);
	buf_addf(&name, "%s%s", path, suffix);
	if (os_look(name.text, &file) && !file.private) {
		struct buf text;

		buf_init(&text);
		buf_addf(&text, _("%s 别人也能读, 请改为 chmod 600"), name.text);
		finding(run, text.text);
		buf_release(&text);
	}
	buf_release(&name);
}

static void
check_space(struct cmd_run *run, const char *path)
{
	struct buf text;
	int64_t bytes;
	int percent;

	if (!os_free_space(path, &percent, &bytes))
		return;
	buf_init(&text);
	buf_addf(&text, _("%lld MiB 可用 (%d%%)"), (long long)(bytes >> 20), percent);
	line(run, _("磁盘"), text.text);
	buf_release(&text);
	if (percent < SCARCE_PERCENT)
		finding(run, _("磁盘快满了"));
}

static void
check_database(struct cmd_run *run)
{
	static const char *const suffixes[] = {"", ".key", "-wal", "-shm", NULL};
	const char *path = run->options.db;
	struct os_file file;

	line(run, _("数据库"), path != NULL ? path : "-");
	if (path == NULL || !os_look(path, &file)) {
		line(run, "", _("还没有建库: linli demo 建演示城市, linli init 建空库"));
		return;
	}
	if (!file.regular) {
		finding(run, _("它不是普通文件"));
		return;
	}
	for (size_t i = 0; suffixes[i] != NULL; i++)
		check_private(run, path, suffixes[i]);
	check_space(run, path);
}

static bool
run_doctor(struct cmd_run *run, struct err *err)
{
	(void)err; /* what is wrong is a finding, not a failure of this command */
	check_versions(run);
	check_locale(run);
	check_terminal(run);
	check_folders(run);
	check_database(run);
	return true;
}

const struct cmd cmd_doctor = {
	.name = "doctor",
	.words = "",
	.brief = N_("检查终端、语言、字宽、权限和版本"),
	.help = N_("逐项检查这台机器和这个终端能不能好好运行 linli。查出问题时退出码为 1。\n"
		   "不打开数据库, 数据库坏了也能运行。"),
	.run = run_doctor,
};
