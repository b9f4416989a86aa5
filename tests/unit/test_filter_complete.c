/* What is offered at the caret. */
#include "tests/lib/cases.h"
#include "tests/lib/test.h"

#include "core/base/i18n.h"
#include "core/base/rng.h"
#include "core/domain/filter_complete.h"

static struct store *store;
static struct rules rules;
static struct session me;
static struct arena mem = ARENA_INIT;
static struct err err = ERR_INIT;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(600);

	(void)state;
	store = cases_make(test_path("complete.db"), &config);
	assert_ok(store_begin(store, &err), &err);
	struct stmt *st = db_stmt(store_db(store),
		"INSERT INTO views(owner_id, list, name, filter) VALUES(0, 'cases', '晨会要看', "
		"'灯:红 重点')",
		&err);

	assert_ok(st != NULL && db_run(st, &err) && store_commit(store, &err), &err);
	cases_rules(&rules);
	cases_sign_in(&me, store, &rules, 350502000000);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&me);
	store_close(store);
	arena_release(&rules.mem);
	arena_release(&mem);
	return 0;
}

static struct filter_offers
complete(const char *text)
{
	struct filter_offers offers;

	test_ok(case_filter_complete(&me, text, strlen(text), NULL, &mem, &offers, &err), &err,
		text, __FILE__, __LINE__);
	return offers;
}

static bool
offers_text(const struct filter_offers *o, const char *insert)
{
	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->items[i].insert, insert) == 0)
			return true;
	return false;
}

static void
test_spots(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum filter_spot spot;
		const char *typed;
		size_t from, term;
	} cases[] = {
		{"", SPOT_WORD, "", 0, 0},
		{"状", SPOT_WORD, "状", 0, 0},
		{"停车 状", SPOT_WORD, "状", 7, 7},
		{"停车 ", SPOT_WORD, "", 7, 7},
		{"状态:", SPOT_VALUE, "", 7, 0},
		{"状态：待", SPOT_VALUE, "待", 9, 0},
		{"超期 状态:待办,办", SPOT_VALUE, "办", 21, 7},
		{"(类:zy", SPOT_VALUE, "zy", 5, 1},
		{"-类:", SPOT_VALUE, "", 5, 1},
		{"due<=", SPOT_VALUE, "", 5, 0},
		{"排:-超", SPOT_FIELD, "超", 5, 0},
		{"排:到期,", SPOT_FIELD, "", 11, 0},
		{"限:", SPOT_NOWHERE, "", 4, 0},
		{"没有:", SPOT_NOWHERE, "", 7, 0},
		{"@晨", SPOT_VIEW, "晨", 1, 0},
		{"\"停", SPOT_NOWHERE, NULL, 0, 0},
		{"单位:\"金", SPOT_NOWHERE, NULL, 7, 0},
		{"\"停车\" 类", SPOT_WORD, "类", 9, 9},
		{"a|", SPOT_WORD, "", 2, 2},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter_typing t;

		filter_typing_at(&filter_cases, cases[i].text, strlen(cases[i].text), &mem, &t);
		if (t.spot != cases[i].spot || t.from != cases[i].from || t.term != cases[i].term)
			fail_msg("%s: spot %d, from %zu, term %zu", cases[i].text, (int)t.spot,
				t.from, t.term);
		if (cases[i].typed != NULL && t.spot != SPOT_NOWHERE)
			assert_string_equal(t.typed, cases[i].typed);
	}
}

static void
test_offers(void **state)
{
	(void)state;
	static const struct {
		const char *text, *insert;
	} cases[] = {
		{"状", "状态:"},
		{"zt", "状态:"},
		{"zhuangt", "状态:"},
		{"stat", "状态:"},
		{"超", "超期"},
		{"cq", "超期"},
		{"噪", "类:社会生活噪声"},
		{"金榕花", "小区:金榕花园"},
		{"jrhy", "小区:金榕花园"},
		{"类:噪", "社会生活噪声"},
		{"类:zy", "社会生活噪声"},
		{"类:shehui", "社会生活噪声"},
		{"类:parki", "车辆乱停"},
		{"状态:dai", "待受理"},
		{"单位:jrwy", "金榕物业"},
		{"区划:jj", "晋江市"},
		{"区划:350582", "晋江市"},
		{"经办人:", "我"},
		{"到期:", "今天"},
		{"受理:b", "本周"},
		{"来源:r", "热线"},
		{"排:dq", "到期"},
		{"排:-到", "到期"},
		{"@", "晨会要看"},
		{"@ch", "晨会要看"},
		{"附件:", "有"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct filter_offers o = complete(cases[i].text);

		if (!offers_text(&o, cases[i].insert))
			fail_msg("%s: %zu offers, first %s", cases[i].text, o.count,
				o.count > 0 ? o.items[0].insert : "-");
	}
	assert_int_equal(complete("\"停").count, 0);
	assert_int_equal(complete("没有:").count, 0);
	assert_int_equal(complete("").items[0].kind, OFFER_FIELD);
	assert_string_equal(complete("状态").items[0].insert, "状态:");
}

/* Values that the list has come first, with their numbers. */
static void
test_counts(void **state)
{
	(void)state;
	static const char text[] = "待办 类:";
	struct filter_offers o = complete(text);
	struct filter_fault fault;
	struct case_tally *tally;
	bool done = false;

	assert_string_equal(o.rest, "待办 ");
	assert_ok(case_tally_open(&tally, &me, o.rest, NULL, CF_CAT, false, &fault, &err), &err);
	while (!done)
		assert_ok(case_tally_step(tally, &done, &err), &err);
	assert_ok(case_filter_complete(&me, text, strlen(text), tally, &mem, &o, &err), &err);
	assert_int_equal(o.count, FILTER_OFFERS_MOST);
	for (size_t i = 0; i < o.count; i++)
		assert_true(o.items[i].count > 0 &&
			(i == 0 || o.items[i - 1].count >= o.items[i].count));
	assert_ok(case_filter_complete(&me, "待办 类:z", 12, tally, &mem, &o, &err), &err);
	assert_true(o.count > 1 && o.items[0].count > 0);
	case_tally_free(tally);
}

static void
test_english(void **state)
{
	(void)state;
	i18n_set_lang(LANG_EN);
	struct filter_offers o = complete("ove");

	assert_true(offers_text(&o, "overdue"));
	o = complete("状");
	assert_true(offers_text(&o, "status:"));
	o = complete("due:t");
	assert_true(offers_text(&o, "tomorrow"));
	i18n_set_lang(LANG_ZH);
}

/* Whatever is offered makes a filter that can be read up to there. */
static void
test_any_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {"状态", "类", "单位", ":", "=", "<", ",", " ", "(",
		")", "|", "-", "\"", "@", "排", "z", "金", "超", "12-", "：", "\xe5\x81", "未"};
	struct rng r;

	rng_seed(&r, 3);
	for (int round = 0; round < 1500; round++) {
		struct buf b;

		buf_init(&b);
		for (uint32_t n = rng_below(&r, 7); n > 0; n--)
			buf_addstr(&b, pieces[rng_below(&r, sizeof(pieces) / sizeof(pieces[0]))]);
		struct filter_offers o;

		assert_ok(case_filter_complete(&me, b.text, b.len, NULL, &mem, &o, &err), &err);
		assert_true(o.typing.from <= b.len && o.typing.term <= o.typing.from);
		for (size_t i = 0; i < o.count; i++)
			assert_true(o.items[i].insert[0] != '\0' && o.items[i].label[0] != '\0');
		buf_release(&b);
		arena_reset(&mem);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_spots),
		cmocka_unit_test(test_offers),
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_english),
		cmocka_unit_test(test_any_text),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
