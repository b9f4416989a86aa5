#include "tests/lib/test.h"

#include <string.h>

#include "core/base/rng.h"
#include "core/base/width.h"
#include "tui/cells/canvas.h"

static const struct style plain = {ROLE_FG, ROLE_BG}, chosen = {ROLE_SEL_FG, ROLE_SEL_BG},
			  line = {ROLE_BORDER, ROLE_BG};

static void
check_dump(const struct canvas *cv, enum glyphs glyphs, bool styles, const char *want)
{
	struct buf b;

	buf_init(&b);
	canvas_dump(cv, glyphs, styles, &b);
	assert_string_equal(b.text, want);
	buf_release(&b);
}

static void
test_overwriting_half_a_glyph_blanks_the_other(void **state)
{
	(void)state;
	static const struct {
		int col;
		const char *text, *want;
	} cases[] = {
		{1, "x", "| x文字|\n"},
		{0, "x", "|x 文字|\n"},
		{2, "x", "|中x 字|\n"},
		{1, "宽", "| 宽 字|\n"},
		{0, "宽", "|宽文字|\n"},
		{3, "宽", "|中 宽 |\n"},
		{5, "宽", "|中文  |\n"},
		{-1, "宽", "|  文字|\n"},
		{-1, "宽x", "| x文字|\n"},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct canvas cv;

		canvas_init(&cv, 1, 6);
		assert_int_equal(canvas_text(&cv, 0, 0, 6, plain, "中文字"), 6);
		canvas_text(&cv, 0, cases[i].col, 6, plain, cases[i].text);
		check_dump(&cv, GLYPHS_UNICODE, false, cases[i].want);
		canvas_release(&cv);
	}
}

static void
test_text_stops_at_its_room_and_tells_the_cells(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 2, 8);
	assert_int_equal(canvas_text(&cv, 0, 0, 5, plain, "中文字"), 4);
	assert_int_equal(
		canvas_text(&cv, 0, 6, 8, plain, "泉州"), 4); /* the second one is clipped */
	assert_int_equal(canvas_text(&cv, 1, 0, 0, plain, "x"), 0);
	assert_int_equal(canvas_text(&cv, 1, 0, -3, plain, "x"), 0);
	assert_int_equal(canvas_text(&cv, 7, 0, 8, plain, "xyz"), 3);
	canvas_text(&cv, 1, 1, 8, plain, "a\x1b[31mb");
	check_dump(&cv, GLYPHS_UNICODE, false, "|中文  泉|\n| a?[31mb|\n");
	canvas_release(&cv);
}

static void
test_marks_stay_off_the_last_column(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 2, 4);
	canvas_text(&cv, 0, 0, 4, plain,
		"a\xCC\x81"
		"b\xCC\x81"
		"c\xCC\x81"
		"d\xCC\x81");
	canvas_text(&cv, 1, 0, 4, plain, "中\xCC\x81文\xCC\x81");
	assert_int_equal(canvas_at(&cv, 0, 2)->marks[0], 0x301);
	assert_int_equal(canvas_at(&cv, 0, 3)->marks[0], 0);
	assert_int_equal(canvas_at(&cv, 1, 0)->marks[0], 0x301);
	assert_int_equal(canvas_at(&cv, 1, 2)->marks[0], 0);
	canvas_release(&cv);
}

static void
test_clip_narrows_and_comes_back(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 3, 8);
	struct rect outer = canvas_clip(&cv, (struct rect){1, 1, 1, 5});
	struct rect inner = canvas_clip(&cv, (struct rect){0, 3, 9, 9});

	assert_int_equal(cv.clip.cols, 3);
	for (int row = 0; row < 3; row++)
		canvas_text(&cv, row, 0, 8, plain, "中文字界");
	check_dump(&cv, GLYPHS_UNICODE, false, "|        |\n|    字  |\n|        |\n");
	canvas_unclip(&cv, inner);
	canvas_fill(&cv, (struct rect){-5, -5, 50, 50}, chosen);
	canvas_unclip(&cv, outer);
	canvas_text(&cv, 2, 0, 8, plain, "中文字界");
	check_dump(&cv, GLYPHS_UNICODE, true,
		"|        |\n|        |\n~sel.fg sel.bg 1-5\n|中文字界|\n");
	canvas_clip(&cv, (struct rect){2147483647, 2147483647, 2147483647, 2147483647});
	canvas_fill(&cv, (struct rect){-2147483647, -2147483647, 2147483647, 2147483647}, chosen);
	canvas_hline(&cv, 0, -2147483647, 2147483647, line);
	canvas_release(&cv);
}

static void
test_lines_join_in_both_glyph_sets(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 5, 9);
	canvas_frame(&cv, (struct rect){0, 0, 5, 9}, line, NULL, plain, NULL);
	canvas_vline(&cv, 0, 4, 5, line);
	canvas_hline(&cv, 2, 0, 9, line);
	check_dump(&cv, GLYPHS_UNICODE, false,
		"|┌───┬───┐|\n|│   │   │|\n|├───┼───┤|\n|│   │   │|\n|└───┴───┘|\n");
	check_dump(&cv, GLYPHS_ASCII, false,
		"|+---+---+|\n||   |   ||\n|+---+---+|\n||   |   ||\n|+---+---+|\n");
	canvas_text(&cv, 2, 3, 3, plain, "文");
	canvas_hline(&cv, 2, 3, 1, line);
	check_dump(&cv, GLYPHS_ASCII, false,
		"|+---+---+|\n||   |   ||\n|+--- ---+|\n||   |   ||\n|+---+---+|\n");
	canvas_release(&cv);
}

static void
test_frame_with_title_and_text_at_its_right(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 3, 24);
	canvas_frame(&cv, (struct rect){0, 0, 2, 24}, line, "我的待办 23", plain, "Tab");
	check_dump(&cv, GLYPHS_UNICODE, true,
		"|┌─ 我的待办 23 ── Tab ─┐|\n~border bg 0-1, border bg 15-16, border bg 22-23\n"
		"|└──────────────────────┘|\n~border bg 0-23\n|                        |\n");
	canvas_release(&cv);
}

static void
test_frame_gives_way_in_little_room(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 2, 14);
	canvas_frame(&cv, (struct rect){0, 0, 2, 14}, line, "很长的标题", plain, "Tab");
	check_dump(&cv, GLYPHS_UNICODE, false, "|┌─ 很长的.. ─┐|\n|└────────────┘|\n");
	canvas_resize(&cv, 2, 3);
	canvas_frame(&cv, (struct rect){0, 0, 2, 3}, line, "题", plain, "Tab");
	canvas_frame(&cv, (struct rect){0, 0, 1, 3}, line, "题", plain, "Tab");
	check_dump(&cv, GLYPHS_UNICODE, false, "|┌─┐|\n|└─┘|\n");
	canvas_release(&cv);
}

static void
test_fields_are_cut_and_padded(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 4, 8);
	for (int row = 0; row < 4; row++)
		canvas_fill(&cv, (struct rect){row, 0, 1, 8}, chosen);
	canvas_field(&cv, 0, 0, 7, plain, "消防通道", false);
	canvas_field(&cv, 1, 0, 7, plain, "12", true);
	canvas_field(&cv, 2, 0, 7, plain, "", false);
	canvas_field(&cv, 3, 0, 0, plain, "x", false);
	check_dump(&cv, GLYPHS_UNICODE, true,
		"|消防..  |\n~sel.fg sel.bg 7-7\n|     12 |\n~sel.fg sel.bg 7-7\n"
		"|        |\n~sel.fg sel.bg 7-7\n|        |\n~sel.fg sel.bg 0-7\n");
	canvas_release(&cv);
}

static void
test_tint_keeps_text_and_whole_glyphs(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 1, 8);
	canvas_text(&cv, 0, 0, 8, plain, "中文字界");
	canvas_tint(&cv, (struct rect){0, 1, 1, 4}, chosen);
	check_dump(&cv, GLYPHS_UNICODE, true, "|中文字界|\n~sel.fg sel.bg 2-5\n");
	canvas_ground(&cv, (struct rect){0, 4, 1, 9}, ROLE_SEL2_BG);
	check_dump(&cv, GLYPHS_UNICODE, true,
		"|中文字界|\n~sel.fg sel.bg 2-3, sel.fg sel2.bg 4-5, fg sel2.bg 6-7\n");
	canvas_release(&cv);
}

static void
test_caret_is_shown_until_erased(void **state)
{
	(void)state;
	struct canvas cv;

	canvas_init(&cv, 1, 3);
	canvas_caret(&cv, 0, 2);
	check_dump(&cv, GLYPHS_UNICODE, false, "|   |\ncaret 0,2\n");
	canvas_erase(&cv, plain);
	canvas_rest(&cv, 0, 1);
	check_dump(&cv, GLYPHS_UNICODE, false, "|   |\n");
	canvas_release(&cv);
}

static void
check_invariants(const struct canvas *cv)
{
	for (int row = 0; row < cv->rows; row++) {
		for (int col = 0; col < cv->cols; col++) {
			const struct cell *c = canvas_at(cv, row, col);
			bool reaches_end = col + c->cells >= cv->cols;

			if (c->cells == 0) {
				assert_true(col > 0 && c[-1].cells == 2 && c->cp == 0);
				assert_true(c->style.fg == c[-1].style.fg &&
					c->style.bg == c[-1].style.bg);
				continue;
			}
			assert_true(c->cp >= ' ' && c->cells == width_cp(c->cp));
			assert_true(c->cells == 1 || (col + 1 < cv->cols && c[1].cells == 0));
			assert_true(c->marks[0] == 0 || !reaches_end);
			assert_true(c->lines == 0 || c->cp == ' ');
		}
	}
}

static struct rect
some_rect(struct rng *r, const struct canvas *cv)
{
	return (struct rect){(int)rng_range(r, -3, cv->rows + 2),
		(int)rng_range(r, -3, cv->cols + 2), (int)rng_range(r, -1, cv->rows + 3),
		(int)rng_range(r, -1, cv->cols + 3)};
}

static void
scribble(struct rng *r, struct canvas *cv)
{
	static const char *const texts[] = {"中文字界面", "abc", "A座3楼", "e\xCC\x81中\xCC\x81",
		"𬀩鲤城", "\x1b]0;x\x07", "👨‍👩‍👧旗🇨🇳", "“引”…", "\xE4\xB8",
		""};
	struct rect rect = some_rect(r, cv);
	struct style style = {(uint8_t)rng_below(r, ROLE_COUNT), (uint8_t)rng_below(r, ROLE_COUNT)};
	const char *text = texts[rng_below(r, sizeof(texts) / sizeof(texts[0]))];

	switch (rng_below(r, 10)) {
	case 0:
		canvas_fill(cv, rect, style);
		break;
	case 1:
		canvas_tint(cv, rect, style);
		canvas_ground(cv, rect, style.fg);
		break;
	case 2:
		canvas_hline(cv, rect.row, rect.col, rect.cols, style);
		break;
	case 3:
		canvas_vline(cv, rect.row, rect.col, rect.rows, style);
		break;
	case 4:
		canvas_frame(cv, rect, style, text, style, "右");
		break;
	case 5:
		canvas_field(cv, rect.row, rect.col, rect.cols, style, text, rng_chance(r, 50));
		break;
	default:
		canvas_text(cv, rect.row, rect.col, rect.cols, style, text);
		break;
	}
}

static void
test_random_overlays_keep_every_invariant(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 300; seed++) {
		struct rng r;
		struct canvas cv;

		rng_seed(&r, seed);
		canvas_init(&cv, (int)rng_below(&r, 8), (int)rng_below(&r, 24));
		for (int i = 0; i < 60; i++) {
			struct rect before = cv.clip;

			if (rng_chance(&r, 30))
				before = canvas_clip(&cv, some_rect(&r, &cv));
			scribble(&r, &cv);
			canvas_unclip(&cv, before);
			check_invariants(&cv);
		}
		canvas_release(&cv);
	}
}

/* Outside the clip nothing changes, except that a glyph cut at its edge loses its other half. */
static void
test_random_overlays_stay_in_the_clip(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct rng r;
		struct canvas cv;

		rng_seed(&r, seed);
		canvas_init(&cv, 5, 20);
		for (int i = 0; i < 30; i++)
			scribble(&r, &cv);
		size_t size = sizeof(struct cell) * (size_t)cv.rows * (size_t)cv.cols;
		struct cell *was = test_malloc(size);

		memcpy(was, cv.cells, size);
		canvas_clip(&cv, some_rect(&r, &cv));
		for (int i = 0; i < 30; i++)
			scribble(&r, &cv);
		for (int i = 0; i < cv.rows * cv.cols; i++) {
			int row = i / cv.cols, col = i % cv.cols;
			bool inside = row >= cv.clip.row && row < cv.clip.row + cv.clip.rows &&
				col >= cv.clip.col && col < cv.clip.col + cv.clip.cols;
			bool healed = cv.cells[i].cp == ' ' && was[i].cells != 1;
			bool tinted = cv.cells[i].cells == 0 && was[i].cells == 0;

			assert_true(inside || healed || tinted ||
				memcmp(&was[i], &cv.cells[i], sizeof(was[i])) == 0);
		}
		test_free(was);
		canvas_release(&cv);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_overwriting_half_a_glyph_blanks_the_other),
		cmocka_unit_test(test_text_stops_at_its_room_and_tells_the_cells),
		cmocka_unit_test(test_marks_stay_off_the_last_column),
		cmocka_unit_test(test_clip_narrows_and_comes_back),
		cmocka_unit_test(test_lines_join_in_both_glyph_sets),
		cmocka_unit_test(test_frame_with_title_and_text_at_its_right),
		cmocka_unit_test(test_frame_gives_way_in_little_room),
		cmocka_unit_test(test_fields_are_cut_and_padded),
		cmocka_unit_test(test_tint_keeps_text_and_whole_glyphs),
		cmocka_unit_test(test_caret_is_shown_until_erased),
		cmocka_unit_test(test_random_overlays_keep_every_invariant),
		cmocka_unit_test(test_random_overlays_stay_in_the_clip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
