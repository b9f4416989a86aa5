/*
 * Fewer bytes, the same screen: random output in the manner of curses goes to one terminal as it is and to
 * another squeezed, and every cell must be the same.
 */
#include "tests/lib/test.h"

#include <string.h>

#include "core/base/rng.h"
#include "core/base/show.h"
#include "tests/lib/pty.h"
#include "tui/term/squeeze.h"

enum { ROWS = 6, COLS = 24 };

static void
check_squeezed(const char *bytes, enum term_repeat repeat, const char *want)
{
	struct squeeze s;
	struct buf out;

	buf_init(&out);
	squeeze_init(&s);
	s.known = true;
	s.column = true;
	s.repeat = repeat;
	squeeze_bytes(&s, bytes, strlen(bytes), &out);
	assert_string_equal(out.text, want);
	buf_release(&out);
}

static void
test_colours_are_set_together_and_only_when_seen(void **state)
{
	(void)state;
	check_squeezed("\033[38;5;253m\033[48;5;233mx", REPEAT_NOTHING, "\033[38;5;253;48;5;233mx");
	check_squeezed("\033[38;5;253m\033[48;5;233m \033[38;5;9m y", REPEAT_NOTHING,
		"\033[48;5;233m  \033[91my");
	check_squeezed("\033[31mx\033[39m\033[32m\033[31my", REPEAT_NOTHING, "\033[31mxy");
	check_squeezed("\033[31mx\033[32m\033[5;1H\033[Ky", REPEAT_NOTHING,
		"\033[31mx\033[5;1H\033[K\033[32my");
	check_squeezed("\033[31m", REPEAT_NOTHING, "");
}

static void
test_an_attribute_is_taken_away_by_the_shorter_way(void **state)
{
	(void)state;
	check_squeezed("\033[1m\033[38;5;253mx\033(B\033[m\033[38;5;253my", REPEAT_NOTHING,
		"\033[1;38;5;253mx\033[22my");
	check_squeezed("\033[1mx\033(B\033[my", REPEAT_NOTHING, "\033[1mx\033[my");
	check_squeezed("\033[0;10;1;7mx\033[0;10m\017y", REPEAT_NOTHING, "\033[1;7mx\033[my");
	check_squeezed("\033[1;7mx\033[m\033[4;31my", REPEAT_NOTHING, "\033[1;7mx\033[;4;31my");
}

static void
test_runs_are_repeated(void **state)
{
	(void)state;
	check_squeezed("────────==========", REPEAT_ASCII, "────────=\033[7b==");
	check_squeezed("────────", REPEAT_ANY, "─\033[5b──");
	check_squeezed("────", REPEAT_ANY, "────");
	check_squeezed("==========", REPEAT_ANY, "=\033[7b==");
	check_squeezed("────────", REPEAT_NOTHING, "────────");
	check_squeezed("中中中中中中中中", REPEAT_ANY, "中中中中中中中中");
	check_squeezed("=====\033[1m=====", REPEAT_ANY, "=====\033[1m=====");
}

static void
test_moves_within_a_row_name_the_column_only(void **state)
{
	(void)state;
	check_squeezed("\033[4;2Ha\033[4;20Hb\033[5;20Hc", REPEAT_NOTHING,
		"\033[4;2Ha\033[20Gb\033[5;20Hc");
	check_squeezed("\033[4;2Ha\n\033[4;20Hb", REPEAT_NOTHING, "\033[4;2Ha\n\033[4;20Hb");
	check_squeezed(
		"\033[4;2Ha\033[A\033[4;20Hb", REPEAT_NOTHING, "\033[4;2Ha\033[A\033[4;20Hb");
	check_squeezed("\033[H\033[1;3Hx", REPEAT_NOTHING, "\033[H\033[3Gx");
}

static void
check_moved(const char *bytes, const char *want)
{
	struct squeeze s;
	struct buf out;

	buf_init(&out);
	squeeze_init(&s);
	s.known = s.column = s.local = true;
	s.rows = 24;
	s.cols = 80;
	squeeze_bytes(&s, bytes, strlen(bytes), &out);
	assert_string_equal(out.text, want);
	buf_release(&out);
}

static void
test_moves_are_the_shortest_that_are_sure(void **state)
{
	(void)state;
	check_moved("\033[4;9Ha\033[4;15Hb", "\033[4;9Ha\033[5Cb");
	check_moved("\033[4;2Ha\033[4;4Hb", "\033[4;2Ha\033[Cb");
	check_moved("\033[4;9H中文\033[4;20Hb", "\033[4;9H中文\033[7Cb");
	check_moved("\033[4;70Ha\033[4;5Hb", "\033[4;70Ha\033[5Gb");
	check_moved("\033[4;7Ha\033[4;6Hb\033[4;1Hc", "\033[4;7Ha\b\bb\rc");
	check_moved("\033[4;7Ha\033[5;8Hb\033[7;9Hc", "\033[4;7Ha\nb\n\nc");
	check_moved("\033[4;7Ha\033[5;30Hb", "\033[4;7Ha\n\033[30Gb");
	check_moved("\033[4;7Ha\033[8;30Hb", "\033[4;7Ha\033[8;30Hb");
	/* not sure: box drawing may be wide, marks may not be, and the margin swallows a column */
	check_moved("\033[4;2H─\033[4;5Hb", "\033[4;2H─\033[5Gb");
	check_moved("\033[4;2He\xCC\x81\033[4;5Hb", "\033[4;2He\xCC\x81\033[5Gb");
	check_moved("\033[4;80Ha\033[5;1Hb", "\033[4;80Ha\033[5;1Hb");
	check_moved("\033[4;2H㐀\033[5;2Hb", "\033[4;2H㐀\033[5;2Hb");
	/* where only some rows scroll, a line feed might scroll them */
	check_moved("\033[2;5r\033[5;2Ha\033[6;2Hb\033[1;24r\033[5;2Hc\033[6;2Hd",
		"\033[2;5r\033[5;2Ha\033[6;2Hb\033[1;24r\033[5;2Hc\n\bd");
}

static void
test_what_is_not_understood_passes(void **state)
{
	(void)state;
	check_squeezed("\033[38;2;1;2;3mx", REPEAT_NOTHING, "\033[38;2;1;2;3m\033[mx");
	check_squeezed("\033[?25h\033)0\033M", REPEAT_NOTHING, "\033[?25h\033)0\033M");
	check_squeezed("\033[", REPEAT_NOTHING, "\033[");
	check_squeezed("\033", REPEAT_NOTHING, "\033");
	check_squeezed("\xE4\xB8", REPEAT_NOTHING, "\xE4\xB8");
	check_squeezed("\033[31;abcm", REPEAT_NOTHING, "\033[31;abcm");
}

static void
add_sgr(struct rng *r, struct buf *out)
{
	static const char *const attrs[] = {"\033[1m", "\033[4m", "\033[7m", "\033[24m", "\033[27m",
		"\033(B\033[m", "\033[39;49m", "\033[39m", "\033[49m", "\033[22m", "\033[m\017"};

	switch (rng_below(r, 4)) {
	case 0:
		buf_addstr(out, attrs[rng_below(r, sizeof(attrs) / sizeof(attrs[0]))]);
		break;
	case 1:
		buf_addf(out, "\033[%d%dm", 3 + (int)rng_below(r, 2), (int)rng_below(r, 8));
		break;
	case 2:
		buf_addf(out, "\033[%d%dm", 9 + (int)rng_below(r, 2), (int)rng_below(r, 8));
		break;
	default:
		buf_addf(out, "\033[%d8;5;%dm", 3 + (int)rng_below(r, 2), (int)rng_below(r, 256));
		break;
	}
}

/* Each text has room where it stands, as curses sees to: nothing here leans on the right margin. */
static void
add_text(struct rng *r, struct buf *out)
{
	static const char *const texts[] = {"a", "泉州", "─", "e\xCC\x81", " ", "█", "= ="};
	const char *text = texts[rng_below(r, sizeof(texts) / sizeof(texts[0]))];

	if (rng_chance(r, 50))
		buf_addf(out, "\033[%d;%dH", 1 + (int)rng_below(r, ROWS), 1 + (int)rng_below(r, 5));
	else
		buf_addf(out, "\033[%dG", 1 + (int)rng_below(r, 5));
	for (int n = 1 + (int)rng_below(r, (uint32_t)(18 / show_width(text))); n > 0; n--)
		buf_addstr(out, text);
}

static void
add_something(struct rng *r, struct buf *out)
{
	static const char finals[] = "KXPLMJ";

	switch (rng_below(r, 8)) {
	case 0:
		buf_addf(out, "\033[%d;%dH", 1 + (int)rng_below(r, ROWS), 1 + (int)rng_below(r, 5));
		break;
	case 1:
		buf_addf(out, "\033[%dG", 1 + (int)rng_below(r, 5));
		break;
	case 2:
		buf_addf(out, "\033[%d%c", (int)rng_below(r, 2), finals[rng_below(r, 6)]);
		break;
	case 3:
		buf_addstr(out, rng_chance(r, 50) ? "\r\n" : rng_chance(r, 50) ? "\b" : "\033M");
		break;
	case 4:
	case 5:
		add_sgr(r, out);
		break;
	default:
		add_text(r, out);
		break;
	}
}

static bool
same_cell(const struct pty_cell *x, const struct pty_cell *y)
{
	bool inked = x->cp != ' ' || x->reverse || x->underline;

	if (x->cells == 0 && y->cells == 0) /* drawn as its left half is */
		return true;
	return x->cp == y->cp && x->cells == y->cells &&
		memcmp(x->marks, y->marks, sizeof(x->marks)) == 0 && x->bg == y->bg &&
		x->reverse == y->reverse && x->underline == y->underline &&
		(!inked || (x->fg == y->fg && x->bold == y->bold));
}

static void
check_same_screen(const struct pty *a, const struct pty *b, uint64_t seed)
{
	for (int row = 0; row < ROWS; row++) {
		for (int col = 0; col < COLS; col++) {
			struct pty_cell x = pty_cell(a, row, col), y = pty_cell(b, row, col);

			bool same = same_cell(&x, &y);

			if (!same)
				print_error("seed %d, row %d, column %d: %x %x\n", (int)seed, row,
					col, x.cp, y.cp);
			assert_true(same);
		}
	}
}

static void
test_the_screen_is_the_same(void **state)
{
	(void)state;
	size_t before = 0, after = 0;

	for (uint64_t seed = 0; seed < 3000; seed++) {
		struct pty plain = {.rows = ROWS, .cols = COLS}, squeezed = plain;
		struct squeeze s;
		struct buf bytes, out;
		struct rng r;

		rng_seed(&r, seed);
		pty_screen_start(&plain);
		pty_screen_start(&squeezed);
		squeeze_init(&s);
		s.repeat = (enum term_repeat)(seed % 3);
		s.column = seed % 2 != 0;
		s.local = seed % 4 == 1;
		s.rows = ROWS;
		s.cols = COLS;
		buf_init(&bytes);
		buf_init(&out);
		for (int frame = 0; frame < 3; frame++) {
			buf_clear(&bytes);
			buf_clear(&out);
			for (int i = 0; i < 40; i++)
				add_something(&r, &bytes);
			squeeze_bytes(&s, bytes.text, bytes.len, &out);
			pty_screen_feed(&plain, bytes.text, bytes.len);
			pty_screen_feed(&squeezed, out.text, out.len);
			check_same_screen(&plain, &squeezed, seed);
			before += bytes.len;
			after += out.len;
		}
		vterm_free(plain.vt);
		vterm_free(squeezed.vt);
		buf_release(&bytes);
		buf_release(&out);
	}
	assert_true(after < before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_colours_are_set_together_and_only_when_seen),
		cmocka_unit_test(test_an_attribute_is_taken_away_by_the_shorter_way),
		cmocka_unit_test(test_runs_are_repeated),
		cmocka_unit_test(test_moves_within_a_row_name_the_column_only),
		cmocka_unit_test(test_moves_are_the_shortest_that_are_sure),
		cmocka_unit_test(test_what_is_not_understood_passes),
		cmocka_unit_test(test_the_screen_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
