/* What filters on matters mean: each against a condition in SQL over all rows, and how they are read back. */
#include "tests/lib/cases.h"
#include "tests/lib/cases_oracle.h"
#include "tests/lib/test.h"

#include "core/base/i18n.h"
#include "core/base/rng.h"
#include "core/domain/case_number.h"
#include "core/domain/filter_case.h"

/* 2024-12-09 14:32, a Monday. */
#define NOW "1733725920"
#define TODAY "1733673600"
#define NEVER "253402300799"
#define DUE "c.state BETWEEN 1 AND 11 AND c.due_at<" NEVER " AND "
#define RED "(" DUE "c.due_at<" NOW ")"
#define YELLOW "(" DUE "c.due_at>=" NOW " AND c.light_at<=" NOW ")"
#define GREEN "(" DUE "c.due_at>=" NOW " AND c.light_at>" NOW ")"
#define TEXT(word) "instr(c.title||' '||t.body||' '||t.spot, '" word "')>0"
#define UNITS(like) "c.unit_id IN (SELECT id FROM units WHERE name LIKE '" like "')"
#define ESTATES(like) "c.estate_id IN (SELECT id FROM estates WHERE name LIKE '" like "')"
#define WORD(word) "(" TEXT(word) " OR " UNITS("%" word "%") " OR " ESTATES("%" word "%") ")"

static struct store *store;
static struct rules rules;
static struct session me;
static struct oracle all;
static struct arena mem = ARENA_INIT;

static void
run(const char *sql)
{
	struct err err = ERR_INIT;

	assert_ok(store_begin(store, &err), &err);
	struct stmt *st = db_stmt(store_db(store), sql, &err);

	test_ok(st != NULL && db_run(st, &err), &err, sql, __FILE__, __LINE__);
	assert_ok(store_commit(store, &err), &err);
}

static int
set_up(void **state)
{
	struct cases_config config = cases_small(4000);

	(void)state;
	store = cases_make(test_path("filter.db"), &config);
	run("UPDATE units SET name = 'Jinrong PM' WHERE id = 14");
	run("UPDATE cases SET title = title || ' 13905952208 Abc12' WHERE id % 100 = 1");
	run("INSERT INTO views(owner_id, list, name, filter) VALUES(0, 'cases', '晨会', '灯:红 "
	    "重点 排:-受理')");
	run("INSERT INTO views(owner_id, list, name, filter) VALUES(0, 'cases', '圈', '@圈 超期')");
	run("INSERT INTO views(owner_id, list, name, filter) VALUES(0, 'cases', '坏', '类:没有')");
	cases_rules(&rules);
	cases_sign_in(&me, store, &rules, 350502000000);
	oracle_read(&all, &me);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	oracle_release(&all);
	session_close(&me);
	store_close(store);
	arena_release(&rules.mem);
	arena_release(&mem);
	return 0;
}

static struct case_filter
read_filter(const char *text)
{
	struct err err = ERR_INIT;
	struct filter_fault fault;
	struct case_filter f;
	bool ok = case_filter_read(&f, &me, text, NULL, &mem, &fault, &err);

	test_ok(ok, &err, text, __FILE__, __LINE__);
	return f;
}

/* Returns how many rows there are; the filter and the condition must agree on each. */
static size_t
check(const char *text, const char *condition)
{
	struct case_filter f = read_filter(text);
	struct case_facts **got;
	int64_t *want;
	size_t n = oracle_find(&all, f.pred, &mem, &got),
	       m = oracle_sql(&me, condition, &mem, &want);

	if (n != m)
		fail_msg("%s: %zu rows, not %zu: %s\n", text, n, m, f.words);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(got[i]->value[COL_ID], want[i]);
	return n;
}

static void
test_samples(void **state)
{
	(void)state;
	static const struct {
		const char *text, *condition;
		bool some; /* the city has such matters */
	} cases[] = {
		{"状态:待办 超期 类:噪音 网格:3505* 停车 due<3d",
			RED " AND c.cat=301 AND " WORD("停车"), true},
		{"停车 消防通道", WORD("停车") " AND " WORD("消防通道"), true},
		{"灯:红,黄 承办:金榕 -状态:办结 排:-超时",
			"(" RED " OR " YELLOW ") AND " UNITS("%金榕%"), true},
		{"经办人:我 (超期 | 今日)",
			"(c.clerk_id=13 OR c.handler_id=13) AND (" RED " OR " DUE "c.due_at>=" NOW
			" AND c.due_at<" TODAY "+86400)",
			true},
		{"小区:金榕花园 类:CD 受理:本周",
			ESTATES("金榕花园") " AND c.cat=403 AND c.opened_at>=" TODAY, false},
		{"级别:重点 来源:12345,微信 受理:2024-12-01..2024-12-09",
			"c.tier=2 AND c.channel IN (1,2) AND c.opened_at>=" TODAY "-8*86400",
			false},
		{"到期<3d 级别!=一般", DUE "c.due_at<" NOW "+259200 AND c.tier<>1", true},
		{"due<=2wd unit:\"Jinrong PM\" -light:green",
			DUE "c.due_at<=" TODAY "+2*86400+64800 AND c.unit_id=14 AND NOT " GREEN,
			true},
		{"催办>=2 满意<=2", "c.urged>=2 AND c.score IN (3,4)", true},
		{"编号:1209-0* | 编号:350502001-241204-*",
			"(c.no/10000%1000000=241209 AND c.no%10000<100) OR "
			"c.no/10000=350502001241204",
			true},
		{"标签:飞线 或 标签:消防", "0", false},
		{"联名>5 组:小区 限:20", "c.joint>5", true},
		{"jrhy cq", "(" ESTATES("金榕花园") " OR " TEXT("jrhy") ") AND " RED, true},
		{"我的 新到 排:受理",
			"(c.clerk_id=13 OR c.handler_id=13) AND c.state BETWEEN 1 AND 11 AND "
			"c.flags&16384=0",
			true},
		{"受理>昨天 更新<2h", "c.opened_at>=" TODAY " AND c.updated_at>" NOW "-7200",
			false},
		{"\"超期\"", TEXT("超期"), false},
		{"督办:区纪委 灯:红", "0", false},
		{"sx? 类:zy", "c.cat=301 AND " TEXT("sx"), false},
		{"status:open overdue sort:due", RED, true},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if ((check(cases[i].text, cases[i].condition) > 0) < cases[i].some)
			fail_msg("%s: no such row", cases[i].text);
}

static void
test_sets(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"状态:待办", "c.state BETWEEN 1 AND 11"},
		{"状态：待分办，办理中", "c.state IN (2,5)"},
		{"-状态:办结", "c.state<>12"},
		{"状态!=办结,待问效", "c.state NOT IN (12,10)"},
		{"环节 状态:反馈", "c.state IN (5,6,7,8,9) AND " WORD("环节")},
		{"状态=待办", "c.state BETWEEN 1 AND 11"},
		{"zt:dsl", "c.state=1"},
		{"status:verify", "c.state=9"},
		{"类:02", "c.cat BETWEEN 200 AND 299"},
		{"类:0203,301", "c.cat IN (203,301)"},
		{"类:居住秩序", "c.cat BETWEEN 200 AND 299"},
		{"类:tc", "c.cat=205"},
		{"类:车辆乱停", "c.cat=205"},
		{"类:噪*", "c.cat=301"},
		{"类:*噪*", "c.cat IN (301,302)"},
		{"类:电", "c.cat IN (107,403)"},
		{"类=噪音", "c.cat=301"},
		{"cat:parking", "c.cat=205"},
		{"性质:投诉,ZX", "c.kind IN (1,3)"},
		{"级别>=重点", "c.tier>=2"},
		{"级别<难点", "c.tier<3"},
		{"level:hard", "c.tier=3"},
		{"来源:热线", "c.channel=1"},
		{"来源:rx", "c.channel=1"},
		{"灯:红", RED},
		{"灯:黄", YELLOW},
		{"light:green,grey", GREEN " OR (c.state BETWEEN 1 AND 11 AND c.due_at=" NEVER ")"},
		{"红 | 绿", RED " OR " GREEN},
		{"-灯:红", "NOT " RED},
		{"临期", YELLOW},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i][0], cases[i][1]);
}

static void
test_flags(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"已督办", "c.flags&16<>0"},
		{"上会", "c.flags&4096<>0"},
		{"有附件", "c.flags&8192<>0"},
		{"匿名", "c.flags&512<>0"},
		{"已催办", "c.urged>0"},
		{"退回过", "c.returned>0"},
		{"已延期", "c.extended>0"},
		{"重点", "c.tier=2"},
		{"难点", "c.tier=3"},
		{"含并案", "c.merged>0"},
		{"待办", "c.state BETWEEN 1 AND 11"},
		{"已标", "0"},
		{"-已标", "1"},
		{"搁置", "0"},
		{"本班", "0"},
		{"会议:有", "c.flags&4096<>0"},
		{"会议:无", "c.flags&4096=0"},
		{"附件>0", "c.flags&8192<>0"},
		{"附件:0", "c.flags&8192=0"},
		{"附件:无", "c.flags&8192=0"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i][0], cases[i][1]);
	assert_string_not_equal(read_filter("本班").note, "");
	assert_string_equal(read_filter("待办").note, "");
}

static void
test_places_and_names(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"网格:350502", "c.place BETWEEN 350502000000000000 AND 350502999999999999"},
		{"网格:350502-001-002",
			"c.place BETWEEN 350502001002000000 AND 350502001002999999"},
		{"网格:350502-001-002-003",
			"c.place BETWEEN 350502001002003000 AND 350502001002003999"},
		{"区划:350502001000", "c.place BETWEEN 350502001000000000 AND 350502001999999999"},
		{"区划:350500000000", "1"},
		{"网格:3505?2*", "c.place/1000000000000 IN (350502,350582)"},
		{"区划:晋江", "c.place/1000000000000=350582"},
		{"qh:jj", "c.place/1000000000000=350582"},
		{"区划=晋江", "0"},
		{"区划:晋江,石狮", "c.place/1000000000000 IN (350581,350582)"},
		{"网格:金榕花园1网格",
			"c.place/1000 IN (SELECT code FROM grids WHERE name LIKE "
			"'%金榕花园1网格%')"},
		{"小区:金榕", ESTATES("%金榕%")},
		{"小区!=金榕花园", "NOT " ESTATES("金榕花园")},
		{"小区:jrhy", ESTATES("金榕花园")},
		{"单位:?榕*", UNITS("_榕%")},
		{"单位:无", "c.unit_id=0"},
		{"楼栋:1幢",
			"EXISTS(SELECT 1 FROM buildings b WHERE b.place=c.place AND b.name='1幢')"},
		{"楼栋:*幢", "EXISTS(SELECT 1 FROM buildings b WHERE b.place=c.place)"},
		{"登记人:我", "c.author_id=13"},
		{"经办人:无", "c.clerk_id=0"},
		{"经办人:陈",
			"c.clerk_id IN (SELECT id FROM staff WHERE name LIKE '%陈%')"
			" OR c.handler_id IN (SELECT id FROM staff WHERE name LIKE '%陈%')"},
		{"当事人:陈",
			"EXISTS(SELECT 1 FROM reporters r WHERE r.case_id=c.id AND r.name "
			"LIKE '%陈%')"},
		{"当事人=陈芳",
			"EXISTS(SELECT 1 FROM reporters r WHERE r.case_id=c.id AND r.name='陈芳')"},
		{"当事人:林*兰,陈?",
			"EXISTS(SELECT 1 FROM reporters r WHERE r.case_id=c.id AND"
			" (r.name LIKE '林%兰' OR r.name LIKE '%陈_%'))"},
		{"地址:东门", "instr(t.spot,'东门')>0"},
		{"全文:现场", "instr(t.answer,'现场')>0"},
		{"全文~\"停车 路灯\"", "(" TEXT("停车") ") AND (" TEXT("路灯") ")"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i][0], cases[i][1]);
	assert_non_null(strstr(read_filter("单位:金融物业").note, "金榕物业"));
	assert_non_null(strstr(read_filter("小区:没有的").note, "没有的"));
}

static void
test_dates(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"受理:今天", "c.opened_at>=" TODAY " AND c.opened_at<" TODAY "+86400"},
		{"受理:昨天,今天", "c.opened_at>=" TODAY "-86400 AND c.opened_at<" TODAY "+86400"},
		{"受理:12-09", "c.opened_at>=" TODAY " AND c.opened_at<" TODAY "+86400"},
		{"受理<2024-12-01", "c.opened_at<" TODAY "-8*86400"},
		{"受理<=2024-12-01", "c.opened_at<" TODAY "-7*86400"},
		{"受理>2024-12-01", "c.opened_at>=" TODAY "-7*86400"},
		{"受理>=2024-12-01", "c.opened_at>=" TODAY "-8*86400"},
		{"受理!=今天", "c.opened_at<" TODAY " OR c.opened_at>=" TODAY "+86400"},
		{"受理:..2024-12-01", "c.opened_at<" TODAY "-7*86400"},
		{"受理:2024-12", "c.opened_at>=" TODAY "-8*86400"},
		{"受理:2023", "c.opened_at>=1672502400 AND c.opened_at<1704038400"},
		{"受理:上月", "c.opened_at>=" TODAY "-38*86400 AND c.opened_at<" TODAY "-8*86400"},
		{"受理:本季", "c.opened_at>=" TODAY "-69*86400"},
		{"受理:周五", "c.opened_at>=" TODAY "-3*86400 AND c.opened_at<" TODAY "-2*86400"},
		{"到期:周五", DUE "c.due_at>=" TODAY "+4*86400 AND c.due_at<" TODAY "+5*86400"},
		{"到期:wed", DUE "c.due_at>=" TODAY "+2*86400 AND c.due_at<" TODAY "+3*86400"},
		{"受理<2h", "c.opened_at>" NOW "-7200"},
		{"受理:2d", "c.opened_at BETWEEN " NOW "-172800 AND " NOW},
		{"受理>1w", "c.opened_at<" NOW "-604800"},
		{"受理:1d..3d", "c.opened_at BETWEEN " NOW "-3*86400 AND " NOW "-86400"},
		{"到期<-2d", DUE "c.due_at<" NOW "-172800"},
		{"到期:3d", DUE "c.due_at BETWEEN " NOW " AND " NOW "+259200"},
		{"到期>0d", DUE "c.due_at>" NOW},
		{"到期<0wd", DUE "c.due_at<" TODAY "+64800"},
		{"到期:1wd..3wd",
			DUE "c.due_at BETWEEN " TODAY "+86400+64800 AND " TODAY "+3*86400+64800"},
		{"受理<1wd", "c.opened_at>" NOW "-3*86400"},
		{"-到期<3d", "NOT (" DUE "c.due_at<" NOW "+259200)"},
		{"办结日:本月", "c.closed_at>=" TODAY "-8*86400"},
		{"办结日<2024-12-01", "c.closed_at>0 AND c.closed_at<" TODAY "-8*86400"},
		{"超时>24", DUE "c.due_at<" NOW "-86400"},
		{"超时>=1.5", DUE "c.due_at<=" NOW "-5400"},
		{"超时<2", RED " AND c.due_at>" NOW "-7200"},
		{"超时:3", DUE "c.due_at<=" NOW "-10800 AND c.due_at>" NOW "-14400"},
		{"超时:1..48", DUE "c.due_at BETWEEN " NOW "-172800 AND " NOW "-3600"},
		{"催办:2", "c.urged=2"},
		{"催办:1..2", "c.urged IN (1,2)"},
		{"催办!=0", "c.urged<>0"},
		{"催办>1.5", "c.urged>=2"},
		{"延期:1 转办<3", "c.extended=1 AND c.moved<3"},
		{"满意!=1", "c.score IN (1,2,3)"},
		{"满意:3..4", "c.score IN (1,2)"},
		{"满意>4", "0"},
		{"重复>0", "0"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i][0], cases[i][1]);
}

static void
test_words(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"金榕", WORD("金榕")},
		{"-停车", "NOT " WORD("停车")},
		{"停车|路灯", WORD("停车") " OR " WORD("路灯")},
		{"\"3号楼\"", "c.title LIKE '%榕3号楼%' OR c.title GLOB '*[^0-9]3号楼*'"},
		{"abc12", TEXT("Abc12")},
		{"\"bc12\"", "0"},
		{"\"abc\"", TEXT("Abc12")},
		{"\"13905952208\"", "0"},
		{"\"电\"", TEXT("电")},
		{"楼", TEXT("楼")},
		{"消防*占用", "c.title LIKE '%消防%占用%' OR t.body LIKE '%消防%占用%'"},
		{"- . 。", "1"},
		{"ztd", "0"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		check(cases[i][0], cases[i][1]);
	/* Initials of titles, where no place or unit sounds so: 消防通道 */
	assert_true(check("xftd", "instr(c.title, '消防通道')>0") > 0);
}

static const char *
number(int64_t n)
{
	return arena_printf(&mem, "%lld", (long long)n);
}

static const char *
full_number_of(int64_t id)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(store), "SELECT no FROM cases WHERE id = $1", &err);
	char full[CASE_NO_FULL_BYTES];

	bind_i64(st, 1, id);
	assert_true(db_row(st, &err));
	case_no_full(col_i64(st), full);
	assert_ok(db_done(st, &err), &err);
	return arena_strdup(&mem, full);
}

static void
test_numbers_and_phones(void **state)
{
	(void)state;
	const uint8_t *key = store_keys(store)->index;
	const char *whole = "13905902208";
	const char *tail_sql = arena_printf(&mem,
		"EXISTS(SELECT 1 FROM reporters r WHERE r.case_id=c.id AND r.tail_hash=%s)",
		number(crypto_hash63(key, "tail", "2208")));
	const char *whole_sql = arena_printf(&mem,
		"EXISTS(SELECT 1 FROM reporters r WHERE r.case_id=c.id AND r.phone_hash=%s)",
		number(crypto_hash63(key, "phone", whole)));

	assert_true(check("电话:2208", tail_sql) > 0);
	assert_true(check("2208", tail_sql) > 0);
	check("dh:139-0590-2208", whole_sql);
	assert_true(check(whole, whole_sql) > 0);
	check("电话!=2208", arena_printf(&mem, "NOT %s", tail_sql));
	check("电话:2208 当事人:陈",
		arena_printf(&mem,
			"%s AND EXISTS(SELECT 1 FROM reporters r WHERE "
			"r.case_id=c.id AND r.name LIKE '%%陈%%')",
			tail_sql));

	assert_true(check("1209-001", "c.no/10000%1000000=241209 AND c.no%10000=1") > 0);
	assert_true(check("23-0105-001", "c.no/10000%1000000=230105 AND c.no%10000=1") > 0);
	check("编号:1209-001", "c.no/10000%1000000=241209 AND c.no%10000=1");
	check(full_number_of(77), "c.id=77");
	check("350502001", "c.place/1000000000=350502001");
	check("编号!=1209-0*", "NOT (c.no/10000%1000000=241209 AND c.no%10000<100)");
}

static void
test_views(void **state)
{
	(void)state;
	struct case_filter f;
	struct err err = ERR_INIT;
	struct filter_fault fault;

	check("@晨会", RED " AND c.tier=2");
	check("@晨会 -停车", RED " AND c.tier=2 AND NOT " WORD("停车"));
	f = read_filter("@晨会");
	assert_true(f.filter.sort_count == 1 && f.filter.sorts[0].descending);
	static const char *const bad[] = {"超期 @没有", "超期 @圈", "超期 @坏"};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_err(case_filter_read(&f, &me, bad[i], NULL, &mem, &fault, &err), &err,
			ERR_INPUT);
		assert_int_equal(fault.from, 7);
	}
}

static void
test_mistakes(void **state)
{
	(void)state;
	static const struct {
		const char *text, *fix;
		size_t from, to;
	} cases[] = {
		{"非 单位:金榕物业 且 类:保修", "报修", 32, 38},
		{"类:躁音", "噪音", 4, 10},
		{"status:opne", "open", 7, 11},
		{"类:没有这种", "", 4, 16},
		{"类>噪音", "", 4, 10},
		{"受理:3", "3d", 7, 8},
		{"受理:停车", "", 7, 13},
		{"受理:02-30", "", 7, 12},
		{"受理<今天..明天", "", 7, 21},
		{"催办>很多", "", 7, 13},
		{"电话:123", "", 7, 10},
		{"单位>金榕", "", 7, 13},
		{"到期<99999999d", "", 7, 16},
		{"级别:重典", "重点", 7, 13},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = ERR_INIT;
		struct filter_fault fault;
		struct case_filter f;
		bool ok = case_filter_read(&f, &me, cases[i].text, NULL, &mem, &fault, &err);

		if (ok || fault.from != cases[i].from || fault.to != cases[i].to)
			print_error(
				"%s: %zu-%zu %s\n", cases[i].text, fault.from, fault.to, err.text);
		assert_err(ok, &err, ERR_INPUT);
		assert_true(fault.from == cases[i].from && fault.to == cases[i].to);
		assert_string_equal(fault.fix, cases[i].fix);
	}
}

static void
test_read_as(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"状态:待办 (超期|今日) 类:噪音",
			"状态 是 待办  且 (超期 或 今日)  且 类 是 社会生活噪声"},
		{"受理:2024-12-01..12-09 到期<2h",
			"受理 从 12-01 到 12-09  且 到期 到 12-09 16:32"},
		{"2208", "电话尾号 2208"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_string_equal(read_filter(cases[i][0]).words, cases[i][1]);
	assert_non_null(strstr(read_filter("单位:金榕物业 -停车").words, "非 文字含「停车」"));
}

/* Almost right texts: understood or refused with a place inside the text, never anything else. */
static void
test_random_texts(void **state)
{
	(void)state;
	static const char *const pieces[] = {"状态", "类", "due", "受理", "超时", "单位", "电话",
		"编号", "网格", "满意", "附件", "楼栋", ":", "=", "!=", "<", ">=", "~", ",", " ",
		" ", "(", ")", "|", "-", "\"", "@晨会", "*", "?", "停车", "12-09", "3d", "-99999wd",
		"1.5", "..", "超期", "今天", "我", "无", "2208", "350502", "#3", "周三", "\xe5\x81",
		"999999999", "jr", "晋江", "待办"};
	struct rng r;
	int good = 0;

	rng_seed(&r, 15);
	for (int round = 0; round < 5000; round++) {
		struct err err = ERR_INIT;
		struct filter_fault fault;
		struct case_filter f;
		struct buf b;

		buf_init(&b);
		for (uint32_t n = 1 + rng_below(&r, 6); n > 0; n--)
			buf_addstr(&b, pieces[rng_below(&r, sizeof(pieces) / sizeof(pieces[0]))]);
		if (case_filter_read(&f, &me, b.text, NULL, &mem, &fault, &err)) {
			assert_non_null(f.pred);
			good++;
		} else {
			assert_int_equal(err.code, ERR_INPUT);
			assert_true(
				err.text[0] != '\0' && fault.from <= fault.to && fault.to <= b.len);
		}
		buf_release(&b);
		arena_reset(&mem);
	}
	assert_in_range(good, 1000, 4000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_samples),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_places_and_names),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_numbers_and_phones),
		cmocka_unit_test(test_views),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_read_as),
		cmocka_unit_test(test_random_texts),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
