/*
 * Lists against an oracle that reads everything: random filters, orders, sessions and pages; and how much
 * work a call may do.
 */
#include "tests/lib/cases.h"
#include "tests/lib/cases_oracle.h"
#include "tests/lib/test.h"

#include <stdlib.h>

#include "core/base/pinyin.h"
#include "core/base/rng.h"
#include "core/domain/case_db.h"
#include "core/domain/case_history.h"
#include "core/domain/case_list_inner.h"

enum { CASES = 2500, STEPS_A_CALL = 500000 };

static struct store *store;
static struct rules rules;
static struct session city, county, town, inspector, handler;
static struct oracle all;
static struct arena mem = ARENA_INIT;
static struct err err = ERR_INIT;

static int
set_up(void **state)
{
	struct cases_config config = cases_small(CASES);

	(void)state;
	config.seed = 7;
	store = cases_make(test_path("list.db"), &config);
	cases_rules(&rules);
	cases_sign_in(&city, store, &rules, 350500000000);
	cases_sign_in(&county, store, &rules, 350502000000);
	cases_sign_in(&town, store, &rules, 350502001000);
	cases_sign_in(&inspector, store, &rules, 350500000000);
	inspector.roles |= ROLE_DISC;
	assert_ok(session_open(&handler, store, &rules, "u17", &err), &err);
	oracle_read(&all, &city);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	oracle_release(&all);
	session_close(&city);
	session_close(&county);
	session_close(&town);
	session_close(&inspector);
	session_close(&handler);
	store_close(store);
	arena_release(&rules.mem);
	arena_release(&mem);
	return 0;
}

static struct case_list *
open_list(struct session *s, const char *filter, const char *order)
{
	struct filter_fault fault;
	struct case_list *list;
	bool ok = case_list_open(&list, s, filter, order, NULL, &fault, &err);

	test_ok(ok, &err, filter, __FILE__, __LINE__);
	return list;
}

/* Calls until the page is full or ended, and watches the work of each call. */
static void
get_page(struct case_list *list, enum case_page_from from, const struct case_cursor *cursor,
	size_t want, struct case_page *page)
{
	struct case_page part;
	struct case_cursor at = cursor != NULL ? *cursor : (struct case_cursor){0};
	bool backward = from == PAGE_LAST || from == PAGE_BEFORE;

	*page = (struct case_page){0};
	page->rows = arena_array(&mem, want, sizeof(*page->rows));
	page->cursors = arena_array(&mem, want, sizeof(*page->cursors));
	do {
		db_take_steps(store_db(store));
		assert_ok(case_list_page(list, from, &at, want - page->count, &mem, &part, &err),
			&err);
		assert_in_range(db_take_steps(store_db(store)), 0, STEPS_A_CALL);
		assert_true(page->count + part.count <= want);
		if (backward) {
			memmove(page->rows + part.count, page->rows,
				page->count * sizeof(*page->rows));
			memmove(page->cursors + part.count, page->cursors,
				page->count * sizeof(*page->cursors));
		}
		size_t to = backward ? 0 : page->count;

		memcpy(page->rows + to, part.rows, part.count * sizeof(*part.rows));
		memcpy(page->cursors + to, part.cursors, part.count * sizeof(*part.cursors));
		page->count += part.count;
		if (part.pending) {
			at = part.reached;
			from = backward ? PAGE_BEFORE : PAGE_AFTER;
		}
	} while (part.pending);
	page->ended = part.ended;
}

/* All ids of the list by pages of random size. */
static size_t
walk(struct case_list *list, bool backward, struct rng *r, int64_t *ids,
	struct case_cursor *cursors)
{
	enum case_page_from from = backward ? PAGE_LAST : PAGE_FIRST;
	struct case_cursor at = {0};
	struct case_page page;
	size_t n = 0;
	int pages = 0;

	do {
		size_t want = 1 + rng_below(r, pages++ < 4 ? 20 : 500);

		get_page(list, from, &at, want, &page);
		assert_true(page.count == want || page.ended);
		if (backward)
			memmove(ids + page.count, ids, n * sizeof(*ids));
		for (size_t i = 0; i < page.count; i++) {
			ids[(backward ? 0 : n) + i] = page.rows[i].id;
			if (!backward)
				cursors[n + i] = page.cursors[i];
		}
		n += page.count;
		if (page.count > 0)
			at = page.cursors[backward ? 0 : page.count - 1];
		from = backward ? PAGE_BEFORE : PAGE_AFTER;
		assert_true(n <= CASES);
	} while (!page.ended);
	return n;
}

static const struct case_list *sorting;

static bool
is_true_of(const struct pred *p, const struct case_facts *f)
{
	struct case_facts copy = *f;

	return pred_test(p, &copy) == TRUTH_YES;
}

/* The phase that a matter belongs to. */
static size_t
phase_of(const struct case_facts *f)
{
	for (size_t i = 0; i < sorting->phase_count; i++)
		for (size_t k = 0; k < sorting->phases[i].part_count; k++)
			if (is_true_of(sorting->phases[i].parts[k].pred, f))
				return i;
	fail_msg("%d belongs to no phase", (int)f->value[COL_ID]);
	return 0;
}

/* Phase after phase; in each by its key. */
static int
compare_by_phases(const struct case_facts *x, const struct case_facts *y)
{
	size_t i = phase_of(x), k = phase_of(y);
	const struct phase *ph = &sorting->phases[i];
	enum case_col key =
		ph->kind == PHASE_STREAMS ? index_key_column(ph->streams[0].index) : COL_ID;

	if (i != k)
		return i < k ? -1 : 1;
	int order = x->value[key] != y->value[key]    ? (x->value[key] < y->value[key] ? -1 : 1)
		: x->value[COL_ID] < y->value[COL_ID] ? -1
						      : 1;

	return ph->descending ? -order : order;
}

static int
compare_facts(const void *a, const void *b)
{
	const struct case_facts *x = *(struct case_facts *const *)a,
				*y = *(struct case_facts *const *)b;
	struct sorted p = {.id = x->value[COL_ID]}, q = {.id = y->value[COL_ID]};

	if (sorting->sort == SORT_NONE)
		return compare_by_phases(x, y);
	sort_keys(sorting, x, p.key);
	sort_keys(sorting, y, q.key);
	return sort_compare(&p, &q);
}

static size_t
expected(struct case_list *list, struct case_facts ***rows)
{
	oracle_ask_as(&all, list->s);
	size_t n = oracle_find(&all, list->pred, &mem, rows);

	sorting = list;
	qsort(*rows, n, sizeof(**rows), compare_facts);
	return n;
}

static void
check_count(struct case_list *list, const char *text, size_t n)
{
	struct case_list_count count;

	do {
		db_take_steps(store_db(store));
		assert_ok(case_list_count(list, &count, &err), &err);
		assert_in_range(db_take_steps(store_db(store)), 0, STEPS_A_CALL);
	} while (!count.done);
	if (count.more ? n <= CASE_COUNT_MOST : count.n != (int64_t)n)
		fail_msg("%s: counted %d%s of %zu", text, (int)count.n, count.more ? "+" : "", n);
}

/* The cursor of any row, found anew, stands between its neighbours. */
static void
check_locate(struct case_list *list, const char *text, const int64_t *ids, size_t n, struct rng *r)
{
	for (int round = 0; round < 4 && n > 0; round++) {
		size_t i = rng_below(r, (uint32_t)n);
		struct case_cursor at;
		struct case_page page;
		bool member, found;

		assert_ok(case_list_locate(list, ids[i], &at, &member, &found, &err), &err);
		if (!member || !found)
			fail_msg("%s: %d is not found", text, (int)ids[i]);
		get_page(list, PAGE_FROM, &at, 1, &page);
		if (page.count != 1 || page.rows[0].id != ids[i])
			fail_msg("%s: row %zu of %zu is not found again %d %d want %d sort %d ph "
				 "%d count %d work %d",
				text, i, n, (int)page.count, page.count ? (int)page.rows[0].id : 0,
				(int)ids[i], list->sort, (int)list->phase_count,
				(int)list->collected.count, (int)list->work);
		get_page(list, PAGE_AFTER, &at, 1, &page);
		if (page.count != (i + 1 < n) || (page.count == 1 && page.rows[0].id != ids[i + 1]))
			fail_msg("%s: behind row %zu of %zu comes another", text, i, n);
		get_page(list, PAGE_BEFORE, &at, 1, &page);
		if (page.count != (i > 0) || (page.count == 1 && page.rows[0].id != ids[i - 1]))
			fail_msg("%s: before row %zu of %zu comes another", text, i, n);
	}
}

static size_t
check_list(struct session *s, const char *text, const char *order, struct rng *r)
{
	static int64_t forward[CASES + 500], backward[CASES + 500];
	static struct case_cursor cursors[CASES + 500];
	struct case_list *list = open_list(s, text, order);
	struct case_facts **want;
	size_t n = expected(list, &want);

	if (rng_chance(r, 40)) /* in small slices */
		list->work = rng_range(r, 1, 3000);

	size_t m = walk(list, false, r, forward, cursors);

	if (n != m)
		fail_msg("%s: %zu rows, not %zu (%s)", text, m, n, case_list_words(list));
	for (size_t i = 0; i < n; i++)
		if (forward[i] != want[i]->value[COL_ID])
			fail_msg("%s %s: row %zu is %d, not %d", text, order != NULL ? order : "",
				i, (int)forward[i], (int)want[i]->value[COL_ID]);
	m = walk(list, true, r, backward, cursors);
	if (n != m || memcmp(forward, backward, n * sizeof(*forward)) != 0)
		fail_msg("%s: backward %zu rows, forward %zu", text, m, n);
	check_count(list, text, n);
	check_locate(list, text, forward, n, r);
	case_list_free(list);
	return n;
}

static const char *const terms[] = {"状态:待办", "状态:待办", "待办", "状态:办结",
	"状态:办理中,待核验", "-状态:办结", "状态:分办", "类:噪音", "类:02", "类:停车,电梯,消防",
	"-类:检举", "类:检举", "级别:重点", "级别>=重点", "灯:红", "灯:黄,红", "灯:灰", "超期",
	"临期", "今日", "区划:鲤城", "区划:晋江,石狮", "区划:350502001", "网格:350502001001",
	"网格:350502001001002", "网格:3505*", "网格:金榕花园1网格", "小区:金榕", "小区:金榕花园",
	"小区:jrhy", "单位:金榕物业", "单位:派出所", "单位:无", "单位:刺桐物业,东门物业", "中心:我",
	"中心:金榕", "经办人:我", "我的", "经办人:陈", "经办人:无", "登记人:我", "来源:热线",
	"性质:投诉,求助", "电话:2208", "2208", "当事人:陈", "楼栋:1幢", "地址:金榕", "全文:现场",
	"停车", "金榕", "消防通道", "噪音扰民", "\"电动车\"", "\"3号楼\"", "路灯|电梯", "jrhy",
	"xftd", "wifi", "停*困人", "受理:本月", "受理:2024", "受理<30d", "受理>2024-11-01",
	"到期<3d", "到期:今天,明天", "到期>2wd", "更新<30d", "办结日:2024-11", "办结日>2024-10-01",
	"超时>24", "催办>0", "延期:1", "转办>=1", "联名>5", "满意<=2", "新到", "已督办", "退回过",
	"上会", "匿名", "1209-001", "编号:12*", "编号:350502001-*", "附件>0", "已标",
	"区划:不存在的"};
static const char *const orders[] = {"到期", "-到期", "受理", "-受理", "编号", "-更新", "办结日",
	"-办结日", "级别,-到期", "-级别", "类", "状态", "单位", "小区,受理", "-满意", "灯", "-超时",
	"经办人", "-联名,类,到期", "电话", "-"};

#define PICK(r, list) ((list)[rng_below((r), sizeof(list) / sizeof((list)[0]))])

static void
random_filter(struct rng *r, struct buf *b)
{
	uint32_t n = rng_below(r, 5);

	for (uint32_t i = 0; i < n; i++) {
		if (i > 0)
			buf_addstr(b, rng_chance(r, 80) ? " " : " | ");
		if (rng_chance(r, 15)) {
			buf_addf(b, "%s(%s %s %s)", rng_chance(r, 50) ? "-" : "", PICK(r, terms),
				rng_chance(r, 50) ? "|" : "", PICK(r, terms));
			continue;
		}
		buf_addf(b, "%s%s", rng_chance(r, 10) ? "-" : "", PICK(r, terms));
	}
	if (rng_chance(r, 5))
		buf_addf(b, " 组:%s", rng_chance(r, 50) ? "小区" : "类");
}

static void
test_random_lists(void **state)
{
	(void)state;
	struct session *const sessions[] = {&city, &county, &county, &town, &inspector, &handler};
	struct rng r;
	size_t rows = 0;

	rng_seed(&r, 21);
	for (int round = 0; round < 150; round++) {
		struct buf text;

		buf_init(&text);
		random_filter(&r, &text);
		rows += check_list(PICK(&r, sessions), text.text,
			rng_chance(&r, 50) ? PICK(&r, orders) : NULL, &r);
		buf_release(&text);
		arena_reset(&mem);
	}
	assert_true(rows > 5000);
}

/* Every term alone and with the open set, in the usual order and by due date. */
static void
test_every_term(void **state)
{
	(void)state;
	struct rng r;

	rng_seed(&r, 22);
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
		check_list(&county, terms[i], NULL, &r);
		check_list(&city, terms[i], "到期", &r);
		check_list(&town, arena_printf(&mem, "待办 %s", terms[i]), NULL, &r);
		check_list(&handler, terms[i], NULL, &r);
		arena_reset(&mem);
	}
}

static int64_t
count_all(struct session *s, const char *filter)
{
	struct case_list *list = open_list(s, filter, NULL);
	struct case_list_count count;

	do
		assert_ok(case_list_count(list, &count, &err), &err);
	while (!count.done);
	case_list_free(list);
	return count.n;
}

/* What the session may see of everything: in mem, ascending. */
static size_t
seen_one_by_one(struct session *s, int64_t **ids)
{
	size_t n = 0;

	*ids = arena_array(&mem, CASES, sizeof(**ids));
	for (int64_t id = 1; id <= CASES; id++) {
		struct case_row row;
		bool found, sees;

		assert_ok(case_read_row(store_db(store), id, &mem, &row, &found, &err), &err);
		assert_true(found);
		assert_ok(case_may_see(s, &row, &sees, &err), &err);
		if (sees)
			(*ids)[n++] = id;
	}
	return n;
}

static int
compare_ids(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* One list holds them all, and another counts them; nothing else is found by its id. */
static void
check_seen(struct session *s, const int64_t *want, size_t n, struct rng *r)
{
	static int64_t ids[CASES + 500];
	static struct case_cursor cursors[CASES + 500];
	struct case_list *list = open_list(s, "", NULL);
	size_t at = 0;

	assert_int_equal(walk(list, false, r, ids, cursors), n);
	qsort(ids, n, sizeof(*ids), compare_ids);
	assert_memory_equal(ids, want, n * sizeof(*ids));
	for (int64_t id = 1; id <= CASES; id++) {
		struct case_cursor cursor;
		bool member, found, may = at < n && want[at] == id;

		at += may;
		assert_ok(case_list_locate(list, id, &cursor, &member, &found, &err), &err);
		assert_true(found == may && member == may);
	}
	case_list_free(list);
	list = open_list(s, "", NULL);
	check_count(list, "", n);
	case_list_free(list);
}

/*
 * For somebody of every kind of unit, with and without work in an area of their own, and with the roles of
 * supervision: lists hold what case_may_see() lets one see, no more and no less, and so do their counts.
 */
static void
test_what_may_be_seen(void **state)
{
	(void)state;
	struct rng r;
	size_t helped = 0, without_area = 0;

	rng_seed(&r, 23);
	for (int kind = 0; kind < 40; kind++) {
		struct session s;
		int64_t *want;

		assert_ok(session_open(
				  &s, store, &rules, arena_printf(&mem, "u%d", kind * 3 + 1), &err),
			&err);
		if (kind % 8 == 7)
			s.roles |= ROLE_SUP;
		if (kind % 5 == 4)
			s.roles |= ROLE_DISC;
		size_t n = seen_one_by_one(&s, &want);

		check_seen(&s, want, n, &r);
		oracle_ask_as(&all, &s);
		without_area += !session_watches_area(&s);
		for (size_t i = 0; i < n; i++) {
			const struct case_facts *f = &all.facts[want[i] - 1];

			helped += !session_watches_area(&s) && f->value[COL_HELPER] == s.unit_id &&
				f->value[COL_UNIT] != s.unit_id;
		}
		session_close(&s);
		arena_reset(&mem);
	}
	assert_true(helped > 20 && without_area > 10);
	assert_int_equal(count_all(&city, "类:检举"), 0);
	assert_true(count_all(&inspector, "类:检举") > 0);
}

static void
test_tags_and_top(void **state)
{
	(void)state;
	const int64_t ids[] = {5, 17, 9, 1234, 999999};
	struct case_tags tags = {ids, 5};
	struct filter_fault fault;
	struct case_list *list;
	struct case_page page;

	assert_ok(case_list_open(&list, &inspector, "已标", "受理", &tags, &fault, &err), &err);
	get_page(list, PAGE_FIRST, NULL, 10, &page);
	assert_int_equal(page.count, 4);
	assert_int_equal(page.rows[0].id, 5);
	assert_int_equal(page.rows[3].id, 1234);
	case_list_free(list);
	list = open_list(&city, "限:7 排:-受理", NULL);
	get_page(list, PAGE_FIRST, NULL, 100, &page);
	assert_int_equal(page.count, 7);
	assert_true(page.ended);
	get_page(list, PAGE_LAST, NULL, 3, &page);
	assert_int_equal(page.count, 3);
	assert_false(page.ended);
	case_list_free(list);
}

/* Sorted by names: units in order of their pinyin. */
static void
test_order_of_names(void **state)
{
	(void)state;
	struct case_list *list = open_list(&city, "待办 -单位:无 排:单位", NULL);
	struct case_page page;
	struct buf before, now;

	buf_init(&before);
	buf_init(&now);
	get_page(list, PAGE_FIRST, NULL, 300, &page);
	assert_int_equal(page.count, 300);
	for (size_t i = 0; i < page.count; i++) {
		buf_clear(&now);
		pinyin_key(&now, page.rows[i].unit);
		assert_true(strcmp(before.text, now.text) <= 0);
		buf_clear(&before);
		buf_addstr(&before, now.text);
	}
	buf_release(&before);
	buf_release(&now);
	case_list_free(list);
}

static void
run(const char *sql)
{
	assert_ok(store_begin(store, &err), &err);
	struct stmt *st = db_stmt(store_db(store), sql, &err);

	test_ok(st != NULL && db_run(st, &err), &err, sql, __FILE__, __LINE__);
	assert_ok(store_commit(store, &err), &err);
}

/* Rows come and go between pages; a row that left is still found where it stood. */
static void
test_changes_between_pages(void **state)
{
	(void)state;
	struct case_list *list = open_list(&city, "待办", NULL);
	struct case_page first, second, again;
	struct case_cursor at;
	bool member, found;

	get_page(list, PAGE_FIRST, NULL, 5, &first);
	get_page(list, PAGE_AFTER, &first.cursors[4], 5, &second);
	run(arena_printf(&mem, "UPDATE cases SET state = 12, closed_at = 1 WHERE id IN (%d, %d)",
		(int)first.rows[2].id, (int)second.rows[0].id));
	get_page(list, PAGE_AFTER, &first.cursors[4], 4, &again);
	for (int i = 0; i < 4; i++)
		assert_int_equal(again.rows[i].id, second.rows[i + 1].id);
	assert_ok(case_list_locate(list, first.rows[2].id, &at, &member, &found, &err), &err);
	assert_true(found && !member);
	get_page(list, PAGE_AFTER, &at, 1, &again);
	assert_int_equal(again.rows[0].id, first.rows[3].id);
	run(arena_printf(&mem, "UPDATE cases SET state = 5, closed_at = 0 WHERE id IN (%d, %d)",
		(int)first.rows[2].id, (int)second.rows[0].id));
	case_list_free(list);
}

/* A search that finds nothing for long says how far back it has got, and goes back further each time. */
static void
test_searching_back(void **state)
{
	(void)state;
	struct case_list *list = open_list(&city, "当事人:没有这个人", NULL);
	struct case_cursor at = {0};
	enum case_page_from from = PAGE_FIRST;
	struct case_page page;
	int64_t before = INT64_MAX;
	int calls = 0;

	list->work = 3000;
	for (;; calls++) {
		assert_ok(case_list_page(list, from, &at, 10, &mem, &page, &err), &err);
		assert_int_equal(page.count, 0);
		if (!page.pending)
			break;
		assert_true(page.reached_at > 0 && page.reached_at < before);
		before = page.reached_at;
		at = page.reached;
		from = PAGE_AFTER;
	}
	assert_true(page.ended && calls > 5);
	case_list_free(list);
}

/* What is overdue depends on when it is asked; a refresh asks anew. */
static void
test_time_passes(void **state)
{
	(void)state;
	struct case_list *list = open_list(&city, "超期", NULL);
	struct case_list_count before, after;
	int64_t now = store_now(store);

	do
		assert_ok(case_list_count(list, &before, &err), &err);
	while (!before.done);
	clock_freeze(store_clock(store), now + 5 * 86400);
	assert_ok(case_list_refresh(list, &err), &err);
	do
		assert_ok(case_list_count(list, &after, &err), &err);
	while (!after.done);
	assert_true(after.n > before.n);
	clock_freeze(store_clock(store), now);
	case_list_free(list);
}

static void
test_mistakes(void **state)
{
	(void)state;
	struct filter_fault fault;
	struct case_list *list;

	assert_err(case_list_open(&list, &city, "停车 类:没有", NULL, NULL, &fault, &err), &err,
		ERR_INPUT);
	assert_null(list);
	assert_int_equal(fault.from, 11);
	assert_err(case_list_open(&list, &city, "(", NULL, NULL, &fault, &err), &err, ERR_INPUT);
	assert_err(case_list_open(&list, &city, "", "没有", NULL, &fault, &err), &err, ERR_INPUT);
	list = open_list(&city, "小区:没有这个小区", NULL);
	assert_string_not_equal(case_list_note(list), "");
	case_list_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_term),
		cmocka_unit_test(test_random_lists),
		cmocka_unit_test(test_what_may_be_seen),
		cmocka_unit_test(test_tags_and_top),
		cmocka_unit_test(test_order_of_names),
		cmocka_unit_test(test_changes_between_pages),
		cmocka_unit_test(test_searching_back),
		cmocka_unit_test(test_time_passes),
		cmocka_unit_test(test_mistakes),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
