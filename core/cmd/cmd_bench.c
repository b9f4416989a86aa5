/* `linli bench`: the promises of the program measured, a table with the yardstick beside each figure. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/crypto.h"
#include "core/base/os.h"
#include "core/base/show.h"
#include "core/cmd/bench_table.h"
#include "core/cmd/cmd.h"
#include "core/cmd/maintain.h"
#include "core/db/schema.h"
#include "core/serve/bench.h"
#include "core/serve/bench_inner.h"

enum {
	SMALL_CITY = 100000,
	LARGE_CITY = 1000000,
	QUICK_PERCENT = 10,
	MARK_MOST = 4096,
	PATH_BYTES = 4096
};

/* The cities end at this moment, whenever they are made: 2026-09-01 10:00:05 in China. */
static const char city_now[] = "2026-09-01T10:00:05+08:00";
static const int64_t city_utc = 1788228005;

/* Of the whole city, with the right to register, accept, dispatch and verify. */
static const char city_login[] = "hongst";

struct bench_order {
	struct cmd_run *run;
	char program[PATH_BYTES], folder[PATH_BYTES];
	FILE *json;
	bool watched;
	bool kept; /* all promises so far */
	int64_t share;
};

static void
show_progress(void *ctx, const char *what)
{
	const struct bench_order *o = ctx;

	if (o->watched)
		fprintf(stderr, "\r%40s\r%s ..", "", what);
}

static bool
own_program(struct bench_order *o, struct err *err)
{
	ssize_t n = readlink("/proc/self/exe", o->program, sizeof(o->program) - 1);

	if (n <= 0)
		return err_set(err, ERR_IO, _("不知道本程序在哪里"));
	o->program[n] = '\0';
	return true;
}

/* What a city depends on: the schema and the rules. A city of other ones is made anew. */
static void
city_mark(const struct bench_order *o, struct buf *out)
{
	static const uint8_t no_key[CRYPTO_KEY_BYTES];

	for (size_t i = 0; i < schema_compiled.count; i++)
		buf_addf(out, "%016llx\n",
			(unsigned long long)crypto_hash63(
				no_key, "bench", schema_compiled.steps[i].sql));
	buf_addf(out, "%s\n", o->run->rules->hash);
}

static bool
is_marked(const char *path, const char *mark)
{
	struct err ignored = ERR_INIT;
	struct buf found;

	buf_init(&found);
	bool same =
		os_read_file(path, MARK_MOST, &found, &ignored) && strcmp(found.text, mark) == 0;

	buf_release(&found);
	return same;
}

static bool
make_city(struct bench_order *o, int64_t cases, const char *path, struct err *err)
{
	char number[32];
	const char *const argv[] = {o->program, "--db", path, "--data", o->run->options.data_dir,
		"demo", "--cases", number, NULL};

	snprintf(number, sizeof(number), "%lld", (long long)cases);
	fprintf(stderr, _("建 %lld 件的城市 %s, 以后不再建\n"), (long long)cases, path);
	bench_remove(path);
	return bench_command(argv, NULL, err);
}

/* Makes the city once; later runs find it. What is due in it is done before anything is measured. */
static bool
have_city(struct bench_order *o, int64_t cases, const char *path, struct err *err)
{
	const char *const tick[] = {
		o->program, "--db", path, "--data", o->run->options.data_dir, "tick", NULL};
	struct buf mark, mark_path;
	bool ok = true;

	buf_init(&mark);
	buf_init(&mark_path);
	city_mark(o, &mark);
	buf_addf(&mark_path, "%s.mark", path);
	if (!is_marked(mark_path.text, mark.text) || !os_exists(path))
		ok = make_city(o, cases, path, err) &&
			os_write_file(mark_path.text, mark.text, mark.len, err);
	buf_release(&mark);
	buf_release(&mark_path);
	return ok && bench_command(tick, NULL, err);
}

static bool
measure(struct bench_order *o, int64_t cases, struct err *err)
{
	char path[PATH_BYTES + 64];
	struct bench b = {0};

	snprintf(path, sizeof(path), "%s/city-%lld.db", o->folder, (long long)cases);
	const struct bench_config config = {.program = o->program,
		.tools = cmd_value(o->run, "--yardsticks"),
		.db = path,
		.data_dir = o->run->options.data_dir,
		.rules = o->run->rules,
		.now = city_utc,
		.folder = o->folder,
		.login = city_login,
		.share = (int)o->share,
		.progress = show_progress,
		.ctx = o};
	bool ok = have_city(o, cases, path, err) && bench_run(&b, &config, err);

	if (o->watched)
		fprintf(stderr, "\r%40s\r", "");
	bench_table_print(o->run->out, &b, cases);
	if (o->json != NULL)
		bench_table_json(o->json, &b, cases);
	for (size_t i = 0; i < b.count; i++)
		o->kept = o->kept && bench_met(&b.rows[i]);
	bench_release(&b);
	return ok;
}

static bool
prepare(struct bench_order *o, struct err *err)
{
	struct cmd_run *run = o->run;
	const char *folder = cmd_value(run, "--dir"), *json = cmd_value(run, "--json");
	if (run->options.data_dir == NULL)
		return err_set(err, ERR_INPUT, _("没有找到规则文件夹, 请用 --data 指定"));
	snprintf(o->folder, sizeof(o->folder), "%s", folder != NULL ? folder : "build/bench");
	bool ok = own_program(o, err) && os_make_dirs(o->folder, err);

	if (ok && json != NULL && (o->json = fopen(json, "we")) == NULL)
		return err_set(err, ERR_IO, _("写不了 %s"), json);
	return ok && rules_load(&run->rules, run->options.data_dir, cmd_print_line, NULL, err);
}

static bool
measure_cities(struct bench_order *o, struct err *err)
{
	static const int64_t cities[] = {SMALL_CITY, LARGE_CITY};
	bool quick = cmd_value(o->run, "--quick") != NULL;
	int64_t cases = 0;

	o->share = quick ? QUICK_PERCENT : 100;
	if (!cmd_number(o->run, "--cases", 1, INT64_MAX, &cases, err) ||
		!cmd_number(o->run, "--share", 1, 100, &o->share, err))
		return false;
	if (cases != 0)
		return measure(o, cases, err);
	for (size_t i = 0; i < (quick ? 1 : sizeof(cities) / sizeof(cities[0])); i++)
		if (!measure(o, cities[i], err))
			return false;
	return true;
}

static bool
run_bench(struct cmd_run *run, struct err *err)
{
	struct bench_order o = {.run = run, .watched = isatty(STDERR_FILENO) != 0, .kept = true};

	/* the programs that are measured see the moment that the cities end at */
	setenv("LINLI_NOW", city_now, 1);
	bool ok = prepare(&o, err) && measure_cities(&o, err);

	if (o.json != NULL && fclose(o.json) != 0 && ok)
		ok = err_set(err, ERR_IO, _("结果没有全部写出去"));
	if (ok && !o.kept)
		run->status = 1;
	return ok;
}

static const struct cmd_option options[] = {
	{"--quick", NULL, N_("只量小城市, 少重复几次")},
	{"--share", "N", N_("重复次数取通常的百分之几; --quick 是 10")},
	{"--cases", "N", N_("只量这么多件的一座城市")},
	{"--dir", "DIR", N_("城市放在哪里, 默认 build/bench; 建一次, 以后再用")},
	{"--yardsticks", "DIR", N_("对照程序所在的文件夹; 不给就只量本程序")},
	{"--json", "FILE", N_("每行再写成一行 JSON")},
	{NULL, NULL, NULL},
};

const struct cmd cmd_bench = {
	.name = "bench",
	.words = "",
	.options = options,
	.brief = N_("量一量: 快慢, 字节, 内存, 与对照程序比"),
	.help = N_("在演示城市上测量本程序承诺的每个数, 旁边是同一时刻同一台机器上的对照: "
		   "画同样格子的 ncurses 程序, 写同样行的 SQLite 语句, 逐行读完的查找。"
		   "make bench 会编好对照程序再运行它。\n\n"
		   "每行: 量什么, 中位数 / 百分之九十九, 对照的同样两个数, 倍数, 目标, 是否达到。"
		   "有一行没达到时退出码是 1。机器忙的时候, 慢的一头不准。"),
	.run = run_bench,
};
