/* Finding: filters, words in the texts, places by pinyin. The yardsticks read everything, one row after another. */
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/os_pty.h"
#include "core/base/rng.h"
#include "core/domain/case_list.h"
#include "core/serve/bench_db.h"
#include "core/serve/bench_inner.h"
#include "core/serve/bench_session.h"
#include "core/serve/grid_tree.h"

enum { FILTERS = 400, WORDS = 200, JUMPS = 400, SCANS = 8, PAGE_ROWS = 50, SEED = 20240901 };

/* One condition, as it is typed and as the yardstick asks it; "" leaves it out. */
struct part {
	const char *typed, *sql;
};

enum { PARTS_OF_A_KIND = 6 };

static const struct part parts[][PARTS_OF_A_KIND] = {
	{{"状态:待办", "state BETWEEN 1 AND 11"}, {"状态:待办", "state BETWEEN 1 AND 11"},
		{"状态:办结", "state=12"}, {"状态:办理中", "state=5"}},
	{{"类:噪音", "cat=301"}, {"类:02", "cat BETWEEN 200 AND 299"}, {"类:车辆乱停", "cat=205"},
		{"类:电", "cat IN (107,403)"}},
	{{"级别:重点", "tier=2"}, {"级别:难点", "tier=3"}, {"级别<难点", "tier<3"}},
	{{"网格:350502*", "place BETWEEN 350502000000000000 AND 350502999999999999"},
		{"网格:350582*", "place BETWEEN 350582000000000000 AND 350582999999999999"},
		{"网格:350502001*", "place BETWEEN 350502001000000000 AND 350502001999999999"}},
	{{"来源:热线", "channel=1"}, {"来源:微信", "channel=2"}},
	{{"受理>2026-05-31", "opened_at>=1780243200"}, {"催办>=1", "urged>=1"},
		{"满意<=2", "score IN (3,4)"}, {"已督办", "flags&16<>0"}},
};

static const struct part orders[] = {
	{"", "opened_at DESC, id DESC"},
	{"排:到期", "due_at, id"},
	{"排:-受理", "opened_at DESC, id DESC"},
};

/* A filter of any combination, and the same for a program that reads all rows. */
static void
make_filter(struct rng *rng, struct buf *typed, struct buf *sql)
{
	const struct part *order = &orders[rng_below(rng, 3)];

	buf_clear(typed);
	buf_addstr(sql, "SELECT id, title FROM cases NOT INDEXED /*part*/ WHERE 1");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const struct part *p = &parts[i][rng_below(rng, PARTS_OF_A_KIND)];

		if (p->typed == NULL)
			continue;
		buf_addf(typed, "%s%s", typed->len > 0 ? " " : "", p->typed);
		buf_addf(sql, " AND %s", p->sql);
	}
	buf_addf(typed, " %s", order->typed);
	buf_addf(sql, " ORDER BY %s LIMIT %d\n", order->sql, PAGE_ROWS);
}

/* What the parts of this file share: figures, their yardstick's, and the yardstick's queries. */
struct look {
	struct samples ms, cpu, scanned;
	struct buf queries;
};

struct stopwatch {
	int64_t time, work, queued;
};

static struct stopwatch
start(void)
{
	struct stopwatch w = {.work = clock_work_ns(), .queued = os_process_queued_ns(0)};

	w.time = clock_stopwatch_ns();
	return w;
}

static void
stop(const struct stopwatch *w, struct look *k)
{
	int64_t time = clock_stopwatch_ns() - w->time, work = clock_work_ns() - w->work;

	time -= os_process_queued_ns(0) - w->queued; /* others had the processor */
	samples_add(&k->ms, (double)(time > 0 ? time : 0) / 1e6);
	samples_add(&k->cpu, (double)work / 1e6);
}

static bool
first_page(struct session *s, const char *filter, struct look *k, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct filter_fault fault;
	struct case_page page;
	struct case_list *list = NULL;
	struct stopwatch watch = start();
	bool ok = case_list_open(&list, s, filter, NULL, NULL, &fault, err) &&
		case_list_page(list, PAGE_FIRST, NULL, PAGE_ROWS, &mem, &page, err);

	stop(&watch, k);
	case_list_free(list);
	arena_release(&mem);
	return ok;
}

/* Runs the queries in the yardstick, where there is one. */
static bool
scan(struct bench *b, const struct buf *queries, struct samples *ms, struct err *err)
{
	const char *tool = bench_tool(b, "yardstick_rows"), *file = bench_path(b, "queries");
	const char *const argv[] = {tool, "scan", b->config->db, file, "65536", NULL};
	struct buf printed;

	if (tool == NULL)
		return true;
	buf_init(&printed);
	bool ok = os_write_file(file, queries->text, queries->len, err) &&
		bench_command(argv, &printed, err);

	if (ok)
		bench_take_numbers(&printed, ms);
	unlink(file);
	buf_release(&printed);
	return ok;
}

static bool
finish(struct bench *b, struct look *k, bool ok, const struct bench_row *row, struct err *err)
{
	ok = ok && scan(b, &k->queries, &k->scanned, err);
	if (ok) {
		struct bench_row *added = bench_add(b, row);

		added->unit = BENCH_MS;
		added->linli = samples_value(&k->ms);
		added->cpu = samples_value(&k->cpu);
		added->yardstick = samples_value(&k->scanned);
		added->against = N_("逐行读完");
	}
	samples_release(&k->ms);
	samples_release(&k->cpu);
	samples_release(&k->scanned);
	buf_release(&k->queries);
	return ok;
}

static bool
measure_filters(struct bench *b, struct session *s, struct err *err)
{
	struct look k = {0};
	struct rng rng;
	struct buf typed, unused;
	bool ok = true;

	bench_tell(b, _("过滤"));
	buf_init(&k.queries);
	buf_init(&typed);
	buf_init(&unused);
	rng_seed(&rng, SEED);
	for (int i = 0; ok && i < bench_times(b, FILTERS); i++) {
		buf_clear(&unused);
		make_filter(&rng, &typed, i < SCANS ? &k.queries : &unused);
		ok = first_page(s, typed.text, &k, err) || err_at(err, "%s", typed.text);
	}
	buf_release(&typed);
	buf_release(&unused);
	return finish(b, &k, ok,
		&(struct bench_row){.key = "filter",
			.what = N_("过滤: 任意条件, 第一页"),
			.size = "",
			.most_p99 = 5},
		err);
}

static bool
measure_words(struct bench *b, struct session *s, struct err *err)
{
	static const char *const words[] = {"停车", "噪音", "漏水", "电梯", "消防", "物业", "垃圾",
		"路灯", "施工", "油烟", "井盖", "楼道", "围墙", "广场", "占道", "扰民", "欠薪",
		"充电", "树木", "积水"};
	enum { WORD_COUNT = sizeof(words) / sizeof(words[0]) };
	struct look k = {0};
	bool ok = true;

	bench_tell(b, _("找字"));
	buf_init(&k.queries);
	for (int i = 0; i < SCANS; i++)
		buf_addf(&k.queries,
			"SELECT case_id FROM case_texts NOT INDEXED /*part*/ WHERE body LIKE '%%%s%%' ORDER "
			"BY case_id DESC"
			" LIMIT %d\n",
			words[i], PAGE_ROWS);
	for (int i = 0; ok && i < bench_times(b, WORDS); i++)
		ok = first_page(s, words[i % WORD_COUNT], &k, err);
	return finish(b, &k, ok,
		&(struct bench_row){.key = "word",
			.what = N_("找字: 两个字, 第一页"),
			.size = "",
			.most_p99 = 1},
		err);
}

static bool
jump(struct session *s, const char *typed, struct look *k, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct grid_hit *hits;
	int count;
	struct stopwatch watch = start();
	bool ok = grid_search(
		s, GRID_TREE_AREA, (struct node_ref){0}, typed, &mem, &hits, &count, err);

	stop(&watch, k);
	arena_release(&mem);
	return ok;
}

static bool
measure_jumps(struct bench *b, struct session *s, struct err *err)
{
	struct look k = {0};
	struct look unused = {0};
	const char **names;
	size_t count;

	bench_tell(b, _("拼音"));
	buf_init(&k.queries);
	bool ok = bench_initials(s, JUMPS, &b->mem, &names, &count, err) &&
		(count == 0 ||
			jump(s, names[0], &unused, err)); /* reads the names, once a session */

	for (size_t i = 0; ok && i < count && (int)i < bench_times(b, JUMPS); i++) {
		char typed[8];

		snprintf(typed, sizeof(typed), "%.*s", (int)(2 + i % 3), names[i]);
		ok = jump(s, typed, &k, err);
		if (i < SCANS)
			buf_addf(&k.queries,
				"SELECT id, name FROM grids NOT INDEXED /*part*/ WHERE py LIKE '%%%s%%'\n",
				typed);
	}
	samples_release(&unused.ms);
	samples_release(&unused.cpu);
	return finish(b, &k, ok,
		&(struct bench_row){
			.key = "jump", .what = N_("拼音首字母跳到网格"), .size = "", .most_p99 = 1},
		err);
}

bool
bench_reading(struct bench *b, struct err *err)
{
	struct bench_house h;
	bool ok = bench_house_open(&h, b, b->config->db, BENCH_CONSOLE_CACHE, err) &&
		measure_filters(b, &h.session, err) && measure_words(b, &h.session, err) &&
		measure_jumps(b, &h.session, err);

	bench_house_close(&h);
	return ok;
}
