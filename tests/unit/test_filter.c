/* The grammar: what is read, how mistakes are pointed at, and that print and parse are inverse. */
#include "tests/lib/test.h"

#include <dirent.h>

#include "core/base/os.h"
#include "core/base/rng.h"
#include "core/domain/filter_case.h"
#include "core/domain/filter_lex.h"
#include "tests/fuzz/fuzz_filter.c"

static struct arena mem = ARENA_INIT;

/* The tree in brackets: (and 状态:待办 (not 超期)); a quoted text in '', a view with @, a flag with !. */
static void
shape(struct buf *out, const struct filter_node *n)
{
	static const char *const joins[] = {
		[FILTER_AND] = "(and", [FILTER_OR] = "(or", [FILTER_NOT] = "(not"};

	switch (n->kind) {
	case FILTER_AND:
	case FILTER_OR:
	case FILTER_NOT:
		buf_addstr(out, joins[n->kind]);
		for (const struct filter_node *kid = n->kids; kid != NULL; kid = kid->next) {
			buf_addch(out, ' ');
			shape(out, kid);
		}
		buf_addch(out, ')');
		break;
	case FILTER_FLAG:
		buf_addf(out, "!%s", n->flag->names.zh);
		break;
	case FILTER_QUOTED:
		buf_addf(out, "'%s'", n->text);
		break;
	case FILTER_ALL:
		buf_addstr(out, "all");
		break;
	default:
		filter_print_node(out, n, LANG_ZH);
	}
}

static struct filter
parse(const char *text)
{
	struct err err = ERR_INIT;
	struct filter_fault fault;
	struct filter f;

	if (!filter_parse(&f, &filter_cases, text, &mem, &fault, &err))
		print_error("%s: %zu-%zu\n", text, fault.from, fault.to);
	test_ok(err.code == ERR_NONE, &err, text, __FILE__, __LINE__);
	return f;
}

static void
check_shape(const char *text, const char *want)
{
	struct filter f = parse(text);
	struct buf b;

	buf_init(&b);
	shape(&b, f.root);
	if (strcmp(b.text, want) != 0)
		print_error("%s\n", text);
	assert_string_equal(b.text, want);
	buf_release(&b);
}

static void
test_shapes(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", "all"},
		{"  ， ！", "all"},
		{"状态:待办 超期 类:噪音 网格:3505* 停车 due<3d",
			"(and 状态:待办 !超期 类:噪音 网格:3505* 停车 到期<3d)"},
		{"停车 消防通道", "(and 停车 消防通道)"},
		{"灯:红,黄 承办:金榕 -状态:办结 排:-超时",
			"(and 灯:红,黄 承办:金榕 (not 状态:办结))"},
		{"经办人:我 (超期 | 今日)", "(and 经办人:我 (or !超期 !今日))"},
		{"受理:2024-12-01..2024-12-09", "受理:2024-12-01..2024-12-09"},
		{"due<=2wd unit:\"Jinrong PM\" -light:green",
			"(and 到期<=2wd 单位:\"Jinrong PM\" (not 灯:green))"},
		{"编号:1209-0* | 编号:350502007-241204-*",
			"(or 编号:1209-0* 编号:350502007-241204-*)"},
		{"标签:飞线 或 标签:消防", "(or 标签:飞线 标签:消防)"},
		{"非 单位:金榕物业 且 类:保修", "(and (not 单位:金榕物业) 类:保修)"},
		{"联名>5 组:小区 限:20", "联名>5"},
		{"\"超期\"", "'超期'"},
		{"“超期”「a\"b」", "(and '超期' 'a\"b')"},
		{"STATUS:open OVERDUE Sort:due", "(and 状态:open !超期)"},
		{"状态：待办，办理中 超期", "(and 状态:待办,办理中 !超期)"},
		{"状态 ： 待办 、 办理中　超期", "(and 状态:待办,办理中 !超期)"},
		{"a b | c d or e", "(or (and a b) (and c d) e)"},
		{"a & b 且 c and d", "(and a b c d)"},
		{"a (b | c) -(d e)", "(and a (or b c) (not (and d e)))"},
		{"非非a --b", "(and 非非a (not (not b)))"},
		{"非 非 a", "(not (not a))"},
		{"1209-035 -", "(and 1209-035 -)"},
		{"@晨会 -@旧", "(and @晨会 (not @旧))"},
		{"金榕花园3幢，电梯坏了！快来。", "(and 金榕花园3幢 电梯坏了 快来.)"},
		{"orange 或者 notes", "(and orange 或者 notes)"},
		{"(排:到期) a", "a"},
		{"类=ZY 到期!=今天 满意~2", "(and 类=ZY 到期!=今天 满意~2)"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check_shape(cases[i][0], cases[i][1]);
}

static void
test_directives(void **state)
{
	(void)state;
	struct filter f = parse("排:-超时,due 列:编号,类 飞线 组:xq 限:20");

	assert_int_equal(f.sort_count, 2);
	assert_true(f.sorts[0].field->id == CF_LATE && f.sorts[0].descending);
	assert_true(f.sorts[1].field->id == CF_DUE && !f.sorts[1].descending);
	assert_int_equal(f.column_count, 2);
	assert_int_equal(f.group->id, CF_ESTATE);
	assert_int_equal(f.top, 20);
	assert_string_equal(f.root->text, "飞线");
}

static void
test_values(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum filter_shape shape;
		int64_t number;
	} cases[] = {
		{"3d", FILTER_DURATION_VALUE, 3},
		{"-2天", FILTER_DURATION_VALUE, -2},
		{"2wd", FILTER_DURATION_VALUE, 2},
		{"4小时", FILTER_DURATION_VALUE, 4},
		{"15M", FILTER_DURATION_VALUE, 15},
		{"3dd", FILTER_WORD_VALUE, 0},
		{"1.5", FILTER_NUMBER_VALUE, 1500},
		{"-7", FILTER_NUMBER_VALUE, -7000},
		{"1.23456", FILTER_NUMBER_VALUE, 1234},
		{"1.", FILTER_WORD_VALUE, 0},
		{"1234567890", FILTER_WORD_VALUE, 0},
		{"3505*", FILTER_WORD_VALUE, 0},
		{"今天", FILTER_DATE_VALUE, 0},
		{"ThisWeek", FILTER_DATE_VALUE, 0},
		{"2024-02-29", FILTER_DATE_VALUE, 0},
		{"2023-02-29", FILTER_WORD_VALUE, 0},
		{"02-29", FILTER_DATE_VALUE, 0},
		{"12/9", FILTER_DATE_VALUE, 0},
		{"2024-12", FILTER_DATE_VALUE, 0},
		{"13-01", FILTER_WORD_VALUE, 0},
		{"1209-037", FILTER_WORD_VALUE, 0},
		{"1..5", FILTER_RANGE_VALUE, 0},
		{"..5", FILTER_RANGE_VALUE, 0},
		{"..", FILTER_WORD_VALUE, 0},
		{"1..2..3", FILTER_WORD_VALUE, 0},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter_value *v = filter_scalar(cases[i].text, &mem);

		if (v->shape != cases[i].shape)
			print_error("%s\n", cases[i].text);
		assert_int_equal(v->shape, cases[i].shape);
		if (cases[i].number != 0)
			assert_int_equal(v->number, cases[i].number);
	}
	struct filter_value *v = filter_scalar("2024-12-01..12-09", &mem);

	assert_true(v->low->year == 2024 && v->low->day_of_month == 1);
	assert_true(v->high->year == 0 && v->high->month == 12 && v->high->day_of_month == 9);
}

static void
test_mistakes(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t from, to;
		const char *fix;
	} cases[] = {
		{"类:", 4, 4, ""},
		{"停车 (消防", 7, 14, ""},
		{"没有这项:1", 0, 12, ""},
		{"\"停车", 0, 7, ""},
		{"排:无此项", 4, 13, ""},
		{"限:x", 4, 5, ""},
		{"限:0", 4, 5, ""},
		{"停车 | ", 9, 9, ""},
		{"停车)", 6, 7, ""},
		{"状太:待办", 0, 6, "状态"},
		{"statsu:open", 0, 6, "status"},
		{"a :b", 0, 1, ""},
		{"类:噪音,", 11, 11, ""},
		{"()", 1, 1, ""},
		{"-排:到期", 0, 11, ""},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;
		struct filter_fault fault;
		struct filter f;
		bool ok = filter_parse(&f, &filter_cases, cases[i].text, &mem, &fault, &err);

		if (ok || fault.from != cases[i].from || fault.to != cases[i].to)
			print_error(
				"%s: %zu-%zu %s\n", cases[i].text, fault.from, fault.to, err.text);
		assert_err(ok, &err, ERR_INPUT);
		assert_int_equal(fault.from, cases[i].from);
		assert_int_equal(fault.to, cases[i].to);
		assert_string_equal(fault.fix, cases[i].fix);
	}
}

static void
test_too_much(void **state)
{
	(void)state;
	static char text[3 * FILTER_MAX_BYTES];
	struct err err = ERR_INIT;
	struct filter_fault fault;
	struct filter f;

	memset(text, '(', FILTER_MAX_BYTES);
	assert_err(filter_parse(&f, &filter_cases, text, &mem, &fault, &err), &err, ERR_INPUT);
	memset(text, '-', FILTER_MAX_BYTES);
	assert_err(filter_parse(&f, &filter_cases, text, &mem, &fault, &err), &err, ERR_INPUT);
	for (size_t i = 0; i < FILTER_MAX_BYTES; i++)
		text[i] = i % 2 == 0 ? 'a' : ' ';
	assert_err(filter_parse(&f, &filter_cases, text, &mem, &fault, &err), &err, ERR_INPUT);
	memset(text, 'a', FILTER_MAX_BYTES + 1);
	assert_err(filter_parse(&f, &filter_cases, text, &mem, &fault, &err), &err, ERR_LIMIT);
}

static void
test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < filter_cases.field_count; i++) {
		const struct filter_names *n = &filter_cases.fields[i].names;

		assert_ptr_equal(filter_field(&filter_cases, n->zh), &filter_cases.fields[i]);
		assert_ptr_equal(filter_field(&filter_cases, n->en), &filter_cases.fields[i]);
		assert_ptr_equal(filter_field(&filter_cases, n->py), &filter_cases.fields[i]);
	}
	for (size_t i = 0; i < filter_cases.flag_count; i++) {
		const struct filter_names *n = &filter_cases.flags[i].names;

		assert_ptr_equal(filter_flag(&filter_cases, n->zh), &filter_cases.flags[i]);
		assert_ptr_equal(filter_flag(&filter_cases, n->en), &filter_cases.flags[i]);
		assert_ptr_equal(filter_flag(&filter_cases, n->py), &filter_cases.flags[i]);
	}
	assert_non_null(filter_field(&filter_cases, "ＳＴＡＴＵＳ"));
	assert_null(filter_field(&filter_cases, ""));
}

static void
test_glob(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *text;
		bool match;
	} cases[] = {
		{"3505*", "350502", true},
		{"*", "", true},
		{"?", "", false},
		{"噪?", "噪音", true},
		{"?音", "噪音", true},
		{"*音*", "装修噪音大", true},
		{"a*b*c", "aXbYbZc", true},
		{"a*b*c", "aXbYbZ", false},
		{"", "", true},
		{"", "a", false},
		{"**a**", "a", true},
		{"*a?c*", "xxabaccdac", true},
		{"a?", "a", false},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(filter_glob(cases[i].pattern, cases[i].text), cases[i].match);
}

static void
fuzz(const char *text, size_t len)
{
	LLVMFuzzerTestOneInput((const uint8_t *)text, len);
}

/* Pieces put together at random, so that most of it is almost right. */
static void
test_random_texts(void **state)
{
	(void)state;
	static const char *const pieces[] = {"状态", "类", "due", "排", "top", ":", "=", "!=", "<",
		">=", "~", ",", " ", " ", "(", ")", "|", "&", "-", "或", "非", "and", "\"", "「",
		"」", "@", "*", "?", "停车", "12-09", "2024-12-09", "3d", "-2wd", "1.5", "..",
		"超期", "cq", "今天", "我", "：", "，", "\xe5\x81", "\xff", "。", "“", "20"};
	struct rng r;

	rng_seed(&r, 5);
	for (int round = 0; round < 20000; round++) {
		struct buf b;

		buf_init(&b);
		for (uint32_t n = 1 + rng_below(&r, 12); n > 0; n--)
			buf_addstr(&b, pieces[rng_below(&r, sizeof(pieces) / sizeof(pieces[0]))]);
		fuzz(b.text, b.len);
		buf_release(&b);
	}
}

static void
test_corpus(void **state)
{
	(void)state;
	static const char folder[] = "tests/fuzz/corpus/filter";
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int files = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		struct err err = ERR_INIT;
		struct buf b;

		if (entry->d_name[0] == '.')
			continue;
		buf_init(&b);
		assert_ok(os_read_file(arena_printf(&mem, "%s/%s", folder, entry->d_name), 1 << 20,
				  &b, &err),
			&err);
		fuzz(b.text, b.len);
		buf_release(&b);
		files++;
	}
	closedir(dir);
	assert_true(files > 30);
}

static int
tear_down(void **state)
{
	(void)state;
	arena_release(&mem);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_directives),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_too_much),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_glob),
		cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_corpus),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
