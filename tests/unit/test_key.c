#include "tests/lib/test.h"

#include <string.h>

#include "core/base/rng.h"
#include "core/base/utf8.h"
#include "tui/cells/key.h"

static void
test_names_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		struct key key;
	} cases[] = {
		{"j", {.sym = K_CHAR, .cp = 'j'}},
		{"G", {.sym = K_CHAR, .cp = 'G'}},
		{"Ctrl-X", {.sym = K_CHAR, .cp = 'x', .ctrl = true}},
		{"Ctrl-x", {.sym = K_CHAR, .cp = 'x', .ctrl = true}},
		{"Ctrl-]", {.sym = K_CHAR, .cp = ']', .ctrl = true}},
		{"Space", {.sym = K_CHAR, .cp = ' '}},
		{"F1", {.sym = K_F1}},
		{"F10", {.sym = K_F10}},
		{"F12", {.sym = K_F12}},
		{"PgDn", {.sym = K_PGDN}},
		{"Shift-Tab", {.sym = K_BACKTAB}},
		{"Enter", {.sym = K_ENTER}},
		{"Esc", {.sym = K_ESC}},
		{"业", {.sym = K_CHAR, .cp = 0x4E1A}},
		{"-", {.sym = K_CHAR, .cp = '-'}},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct key got;

		assert_true(key_parse(cases[i].name, &got));
		assert_true(key_equal(&got, &cases[i].key));
	}
}

static void
test_what_is_no_name_is_refused(void **state)
{
	(void)state;
	static const char *const cases[] = {"", "jj", "F0", "F13", "Ctrl-", "Ctrl-1", "Ctrl-XX",
		"Ctrl-中", "Ctrl-Space", "Alt-x", "ctrl-x", "pgdn", " ", "\x1b", "\x7f"};
	struct key key;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_false(key_parse(cases[i], &key));
}

static void
test_every_key_survives_printing(void **state)
{
	(void)state;
	struct rng r;
	char name[KEY_NAME_BYTES];

	for (int sym = K_ENTER; sym <= K_WHEEL_DOWN; sym++) {
		struct key key = {.sym = (enum key_sym)sym, .row = 3}, back;

		key_print(&key, name, sizeof(name));
		assert_true(key_parse(name, &back) && key_equal(&key, &back));
	}
	rng_seed(&r, 7);
	for (int i = 0; i < 20000; i++) {
		uint32_t cp = i < 0x5F ? 0x20 + (uint32_t)i : rng_below(&r, 0x110000);
		bool ctrl = cp >= 'a' && cp <= 'z' && rng_chance(&r, 50);
		struct key key = {.sym = K_CHAR, .cp = cp, .ctrl = ctrl}, back;
		char bytes[UTF8_MAX_BYTES];

		if (cp < 0x20 || cp == 0x7F || (cp >= 0xD800 && cp <= 0xDFFF))
			continue;
		assert_true(utf8_put(bytes, cp) + 5 < sizeof(name));
		key_print(&key, name, sizeof(name));
		assert_true(key_parse(name, &back) && key_equal(&key, &back));
	}
}

static void
test_chinese_marks_are_the_key_that_was_meant(void **state)
{
	(void)state;
	static const char *marks = "：；，。？！、（）【「［】」］《》￥—…·“”‘’　ｊＧ０＝";
	static const char *keys = ":;,.?!/()[[[]]]<>$_^`\"\"'' jG0=";
	const char *p = marks;

	for (size_t i = 0; keys[i] != '\0'; i++) {
		struct key key = key_for_list((struct key){.sym = K_CHAR, .cp = utf8_next(&p)});

		assert_int_equal(key.cp, keys[i]);
	}
	assert_int_equal(*p, '\0');
}

static void
test_a_hanzi_and_a_ctrl_key_stay(void **state)
{
	(void)state;
	struct key hanzi = {.sym = K_CHAR, .cp = 0x4E2D},
		   ctrl = {.sym = K_CHAR, .cp = 'x', .ctrl = true}, f5 = {.sym = K_F5};
	struct key got = key_for_list(hanzi);

	assert_true(key_equal(&got, &hanzi));
	got = key_for_list(ctrl);
	assert_true(key_equal(&got, &ctrl));
	got = key_for_list(f5);
	assert_true(key_equal(&got, &f5));
}

static void
test_doubled_dash_and_dots_are_one_key(void **state)
{
	(void)state;
	static const char *const others[] = {"", "—", "———", "—…", "泉州", "——x", "。。"};
	struct key key;

	assert_true(key_for_commit("——", &key) && key.cp == '_');
	assert_true(key_for_commit("……", &key) && key.cp == '^');
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(key_for_commit(others[i], &key));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_read),
		cmocka_unit_test(test_what_is_no_name_is_refused),
		cmocka_unit_test(test_every_key_survives_printing),
		cmocka_unit_test(test_chinese_marks_are_the_key_that_was_meant),
		cmocka_unit_test(test_a_hanzi_and_a_ctrl_key_stay),
		cmocka_unit_test(test_doubled_dash_and_dots_are_one_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
