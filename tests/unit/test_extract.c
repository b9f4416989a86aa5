/* What invented messages say about who, where, when and how much. */
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/csv.h"
#include "core/base/rng.h"
#include "core/base/utf8.h"
#include "core/serve/extract.h"
#include "tests/lib/fixture.h"

static struct arena mem;

static struct extract
find(const char *text)
{
	struct extract e;

	extract_find(text, &mem, &e);
	return e;
}

/* All items of a kind, a bar between. */
static const char *
all(const char *text, enum extract_kind kind)
{
	struct extract e = find(text);
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < e.count; i++)
		if (e.items[i].kind == kind)
			buf_addf(&b, "%s%s", b.len > 0 ? "|" : "", e.items[i].text);
	const char *copy = arena_strdup(&mem, b.text);

	buf_release(&b);
	return copy;
}

struct sample {
	const char *text, *want;
};

static void
check(const struct sample *samples, size_t n, enum extract_kind kind)
{
	for (size_t i = 0; i < n; i++) {
		const char *got = all(samples[i].text, kind);

		if (strcmp(got, samples[i].want) != 0)
			print_error("%s\n  %s\n  not %s\n", samples[i].text, got, samples[i].want);
		assert_string_equal(got, samples[i].want);
	}
}
#define CHECK(samples, kind) check((samples), sizeof(samples) / sizeof((samples)[0]), (kind))

static void
phones(void **state)
{
	static const struct sample samples[] = {
		{"请回电13905952208谢谢", "13905952208"},
		{"电话：１３９０５９５２２０８。", "13905952208"},
		{"139 0595 2208", "13905952208"},
		{"139-0595-2208", "13905952208"},
		{"+86 13905952208", "13905952208"},
		{"8613905952208", "13905952208"},
		{"座机0595-22331234转8001", "059522331234"},
		{"(0595)22331234", ""},
		{"物业电话22331234打不通", "22331234"},
		{"费用22331234没有明细", ""},
		{"3幢1204 13905952208", "13905952208"},
		{"身份证350502199001011234电话13800138000", "13800138000"},
		{"350502 19900101 1234", ""},
		{"卡号6222021402012345678", ""},
		{"35050219900101123X", ""},
		{"尾号2208", ""},
		{"先打13905952208不通再打18605951234", "13905952208|18605951234"},
		{"12345热线", ""},
		{"12905952208", ""},
	};

	(void)state;
	CHECK(samples, EXTRACT_PHONE);
}

static void
rooms(void **state)
{
	static const struct sample samples[] = {
		{"金榕花园3幢1204住户", "3幢1204"},
		{"金榕花园3-1204", "3幢1204"},
		{"我住３号楼２单元１２０４室", "3号楼2单元1204"},
		{"3-2-1204的业主", "3幢2单元1204"},
		{"A座1203漏水", "A座1203"},
		{"七幢502装修", "7幢502"},
		{"电话0595-22331234", ""},
		{"2019-11-22晚上", ""},
		{"12-09下午", ""},
		{"3-5幢的路灯", ""},
		{"1月2日", ""},
		{"139-0595-2208", ""},
		{"比例是3-1204-5", ""},
		{"相距50-200米", ""},
		{"高8-100CM", ""},
	};
	static const struct sample buildings[] = {{"3幢楼道灯不亮", "3幢"},
		{"十二号楼门口", "12号楼"}, {"3幢1204", ""}, {"三号线", ""}, {"3楼走廊", ""}};

	(void)state;
	CHECK(samples, EXTRACT_ROOM);
	CHECK(buildings, EXTRACT_BUILDING);
}

static void
names(void **state)
{
	static const struct sample samples[] = {
		{"我叫陈丽华，住在金榕花园", "陈丽华"},
		{"我是吴先生，反映一件事", "吴先生"},
		{"我是金榕花园3幢业主", ""},
		{"本人林志强反映", "林志强"},
		{"姓名：欧阳文斌 电话：13905952208", "欧阳文斌"},
		{"联系人黄国平电话13800138000", "黄国平"},
		{"陈女士反映楼上漏水", "陈女士"},
		{"来访人称，东门巷口吵", ""},
		{"金榕花园3-1204 陈丽华", "陈丽华"},
		{"3幢1204陈丽华：车库没有充电桩", "陈丽华"},
		{"陈丽华 13905952208 车库没有充电桩", "陈丽华"},
		{"陈丽华，电话13905952208", "陈丽华"},
		{"13905952208陈丽华", "陈丽华"},
		{"物业不管，我们该找谁", ""},
		{"业主高度不满", ""},
		{"居民安全没有保障", ""},
		{"业主张伟说", "张伟"},
		{"3幢1204马上要漏水了", ""},
		{"我是金榕花园3-1204的陈丽华，车库", "陈丽华"},
		{"3-1204的业主陈丽华反映", "陈丽华"},
		{"3幢1204的马桶漏水", ""},
	};

	(void)state;
	CHECK(samples, EXTRACT_NAME);
}

static void
times_and_amounts(void **state)
{
	static const struct sample times[] = {
		{"昨晚11点半开始", "昨晚11点半"},
		{"每天晚上九点以后还在敲", "每天晚上九点"},
		{"2019年11月22日下午3:30", "2019年11月22日下午3:30"},
		{"2019-11-22 21:30左右", "2019-11-22 21:30"},
		{"12月9日停水", "12月9日"},
		{"上周五", "上周五"},
		{"快一点来", ""},
		{"提两点建议", ""},
		{"比分3:2", ""},
	};
	struct extract e = find("物业费1,200.5元，押金3万元，每度0.8元，共12块钱");
	static const int64_t fen[] = {120050, 3000000, 80, 1200};

	(void)state;
	CHECK(times, EXTRACT_TIME);
	assert_int_equal(e.count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(e.items[i].kind, EXTRACT_AMOUNT);
		assert_int_equal(e.items[i].value, fen[i]);
	}
	assert_string_equal(e.items[0].text, "1,200.5元");
	assert_string_equal(all("999999999999亿元", EXTRACT_AMOUNT), "");
	assert_string_equal(
		all("350502元祖", EXTRACT_AMOUNT), "350502元"); /* a known slip: harmless */
}

/* A whole message as it is copied from a chat. */
static void
a_chat_message(void **state)
{
	static const char text[] =
		"陈丽华 12/9 "
		"14:02\n金榕花园３－１２０４，地下车库没有充电桩，大家拉飞线充电，上周２幢冒过烟。"
		"希望尽快安装，电话１３９０５９５２２０８";
	struct extract e = find(text);

	(void)state;
	assert_string_equal(extract_first(&e, EXTRACT_PHONE), "13905952208");
	assert_string_equal(extract_first(&e, EXTRACT_ROOM), "3幢1204");
	assert_string_equal(extract_first(&e, EXTRACT_BUILDING), "2幢");
	for (size_t i = 0; i < e.count; i++) { /* in order, within the text, on characters */
		assert_true(e.items[i].at + e.items[i].len <= strlen(text));
		assert_true(i == 0 || e.items[i].at >= e.items[i - 1].at);
		assert_int_equal(utf8_floor(text, e.items[i].at), e.items[i].at);
	}
}

static void
hostile_texts(void **state)
{
	static const char *const parts[] = {"3", "幢", "-", "1204", "1390595", "电话", "我叫", "陈",
		"丽华", "\n", "元", "万", "年", "月", "点", "\xF0", "\xE9\x99", "０", "：", "昨晚",
		".", ",", "A座", "单元", " ", "号楼"};
	struct rng r;
	struct buf b;

	(void)state;
	buf_init(&b);
	rng_seed(&r, 7);
	for (int round = 0; round < 3000; round++) {
		buf_clear(&b);
		for (uint32_t n = rng_below(&r, 40); n > 0; n--)
			buf_addstr(&b, parts[rng_below(&r, sizeof(parts) / sizeof(parts[0]))]);
		struct extract e = find(b.text);

		for (size_t i = 0; i < e.count; i++)
			assert_true(e.items[i].at + e.items[i].len <= b.len);
		arena_reset(&mem);
	}
	buf_clear(&b);
	for (int i = 0; i < 20000; i++)
		buf_addstr(&b, "3幢1204 ");
	assert_int_equal(find(b.text).count, EXTRACT_MOST);
	assert_int_equal(find("").count, 0);
	buf_release(&b);
}

static void
check_place(struct session *s, const char *text, enum lookup_kind kind, const char *name)
{
	struct lookup_hit hit;
	struct err err = ERR_INIT;
	bool found;

	assert_ok(extract_place(s, text, &mem, &hit, &found, &err), &err);
	assert_int_equal(found, name != NULL);
	if (name == NULL)
		return;
	assert_string_equal(hit.item.name, name);
	assert_int_equal(hit.item.kind, kind);
}

static void
estates_of_the_city(void **state)
{
	struct store *st = fixture_store();
	struct session s;

	(void)state;
	fixture_session(&s, st, NULL);
	check_place(&s, "我是金榕花园的业主，地下车库", LOOKUP_ESTATE, "金榕花园");
	check_place(
		&s, "金榕花园东门坏了", LOOKUP_GRID, "金榕花园东"); /* the longer name is meant */
	check_place(&s, "东门巷停水", LOOKUP_GRID, "东门巷");
	check_place(&s, "刺桐社区组织的活动", LOOKUP_AREA, "刺桐社区居委会");
	check_place(&s, "哪里都不是", LOOKUP_ESTATE, NULL);
	check_place(&s, "", LOOKUP_ESTATE, NULL);
	session_close(&s);
	store_close(st);
}

/* Real messages, where the material lies beside the repository: nothing breaks, and what was found is told. */
static void
real_messages(void **state)
{
	const char *path = test_shared("messages/raw_labelled.csv");
	size_t counts[EXTRACT_KIND_COUNT] = {0}, rows = 0;
	struct err err = ERR_INIT;
	struct csv_record rec;
	bool found = true;

	(void)state;
	if (path == NULL)
		return;
	struct source *source = source_open(path, &err);

	assert_non_null(source);
	struct csv *csv = csv_new(source, 0);

	while (csv_next(csv, &rec, &found, &err) && found) {
		struct extract e = find(rec.fields[rec.count - 1].text);

		for (size_t i = 0; i < e.count; i++)
			counts[e.items[i].kind]++;
		rows++;
		arena_reset(&mem);
	}
	assert_int_equal(err.code, ERR_NONE);
	csv_free(csv);
	source_close(source);
	print_message("%zu messages: phones %zu rooms %zu buildings %zu names %zu times %zu "
		      "amounts %zu\n",
		rows, counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
	assert_true(rows > 1000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(phones),
		cmocka_unit_test(rooms),
		cmocka_unit_test(names),
		cmocka_unit_test(times_and_amounts),
		cmocka_unit_test(a_chat_message),
		cmocka_unit_test(hostile_texts),
		cmocka_unit_test(estates_of_the_city),
		cmocka_unit_test(real_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
