/* Text on the screen: wrapping, inks, pens, charts, matching, the editor. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/rng.h"
#include "core/base/show.h"
#include "core/base/utf8.h"
#include "tests/lib/test.h"
#include "tui/widget/chart.h"
#include "tui/widget/edit.h"
#include "tui/widget/found.h"
#include "tui/widget/rect.h"

/* --- wrapping */

static const char *
wrapped(const char *text, int cells)
{
	static struct buf out;
	size_t skip;

	if (out.text == NULL)
		buf_init(&out);
	buf_clear(&out);
	while (*text != '\0') {
		size_t n = wrap_line(text, cells, &skip);

		buf_add(&out, text, n);
		buf_addch(&out, '|');
		text += n + skip;
	}
	return out.text;
}

static void
lines_break_where_a_reader_expects(void **state)
{
	(void)state;
	assert_string_equal(wrapped("消防通道长期停放私家车", 10), "消防通道长|期停放私家|车|");
	assert_string_equal(wrapped("最近一周,有 4 辆", 10), "最近一周,|有 4 辆|");
	assert_string_equal(wrapped("占用,昨晚。受阻", 4), "占|用,|昨|晚。|受阻|");
	assert_string_equal(wrapped("see case 1204-112 now", 12), "see case|1204-112 now|");
	assert_string_equal(wrapped("one\ntwo\n\nthree", 20), "one|two||three|");
	assert_string_equal(wrapped("13905952208139059522081390595220", 11),
		"13905952208|13905952208|1390595220|");
	assert_string_equal(
		wrapped("(中)", 1), "(|中|)|"); /* no room for anything: still moves on */
}

static void
wrapping_loses_nothing_and_fits(void **state)
{
	static const char *const bits[] = {
		"中", "a", " ", "1", ",", "。", "(", "（", "\n", "e\xCC\x81", "车", "-", "文字"};
	struct rng rng;
	struct buf text, back;

	(void)state;
	rng_seed(&rng, 7);
	buf_init(&text);
	buf_init(&back);
	for (int round = 0; round < 500; round++) {
		int n = (int)rng_below(&rng, 60), cells = 2 + (int)rng_below(&rng, 20);

		buf_clear(&text);
		buf_clear(&back);
		for (int i = 0; i < n; i++)
			buf_addstr(&text, bits[rng_below(&rng, sizeof(bits) / sizeof(bits[0]))]);
		for (const char *p = text.text; *p != '\0';) {
			size_t skip, len = wrap_line(p, cells, &skip);

			assert_true(len + skip > 0);
			assert_true(show_width_n(p, len) <= cells);
			assert_true(utf8_valid(p, len, NULL));
			for (size_t i = 0; i < skip; i++)
				assert_true(p[len + i] == ' ' || p[len + i] == '\n');
			buf_add(&back, p, len + skip);
			p += len + skip;
		}
		assert_string_equal(back.text, text.text);
	}
	buf_release(&text);
	buf_release(&back);
}

/* --- inks */

static const char *
painted(const struct ink *k, int cells, bool right)
{
	static struct buf out;
	struct canvas cv;

	if (out.text == NULL)
		buf_init(&out);
	buf_clear(&out);
	canvas_init(&cv, 1, cells + 2);
	ink_paint(k, &cv, 0, 1, cells, ROLE_BG, right);
	canvas_dump(&cv, GLYPHS_UNICODE, true, &out);
	canvas_release(&cv);
	return out.text;
}

static void
inks_keep_their_roles_when_cut(void **state)
{
	struct ink k;

	(void)state;
	ink_init(&k);
	ink_add(&k, ROLE_RED, "督");
	ink_add(&k, ROLE_WARN, "催");
	ink_add(&k, ROLE_INFO, "联合");
	assert_string_equal(painted(&k, 8, false),
		"| 督催联合 |\n~light.red bg 1-2, warn bg 3-4, info bg 5-8\n");
	assert_string_equal(painted(&k, 10, true),
		"|   督催联合 |\n~light.red bg 3-4, warn bg 5-6, info bg 7-10\n");
	assert_string_equal(
		painted(&k, 6, false), "| 督催.. |\n~light.red bg 1-2, warn bg 3-4, info bg 5-6\n");
	assert_string_equal(painted(&k, 5, false), "| 督..  |\n~light.red bg 1-2, warn bg 3-5\n");
	assert_string_equal(painted(&k, 2, false), "| .. |\n~light.red bg 1-2\n");
	ink_release(&k);
}

static void
a_pen_stays_in_its_rectangle(void **state)
{
	struct canvas cv;
	struct buf out;

	(void)state;
	canvas_init(&cv, 3, 12);
	struct pen p = pen_at(&cv, (struct rect){0, 1, 2, 10}, ROLE_BG);

	pen_put(&p, ROLE_LABEL, "类别");
	pen_gap(&p, 1);
	pen_put(&p, ROLE_FG, "电动车充电桩");
	assert_int_equal(pen_room(&p), 0);
	pen_put(&p, ROLE_FG, "不见");
	pen_line(&p);
	pen_field_right(&p, ROLE_FG, 4, "12");
	pen_right(&p, ROLE_FG, "完");
	pen_line(&p);
	assert_true(pen_done(&p));
	pen_put(&p, ROLE_FG, "外面");
	buf_init(&out);
	canvas_dump(&cv, GLYPHS_UNICODE, false, &out);
	assert_string_equal(out.text, "| 类别 电..  |\n|   12    完 |\n|            |\n");
	buf_release(&out);
	canvas_release(&cv);
}

/* --- charts */

static void
charts_show_what_they_count(void **state)
{
	const int64_t values[] = {0, 1, 2, 3, 4, 4, 2, 0};
	const char *const steps[] = {"受理", "分办", "反馈", "问效"};
	struct ink k;

	(void)state;
	ink_init(&k);
	chart_progress(&k, GLYPHS_UNICODE, 6, 10, 10);
	assert_string_equal(k.text.text, "[██████----]");
	ink_clear(&k);
	chart_progress(&k, GLYPHS_ASCII, 5, 0, 4);
	assert_string_equal(k.text.text, "[----]");
	ink_clear(&k);
	chart_bar(&k, GLYPHS_ASCII, ROLE_CHART_1, 1, 1000, 10); /* above zero: at least one cell */
	assert_string_equal(k.text.text, "#");
	ink_clear(&k);
	chart_bar(&k, GLYPHS_UNICODE, ROLE_CHART_1, 0, 10, 10);
	assert_string_equal(k.text.text, "");
	ink_clear(&k);
	chart_spark(&k, GLYPHS_UNICODE, ROLE_CHART_1, values, 8, 4);
	assert_string_equal(k.text.text, "⢀⣴⣿⡄");
	ink_clear(&k);
	chart_spark(&k, GLYPHS_ASCII, ROLE_CHART_1, values, 8, 8);
	assert_string_equal(k.text.text, " :=+##= ");
	ink_clear(&k);
	chart_area(&k, GLYPHS_UNICODE, ROLE_CHART_1, values, 8, 4, 0, 2);
	assert_string_equal(k.text.text, "⠀⢠⣿⠀"); /* the upper half of two rows */
	ink_clear(&k);
	chart_step(&k, GLYPHS_UNICODE, "12-06", 9, 9, 4);
	assert_string_equal(k.text.text, "12-06 ████9");
	ink_clear(&k);
	chart_heat(&k, GLYPHS_UNICODE, 3);
	assert_string_equal(k.text.text, "▓▓3");
	ink_clear(&k);
	chart_loop(&k, steps, 4, 2);
	assert_string_equal(k.text.text, "受理 完 > 分办 完 > 反馈 进行 > 问效 未");
	ink_release(&k);
}

/* --- matching */

static void
better_matches_come_first(void **state)
{
	struct founds f = {0};

	(void)state;
	assert_int_equal(match_text("金榕花园", "金榕花园", "jryh"), MATCH_EXACT);
	assert_int_equal(match_text("金榕", "金榕花园", "jryh"), MATCH_PREFIX);
	assert_int_equal(match_text("JR", "金榕花园", "jryh"), MATCH_INITIALS);
	assert_int_equal(match_text("花园", "金榕花园", "jryh"), MATCH_INSIDE);
	assert_int_equal(match_text("花园 金", "金榕花园", "jryh"), MATCH_WORDS);
	assert_int_equal(match_text("花园 银", "金榕花园", "jryh"), MATCH_NONE);
	assert_int_equal(match_text("ｈｏｍｅ", "Home", NULL), MATCH_EXACT);
	assert_int_equal(match_text("yh", "金榕花园", "jryh"),
		MATCH_NONE); /* initials from their beginning */
	for (int i = 0; i < FOUND_MAX + 20; i++)
		founds_add(&f, (struct found){.id = i, .text = "x", .rank = 100 - i});
	assert_int_equal(f.count, FOUND_MAX);
	for (int i = 1; i < f.count; i++)
		assert_true(f.items[i - 1].rank <= f.items[i].rank);
	assert_int_equal(f.items[0].rank, 100 - (FOUND_MAX + 19));
}

/* --- rectangles */

static void
cut_rectangles_share_their_borders(void **state)
{
	struct rect body = {2, 0, 20, 80}, left, top;

	(void)state;
	left = rect_box_left(&body, 31);
	assert_int_equal(left.cols, 31);
	assert_int_equal(body.col, 30); /* the border of both */
	assert_int_equal(body.cols, 50);
	top = rect_box_top(&body, 8);
	assert_int_equal(top.rows + body.rows, 21);
	assert_int_equal(body.row, top.row + 7);
	body = (struct rect){0, 0, 3, 3};
	rect_cut_bottom(&body, 10);
	assert_int_equal(body.rows, 0);
	rect_cut_top(&body, 1);
	assert_int_equal(body.rows, 0);
	assert_int_equal(rect_inset((struct rect){0, 0, 1, 1}, 1, 2).cols, 0);
}

/* --- the editor */

static struct edit
edit_of(struct arena *mem, const char *text, bool lines, int max)
{
	struct edit e;

	edit_init(&e, mem, max, lines);
	edit_set(&e, text);
	return e;
}

static enum action
act(struct edit *e, enum action action)
{
	return edit_act(e, (struct act){.id = action}).id;
}

static void
the_caret_moves_by_glyphs(void **state)
{
	struct arena mem = ARENA_INIT;
	struct edit e = edit_of(&mem,
		"a中e\xCC\x81"
		"车",
		false, 20);

	(void)state;
	assert_int_equal(e.caret, e.len);
	act(&e, ACT_FORM_LEFT);
	assert_string_equal(e.text + e.caret, "车");
	act(&e, ACT_FORM_LEFT);
	assert_string_equal(e.text + e.caret, "e\xCC\x81车"); /* not between e and its accent */
	act(&e, ACT_FORM_LEFT);
	act(&e, ACT_FORM_LEFT);
	act(&e, ACT_FORM_LEFT);
	assert_int_equal(e.caret, 0);
	assert_int_equal(act(&e, ACT_FORM_RUBOUT), ACT_NONE); /* nothing there */
	act(&e, ACT_FORM_RIGHT);
	act(&e, ACT_FORM_RIGHT);
	assert_int_equal(act(&e, ACT_FORM_DELETE), ACT_EDITED);
	assert_string_equal(e.text, "a中车");
	act(&e, ACT_FORM_END);
	assert_int_equal(act(&e, ACT_FORM_RIGHT), ACT_FORM_RIGHT); /* at the end: somebody else's */
	arena_release(&mem);
}

static void
words_and_ends_are_cut(void **state)
{
	struct arena mem = ARENA_INIT;
	struct edit e = edit_of(&mem, "地下车库 no.12 号", false, 40);

	(void)state;
	act(&e, ACT_FORM_KILLWORD);
	assert_string_equal(e.text, "地下车库 no.12 ");
	act(&e, ACT_FORM_KILLWORD);
	assert_string_equal(e.text, "地下车库 no.");
	act(&e, ACT_FORM_KILLWORD);
	assert_string_equal(e.text, "地下车库 no");
	act(&e, ACT_FORM_HOME);
	act(&e, ACT_FORM_RIGHT);
	act(&e, ACT_FORM_KILL);
	assert_string_equal(e.text, "地");
	act(&e, ACT_FORM_CLEAR);
	assert_string_equal(e.text, "");
	arena_release(&mem);
}

static void
typed_text_is_cleaned_and_limited(void **state)
{
	struct arena mem = ARENA_INIT;
	struct edit e = edit_of(&mem, "", false, 5);

	(void)state;
	assert_false(edit_insert(&e, "一二三四五六七"));
	assert_string_equal(e.text, "一二三四五");
	assert_false(edit_insert(&e, "八"));
	edit_set(&e, "a\nb\x1b[31m");
	assert_string_equal(
		e.text, "a b\xEF\xBF\xBD["); /* five characters, no line feed, no escape */
	edit_set(&e, "１３９ ");
	edit_narrow(&e);
	assert_string_equal(e.text, "139");
	e = edit_of(&mem, "类:zy", false, 20);
	edit_replace(&e, 4, "社会噪音");
	assert_string_equal(e.text, "类:社会噪音");
	arena_release(&mem);
}

static void
several_lines_wrap_and_scroll(void **state)
{
	struct arena mem = ARENA_INIT;
	struct edit e = edit_of(&mem, "一二三四五六七八\n九", true, 100);

	(void)state;
	edit_place(&e, (struct rect){0, 0, 2, 8});
	assert_int_equal(edit_rows(&e, 8), 3);
	assert_int_equal(e.scroll, 1); /* the caret's line is in view */
	act(&e, ACT_FORM_UP);
	assert_string_equal(e.text + e.caret, "六七八\n九");
	act(&e, ACT_FORM_END);
	assert_string_equal(e.text + e.caret, "\n九");
	act(&e, ACT_FORM_UP);
	act(&e, ACT_FORM_HOME);
	assert_int_equal(e.caret, 0);
	assert_int_equal(
		act(&e, ACT_FORM_UP), ACT_FORM_UP); /* the first line: the previous field */
	act(&e, ACT_FORM_NEWLINE);
	assert_int_equal(edit_rows(&e, 8), 4);
	edit_set(&e, "一\n");
	assert_int_equal(edit_rows(&e, 8), 2); /* the caret has a line to stand in */
	arena_release(&mem);
}

static void
random_editing_keeps_the_text_whole(void **state)
{
	static const enum action acts[] = {ACT_FORM_LEFT, ACT_FORM_RIGHT, ACT_FORM_HOME,
		ACT_FORM_END, ACT_FORM_UP, ACT_FORM_DOWN, ACT_FORM_RUBOUT, ACT_FORM_DELETE,
		ACT_FORM_KILL, ACT_FORM_KILLWORD, ACT_FORM_NEWLINE};
	static const char *const bits[] = {"中", "x", " ", "e\xCC\x81",
		"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA7", "\xFF", "。", "文字 字", "\x1b[2J",
		"\xE4\xB8"};
	struct arena mem = ARENA_INIT;
	struct rng rng;

	(void)state;
	rng_seed(&rng, 3);
	for (int round = 0; round < 200; round++) {
		struct edit e = edit_of(&mem, "", rng_chance(&rng, 50), 30);

		for (int i = 0; i < 60; i++) {
			edit_place(&e,
				(struct rect){0, 0, 1 + (int)rng_below(&rng, 3),
					2 + (int)rng_below(&rng, 10)});
			if (rng_chance(&rng, 50))
				edit_insert(
					&e, bits[rng_below(&rng, sizeof(bits) / sizeof(bits[0]))]);
			else
				act(&e, acts[rng_below(&rng, sizeof(acts) / sizeof(acts[0]))]);
			assert_true(e.caret <= e.len && e.len < e.cap && e.text[e.len] == '\0');
			assert_int_equal(strlen(e.text), e.len);
			assert_true(utf8_valid(e.text, e.len, NULL) &&
				utf8_valid(e.text, e.caret, NULL));
			assert_true(utf8_count(e.text) <= 30);
			assert_true(e.lines || strchr(e.text, '\n') == NULL);
		}
		arena_reset(&mem);
	}
	arena_release(&mem);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_break_where_a_reader_expects),
		cmocka_unit_test(wrapping_loses_nothing_and_fits),
		cmocka_unit_test(inks_keep_their_roles_when_cut),
		cmocka_unit_test(a_pen_stays_in_its_rectangle),
		cmocka_unit_test(charts_show_what_they_count),
		cmocka_unit_test(better_matches_come_first),
		cmocka_unit_test(cut_rectangles_share_their_borders),
		cmocka_unit_test(the_caret_moves_by_glyphs),
		cmocka_unit_test(words_and_ends_are_cut),
		cmocka_unit_test(typed_text_is_cleaned_and_limited),
		cmocka_unit_test(several_lines_wrap_and_scroll),
		cmocka_unit_test(random_editing_keeps_the_text_whole),
	};

	i18n_init("build/locale", LANG_ZH);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
