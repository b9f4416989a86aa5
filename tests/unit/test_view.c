/* Saved views, the numbered queues, and what is kept for a person. */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/db/db.h"
#include "core/domain/case_count.h"
#include "core/domain/preference.h"
#include "core/domain/view.h"
#include "tests/lib/fixture.h"

static struct store *store;
static struct session li, zheng;
static struct arena mem;
static struct err err;

static int
set_up(void **state)
{
	(void)state;
	assert_true(i18n_init("build/locale", LANG_ZH));
	store = fixture_store();
	fixture_session(&li, store, "dsj"); /* who has none yet */
	fixture_session(&zheng, store, "zhengwb");
	err = (struct err)ERR_INIT;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	session_close(&li);
	session_close(&zheng);
	store_close(store);
	arena_release(&mem);
	return 0;
}

static void
save(struct session *s, const char *name, const char *filter, bool replaces)
{
	bool replaced;

	assert_ok(view_save(s, name, filter, &replaced, &err), &err);
	assert_int_equal(replaced, replaces);
}

static size_t
list_of(struct session *s, struct saved_view **views)
{
	size_t count, own = 0;

	assert_ok(views_list(s, &mem, views, &count, &err), &err);
	while (own < count && !(*views)[own].shared)
		own++;
	for (size_t i = own; i < count; i++)
		assert_true((*views)[i].shared); /* everybody's stand behind */
	return own;
}

static void
refused(const char *name, const char *filter, enum err_code code)
{
	bool replaced;

	assert_err(view_save(&li, name, filter, &replaced, &err), &err, code);
	err = (struct err)ERR_INIT;
}

static void
saved_listed_replaced_and_deleted(void **state)
{
	struct saved_view *v;

	(void)state;
	save(&li, "夜噪", "类:夜噪 超期", false);
	save(&li, "@停车", "类:停车 排:-受理", false);
	save(&zheng, "夜噪", "类:夜噪", false);
	assert_int_equal(list_of(&li, &v), 2);
	assert_string_equal(v[0].name, "停车");
	assert_string_equal(v[1].filter, "类:夜噪 超期");
	assert_false(v[0].shared);
	save(&li, "夜噪", "类:夜噪 今日", true);
	assert_int_equal(list_of(&li, &v), 2);
	assert_string_equal(v[1].filter, "类:夜噪 今日");
	assert_ok(view_rename(&li, v[1].id, "夜里吵", &err), &err);
	assert_ok(view_delete(&li, v[0].id, &err), &err);
	assert_int_equal(list_of(&li, &v), 1);
	assert_string_equal(v[0].name, "夜里吵");
	assert_ok(view_delete(&zheng, v[0].id, &err), &err); /* another's: stays */
	assert_int_equal(list_of(&li, &v), 1);
	assert_int_equal(list_of(&zheng, &v), 1);
}

static void
nonsense_is_refused_with_a_sentence(void **state)
{
	struct saved_view *v;
	char name[16];
	bool replaced;

	(void)state;
	refused("", "超期", ERR_INPUT);
	refused("两个 词", "超期", ERR_INPUT);
	refused("a|b", "超期", ERR_INPUT);
	refused("类:噪音", "超期", ERR_INPUT);
	refused("一二三四五六七八九十一", "超期", ERR_INPUT);
	refused("躁", "类:躁音", ERR_INPUT);
	refused("圈", "@圈 超期", ERR_INPUT); /* back to itself */
	save(&li, "甲", "超期", false);
	save(&li, "乙", "@甲 今日", false);
	refused("甲", "@乙", ERR_INPUT);
	assert_int_equal(list_of(&li, &v), 2);
	assert_err(view_rename(&li, v[1].id, "乙", &err), &err, ERR_INPUT);
	err = (struct err)ERR_INIT;
	for (int i = 2; i < VIEWS_MOST; i++) {
		snprintf(name, sizeof(name), "v%d", i);
		save(&li, name, "超期", false);
	}
	assert_err(view_save(&li, "多", "超期", &replaced, &err), &err, ERR_LIMIT);
	err = (struct err)ERR_INIT;
	save(&li, "v5", "今日", true);
}

static int64_t
count(struct session *s, const char *filter)
{
	struct filter_fault fault;
	struct case_list_count n;
	struct case_list *list;

	assert_ok(case_list_open(&list, s, filter, NULL, NULL, &fault, &err), &err);
	do
		assert_ok(case_list_count(list, &n, &err), &err);
	while (!n.done);
	case_list_free(list);
	return n.n;
}

/* The matters of the fixture are those of the mock-up. */
static void
queues_hold_what_the_design_shows(void **state)
{
	struct session wang;

	(void)state;
	fixture_session(&wang, store, "wangmin");
	assert_int_equal(count(&wang, case_view_filter(&wang, 0)), 23);
	assert_int_equal(count(&wang, case_view_filter(&wang, 1)), 3);
	assert_int_equal(count(&wang, case_view_filter(&wang, 2)), 7);
	assert_int_equal(count(&wang, case_view_filter(&wang, 4)), 4);
	assert_true(count(&wang, case_view_filter(&wang, 3)) >= 9); /* the whole desk's */
	session_close(&wang);
	assert_int_equal(count(&zheng, case_view_filter(&zheng, 1)), count(&zheng, "超期"));
}

static void
queues_mean_the_same_in_both_languages(void **state)
{
	static const char *const logins[] = {"wangmin", "linjl", "zhengwb"};

	(void)state;
	for (size_t l = 0; l < sizeof(logins) / sizeof(logins[0]); l++) {
		struct session s;

		fixture_session(&s, store, logins[l]);
		for (int i = 0; i < CASE_VIEWS; i++) {
			i18n_set_lang(LANG_ZH);
			const char *zh = case_view_filter(&s, i);
			int64_t n = count(&s, zh);

			i18n_set_lang(LANG_EN);
			const char *en = case_view_filter(&s, i);

			assert_true(*zh == '\0' || strcmp(zh, en) != 0);
			assert_int_equal(count(&s, en), n);
			i18n_set_lang(LANG_ZH);
		}
		session_close(&s);
	}
}

static void
preferences_are_the_persons_own(void **state)
{
	const char *value;

	(void)state;
	assert_ok(preference_get(&li, "queue.preview", &mem, &value, &err), &err);
	assert_string_equal(value, "");
	assert_ok(preference_set(&li, "queue.preview", "1", &err), &err);
	assert_ok(preference_set(&li, "queue.preview", "0", &err), &err);
	assert_ok(preference_get(&li, "queue.preview", &mem, &value, &err), &err);
	assert_string_equal(value, "0");
	assert_ok(preference_get(&zheng, "queue.preview", &mem, &value, &err), &err);
	assert_string_equal(value, "");
}

/* Given to the unit, used by a colleague, not changed by one, taken back. */
static void
shared_by_a_unit(void **state)
{
	struct saved_view *v;
	struct session wang, colleague;
	size_t n, own;
	int64_t id = 0;

	(void)state;
	fixture_session(&wang, store, NULL);
	fixture_session(&colleague, store, "lihang");
	save(&wang, "晚班看", "待办 超期", false);
	n = list_of(&wang, &v);
	for (size_t i = 0; i < n; i++)
		if (strcmp(v[i].name, "晚班看") == 0)
			id = v[i].id;
	assert_false(view_share(&colleague, id, true, &err)); /* not theirs */
	err_clear(&err);
	assert_ok(view_share(&wang, id, true, &err), &err);
	assert_ok(view_share(&wang, id, true, &err), &err);
	assert_ok(views_list(&colleague, &mem, &v, &n, &err), &err);
	own = n;
	for (size_t i = 0; i < n; i++)
		if (v[i].id == id)
			own = i;
	assert_true(own < n && v[own].shared && v[own].unit && !v[own].mine);
	assert_string_equal(v[own].by, "王敏");
	assert_int_equal(count(&colleague, "@晚班看"), count(&colleague, "待办 超期"));
	assert_false(view_delete(&colleague, id, &err) && view_rename(&colleague, id, "x", &err));
	err_clear(&err);
	assert_false(view_share(&colleague, id, false, &err));
	err_clear(&err);
	save(&wang, "晚班看", "待办 今日",
		false); /* an own one of that name beside it: goes first */
	assert_int_equal(count(&wang, "@晚班看"), count(&wang, "待办 今日"));
	assert_err(view_share(&wang, id, false, &err), &err, ERR_INPUT); /* two of one name */
	save(&colleague, "晚班看", "待办 红", false);
	assert_ok(views_list(&colleague, &mem, &v, &n, &err), &err);
	for (own = 0; strcmp(v[own].name, "晚班看") != 0 || v[own].shared; own++)
		assert_true(own + 1 < n);
	assert_err(view_share(&colleague, v[own].id, true, &err), &err, ERR_INPUT);
	assert_ok(views_list(&li, &mem, &v, &n, &err), &err); /* another unit has nothing of it */
	for (size_t i = 0; i < n; i++)
		assert_true(v[i].id != id);
	session_close(&wang);
	session_close(&colleague);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			saved_listed_replaced_and_deleted, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			nonsense_is_refused_with_a_sentence, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			queues_hold_what_the_design_shows, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			queues_mean_the_same_in_both_languages, set_up, tear_down),
		cmocka_unit_test_setup_teardown(shared_by_a_unit, set_up, tear_down),
		cmocka_unit_test_setup_teardown(preferences_are_the_persons_own, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
