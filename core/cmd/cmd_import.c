#include <string.h>
#include <unistd.h>

#include "core/base/buf.h"
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cmd/cmd.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/unit.h"
#include "core/serve/import.h"

enum { CACHE_KIB = 65536, STEP_MS = 200, BAR_CELLS = 30, LINE_CELLS = 78, SURE_MS = 2000 };

/* A line on stderr that is drawn over itself, where stderr is a terminal. */
struct bar {
	bool shown;
	int64_t began_ms;
};

static void
draw_bar(struct bar *bar, const struct import *im, int64_t now_ms)
{
	const struct import_counts *c = import_counted(im);
	int64_t size = source_size(import_source(import_reading(im))), at = import_offset(im);
	int64_t rows = c->imported + c->updated + c->skipped + c->rejected;
	int64_t ms = now_ms - bar->began_ms;
	char cells[BAR_CELLS + 1];

	fprintf(stderr, "\r");
	if (size > 0) {
		for (int i = 0; i < BAR_CELLS; i++)
			cells[i] = i < at * BAR_CELLS / size ? '#' : '.';
		cells[BAR_CELLS] = '\0';
		fprintf(stderr, "[%s] %3d%%  ", cells, (int)(at * 100 / size));
	}
	fprintf(stderr, _("%lld 行, 每秒 %lld 行"), (long long)rows,
		(long long)(ms > 0 ? rows * 1000 / ms : 0));
	if (at > 0 && size > at && ms > SURE_MS)
		fprintf(stderr, _(", 还要 %lld 秒"), (long long)(ms * (size - at) / at / 1000));
	fputs("    ", stderr); /* the line may have been longer; no escapes: TERM may be anything */
	fflush(stderr);
	bar->shown = true;
}

static void
wipe_bar(const struct bar *bar)
{
	if (bar->shown)
		fprintf(stderr, "\r%*s\r", LINE_CELLS, "");
}

/* Whoever acts for a part of the city brings nothing into another one. */
static bool
lies_within(struct session *s, int64_t area_id, bool *yes, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct area path[4];
	int n = 0;
	bool ok = area_path(s, area_id, &mem, path, &n, err);

	*yes = s->scope.level == AREA_CITY;
	for (int i = 0; i < n; i++)
		*yes = *yes || path[i].id == s->scope.area_id;
	arena_release(&mem);
	return ok;
}

static bool
check_desk(struct cmd_run *run, const struct unit *unit, struct err *err)
{
	bool within = false;

	if (unit->kind != UNITK_CENTRE)
		return err_set(
			err, ERR_INPUT, _("%s 不是综治中心, 来件要由综治中心受理"), unit->name);
	if (!lies_within(&run->session, unit->area_id, &within, err))
		return false;
	return within || err_set(err, ERR_RULE, _("%s 不在本辖区"), unit->name);
}

/* The centre named by --unit: its id, its name or its short name. */
static bool
find_desk(struct cmd_run *run, int64_t *desk_id, struct err *err)
{
	const char *name = cmd_value(run, "--unit");
	struct arena mem = ARENA_INIT;
	struct unit unit;
	int64_t id;
	bool found = false, ok;

	*desk_id = 0;
	if (name == NULL)
		return true;
	if (text_to_i64(name, &id))
		ok = unit_by_id(&run->session, id, &mem, &unit, &found, err);
	else
		ok = unit_by_name(&run->session, name, &mem, &unit, &found, err);
	if (ok && !found)
		ok = err_set(err, ERR_INPUT, _("没有单位 %s"), name);
	ok = ok && check_desk(run, &unit, err);
	*desk_id = ok ? unit.id : 0;
	arena_release(&mem);
	return ok;
}

static void
tell_reading(const struct import *im, const struct import_map *map)
{
	size_t count;
	const char *const *columns = import_columns(import_reading(im), &count);
	struct buf text;

	buf_init(&text);
	import_map_tell(map, columns, count, &text);
	fprintf(stderr, _("列: %s\n"), text.text);
	buf_release(&text);
}

static void
tell_result(const struct import *im, const struct import_map *map, bool dry_run)
{
	const struct import_counts *c = import_counted(im);
	const struct source *source = import_source(import_reading(im));

	if (import_format(import_reading(im)) == IMPORT_JSONL)
		tell_reading(im, map);
	fprintf(stderr, _("编码: %s\n"), encoding_name(source_encoding(source)));
	if (source_bad(source) > 0)
		fprintf(stderr, _("有 %lld 处坏字节, 已用替代符号代替\n"),
			(long long)source_bad(source));
	if (c->in_hand > 0)
		fprintf(stderr, _("%lld 件来源有改动但已在办理, 没有改\n"), (long long)c->in_hand);
	if (*import_rejected_path(im) != '\0')
		fprintf(stderr, _("未导入的行和原因在 %s; 改好后可以直接再导入它\n"),
			import_rejected_path(im));
	if (dry_run)
		fprintf(stderr, "%s", _("只是试读, 没有写入\n"));
	fprintf(stderr, "imported %lld updated %lld skipped %lld rejected %lld\n",
		(long long)c->imported, (long long)c->updated, (long long)c->skipped,
		(long long)c->rejected);
}

static bool
run_steps(struct cmd_run *run, struct import *im, struct err *err)
{
	const struct clock *clock = store_clock(run->store);
	struct bar bar = {.began_ms = clock_mono_ms(clock)};
	bool terminal = isatty(STDERR_FILENO) == 1, done = false, ok = true;

	while (ok && !done) {
		ok = import_step(im, STEP_MS, &done, err);
		if (ok && terminal)
			draw_bar(&bar, im, clock_mono_ms(clock));
	}
	wipe_bar(&bar);
	return ok;
}

static bool
import_cases(struct cmd_run *run, const char *file, struct err *err)
{
	static const char *const formats[] = {"csv", "jsonl", NULL};
	static const enum import_format values[] = {IMPORT_CSV, IMPORT_JSONL};
	struct import_options options = {
		.path = file, .dry_run = cmd_value(run, "--dry-run") != NULL};
	const char *map_file = cmd_value(run, "--map");
	struct import_map map;
	struct import *im = NULL;
	int format = -1;

	import_map_usual(&map);
	if (!cmd_choice(run, "--format", formats, &format, err))
		return false;
	options.format = format >= 0 ? values[format] : IMPORT_ANY;
	if (map_file != NULL &&
		!import_map_read(&map, map_file, &run->options.mem, cmd_print_line, NULL, err))
		return false;
	bool ok = cmd_open(run, false, CACHE_KIB, err) && find_desk(run, &options.desk_id, err) &&
		import_begin(&im, &run->session, &map, &options, err);

	if (!ok)
		return false;
	if (import_format(import_reading(im)) == IMPORT_CSV)
		tell_reading(im, &map);
	ok = run_steps(run, im, err);
	if (!ok)
		fprintf(stderr, "%s", _("没有导完: 已写入的都在库里, 再运行同一条命令会接着导\n"));
	tell_result(im, &map, options.dry_run);
	if (import_counted(im)->rejected > 0)
		run->status = 1;
	import_end(im);
	return ok;
}

/* What can be imported; each issue that owns a register adds its row. */
static const struct {
	const char *name;
	bool (*run)(struct cmd_run *run, const char *file, struct err *err);
} kinds[] = {{"cases", import_cases}};

static bool
run_import(struct cmd_run *run, struct err *err)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(run->words[0], kinds[i].name) == 0)
			return kinds[i].run(run, run->words[1], err);
	return err_set(err, ERR_INPUT, _("不能导入 %s, 只有 cases"), run->words[0]);
}

static const struct cmd_option options[] = {{"--format", "csv|jsonl", N_("文件格式, 不写则看内容")},
	{"--map", "FILE", N_("YAML 对应表, 每行 字段: 列名")},
	{"--unit", "UNIT", N_("来件归哪个综治中心, 默认本中心")},
	{"--dry-run", NULL, N_("只试读, 不写入")}, {NULL, NULL, NULL}};

const struct cmd cmd_import = {
	.name = "import",
	.words = "cases FILE",
	.least = 2,
	.most = 2,
	.options = options,
	.brief = N_("从表格或 JSON 行导入来件"),
	.help = N_("把文件里的来件登记入库, FILE 写 - 则读标准输入。表格可以是 UTF-8、GB18030 或 "
		   "Excel 的\n"
		   "Unicode 文本, 逗号、分号、制表符都行。常见列名不用说明: id 编号, time 时间, "
		   "title 标题,\n"
		   "text 内容, name 姓名, phone 电话, place 地址, grid 网格, category 类别, "
		   "reply_time 答复时间。\n"
		   "同一编号只导一次, 中断后再运行同一条命令会接着导。没有地点的归到中心的辖区, "
		   "没有联系方式的\n"
		   "记为匿名; 有答复时间的记为已办结的历史件。不合格的行连同原因写到 "
		   "FILE.rejected.csv,\n"
		   "已有同名文件时写到 FILE.rejected.2.csv, 从不覆盖。有未导入的行时退出码为 1。"),
	.run = run_import,
};
