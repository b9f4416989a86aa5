#include "tests/lib/test.h"

#include <string.h>

#include "tui/cells/theme.h"

static void
test_every_role_has_a_name_that_is_read_back(void **state)
{
	(void)state;
	for (int role = 0; role < ROLE_COUNT; role++)
		assert_int_equal(role_parse(role_name(role)), role);
	assert_int_equal(role_parse("light.purple"), ROLE_NONE);
}

static void
test_default_is_the_dark_palette(void **state)
{
	(void)state;
	struct theme t;

	theme_default(&t);
	assert_string_equal(t.id, "default-dark");
	assert_string_equal(t.name_zh, "默认深色");
	assert_string_equal(t.name_en, "Default dark");
	assert_true(t.own_background && t.base == BASE_DARK);
	assert_int_equal(t.roles[ROLE_RED].rgb, 0xFF7A66);
	assert_int_equal(t.roles[ROLE_RED].idx, 209);
	assert_int_equal(t.roles[ROLE_RED].ansi, 9);
	assert_int_equal(t.roles[ROLE_RED].attr, ATTR_BOLD | ATTR_REVERSE);
	assert_int_equal(t.roles[ROLE_BG].ansi, COLOUR_DEFAULT);
	theme_from_base(&t, BASE_MONO);
	assert_int_equal(t.roles[ROLE_HEADER].idx, COLOUR_DEFAULT);
	assert_int_equal(t.roles[ROLE_HEADER].attr, ATTR_BOLD | ATTR_UNDERLINE);
}

static void
test_contrast_and_distance_are_the_published_ones(void **state)
{
	(void)state;
	assert_int_equal(theme_contrast(0x000000, 0xFFFFFF), 2100);
	assert_int_equal(theme_contrast(0x777777, 0xFFFFFF), 448);
	assert_int_equal(theme_contrast(0xFFFFFF, 0x767676), 454);
	assert_int_equal(theme_distance(0x000000, 0xFFFFFF, SIGHT_NORMAL), 100);
	assert_true(theme_distance(0xFF0000, 0x00A000, SIGHT_NORMAL) >
		    2 * theme_distance(0xD00000, 0x707000, SIGHT_DEUTAN));
	assert_int_equal(theme_palette_rgb(16), 0x000000);
	assert_int_equal(theme_palette_rgb(209), 0xFF875F);
	assert_int_equal(theme_palette_rgb(231), 0xFFFFFF);
	assert_int_equal(theme_palette_rgb(255), 0xEEEEEE);
}

static void
test_check_finds_what_cannot_be_read(void **state)
{
	(void)state;
	struct theme t;
	struct buf b;

	buf_init(&b);
	theme_default(&t);
	assert_int_equal(theme_check(&t, 450, &b), 0);
	assert_string_equal(b.text, "");
	t.roles[ROLE_LABEL].rgb = 0x333333;
	t.roles[ROLE_YELLOW] = t.roles[ROLE_GREEN];
	assert_int_equal(theme_check(&t, 450, &b), 3);
	assert_non_null(strstr(b.text, "label 在 bg 上对比度 1."));
	assert_non_null(strstr(b.text, "light.green 与 light.yellow 难以分辨\n"));
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_role_has_a_name_that_is_read_back),
		cmocka_unit_test(test_default_is_the_dark_palette),
		cmocka_unit_test(test_contrast_and_distance_are_the_published_ones),
		cmocka_unit_test(test_check_finds_what_cannot_be_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
