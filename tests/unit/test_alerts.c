#include "core/serve/alerts.h"

#include <stdlib.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/case_list.h"
#include "tests/lib/fixture.h"
#include "tests/lib/test.h"

struct world {
	struct store *store;
	struct session session;
	struct arena mem;
	struct alert *alerts;
	size_t count;
};

static void
read_alerts(struct world *w)
{
	struct err err = ERR_INIT;
	struct alerts *a;
	struct board board;
	bool done = false;

	assert_ok(alerts_open(&a, &w->session, &err), &err);
	while (!done)
		assert_ok(alerts_step(a, &done, &err), &err);
	assert_ok(board_load(&w->session, &board, &err), &err);
	assert_ok(alerts_list(a, &board, &w->mem, &w->alerts, &w->count, &err), &err);
	alerts_free(a);
}

static void
enter(struct world *w, const char *login)
{
	*w = (struct world){.store = fixture_store(), .mem = ARENA_INIT};
	fixture_session(&w->session, w->store, login);
	read_alerts(w);
}

static void
leave(struct world *w)
{
	session_close(&w->session);
	arena_release(&w->mem);
	store_close(w->store);
}

static const struct alert *
find(const struct world *w, enum alert_kind kind)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->alerts[i].kind == kind)
			return &w->alerts[i];
	return NULL;
}

/* The number in the line is that of the list which it leads to. */
static void
test_lines_lead_to_lists(void **state)
{
	static const char *const logins[] = {
		"wangmin", "linjl", "zhengwb", "wangmin", "linjl", "zhengwb"};
	enum { IN_CHINESE = 3 };

	(void)state;
	for (size_t k = 0; k < sizeof(logins) / sizeof(logins[0]); k++) {
		struct world w;

		assert_true(i18n_init("build/locale", k < IN_CHINESE ? LANG_ZH : LANG_EN));
		enter(&w, logins[k]);
		for (size_t i = 0; i < w.count; i++) {
			const char *digits = w.alerts[i].text;
			struct case_list_count count = {0};
			struct filter_fault fault;
			struct case_list *list;
			struct err err = ERR_INIT;

			if (w.alerts[i].filter == NULL || w.alerts[i].kind == ALERT_HOT)
				continue;
			assert_ok(case_list_open(&list, &w.session, w.alerts[i].filter, NULL, NULL,
					  &fault, &err),
				&err);
			while (!count.done)
				assert_ok(case_list_count(list, &count, &err), &err);
			case_list_free(list);
			while (*digits != '\0' && (*digits < '0' || *digits > '9'))
				digits++;
			assert_int_equal(strtol(digits, NULL, 10), count.n);
			assert_true(count.n > 0);
		}
		leave(&w);
	}
	i18n_set_lang(LANG_ZH);
}

static void
test_who_is_told_what(void **state)
{
	struct world w;

	(void)state;
	enter(&w, "wangmin");
	assert_non_null(find(&w, ALERT_SUPERVISED));
	assert_non_null(find(&w, ALERT_RETURNED));
	assert_null(find(&w, ALERT_SIGN));
	leave(&w);
	enter(&w, "linjl");
	assert_null(find(&w, ALERT_RETURNED));
	assert_null(find(&w, ALERT_HOT));
	leave(&w);
}

/* Hidden until the next day. */
static void
test_put_off(void **state)
{
	enum { DAY_MS = 86400000 };
	struct world w;
	struct err err = ERR_INIT;

	(void)state;
	enter(&w, "wangmin");
	size_t before = w.count;
	struct alert first = w.alerts[0], second = w.alerts[1];

	assert_true(before >= 2);
	assert_ok(alert_put_off(&w.session, &first, &err), &err);
	assert_ok(alert_put_off(&w.session, &second, &err), &err);
	read_alerts(&w);
	assert_int_equal(w.count, before - 2);
	assert_null(find(&w, first.kind));
	clock_advance_ms(store_clock(w.store), DAY_MS);
	read_alerts(&w);
	assert_non_null(find(&w, first.kind));
	leave(&w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_lead_to_lists),
		cmocka_unit_test(test_who_is_told_what),
		cmocka_unit_test(test_put_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
