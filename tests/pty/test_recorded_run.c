/*
 * A day at the desk, recorded: citizens' messages are imported, twenty of them triaged in the program itself by
 * keys alone, each task within its budget of keys (the T.. of the interaction design), one matter taken from the
 * telephone to its survey; then the register is asked by `linli show` what became of each.
 *
 * The messages are those of messages/raw_labelled.csv and hot_messages.csv beside the repository (see
 * test_shared()); where they are not, and always besides, invented ones of tests/corpus/messages. What is done
 * to a message depends on what triage offers for it, so the test knows no text of either.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/utf8.h"
#include "core/serve/demo.h"
#include "tests/lib/console.h"
#include "tests/lib/fixture.h"
#include "tests/lib/run_linli.h"
#include "tests/lib/test.h"

enum { TWENTY = 20, MOST_LOOKS = 480, SEED = 7 };

/* --- what triage shows */

/* A row of the right boxes, from their left border on; cells as text. */
static void
right_row(struct pty *p, int row, int from, struct buf *out)
{
	char bytes[8];

	buf_clear(out);
	for (int col = from; col < p->cols; col++) {
		struct pty_cell c = pty_cell(p, row, col);

		if (c.cells != 0)
			buf_add(out, bytes, utf8_put(bytes, c.cp != 0 ? c.cp : ' '));
	}
}

/* The line of the right boxes that begins with that (">6 ", " 2 "): what follows it; NULL. Until the next call. */
static const char *
right_line(struct pty *p, const char *begin)
{
	static struct buf line;
	int row, col;

	if (line.text == NULL)
		buf_init(&line);
	assert_pty(p, pty_find(p, "建议类别", &row, &col), "is triage", __FILE__, __LINE__);
	for (row++; row < p->rows; row++) {
		right_row(p, row, col - 1, &line);
		if (strncmp(line.text, begin, strlen(begin)) == 0)
			return line.text + strlen(begin);
	}
	return NULL;
}

static bool
offers(struct pty *p, const char *begin)
{
	return right_line(p, begin) != NULL;
}

static bool
category_set(struct pty *p)
{
	return offers(p, ">1 ") || offers(p, ">2 ") || offers(p, ">3 ") || offers(p, ">/ ");
}

static bool
unit_set(struct pty *p)
{
	return offers(p, ">6 ") || offers(p, ">7 ") || offers(p, ">8 ") || offers(p, ">@ ");
}

static bool
can_take(struct pty *p)
{
	return category_set(p) && unit_set(p);
}

static bool
has_second(struct pty *p)
{
	return offers(p, " 2 ");
}

static bool
has_unit(struct pty *p)
{
	return category_set(p) && offers(p, " 7 ");
}

static bool
can_raise(struct pty *p)
{
	return can_take(p) && !pty_find(p, "级别 难点", NULL, NULL);
}

/* One that is certain enough for the dialog to have it chosen. */
static bool
has_like(struct pty *p)
{
	const char *line = right_line(p, "m "), *sign = line != NULL ? strchr(line, '%') : NULL;

	return sign != NULL && strtol(sign - 2, NULL, 10) >= fixture_rules()->certain_percent;
}

static bool
always(struct pty *p)
{
	(void)p;
	return true;
}

/* --- what is done */

static const struct way {
	const char *task;
	int budget, times;
	bool (*fits)(struct pty *p);
	const char *choose,
		*act; /* keys before and after what will be done is read off the screen */
	const char *state, *events;
} ways[] = {
	{"T07 merge", 3, 2, has_like, "", "m Enter", "merged", "register merge"},
	{"T03 second category", 2, 2, has_second, "2", "Enter", "dispatched",
		"register accept dispatch"},
	{"T05 second unit", 2, 2, has_unit, "7", "Enter", "dispatched", "register accept dispatch"},
	{"T06 raise", 2, 2, can_raise, "+", "Enter", "dispatched", "register accept dispatch"},
	{"T09 answer", 3, 1, can_take, "", "f Enter", "replied", "register accept solve"},
	{"refuse", 4, 1, can_take, "", "b 1 F2", "rejected", "register reject"},
	{"T02 take", 1, 6, can_take, "", "Enter", "dispatched", "register accept dispatch"},
	{"T04 category looked up", 6, 2, always, "/ \"TC\" Enter", "Enter", "dispatched",
		"register accept dispatch"},
	{"unit looked up", 6, 2, category_set, "@ <市政> Enter", "Enter", "dispatched",
		"register accept dispatch"},
};

enum { WAYS = sizeof(ways) / sizeof(ways[0]) };

struct done {
	const struct way *way;
	char no[24], category[8], unit[32];
};

struct run {
	const char *folder, *db;
	struct pty *p;
	int times[WAYS];
	struct done done[TWENTY];
	int count, looks, first_keys;
};

static void
counted(const char *task, int keys, int budget)
{
	print_message("%-24s %2d of %2d keys\n", task, keys, budget);
	assert_in_range(keys, 1, budget);
}

static void
read_number(struct pty *p, char no[24])
{
	const char *row = console_row(p, 2);
	const char *at = strstr(row, "─ ");

	assert_non_null(at);
	at += strlen("─ ");
	snprintf(no, 24, "%.*s", (int)strcspn(at, " "), at);
}

/* The first word behind the one of these that stands on the screen. */
static void
read_chosen(struct pty *p, const char *const begins[4], char *out, size_t size)
{
	*out = '\0';
	for (int i = 0; i < 4; i++) {
		const char *line = right_line(p, begins[i]);

		if (line != NULL)
			snprintf(out, size, "%.*s", (int)strcspn(line, " "), line);
	}
}

/* What Enter will write down: the chosen category and unit. */
static void
read_choice(struct pty *p, struct done *d)
{
	static const char *const categories[] = {">1 ", ">2 ", ">3 ", ">/ "};
	static const char *const units[] = {">6 ", ">7 ", ">8 ", ">@ "};

	read_chosen(p, categories, d->category, sizeof(d->category));
	read_chosen(p, units, d->unit, sizeof(d->unit));
}

static void
next_is_shown(struct run *r, const char *before)
{
	char now[24];

	read_number(r->p, now);
	assert_pty(r->p, strcmp(now, before) != 0, before, __FILE__, __LINE__);
}

/* Does it that way; false when what follows from the first keys leaves a choice open. */
static bool
do_it(struct run *r, int i)
{
	const struct way *w = &ways[i];
	struct done *d = &r->done[r->count];

	if (strcmp(w->act, "Enter") == 0)
		console_keys(r->p, "guard");
	int keys = console_keys(r->p, w->choose);

	if (*w->choose != '\0' && !can_take(r->p))
		return false;
	d->way = w;
	read_number(r->p, d->no);
	read_choice(r->p, d);
	keys += console_keys(r->p, w->act);
	counted(w->task, keys, w->budget);
	next_is_shown(r, d->no);
	r->times[i]++;
	r->count++;
	return true;
}

static void
pass_over(struct run *r)
{
	char before[24];

	read_number(r->p, before);
	console_keys(r->p, "Space");
	next_is_shown(r, before);
}

/* The first way that is still wanted and that this matter allows. */
static int
way_for(struct run *r)
{
	for (int i = 0; i < WAYS; i++)
		if (r->times[i] < ways[i].times && ways[i].fits(r->p))
			return i;
	return -1;
}

/* T08: one key, and the matter that was done is there again as it was. */
static void
undo_once(struct run *r)
{
	struct done *last = &r->done[r->count - 1];
	char now[24];

	int keys = console_keys(r->p, "u");

	counted("T08 undo", keys, 1);
	read_number(r->p, now);
	assert_string_equal(now, last->no);
	console_keys(r->p, "guard Enter");
	next_is_shown(r, last->no);
}

/* The matter that is shown; false when there were twenty. */
static bool
triage_one(struct run *r)
{
	enum { TAKE = 6 };
	int i = r->count == 0 ? (can_take(r->p) ? TAKE : -1) : way_for(r);

	if (i < 0 || !do_it(r, i))
		pass_over(r);
	else if (r->count == 1) {
		counted("T01 first from anywhere", r->first_keys + 1, 4);
		undo_once(r);
	}
	return r->count < TWENTY && ++r->looks < MOST_LOOKS;
}

static void
all_ways_were_gone(struct run *r)
{
	for (int i = 0; i < WAYS; i++)
		if (r->times[i] < ways[i].times)
			fail_msg("%s: %d of %d in %d matters", ways[i].task, r->times[i],
				ways[i].times, r->looks);
	console_keys(r->p, "q");
	assert_sees(r->p, "这一轮办完了");
	console_keys(r->p, "q");
}

/* --- what the register says */

static void
check_twenty(struct run *r)
{
	for (int i = 0; i < r->count; i++) {
		const struct done *d = &r->done[i];
		struct arena mem = ARENA_INIT;
		const struct json *matter = console_show(r->db, d->no, &mem);
		bool undone = i == 0;
		const char *events = console_events(matter, &mem);

		if (strcmp(json_text(matter, "state"), d->way->state) != 0)
			fail_msg("%s %s: %s, %s", d->way->task, d->no, json_text(matter, "state"),
				events);
		assert_string_equal(events,
			undone ? "register accept dispatch undo accept dispatch" : d->way->events);
		if (strcmp(d->way->state, "dispatched") == 0) {
			assert_string_equal(json_text(matter, "category"), d->category);
			assert_string_equal(json_text(matter, "unit"), d->unit);
		}
		arena_release(&mem);
	}
}

/* --- other tasks of the desk */

/* The short number that stands first in a row of a list. */
static void
number_in(const char *row, char no[24])
{
	const char *dash = strchr(row, '-');

	if (dash == NULL)
		fail_msg("no number: %s", row);
	snprintf(no, 24, "%.*s", (int)(strspn(dash + 1, "0123456789") + 5), dash - 4);
}

/* T10: five matters of the queue to one unit. */
static void
route_five(struct run *r)
{
	enum { FIVE = 5, FIRST_ROW = 4 };
	static const char choice[] = "7 都派 ";
	char no[FIVE][24], unit[32];

	console_keys(r->p, "F7 /");
	console_keys(r->p, "<状态:待受理 级别:重点> Enter"); /* whose category is certain */
	for (int i = 0; i < FIVE; i++)
		number_in(console_row(r->p, FIRST_ROW + i), no[i]);
	int keys = console_keys(r->p, "Space Space Space Space Space d");
	const char *named = strstr(console_screen(r->p), choice);

	assert_pty(r->p, named != NULL, choice, __FILE__, __LINE__);
	named += strlen(choice);
	snprintf(unit, sizeof(unit), "%.*s", (int)strcspn(named, " "), named);
	counted("T10 five to one unit", keys + console_keys(r->p, "7 Enter"), 9);
	assert_sees(r->p, "已分办 5 件");
	for (int i = 0; i < FIVE; i++) {
		struct arena mem = ARENA_INIT;
		const struct json *matter = console_show(r->db, no[i], &mem);

		assert_string_equal(json_text(matter, "state"), "dispatched");
		assert_string_equal(json_text(matter, "unit"), unit);
		assert_string_equal(console_events(matter, &mem), "register accept dispatch");
		arena_release(&mem);
	}
}

/* T16: somebody new is on the telephone. */
static void
take_a_call(struct run *r, char no[24])
{
	int row, col;

	counted("T16 intake, new caller",
		console_keys(r->p,
			"F6 \"13905952208\" Enter <陈丽华> Enter \"jrhy\" Enter \"3-1204\" Enter "
			"<地下车库没有充电桩大家拉飞线充电上周2幢冒过烟希望尽快安装> F2"),
		30);
	assert_sees(r->p, "已分办");
	assert_true(pty_find(r->p, "编号 3505", &row, &col));
	snprintf(no, 24, "%.23s", strstr(console_row(r->p, row), "编号 3505") + strlen("编号 "));
	console_keys(r->p, "Esc");
}

/* T18, T19: a matter by the last digits of a telephone, a grid by its initials. */
static void
find_things(struct run *r)
{
	counted("T18 by telephone", console_keys(r->p, "F7 F3 \"2208\" Enter"), 8);
	assert_sees(r->p, " 1件");
	assert_sees(r->p, "地下车库没有充电桩");
	counted("T19 grid by initials", console_keys(r->p, "Ctrl-P \"jrhy\" Enter"), 8);
	assert_sees(r->p, "> 网格");
	assert_sees(r->p, "金榕花园");
}

/* --- the matter of the call, to its end */

static void
as(const struct run *r, const char *login, const char *no, const char *script, const char *task,
	int budget, const char *task_keys)
{
	struct pty *p = console_start(&(struct console_config){.db = r->db, .as = login});

	console_keys(p, "#");
	pty_text(p, no);
	console_keys(p, "Enter");
	assert_sees(p, "地下车库没有充电桩");
	console_keys(p, script);
	if (task != NULL)
		counted(task, console_keys(p, task_keys), budget);
	pty_close(p);
}

/* The firm signs, calls back, replies; its leader signs the reply; the desk verifies and asks the caller. */
static void
to_the_end(const struct run *r, const char *no)
{
	struct arena mem = ARENA_INIT;

	as(r, "linjl", no, "a f 1 Enter", "T13 reply as done", 4, "c 1 Enter");
	as(r, "zhangjl", no, "a 1 Enter", NULL, 0, NULL);
	as(r, NULL, no, "a", "T14 survey", 4, "w 2 Enter");

	const struct json *matter = console_show(r->db, no, &mem);
	const struct json *reporter = json_get(matter, "reporters")->first;

	assert_string_equal(console_events(matter, &mem),
		"register accept dispatch sign contact asked reply verify_ok close");
	assert_string_equal(json_text(matter, "state"), "closed");
	assert_string_equal(json_text(matter, "category"), "CD");
	assert_string_equal(json_text(matter, "unit"), "金榕物业");
	assert_string_equal(json_text(reporter, "name"), "陈丽华");
	assert_string_equal(json_text(reporter, "phone"), "13905952208");
	assert_string_equal(json_text(reporter, "room"), "3幢1204");
	arena_release(&mem);
}

/* --- the stage */

static const char *
empty_city(const char *name)
{
	struct err err = ERR_INIT;
	struct demo_report report;
	const struct demo_config config = {
		.store = {.path = test_path(name), .frozen = true, .frozen_utc = FIXTURE_NOW},
		.data_dir = "data",
		.rules = fixture_rules(),
		.seed = SEED,
		.corner = true};

	assert_ok(demo_make(&config, &report, &err), &err);
	demo_report_release(&report);
	return config.store.path;
}

static void
import_messages(const struct run *r, const char *file)
{
	struct arena mem = ARENA_INIT;
	struct buf out, msg;

	buf_init(&out);
	buf_init(&msg);
	if (LINLI(&out, &msg, "--db", r->db, "--data", "data", "import", "cases",
		    arena_printf(&mem, "%s/%s", r->folder, file), "--map",
		    "tests/corpus/messages/map.yaml") != 0)
		fail_msg("%s", msg.text);
	assert_non_null(strstr(msg.text, "skipped 0 rejected 0"));
	buf_release(&out);
	buf_release(&msg);
	arena_release(&mem);
}

static void
open_run(struct run *r, const char *folder, const char *name)
{
	*r = (struct run){.folder = folder, .db = empty_city(name)};
	import_messages(r, "raw_labelled.csv");
	import_messages(r, "hot_messages.csv");
	r->p = console_start(&(struct console_config){.db = r->db});
	r->first_keys = console_keys(r->p, "F8");
}

static void
finish_run(struct run *r)
{
	char no[24];

	all_ways_were_gone(r);
	check_twenty(r);
	route_five(r);
	take_a_call(r, no);
	find_things(r);
	pty_close(r->p);
	to_the_end(r, no);
}

/* Both at once: while one console has just shown a matter and takes no Enter yet, the other one is at work. */
static void
from_the_message_to_the_unit(void **state)
{
	const char *real = test_shared("messages");
	struct run runs[2];
	bool going[2] = {true, real != NULL};

	(void)state;
	console_now("2026-06-09T14:32:05+08:00");
	open_run(&runs[0], "tests/corpus/messages", "invented.db");
	if (real != NULL)
		open_run(&runs[1], real, "real.db");
	while (going[0] || going[1])
		for (int i = 0; i < 2; i++)
			if (going[i])
				going[i] = triage_one(&runs[i]);
	for (int i = 0; i < (real != NULL ? 2 : 1); i++)
		finish_run(&runs[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(from_the_message_to_the_unit)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
