#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/crypto.h"
#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/rng.h"
#include "core/base/show.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "core/domain/rules.h"

static struct rules *r;

static const char *const files[] = {"rules/categories.yaml", "rules/choices.yaml",
	"rules/letters.yaml", "rules/macros.yaml", "rules/escalation.yaml", "rules/entry.yaml",
	"rules/phrases.yaml", "rules/program.yaml", "rules/tiers.yaml", "rules/tracks.yaml",
	"rules/units.yaml", "calendar/office.yaml", "calendar/2023.yaml", "calendar/2024.yaml",
	"calendar/2025.yaml", "calendar/2026.yaml"};

enum { FILES = sizeof(files) / sizeof(files[0]) };

static void
add_line(void *ctx, const char *line)
{
	struct buf *out = ctx;

	buf_addstr(out, line);
	buf_addch(out, '\n');
}

static int
load(void **state)
{
	(void)state;
	struct err err = ERR_INIT;

	assert_true(crypto_init());
	assert_ok(rules_load(&r, "data", NULL, NULL, &err), &err);
	return 0;
}

static int
unload(void **state)
{
	(void)state;
	rules_free(r);
	return 0;
}

/* Numbers and letters are stored with matters: this list never changes, it only grows. */
static const char *const codes[] = {"0101 BA 保安 1", "0102 BJ 保洁 1", "0103 BL 保绿 1",
	"0104 BX 报修 2", "0105 WF 物费 2", "0106 YW 业委 3", "0107 DT 电梯 2", "0201 ZX 装修 1",
	"0202 LD 楼道 2", "0203 GK 高空 2", "0204 WJ 违建 3", "0205 TC 停车 1", "0206 YQ 养犬 1",
	"0301 ZY 噪音 1", "0302 YZ 夜噪 2", "0303 WS 卫生 1", "0304 LJ 垃圾 1", "0305 YY 油烟 2",
	"0306 CH 虫害 1", "0401 DL 道路 1", "0402 ZM 照明 1", "0403 CD 充电 2", "0404 SD 水电 2",
	"0405 PS 排水 2", "0406 JS 健身 1", "0501 LL 邻里 1", "0502 HY 婚姻 2", "0503 FW 房屋 1",
	"0504 XI 消费 1", "0505 YS 医损 2", "0506 HT 合同 1", "0601 QX 欠薪 2", "0602 GS 工伤 1",
	"0603 SB 社保 1", "0604 JU 就业 1", "0605 GC 工程 3", "0606 NT 女童 2", "0701 ZJ 宅基 2",
	"0702 JF 建房 2", "0703 CB 承包 2", "0704 CQ 拆迁 3", "0705 LQ 林权 3", "0706 ZD 占地 3",
	"0801 SZ 三资 2", "0802 CW 村务 2", "0803 XW 小微 2", "0804 HN 惠农 2", "0805 GZ 公章 2",
	"0806 CG 村规 2", "0901 JZ 救助 2", "0902 YL 养老 1", "0903 TY 托幼 1", "0904 YB 医保 1",
	"0905 CT 残退 1", "0906 WB 未保 2", "1001 XF 消防 2", "1002 ZA 治安 2", "1003 RQ 燃气 2",
	"1004 QZ 求助 2", "1005 XY 校园 2", "1006 TF 台风 2", "1101 ZC 政策 1", "1102 FL 法律 1",
	"1103 BS 办事 1", "1104 JY 建议 1", "1105 BY 表扬 1", "1106 YU 预约 1", "1107 QT 其他 1",
	"1201 XN 效能 2", "1202 JB 举报 2", "1203 JJ 检举 0", "1204 XX 信访 2", "1205 JT 集体 3",
	"1206 SF 涉法 0"};

static void
test_codes_never_change(void **state)
{
	(void)state;
	char line[64];

	assert_int_equal(r->category_count, 74);
	assert_int_equal(r->group_count, 12);
	for (size_t i = 0; i < r->category_count; i++) {
		const struct category *c = &r->categories[i];

		snprintf(line, sizeof(line), "%04d %s %s %d", c->code, c->letters, c->brief,
			(int)c->tier);
		assert_string_equal(line, codes[i]);
		assert_ptr_equal(category_by_code(r, c->code), c);
		assert_ptr_equal(category_by_letters(r, c->letters), c);
		assert_int_equal(category_index(r, c->code), i);
		assert_int_equal(r->groups[c->group].code, c->code / 100);
	}
	assert_ptr_equal(category_by_letters(r, "cd"), category_by_code(r, 403));
	static const int no_code[] = {0, -1, 99, 108, 1299, 1300, 99999};
	static const char *const no_letters[] = {"", "B", "QQ", "CDE", "充电", "1A"};

	for (size_t i = 0; i < sizeof(no_code) / sizeof(no_code[0]); i++)
		assert_null(category_by_code(r, no_code[i]));
	for (size_t i = 0; i < sizeof(no_letters) / sizeof(no_letters[0]); i++)
		assert_null(category_by_letters(r, no_letters[i]));
}

static void
expect_limit(struct limit got, int amount, enum time_unit unit)
{
	assert_int_equal(got.unit, unit);
	assert_int_equal(got.amount, amount);
}

/* What domain 5.3, 5.4 and the rulings on them fix. */
static void
test_limits(void **state)
{
	(void)state;
	const struct category *lift = category_by_code(r, 107);
	const struct category *wages = category_by_code(r, 601);
	const struct category *petition = category_by_code(r, 1204);
	const struct tier_rule *ordinary = &r->tiers[TIER_ORDINARY], *key = &r->tiers[TIER_KEY];

	expect_limit(category_by_code(r, 101)->limit, 5, UNIT_WD);
	expect_limit(lift->limit, 2, UNIT_WD);
	assert_string_equal(lift->conditions[0].key, "trapped");
	expect_limit(lift->conditions[0].limit, 120, UNIT_H);
	assert_int_equal(category_by_code(r, 104)->condition_count, 0);
	expect_limit(category_by_code(r, 502)->conditions[0].limit, 0, UNIT_H);
	assert_int_equal(wages->limit.unit, UNIT_NONE);
	expect_limit(wages->statute, 60, UNIT_WD);
	expect_limit(wages->statute_extend, 30, UNIT_WD);
	expect_limit(petition->statute_accept, 15, UNIT_CD);
	expect_limit(petition->statute, 60, UNIT_CD);
	expect_limit(petition->statute_extend, 30, UNIT_CD);
	expect_limit(category_by_code(r, 1205)->limit, 0, UNIT_WD);
	expect_limit(category_by_code(r, 1203)->limit, 1, UNIT_WD);
	expect_limit(ordinary->clocks[CLOCK_ACCEPT], 240, UNIT_WH);
	expect_limit(ordinary->clocks[CLOCK_ROUTE], 1, UNIT_WD);
	expect_limit(key->clocks[CLOCK_ROUTE], 240, UNIT_WH);
	expect_limit(key->clocks[CLOCK_SIGN], 210, UNIT_WH); /* half a day */
	expect_limit(key->clocks[CLOCK_CONTACT], 0, UNIT_WD);
	expect_limit(key->clocks[CLOCK_SURVEY], 3, UNIT_WD);
	expect_limit(r->tiers[TIER_HARD].clocks[CLOCK_HANDLE], 20, UNIT_WD);
	expect_limit(key->clocks[CLOCK_SUPERVISE], 1, UNIT_WD);
	assert_int_equal(key->clocks[CLOCK_PERFORM].unit, UNIT_NONE); /* a date that is given */
	assert_true(ordinary->yellow_percent == 80 && key->yellow_percent == 60);
	assert_true(step_by_value(r, 5)->percent == 50 && step_by_value(r, 6)->percent == 80);
	assert_true(r->hold_seconds == 30 && r->certain_percent == 70 && r->take_percent == 90);
	assert_true(r->duplicate_days == 90 && r->claim_seconds == 600 && r->reveal_seconds == 60);
	assert_true(r->ontime_target_permille == 950 && r->pleased_target_permille == 950);
}

static void
test_limit_texts(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int amount;
		enum time_unit unit;
	} good[] = {{"5wd", 5, UNIT_WD}, {"0wd", 0, UNIT_WD}, {"3.5wh", 210, UNIT_WH},
		{"4wh", 240, UNIT_WH}, {"24h", 1440, UNIT_H}, {"0.5h", 30, UNIT_H},
		{"0h", 0, UNIT_H}, {"60cd", 60, UNIT_CD}, {"36500cd", 36500, UNIT_CD},
		{"0007wd", 7, UNIT_WD}};
	static const char *const bad[] = {"", "5", "wd", "5d", "5 wd", "-1wd", "5wdx", "3.5wd",
		"3.55wh", ".5h", "3.h", "36501wd", "99999999999999999999h", "５wd", "5WD", "5wd "};

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct limit got = {-1, UNIT_NONE};

		assert_true(limit_parse(good[i].text, &got));
		expect_limit(got, good[i].amount, good[i].unit);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct limit got = {-1, UNIT_NONE};

		assert_false(limit_parse(bad[i], &got));
		expect_limit(got, -1, UNIT_NONE);
	}
}

static void
test_flags(void **state)
{
	(void)state;
	for (size_t i = 0; i < r->category_count; i++) {
		const struct category *c = &r->categories[i];

		assert_int_equal(c->pain_point, c->code / 100 == 2);
		assert_int_equal(c->sealed, c->code == 1203);
		assert_int_equal(c->restricted, c->code == 1004);
		assert_int_equal(c->on_the_spot, c->code >= 1101 && c->code <= 1103);
		assert_in_range(c->kind, 1, 7);
		assert_true(c->leads[0] > UNITK_NONE && c->leads[0] < UNITK_KIND_COUNT);
		assert_true(c->basis[0] != '\0' && c->statute_source != NULL);
	}
	assert_int_equal(category_by_code(r, 201)->leads[0], UNITK_PROPERTY);
	assert_int_equal(category_by_code(r, 201)->leads[1], UNITK_URBAN);
	assert_int_equal(category_by_code(r, 201)->leads[2], UNITK_NONE);
}

/* No text of the rules may hold a character whose width the terminal decides. */
static void
check_text(const char *text, int most_cells)
{
	assert_non_null(text);
	if (most_cells > 0 && (text[0] == '\0' || show_width(text) > most_cells))
		fail_msg("'%s' wants 1 to %d cells", text, most_cells);
	for (const char *p = text; *p != '\0';) {
		uint32_t cp = utf8_next(&p);
		enum width_class w = width_class(cp);

		if (w != WIDTH_NARROW && w != WIDTH_WIDE)
			fail_msg("%s: U+%04X", text, (unsigned)cp);
	}
}

static void
check_word(struct word w, int zh_cells, int en_cells)
{
	check_text(w.zh, zh_cells);
	check_text(w.en, en_cells);
	for (const char *p = w.en; *p != '\0'; p++)
		assert_true((unsigned char)*p < 0x80);
}

static void
test_words_fit(void **state)
{
	(void)state;
	for (size_t i = 0; i < r->category_count; i++) {
		const struct category *c = &r->categories[i];
		size_t n = 0;

		check_word(c->name, 24, 28);
		check_text(c->brief, 4);
		check_text(c->basis, 0);
		check_text(c->statute_source, 0);
		for (; c->keywords[n] != NULL; n++)
			check_text(c->keywords[n], 0);
		assert_in_range(n, 10, 50);
		for (size_t k = 0; k < c->condition_count; k++)
			check_word(c->conditions[k].name, 16, 24);
	}
	for (int list = 0; list < CHOICE_LIST_COUNT; list++) {
		assert_true(r->choices[list].count >= 2);
		for (size_t i = 0; i < r->choices[list].count; i++) {
			const struct choice *c = &r->choices[list].items[i];

			check_word(c->name, 20, 32);
			check_word(c->brief, 20, 32);
			check_text(c->note, 0);
		}
	}
	for (int i = 0; i < TIER_COUNT; i++) {
		check_word(r->tiers[i].name, 8, 16);
		check_word(r->tiers[i].brief, 4, 6);
	}
	for (int i = 1; i < CLOCK_KIND_COUNT; i++) {
		check_word(r->clock_names[i], 14, 22);
		check_word(r->clock_briefs[i], 4, 8);
	}
}

static void
test_choices(void **state)
{
	(void)state;
	assert_string_equal(choice_by_value(r, CHOICE_CHANNEL, 1)->code, "RX");
	assert_int_equal(choice_by_code(r, CHOICE_CHANNEL, "HY")->value, 10);
	assert_null(choice_by_value(r, CHOICE_CHANNEL, 11));
	assert_null(choice_by_code(r, CHOICE_CHANNEL, "rx"));
	for (int v = 1; v <= 7; v++) {
		const struct choice *kind = choice_by_value(r, CHOICE_KIND, v);

		assert_non_null(choice_by_value(r, CHOICE_MATTER_TYPE, kind->parent));
	}
	assert_int_equal(choice_by_code(r, CHOICE_KIND, "dispute")->parent,
		choice_by_code(r, CHOICE_MATTER_TYPE, "dispute")->value);
	for (int k = 1; k < UNITK_KIND_COUNT; k++)
		assert_string_equal(choice_by_value(r, CHOICE_UNIT_KIND, k)->code,
			unit_kind_code((enum unit_kind)k));
	assert_int_equal(choice_by_code(r, CHOICE_ROLE, "aud")->value, ROLE_AUD);
	assert_int_equal(choice_by_code(r, CHOICE_ROLE, "system")->value, ROLE_SYSTEM);
	assert_int_equal(r->choices[CHOICE_SATISFIED].count, 6);
	for (size_t i = 0; i < r->choices[CHOICE_REJECT_GROUND].count; i++)
		assert_true(r->choices[CHOICE_REJECT_GROUND].items[i].note[0] != '\0');
	i18n_set_lang(LANG_EN);
	assert_string_equal(word_now(r->tiers[TIER_KEY].name), "Key matter");
	i18n_set_lang(LANG_ZH);
	assert_string_equal(word_now(r->tiers[TIER_KEY].name), "重点诉求");
	assert_string_equal(r->choices[CHOICE_IDENTITY].items[0].brief.zh, "业主");
}

static bool
speaks_for(const char *text, int code)
{
	const struct keyword *found[16];
	bool yes = false;

	while (*text != '\0') {
		size_t n = keywords_at(r, text, found, 16);

		for (size_t i = 0; i < n; i++)
			yes = yes || r->categories[found[i]->category].code == code;
		utf8_next(&text);
	}
	return yes;
}

static void
test_keywords(void **state)
{
	(void)state;
	const struct keyword *found[16];

	for (size_t i = 0; i < r->category_count; i++)
		for (const char *const *k = r->categories[i].keywords; *k != NULL; k++) {
			size_t n = keywords_at(r, *k, found, 16);
			bool there = false;

			for (size_t j = 0; j < n; j++)
				there = there ||
					(found[j]->category == i &&
						strcmp(found[j]->text, *k) == 0);
			assert_true(there);
		}
	assert_true(speaks_for("地下车库没有充电桩, 大家拉飞线充电", 403));
	assert_true(speaks_for("3幢电梯又坏了, 老人困人一小时", 107));
	assert_true(speaks_for("老板拖欠工资三个月", 601));
	assert_false(speaks_for("老板拖欠工资三个月", 403));
	/* no word counts twice for one category */
	for (size_t i = 0; i < r->category_count; i++)
		for (const char *const *k = r->categories[i].keywords; *k != NULL; k++)
			for (const char *const *l = k + 1; *l != NULL; l++)
				assert_string_not_equal(*k, *l);
	assert_int_equal(keywords_at(r, "", found, 16), 0);
	assert_int_equal(keywords_at(r, "充电桩", found, 1), 1);
}

static void
test_confirmed(void **state)
{
	(void)state;
	assert_false(rules_are_confirmed(r, "calendar.hours"));
	assert_false(rules_are_confirmed(r, "tracks.consumer.handle"));
	assert_true(rules_are_confirmed(r, "tracks.consumer.accept"));
	assert_true(rules_are_confirmed(r, "categories.0504"));
	assert_true(rules_are_confirmed(r, "categories.0101.limit"));
}

/* --- copies of the data with one thing changed */

static const char *
copy_data(const char *name)
{
	const char *dir = test_path(name);
	struct err err = ERR_INIT;
	struct buf path, bytes;

	buf_init(&path);
	buf_init(&bytes);
	for (int i = 0; i < FILES; i++) {
		buf_clear(&path);
		buf_addf(&path, "%s/%.*s", dir, (int)strcspn(files[i], "/"), files[i]);
		assert_ok(os_make_dirs(path.text, &err), &err);
		buf_clear(&path);
		buf_addf(&path, "data/%s", files[i]);
		buf_clear(&bytes);
		assert_ok(os_read_file(path.text, 1 << 20, &bytes, &err), &err);
		buf_clear(&path);
		buf_addf(&path, "%s/%s", dir, files[i]);
		assert_ok(os_write_file(path.text, bytes.text, bytes.len, &err), &err);
	}
	buf_release(&path);
	buf_release(&bytes);
	return dir;
}

/* Writes the shipped file with the first `was` made `now` into the copy. */
static void
change(const char *dir, const char *file, const char *was, const char *now)
{
	struct err err = ERR_INIT;
	struct buf path, bytes;

	buf_init(&path);
	buf_init(&bytes);
	buf_addf(&path, "data/%s", file);
	assert_ok(os_read_file(path.text, 1 << 20, &bytes, &err), &err);
	const char *at = strstr(bytes.text, was);

	if (at == NULL)
		fail_msg("%s has no %s", file, was);
	size_t offset = (size_t)(at - bytes.text);

	buf_remove(&bytes, offset, strlen(was));
	buf_insert(&bytes, offset, now, strlen(now));
	buf_clear(&path);
	buf_addf(&path, "%s/%s", dir, file);
	assert_ok(os_write_file(path.text, bytes.text, bytes.len, &err), &err);
	buf_release(&path);
	buf_release(&bytes);
}

static const struct {
	const char *file, *was, *now;
} slips[] = {
	{"rules/categories.yaml", "limit: 5wd", "limit: 5天"},
	{"rules/categories.yaml", "limit: 5wd", "limt: 5wd"},
	{"rules/categories.yaml", "tier: ordinary", "tier: normal"},
	{"rules/categories.yaml", "leads: property community", "leads: propery community"},
	{"rules/categories.yaml", "leads: property community", "leads: ''"},
	{"rules/categories.yaml", "code: 0102", "code: 0101"},
	{"rules/categories.yaml", "code: 0102", "code: 101"},
	{"rules/categories.yaml", "code: 0102", "code: 1402"},
	{"rules/categories.yaml", "letters: BJ", "letters: BA"},
	{"rules/categories.yaml", "letters: BJ", "letters: bj"},
	{"rules/categories.yaml", "brief: 保洁", "brief: 保洁员"},
	{"rules/categories.yaml", "kind: complaint", "kind: 投诉"},
	{"rules/tracks.yaml", "handle: 60cd", "handel: 60cd"},
	{"rules/tracks.yaml", "    source: 《劳动保障监察条例》", "    # "},
	{"rules/tracks.yaml", "of: 0704 1204", "of: 0704 1299"},
	{"rules/tracks.yaml", "of: 0601", "of: 0602"},
	{"rules/tracks.yaml", "route: arbitration", "route: arbitrate"},
	{"rules/categories.yaml", "confirmed: {basis: false}", "confirmed: {bases: false}"},
	{"rules/categories.yaml", "confirmed: {basis: false}", "confirmed: no"},
	{"rules/categories.yaml", "pain_point: true", "pain_point: yes"},
	{"rules/categories.yaml", "words: >-", "words: 保、安 >-"},
	{"rules/categories.yaml", "zh: 保安秩序", "zh：保安秩序"},
	{"rules/choices.yaml", "value: 2, code: WX", "value: 1, code: WX"},
	{"rules/choices.yaml", "value: 3, code: question", "value: 9, code: question"},
	{"rules/choices.yaml", "of: petition", "of: petitions"},
	{"rules/choices.yaml", "identities:", "identity:"},
	{"rules/phrases.yaml", "of: 0403", "of: 0499"},
	{"rules/phrases.yaml", "use: spot", "use: spots"},
	{"rules/units.yaml", "code: police", "code: polis"},
	{"rules/units.yaml", "value: 1073741824", "value: 16384"},
	{"rules/tiers.yaml", "handle: 10wd", "handle: 10"},
	{"rules/tiers.yaml", "    handle: 10wd\n", ""},
	{"rules/entry.yaml", "fact: danger", "fact: risk"},
	{"rules/entry.yaml", "days: 7, ", ""},
	{"rules/entry.yaml", "fact: words", "fact: people"},
	{"rules/entry.yaml", "tier: key", "tier: ordinary"},
	{"rules/escalation.yaml", "percent: 50", "percent: 150"},
	{"rules/escalation.yaml", "percent: 50, ", ""},
	{"rules/escalation.yaml", "to: above2", "to: above3"},
	{"rules/escalation.yaml", "tiers: key,", "tiers: none,"},
	{"rules/escalation.yaml", "act: resume", "act: urge"},
	{"rules/tiers.yaml", "code: hard", "code: key"},
	{"rules/tiers.yaml", "yellow: 80", "yellow: 180"},
	{"rules/program.yaml", "hold_seconds: 30", "hold_seconds: 121"},
	{"rules/program.yaml", "ontime_target: 95.0", "ontime_target: 950"},
	{"calendar/office.yaml", "08:30-12:00", "8:30-12:00"},
	{"calendar/office.yaml", "14:30-18:00", "11:30-18:00"},
	{"calendar/2024.yaml", "year: 2024", "year: 2025"},
	{"calendar/2024.yaml", "2024-02-10..2024-02-17", "2024-02-17..2024-02-10"},
	{"calendar/2024.yaml", "2024-02-10..2024-02-17", "2024-02-10..2025-02-17"},
	{"calendar/2024.yaml", "2024-02-18", "2024-02-19"},
	{"calendar/2024.yaml", "2024-02-18", "2024-02-30"},
	{"calendar/2024.yaml", "2024-02-18", "2026-02-14"},
	{"calendar/2024.yaml", "2024-02-18", "2024-02-10"},
};

enum { SLIPS = sizeof(slips) / sizeof(slips[0]) };

/* One slip at a time: what is told, with the place. The whole set is refused each time. */
static void
test_slips(void **state)
{
	(void)state;
	const char *dir = copy_data("slips");
	size_t skip = strlen(dir) + 1;
	struct buf all, out;

	buf_init(&all);
	buf_init(&out);
	for (int i = 0; i < SLIPS; i++) {
		struct err err = ERR_INIT;
		struct rules *bad;

		change(dir, slips[i].file, slips[i].was, slips[i].now);
		buf_clear(&out);
		assert_err(rules_load(&bad, dir, add_line, &out, &err), &err, ERR_INPUT);
		assert_null(bad);
		buf_addf(&all, "%s > %s\n", slips[i].was, slips[i].now);
		for (const char *p = out.text; *p != '\0'; p += strcspn(p, "\n") + 1)
			buf_addf(&all, "    %.*s\n", (int)(strcspn(p, "\n") - skip), p + skip);
		change(dir, slips[i].file, slips[i].was, slips[i].was);
	}
	assert_golden("rules/slips.txt", all.text);
	buf_release(&all);
	buf_release(&out);
}

/* All mistakes of all files at once, in order; the console that asks gets them in its language. */
static void
test_all_mistakes_at_once(void **state)
{
	(void)state;
	const char *dir = copy_data("many");
	struct err err = ERR_INIT;
	struct rules *bad;
	struct buf out;

	buf_init(&out);
	change(dir, "rules/tiers.yaml", "yellow: 80", "yellow: 0");
	change(dir, "rules/choices.yaml", "code: RX", "cod: RX");
	change(dir, "calendar/2026.yaml", "source:", "sorce:");
	assert_ok(os_write_file(test_path("many/rules/catagories.yaml"), "a: b\n", 5, &err), &err);
	i18n_set_lang(LANG_EN);
	assert_false(rules_load(&bad, dir, add_line, &out, &err));
	i18n_set_lang(LANG_ZH);
	assert_non_null(strstr(err.text, "6 mistakes in all"));
	for (char *p; (p = strstr(out.text, dir)) != NULL;)
		buf_remove(&out, (size_t)(p - out.text), strlen(dir) + 1);
	assert_golden("rules/many.txt", out.text);
	buf_release(&out);
	err_clear(&err);
	assert_false(rules_load(&bad, test_path("nowhere"), NULL, NULL, &err));
	assert_true(err.code == ERR_INPUT);
}

static void
test_hash(void **state)
{
	(void)state;
	const char *dir = copy_data("hash");
	struct err err = ERR_INIT;
	struct rules *other;

	assert_int_equal(strlen(r->hash), 64);
	assert_ok(rules_load(&other, dir, NULL, NULL, &err), &err);
	assert_string_equal(other->hash, r->hash);
	rules_free(other);
	change(dir, "calendar/2025.yaml", "2025-05-05", "2025-05-04");
	assert_ok(rules_load(&other, dir, NULL, NULL, &err), &err);
	assert_string_not_equal(other->hash, r->hash);
	rules_free(other);
}

/* Files with bytes lost, doubled or replaced are read or refused, never more. */
static void
test_damaged_files(void **state)
{
	(void)state;
	const char *dir = copy_data("damage");
	struct buf path, whole, bytes;
	struct rng g;
	int refused = 0;

	rng_seed(&g, 21);
	buf_init(&path);
	buf_init(&whole);
	buf_init(&bytes);
	for (int round = 0; round < 220; round++) {
		struct err err = ERR_INIT;
		const char *file = files[round % FILES];
		struct rules *got;

		buf_clear(&path);
		buf_clear(&whole);
		buf_addf(&path, "data/%s", file);
		assert_ok(os_read_file(path.text, 1 << 20, &whole, &err), &err);
		buf_clear(&path);
		buf_addf(&path, "%s/%s", dir, file);
		buf_clear(&bytes);
		buf_addstr(&bytes, whole.text);
		for (int k = 0; k < 3; k++) {
			size_t at = rng_below(&g, (uint32_t)bytes.len);

			if (rng_chance(&g, 30))
				buf_remove(&bytes, at, 1);
			else if (rng_chance(&g, 50))
				buf_insert(&bytes, at, "\n :-[]{}#'\"9" + rng_below(&g, 12), 1);
			else
				buf_cut(&bytes, at + bytes.len / 2);
		}
		assert_ok(os_write_file(path.text, bytes.text, bytes.len, &err), &err);
		if (rules_load(&got, dir, NULL, NULL, &err))
			rules_free(got);
		else
			refused++;
		err_clear(&err);
		assert_ok(os_write_file(path.text, whole.text, whole.len, &err), &err);
	}
	assert_true(refused > 50);
	buf_release(&path);
	buf_release(&whole);
	buf_release(&bytes);
}

static void
test_the_closest_phrase_wins(void **state)
{
	(void)state;
	const char *any = phrase_find(r, PHRASE_ANSWER_YES, 403, UNITK_FIRE);

	assert_non_null(strstr(any, "{单位}"));
	assert_string_not_equal(phrase_find(r, PHRASE_ANSWER_YES, 403, UNITK_PROPERTY), any);
	assert_string_equal(phrase_find(r, PHRASE_OPINION, 403, UNITK_FIRE),
		"请于时限内办理并反馈, 注意消防安全.");
	assert_string_not_equal(phrase_find(r, PHRASE_OPINION, 401, UNITK_FIRE),
		phrase_find(r, PHRASE_OPINION, 403, UNITK_FIRE));
	for (int use = 0; use < PHRASE_USE_COUNT; use++)
		assert_string_not_equal(phrase_find(r, (enum phrase_use)use, 0, UNITK_NONE), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_codes_never_change),
		cmocka_unit_test(test_the_closest_phrase_wins),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_limit_texts),
		cmocka_unit_test(test_flags),
		cmocka_unit_test(test_words_fit),
		cmocka_unit_test(test_choices),
		cmocka_unit_test(test_keywords),
		cmocka_unit_test(test_confirmed),
		cmocka_unit_test(test_slips),
		cmocka_unit_test(test_all_mistakes_at_once),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_damaged_files),
	};

	i18n_init("build/locale", LANG_ZH);
	return cmocka_run_group_tests(tests, load, unload);
}
