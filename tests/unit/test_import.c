/* Matters from files: what becomes of a row, what is refused and why, and that it can be done again. */
#include "tests/lib/test.h"

#include <iconv.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/date.h"
#include "core/base/os.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/domain/case_act.h"
#include "core/domain/case_number.h"
#include "core/serve/import.h"
#include "core/serve/import_case.h"
#include "core/serve/suggest.h"
#include "tests/lib/cases.h"
#include "tests/lib/store_fixture.h"

static struct rules *rules;
static struct store *st;
static struct session s;

enum { NOW_HOUR = 10 };

/* A city without matters, at ten in the morning of 2025-03-10. */
static void
open_city(const char *name)
{
	struct cases_config config = cases_small(0);

	st = cases_make(test_path(name), &config);
	clock_freeze(store_clock(st), day_to_utc(day_from_date(2025, 3, 10)) + NOW_HOUR * 3600);
	cases_sign_in(&s, st, rules, 350502000000);
}

static void
close_city(void)
{
	session_close(&s);
	store_close(st);
	st = NULL;
}

static int64_t
number(const char *sql)
{
	return fixture_number(store_db(st), sql);
}

static const char *
text(const char *sql)
{
	static struct arena mem;
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), sql, &err);
	const char *value = "";

	assert_non_null(q);
	if (db_row(q, &err))
		value = col_text(q, &mem);
	assert_ok(db_done(q, &err), &err);
	return value;
}

static const char *
write_file(const char *name, const char *bytes, size_t len)
{
	struct err err = ERR_INIT;

	assert_ok(os_write_file(test_path(name), bytes, len, &err), &err);
	return test_path(name);
}

static struct import_counts
import_with(const char *path, struct import_map *map, const struct import_options *given)
{
	struct import_options options = *given;
	struct err err = ERR_INIT;
	struct import *im;
	bool done = false;

	options.path = path;
	assert_ok(import_begin(&im, &s, map, &options, &err), &err);
	while (!done)
		assert_ok(import_step(im, 50, &done, &err), &err);
	struct import_counts counts = *import_counted(im);

	import_end(im);
	return counts;
}

static struct import_counts
import_path(const char *path)
{
	struct import_map map;

	import_map_usual(&map);
	return import_with(path, &map, &(struct import_options){0});
}

static struct import_counts
import_text(const char *name, const char *bytes)
{
	return import_path(write_file(name, bytes, strlen(bytes)));
}

#define assert_counts(counts, i, u, k, r) \
	do { \
		struct import_counts c_ = (counts); \
		assert_int_equal(c_.imported, i); \
		assert_int_equal(c_.updated, u); \
		assert_int_equal(c_.skipped, k); \
		assert_int_equal(c_.rejected, r); \
	} while (0)

static const char *
read_back(const char *name)
{
	static struct buf bytes;
	struct err err = ERR_INIT;

	buf_clear(&bytes);
	assert_ok(os_read_file(test_path(name), 1 << 20, &bytes, &err), &err);
	return bytes.text;
}

static void
assert_chain_is_whole(void)
{
	struct err err = ERR_INIT;
	int64_t broken, rows;

	assert_ok(audit_verify(&s, &broken, &rows, &err), &err);
	assert_int_equal(broken, 0);
}

static void
a_row_becomes_a_matter(void **state)
{
	(void)state;
	open_city("matter.db");
	assert_counts(import_text("one.csv",
			      "编号,时间,标题,内容,姓名,电话,地址,来源,性质,类别\n"
			      "17,2024-05-01 "
			      "09:30,路灯不亮,\"小区南门\n三盏路灯不亮\",陈丽华,13905952208,"
			      "东门巷,WX,求助,0403\n"),
		1, 0, 0, 0);
	assert_string_equal(text("SELECT title FROM cases"), "路灯不亮");
	assert_string_equal(text("SELECT body FROM case_texts"), "小区南门\n三盏路灯不亮");
	assert_string_equal(text("SELECT spot FROM case_texts"), "东门巷");
	assert_string_equal(text("SELECT name FROM reporters"), "陈丽华");
	assert_int_equal(number("SELECT phone_hash <> 0 AND tail_hash <> 0 FROM reporters"), 1);
	assert_int_equal(number("SELECT channel FROM cases"), 2);
	assert_int_equal(number("SELECT kind FROM cases"), 2);
	assert_int_equal(number("SELECT cat FROM cases"), 403);
	assert_int_equal(number("SELECT state FROM cases"), CASE_REGISTERED);
	assert_int_equal(number("SELECT opened_at FROM cases"), session_now(&s));
	/* number and clocks date from the import, the time of the source is kept apart */
	assert_int_equal(number("SELECT no / 10000 % 1000000 FROM cases"), 250310);
	assert_int_equal(number("SELECT at FROM case_sources"),
		civil_to_utc(&(struct civil){2024, 5, 1, 9, 30, 0, 0}));
	assert_string_equal(text("SELECT source || ' ' || ext_id FROM case_sources"), "csv:one 17");
	assert_int_equal(number("SELECT count(*) FROM clocks WHERE stopped_at = 0"), 1);
	assert_int_equal(number("SELECT flags & 1024 FROM cases"), CASE_IMPORTED);
	assert_int_equal(number("SELECT flags & 512 FROM cases"), 0);
	assert_int_equal(number("SELECT desk_id FROM cases"), s.unit_id);
	assert_chain_is_whole();
	close_city();
}

static void
what_is_missing_has_a_default(void **state)
{
	(void)state;
	open_city("default.db");
	assert_counts(import_text("bare.csv", "text\n路灯不亮\n"), 1, 0, 0, 0);
	assert_string_equal(text("SELECT title FROM cases"), "路灯不亮");
	/* no place: the centre's area, grid unknown; no contact: anonymous */
	assert_int_equal(number("SELECT place FROM cases"), 350502000000000000);
	assert_int_equal(
		number("SELECT flags FROM cases") & (CASE_NO_GRID | CASE_ANONYMOUS | CASE_IMPORTED),
		CASE_NO_GRID | CASE_ANONYMOUS | CASE_IMPORTED);
	assert_int_equal(number("SELECT channel FROM cases"),
		choice_by_code(rules, CHOICE_CHANNEL, "ZZ")->value);
	assert_string_equal(text("SELECT substr(ext_id, 1, 1) FROM case_sources"), "~");
	/* the same row, whatever the file: its made-up id is the same */
	assert_counts(import_text("bare.csv", "text\n路灯不亮\n路灯又不亮\n"), 1, 0, 1, 0);
	close_city();
}

/* Without a category it gets the one that its words leave no doubt of, and only then. */
static void
words_may_say_the_category(void **state)
{
	static const char sure[] = "电动车充电桩", unsure[] = "物业费太贵";
	struct category_guess guesses[SUGGEST_CATEGORIES];
	struct buf file;

	(void)state;
	open_city("words.db");
	assert_true(suggest_categories(rules, "", sure, guesses) > 0);
	assert_true(guesses[0].percent >= rules->take_percent);
	buf_init(&file);
	buf_addf(&file, "id,text\n1,%s\n2,%s\n", sure, unsure);
	assert_counts(import_text("words.csv", file.text), 2, 0, 0, 0);
	assert_int_equal(number("SELECT cat FROM cases WHERE id = 1"), guesses[0].code);
	assert_int_equal(number("SELECT tier <> 0 FROM cases WHERE id = 1"), 1);
	assert_true(suggest_categories(rules, "", unsure, guesses) > 0);
	assert_true(guesses[0].percent < rules->take_percent);
	assert_int_equal(number("SELECT cat FROM cases WHERE id = 2"), 0);
	buf_release(&file);
	close_city();
}

static void
grids_and_divisions_are_places(void **state)
{
	struct buf file;

	(void)state;
	open_city("grid.db");
	int64_t grid = number("SELECT code FROM grids LIMIT 1");
	int64_t town = number("SELECT code FROM areas WHERE level = 2 LIMIT 1");

	buf_init(&file);
	buf_addf(&file,
		"id,text,grid\n1,a,%lld\n2,b,%lld\n3,c,350502\n4,d,%lld005\n5,e,123456789012345\n6,"
		"f,3505\n7,g,x\n",
		(long long)grid, (long long)(town / 1000), (long long)grid);
	assert_counts(import_text("grid.csv", file.text), 4, 0, 0, 3);
	assert_int_equal(number("SELECT place FROM cases ORDER BY id"), grid * 1000);
	assert_int_equal(
		number("SELECT place FROM cases ORDER BY id LIMIT 1 OFFSET 1"), town * 1000000);
	assert_int_equal(number("SELECT count(*) FROM cases WHERE town <> 0"), 3);
	assert_int_equal(
		number("SELECT place FROM cases ORDER BY id LIMIT 1 OFFSET 3"), grid * 1000 + 5);
	assert_non_null(strstr(read_back("grid.csv.rejected.csv"), "123456789012345"));
	buf_release(&file);
	close_city();
}

static void
a_reply_makes_closed_history(void **state)
{
	(void)state;
	open_city("history.db");
	assert_counts(import_text("old.csv",
			      "id,time,text,reply_time,reply\n"
			      "1,2020/1/4 11:17,路灯不亮,2020/1/9 9:00,已经修好\n"
			      "2,,没有来件时间,2020/1/9 9:00,已答复\n"
			      "3,2020/1/9,早于来件,2020/1/4,已答复\n"),
		2, 0, 0, 1);
	assert_int_equal(number("SELECT state FROM cases WHERE title = '路灯不亮'"), CASE_CLOSED);
	assert_int_equal(
		number("SELECT no / 10000 % 1000000 FROM cases WHERE title = '路灯不亮'"), 200104);
	assert_int_equal(number("SELECT closed_at FROM cases WHERE title = '路灯不亮'"),
		civil_to_utc(&(struct civil){2020, 1, 9, 9, 0, 0, 0}));
	assert_string_equal(text("SELECT answer FROM case_texts"), "已经修好");
	assert_int_equal(number("SELECT count(*) FROM clocks WHERE stopped_at = 0"), 0);
	assert_int_equal(number("SELECT event FROM case_events"), EV_IMPORTED);
	assert_chain_is_whole();
	close_city();
}

static void
importing_again_changes_nothing(void **state)
{
	static const char file[] = "id,text\n1,一\n2,二\n3,三\n2,二\n";

	(void)state;
	open_city("again.db");
	assert_counts(import_text("again.csv", file), 3, 0, 1, 0);
	int64_t events = number("SELECT count(*) FROM case_events");

	assert_counts(import_text("again.csv", file), 0, 0, 4, 0);
	assert_int_equal(number("SELECT count(*) FROM case_events"), events);
	assert_int_equal(number("SELECT count(*) FROM cases"), 3);
	/* another file bears other ids */
	assert_counts(import_text("other.csv", file), 3, 0, 1, 0);
	close_city();
}

static void
a_changed_source_updates_only_what_nobody_touched(void **state)
{
	struct act_result result;
	struct err err = ERR_INIT;

	(void)state;
	open_city("changed.db");
	assert_counts(
		import_text("c.csv", "id,title,text\n1,甲,一\n2,乙,二\n3,丙,三\n"), 3, 0, 0, 0);
	struct act_input category[] = {{"category", "0403"}};
	struct case_step accept = {EV_ACCEPT, category, 1};

	assert_ok(case_act(&s, 2, 0, &accept, 1, &result, &err), &err);
	struct import_counts c =
		import_text("c.csv", "id,title,text\n1,甲,一改\n2,乙,二改\n3,丙,三\n");

	assert_counts(c, 0, 1, 2, 0);
	assert_int_equal(c.in_hand, 1);
	assert_string_equal(text("SELECT body FROM case_texts WHERE case_id = 1"), "一改");
	assert_string_equal(text("SELECT body FROM case_texts WHERE case_id = 2"), "二");
	assert_int_equal(number("SELECT version FROM cases WHERE id = 1"), 2);
	assert_int_equal(number("SELECT count(*) FROM case_ft WHERE case_ft MATCH '一改'"), 1);
	assert_counts(import_text("c.csv", "id,title,text\n1,甲,一改\n"), 0, 0, 1, 0);
	assert_chain_is_whole();
	close_city();
}

static void
the_same_id_twice_with_other_words_is_refused(void **state)
{
	(void)state;
	open_city("twice.db");
	assert_counts(import_text("twice.csv", "id,text\n1,一\n1,另一件事\n"), 1, 0, 0, 1);
	assert_non_null(strstr(read_back("twice.csv.rejected.csv"), "另一件事"));
	assert_int_equal(number("SELECT count(*) FROM cases"), 1);
	close_city();
}

static void
bad_rows_go_beside_the_file_and_come_back_corrected(void **state)
{
	(void)state;
	open_city("bad.db");
	assert_counts(import_text("bad.csv",
			      "id,time,text,category\n"
			      "1,2024-01-01,好的一行,\n"
			      "2,昨天,看不懂时间,\n"
			      "3,2024-01-01,少一列\n"
			      "4,2024-01-01,多一列,,5\n"
			      "5,2099-01-01,将来,\n"
			      "6,2024-01-01,,\n"
			      "7,2024-01-01,类别不对,9999\n"
			      "8,2024-01-01,\"引号没有配对,\n"
			      "9,2024-01-01,=公式,\n"
			      "10,2024-01-01,举报,1203\n"),
		2, 0, 0, 8);
	const char *table = read_back("bad.csv.rejected.csv");

	assert_memory_equal(table, "\xEF\xBB\xBF", 3);
	for (int line = 3; line <= 11; line++) {
		char want[16];

		snprintf(want, sizeof(want), "\",%d,\"", line);
		if ((line == 10) != (strstr(table, want) == NULL))
			fail_msg("line %d: %s", line, table);
	}
	assert_non_null(strstr(table, "\"多一列\",\"\",\"5\""));
	/* a corrected copy goes in as it is: reason and line are columns that nobody asks for */
	assert_counts(import_text("fixed.csv",
			      "未导入原因,行号,id,time,text,category\n看不懂时间,"
			      "3,2,2024-01-02,看不懂时间,\n"),
		1, 0, 0, 0);
	/* nothing is overwritten */
	assert_counts(import_path(test_path("bad.csv")), 0, 0, 2, 8);
	assert_true(os_exists(test_path("bad.csv.rejected.2.csv")));
	assert_string_equal(read_back("bad.csv.rejected.2.csv"), read_back("bad.csv.rejected.csv"));
	/* and its rows are rows of the file they came from */
	assert_counts(
		import_text("bad.csv.rejected.9.csv", "id,time,text\n2,2024-01-02,看不懂时间\n"), 1,
		0, 0, 0);
	assert_counts(import_text("bad.csv",
			      "id,time,text\n2,2024-01-02,看不懂时间\n1,2024-01-01,好的一行\n"),
		0, 0, 2, 0);
	close_city();
}

static void
convert(const char *to, const char *utf8, struct buf *out)
{
	iconv_t cd = iconv_open(to, "UTF-8");
	char *in = strdup(utf8), *from = in, bytes[4096], *at = bytes;
	size_t left = strlen(utf8), room = sizeof(bytes);

	assert_true(cd != (iconv_t)-1);
	assert_int_equal(iconv(cd, &from, &left, &at, &room), 0);
	buf_add(out, bytes, sizeof(bytes) - room);
	iconv_close(cd);
	free(in);
}

static void
every_encoding_says_the_same(void **state)
{
	static const char plain[] = "id,text\r\n1,\"泉州市, 鲤城区\r\n第二行\"\r\n2,石狮\r\n";
	static const char tabs[] = "id\ttext\r\n1\t\"泉州市, 鲤城区\r\n第二行\"\r\n2\t石狮\r\n";
	struct buf file;

	(void)state;
	open_city("encodings.db");
	buf_init(&file);
	assert_counts(import_text("a.csv", plain), 2, 0, 0, 0);
	buf_addstr(&file, "\xEF\xBB\xBF");
	buf_addstr(&file, plain);
	assert_counts(import_path(write_file("b.csv", file.text, file.len)), 2, 0, 0, 0);
	buf_clear(&file);
	convert("GB18030", plain, &file);
	assert_counts(import_path(write_file("c.csv", file.text, file.len)), 2, 0, 0, 0);
	buf_clear(&file);
	buf_add(&file, "\xFF\xFE", 2);
	convert("UTF-16LE", tabs, &file);
	assert_counts(import_path(write_file("d.txt", file.text, file.len)), 2, 0, 0, 0);
	assert_counts(import_text("e.jsonl",
			      "{\"id\":1,\"text\":\"泉州市, 鲤城区\\n第二行\"}\n"
			      "{\"text\":\"\\u77f3\\u72ee\",\"id\":\"2\"}\n"),
		2, 0, 0, 0);
	assert_int_equal(
		number("SELECT count(*) FROM case_texts WHERE body = '泉州市, 鲤城区\n第二行'"), 5);
	assert_int_equal(number("SELECT count(*) FROM case_texts WHERE body = '石狮'"), 5);
	buf_release(&file);
	close_city();
}

static void
json_lines_with_mistakes(void **state)
{
	(void)state;
	open_city("json.db");
	assert_counts(import_text("m.jsonl",
			      "{\"id\":1,\"text\":\"一\"}\n\n{\"id\":2,\"text\":\n[1]\n"
			      "{\"id\":3,\"extra\":{\"a\":1},\"text\":\"三\",\"user\":"
			      "null}\n{\"id\":4}\n"),
		2, 0, 0, 3);
	assert_non_null(strstr(read_back("m.jsonl.rejected.csv"), "[1]"));
	close_city();
}

static void
a_map_names_the_columns(void **state)
{
	static const char yaml[] =
		"id: 单号\ntext: 说了什么\ntitle: ''\nchannel: =WX\nsource: 12345\n";
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	struct import_map map;

	(void)state;
	open_city("map.db");
	write_file("map.yaml", yaml, strlen(yaml));
	assert_ok(import_map_read(&map, test_path("map.yaml"), &mem, NULL, NULL, &err), &err);
	const char *csv = "单号,说了什么,标题\n1,路灯不亮,不要这个\n";

	assert_counts(import_with(write_file("map.csv", csv, strlen(csv)), &map,
			      &(struct import_options){0}),
		1, 0, 0, 0);
	assert_string_equal(text("SELECT source FROM case_sources"), "12345");
	assert_string_equal(text("SELECT title FROM cases"), "路灯不亮");
	assert_int_equal(number("SELECT channel FROM cases"), 2);
	write_file("bad.yaml", "nothing: x\n", 11);
	assert_err(import_map_read(&map, test_path("bad.yaml"), &mem, NULL, NULL, &err), &err,
		ERR_INPUT);
	arena_release(&mem);
	close_city();
}

static void
assert_refused(const char *csv, const char *says)
{
	struct import_options options = {.path = write_file("refused.csv", csv, strlen(csv))};
	struct err err = ERR_INIT;
	struct import_map map;
	struct import *im;

	import_map_usual(&map);
	assert_false(import_begin(&im, &s, &map, &options, &err));
	assert_int_equal(err.code, ERR_INPUT);
	if (strstr(err.text, says) == NULL)
		fail_msg("%s", err.text);
}

static void
a_file_without_text_is_refused(void **state)
{
	struct import_options options = {.path = test_path("missing.csv")};
	struct err err = ERR_INIT;
	struct import_map map;
	struct import *im;

	(void)state;
	open_city("refused.db");
	assert_refused("", "refused.csv");
	assert_refused("a,b\n1,2\n", "a b");
	import_map_usual(&map);
	assert_err(import_begin(&im, &s, &map, &options, &err), &err, ERR_IO);
	s.roles = ROLE_HND;
	options.path = test_path("one.csv");
	assert_err(import_begin(&im, &s, &map, &options, &err), &err, ERR_RULE);
	close_city();
}

static void
a_dry_run_writes_nothing(void **state)
{
	static const char csv[] = "id,text\n1,一\n2,二\n2,二\n3\n";
	struct import_map map;

	(void)state;
	open_city("dry.db");
	int64_t before = db_changes_total(store_db(st));

	import_map_usual(&map);
	assert_counts(import_with(write_file("dry.csv", csv, strlen(csv)), &map,
			      &(struct import_options){.dry_run = true}),
		2, 0, 1, 1);
	assert_int_equal(db_changes_total(store_db(st)), before);
	assert_false(os_exists(test_path("dry.csv.rejected.csv")));
	close_city();
}

static void
a_full_day_is_refused_row_by_row(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	open_city("full.db");
	assert_counts(import_text("first.csv", "text\n一\n"), 1, 0, 0, 0);
	assert_ok(store_begin(st, &err), &err);
	assert_ok(db_script(store_db(st), "UPDATE numbers SET last = 9998", &err), &err);
	assert_ok(store_commit(st, &err), &err);
	/* history takes numbers of its own day */
	assert_counts(import_text("day.csv",
			      "id,text,time,reply_time\n1,一件,,\n2,两件,,\n3,旧的,"
			      "2020-01-01,2020-01-02\n"),
		2, 0, 0, 1);
	assert_non_null(strstr(read_back("day.csv.rejected.csv"), "9999"));
	assert_int_equal(number("SELECT count(*) FROM cases"), 3);
	assert_chain_is_whole();
	close_city();
}

static void
contacts(void **state)
{
	(void)state;
	open_city("contact.db");
	assert_counts(import_text("contact.csv",
			      "id,text,name,phone,place,estate\n"
			      "1,a,,不详,,\n"
			      "2,b,陈丽华,139-0595-2208/22281234,东门巷3号,金榕花园\n"
			      "3,c,,13905952208、13905952209,金榕花园3幢,金榕花园\n"),
		3, 0, 0, 0);
	assert_int_equal(number("SELECT count(*) FROM cases WHERE id = 1 AND flags & 512"), 1);
	assert_int_equal(number("SELECT count(*) FROM cases WHERE id > 1 AND flags & 512"), 0);
	/* both found by the first of their numbers */
	assert_int_equal(
		number("SELECT count(DISTINCT phone_hash) FROM reporters WHERE case_id > 1"), 1);
	assert_int_equal(number("SELECT count(*) FROM reporters WHERE phone_hash = 0"), 1);
	assert_string_equal(
		text("SELECT spot FROM case_texts WHERE case_id = 2"), "金榕花园 东门巷3号");
	assert_string_equal(text("SELECT spot FROM case_texts WHERE case_id = 3"), "金榕花园3幢");
	close_city();
}

static void
long_texts(void **state)
{
	struct buf file;

	(void)state;
	open_city("long.db");
	buf_init(&file);
	buf_addstr(&file, "id,title,text,name\n1,");
	for (int i = 0; i < 100; i++)
		buf_addstr(&file, "题");
	buf_addstr(&file, ",正文,\n2,短,");
	for (int i = 0; i <= IMPORT_TEXT_MOST; i++)
		buf_addstr(&file, "长");
	buf_addstr(&file, ",\n3,短,正文,");
	for (int i = 0; i <= IMPORT_NAME_MOST; i++)
		buf_addstr(&file, "名");
	buf_addstr(&file, "\n");
	assert_counts(import_text("long.csv", file.text), 1, 0, 0, 2);
	assert_int_equal(number("SELECT length(title) FROM cases"), IMPORT_TITLE_MOST);
	assert_int_equal(number("SELECT length(body) FROM case_texts"),
		103); /* nothing of the title is lost */
	buf_release(&file);
	close_city();
}

static void
times(void **state)
{
	static const struct {
		const char *text, *iso; /* NULL: not understood */
	} cases[] = {
		{"2020-01-06T12:09:38", "2020-01-06T12:09:38+08:00"},
		{"2020/1/6 9:05", "2020-01-06T09:05:00+08:00"},
		{"2020.01.06", "2020-01-06T00:00:00+08:00"},
		{"2020年1月6日", "2020-01-06T00:00:00+08:00"},
		{"2020年1月6日 9时", "2020-01-06T09:00:00+08:00"},
		{"2020年1月6日 9时5分", "2020-01-06T09:05:00+08:00"},
		{"2020年01月06日 12时09分38秒", "2020-01-06T12:09:38+08:00"},
		{"２０２０－０１－０６", "2020-01-06T00:00:00+08:00"},
		{"43836", "2020-01-06T00:00:00+08:00"},
		{"43836.5", "2020-01-06T12:00:00+08:00"},
		{"43836.506690", "2020-01-06T12:09:38+08:00"},
		{"2020-01-06T04:09:38Z", "2020-01-06T12:09:38+08:00"},
		{"2020-02-30", NULL},
		{"6/1/2020", NULL},
		{"12345", NULL},
		{"昨天", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char iso[DATE_ISO_BYTES];
		int64_t utc;
		bool ok = import_time(cases[i].text, &utc);

		date_format_iso(utc, iso);
		if (ok != (cases[i].iso != NULL) || (ok && strcmp(iso, cases[i].iso) != 0))
			fail_msg("%s: %s", cases[i].text, iso);
	}
	int64_t utc = 1;

	assert_true(import_time("", &utc) && utc == 0);
}

enum { MANY = 3000 };

static void
write_many(const char *name)
{
	struct buf file;

	buf_init(&file);
	buf_addstr(&file, "id,text\n");
	for (int i = 0; i < MANY; i++)
		buf_addf(&file, "%d,第%d件: 楼道堆物\n", i, i);
	write_file(name, file.text, file.len);
	buf_release(&file);
}

/* In a child: imports and says so after every step. */
static void
import_in_child(const char *db, const char *csv, int out)
{
	struct store_config config = {.path = db};
	struct import_options options = {.path = csv};
	struct err err = ERR_INIT;
	struct import_map map;
	struct import *im;
	bool done = false;

	import_map_usual(&map);
	if (!store_open(&st, &config, &err))
		_exit(1);
	cases_sign_in(&s, st, rules, 350502000000);
	if (!import_begin(&im, &s, &map, &options, &err))
		_exit(2);
	while (!done && import_step(im, 1, &done, &err))
		if (write(out, ".", 1) != 1)
			_exit(3);
	_exit(0);
}

static void
killed_at_any_moment_it_goes_on(void **state)
{
	(void)state;
	open_city("killed.db");
	close_city();
	write_many("many.csv");
	for (int round = 0; round < 3; round++) {
		int pipe_fd[2], status;
		char dot;

		assert_int_equal(pipe(pipe_fd), 0);
		pid_t child = fork();

		if (child == 0)
			import_in_child(test_path("killed.db"), test_path("many.csv"), pipe_fd[1]);
		close(pipe_fd[1]);
		for (int steps = 0; steps <= round; steps++)
			if (read(pipe_fd[0], &dot, 1) != 1)
				break;
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
		close(pipe_fd[0]);
	}
	struct store_config config = {.path = test_path("killed.db")};
	struct err err = ERR_INIT;

	assert_ok(store_open(&st, &config, &err), &err);
	cases_sign_in(&s, st, rules, 350502000000);
	int64_t there = number("SELECT count(*) FROM cases");

	assert_true(there > 0);
	assert_int_equal(number("SELECT count(*) FROM case_sources"), there);
	assert_int_equal(number("SELECT count(*) FROM case_events"), there);
	assert_chain_is_whole();
	assert_counts(import_path(test_path("many.csv")), MANY - there, 0, there, 0);
	assert_int_equal(number("SELECT count(*) FROM cases"), MANY);
	assert_int_equal(number("SELECT count(DISTINCT no) FROM cases"), MANY);
	assert_int_equal(number("SELECT count(*) FROM case_ft WHERE case_ft MATCH '堆物'"), MANY);
	assert_chain_is_whole();
	close_city();
}

/* In a child, made before any database is open: told to, it wants to write, and says when it could. */
static void
want_to_write(const char *db, int in, int out)
{
	struct store_config config = {.path = db};
	struct err err = ERR_INIT;
	struct store *other;
	char word;

	if (read(in, &word, 1) != 1)
		_exit(1);
	bool ok = store_open(&other, &config, &err) && store_begin(other, &err) &&
		store_commit(other, &err);

	_exit(write(out, ok ? "y" : "n", 1) == 1 ? 0 : 1);
}

static void
whoever_waits_at_the_gate_is_seen(void **state)
{
	struct err err = ERR_INIT;
	int go[2], done[2], status;
	char answer = '?';

	(void)state;
	open_city("gate.db");
	close_city();
	assert_int_equal(pipe(go) + pipe(done), 0);
	pid_t child = fork();

	if (child == 0)
		want_to_write(test_path("gate.db"), go[0], done[1]);
	struct store_config config = {.path = test_path("gate.db")};

	assert_ok(store_open(&st, &config, &err), &err);
	assert_ok(store_begin(st, &err), &err);
	assert_false(store_is_wanted(st));
	assert_int_equal(write(go[1], "!", 1), 1);
	while (!store_is_wanted(st)) /* until it has come to the gate */
		sched_yield();
	assert_ok(store_commit(st, &err), &err);
	assert_int_equal(read(done[0], &answer, 1), 1);
	assert_int_equal(answer, 'y');
	waitpid(child, &status, 0);
	assert_false(store_is_wanted(st));
	for (int i = 0; i < 2; i++) {
		close(go[i]);
		close(done[i]);
	}
	store_close(st);
}

static void
real_messages(void **state)
{
	const char *path = test_shared("messages/raw_labelled.csv");

	(void)state;
	if (path == NULL)
		return;
	open_city("real.db");
	assert_counts(import_path(path), 1844, 0, 0, 0);
	assert_counts(import_path(path), 0, 0, 1844, 0);
	assert_int_equal(number("SELECT count(*) FROM case_texts WHERE body = ''"), 0);
	assert_chain_is_whole();
	close_city();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_row_becomes_a_matter),
		cmocka_unit_test(what_is_missing_has_a_default),
		cmocka_unit_test(words_may_say_the_category),
		cmocka_unit_test(grids_and_divisions_are_places),
		cmocka_unit_test(a_reply_makes_closed_history),
		cmocka_unit_test(importing_again_changes_nothing),
		cmocka_unit_test(a_changed_source_updates_only_what_nobody_touched),
		cmocka_unit_test(the_same_id_twice_with_other_words_is_refused),
		cmocka_unit_test(bad_rows_go_beside_the_file_and_come_back_corrected),
		cmocka_unit_test(every_encoding_says_the_same),
		cmocka_unit_test(json_lines_with_mistakes),
		cmocka_unit_test(a_map_names_the_columns),
		cmocka_unit_test(a_file_without_text_is_refused),
		cmocka_unit_test(a_dry_run_writes_nothing),
		cmocka_unit_test(a_full_day_is_refused_row_by_row),
		cmocka_unit_test(contacts),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(times),
		cmocka_unit_test(killed_at_any_moment_it_goes_on),
		cmocka_unit_test(whoever_waits_at_the_gate_is_seen),
		cmocka_unit_test(real_messages),
	};
	struct err err = ERR_INIT;

	if (!crypto_init() || !rules_load(&rules, "data", NULL, NULL, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	int failed = cmocka_run_group_tests_name("import", tests, NULL, NULL);

	rules_free(rules);
	return failed;
}
