#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/os.h"
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
test_two_themes_draw_alike_or_not(void **state)
{
	(void)state;
	struct theme a, b;

	memset(&a, 0x55, sizeof(a));
	memset(&b, 0xAA, sizeof(b));
	theme_default(&a);
	theme_default(&b);
	b.id[0] = 'x';
	assert_true(theme_draws_alike(&a, &b));
	b.own_background = false;
	assert_false(theme_draws_alike(&a, &b));
	theme_default(&b);
	b.roles[ROLE_HEAT_4].attr = ATTR_DIM;
	assert_false(theme_draws_alike(&a, &b));
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

static const char *const palettes[] = {
	"default-dark", "default-light", "high-contrast", "solar", "mono"};

enum { PALETTES = sizeof(palettes) / sizeof(palettes[0]) };

static void
test_five_palettes_keep_what_the_design_promises(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	struct buf notes;

	buf_init(&notes);
	for (int i = 0; i < PALETTES; i++) {
		struct theme t;
		bool high = strcmp(palettes[i], "high-contrast") == 0;

		assert_ok(theme_read(&t, "themes", palettes[i], &notes, &err), &err);
		theme_check(&t, high ? 700 : THEME_LEAST_CONTRAST, &notes);
		assert_string_equal(notes.text, "");
		assert_string_equal(t.id, palettes[i]);
	}
	buf_release(&notes);
}

static void
check_same(const struct theme *a, const struct theme *b)
{
	assert_string_equal(a->id, b->id);
	assert_string_equal(a->name_zh, b->name_zh);
	assert_string_equal(a->name_en, b->name_en);
	assert_true(a->base == b->base && a->glyphs == b->glyphs &&
		a->own_background == b->own_background);
	for (int role = 0; role < ROLE_COUNT; role++)
		assert_memory_equal(&a->roles[role], &b->roles[role], sizeof(struct paint));
}

static void
test_what_is_compiled_in_is_what_the_files_say(void **state)
{
	(void)state;
	static const char *const files[] = {"default-dark", "default-light", "mono"};
	struct err err = ERR_INIT;

	for (int base = BASE_DARK; base <= BASE_MONO; base++) {
		struct theme built_in, loaded;

		theme_from_base(&built_in, (enum theme_base)base);
		assert_ok(theme_load(&loaded, "themes", files[base], &err), &err);
		check_same(&built_in, &loaded);
	}
}

/* Every shipped file says every role: nothing is left to a base that may change. */
static void
test_shipped_files_are_complete(void **state)
{
	(void)state;
	for (int i = 0; i < PALETTES; i++) {
		struct err err = ERR_INIT;
		struct buf path, file;

		buf_init(&path);
		buf_init(&file);
		buf_addf(&path, "themes/%s.yaml", palettes[i]);
		assert_ok(os_read_file(path.text, 1 << 16, &file, &err), &err);
		for (int role = 0; role < ROLE_COUNT; role++) {
			char key[32];

			snprintf(key, sizeof(key), "\n  %s:", role_name(role));
			assert_non_null(strstr(file.text, key));
		}
		buf_release(&path);
		buf_release(&file);
	}
}

static bool
load_text(struct theme *t, const char *text, struct buf *notes, struct err *err)
{
	struct err write_err = ERR_INIT;

	assert_ok(
		os_write_file(test_path("mine.yaml"), text, strlen(text), &write_err), &write_err);
	return theme_read(t, test_path("."), "mine", notes, err);
}

static void
test_a_theme_takes_from_its_base_and_from_itself(void **state)
{
	(void)state;
	struct theme t, dark;
	struct err err = ERR_INIT;
	struct buf notes;

	buf_init(&notes);
	assert_ok(
		load_text(&t,
			"name: {zh: 我的, en: Mine}\nbase: dark\nglyphs: ascii\nbackground: "
			"terminal\nroles:\n"
			"  light.red: {idx: 196, attr: []}\n  err: conflict\n  conflict: "
			"light.red\n"
			"  sel: {fg: strong, bg: {rgb: \"#000080\", idx: 18, ansi: bright-blue}}\n"
			"  light.violet: {idx: 5}\n",
			&notes, &err),
		&err);
	theme_default(&dark);
	assert_int_equal(t.roles[ROLE_RED].idx, 196);
	assert_int_equal(t.roles[ROLE_RED].rgb, dark.roles[ROLE_RED].rgb);
	assert_int_equal(t.roles[ROLE_RED].attr, 0);
	assert_memory_equal(&t.roles[ROLE_ERR], &t.roles[ROLE_RED], sizeof(struct paint));
	assert_memory_equal(&t.roles[ROLE_SEL_FG], &dark.roles[ROLE_STRONG], sizeof(struct paint));
	assert_int_equal(t.roles[ROLE_SEL_BG].ansi, 12);
	assert_int_equal(t.roles[ROLE_SEL_BG].attr, ATTR_REVERSE);
	assert_memory_equal(&t.roles[ROLE_HEADER], &dark.roles[ROLE_HEADER], sizeof(struct paint));
	assert_true(!t.own_background && t.glyphs == GLYPHS_ASCII);
	assert_string_equal(t.name_zh, "我的");
	assert_non_null(
		strstr(notes.text, "mine.yaml:10:3: 没有颜色角色 「light.violet」, 已略过\n"));
	buf_release(&notes);
}

static void
test_mistakes_in_a_theme_are_told_with_their_place(void **state)
{
	(void)state;
	static const struct {
		const char *roles, *place;
	} cases[] = {
		{"  fg: {rgb: 12161D}\n", "mine.yaml:4:13: "},
		{"  fg: {rgb: \"#12161G\"}\n", "mine.yaml:4:13: "},
		{"  fg: {idx: 256}\n", "mine.yaml:4:13: "},
		{"  fg: {ansi: pink}\n", "mine.yaml:4:14: "},
		{"  fg: {attr: [blink]}\n", "mine.yaml:4:15: "},
		{"  fg: {colour: 3}\n", "mine.yaml:4:8: "},
		{"  fg: nobody\n", "mine.yaml:4:7: "},
		{"  fg: [1]\n", "mine.yaml:4:7: "},
		{"  fg: dim\n  dim: fg\n", "mine.yaml:4:7: "},
		{"  fg: fg\n", "mine.yaml:4:7: "},
		{"  sel: {fg: dim, ink: dim}\n", "mine.yaml:4:18: "},
		{"  sel: dim\n", "mine.yaml:4:8: "},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct theme t = {.id = "untouched"};
		struct err err = ERR_INIT;
		struct buf text;

		buf_init(&text);
		buf_addf(&text, "name: {zh: 我的, en: Mine}\nbase: dark\nroles:\n%s",
			cases[i].roles);
		assert_false(load_text(&t, text.text, NULL, &err));
		assert_int_equal(err.code, ERR_INPUT);
		if (strstr(err.text, cases[i].place) == NULL)
			print_error(
				"%swanted %s, got %s\n", cases[i].roles, cases[i].place, err.text);
		assert_non_null(strstr(err.text, cases[i].place));
		assert_string_equal(t.id, "untouched");
		buf_release(&text);
	}
}

static void
test_an_id_is_no_path(void **state)
{
	(void)state;
	static const char *const ids[] = {
		"", "../x", "a/b", "A", "a.b", "默认", "abcdefghijklmnopqrstuvwxyz0123456789"};
	struct theme t;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		assert_err(theme_load(&t, "themes", ids[i], &err), &err, ERR_INPUT);
	assert_false(theme_load(&t, "themes", "no-such-theme", &err));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_role_has_a_name_that_is_read_back),
		cmocka_unit_test(test_default_is_the_dark_palette),
		cmocka_unit_test(test_contrast_and_distance_are_the_published_ones),
		cmocka_unit_test(test_two_themes_draw_alike_or_not),
		cmocka_unit_test(test_check_finds_what_cannot_be_read),
		cmocka_unit_test(test_five_palettes_keep_what_the_design_promises),
		cmocka_unit_test(test_what_is_compiled_in_is_what_the_files_say),
		cmocka_unit_test(test_shipped_files_are_complete),
		cmocka_unit_test(test_a_theme_takes_from_its_base_and_from_itself),
		cmocka_unit_test(test_mistakes_in_a_theme_are_told_with_their_place),
		cmocka_unit_test(test_an_id_is_no_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
