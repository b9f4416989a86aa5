/*
 * The same seed scribbles into a canvas here and in a child that shows it on a terminal; then every cell of
 * the terminal must be what the canvas here says. No golden is needed, and what curses, the squeezing of
 * its bytes or the terminal's own rules do wrong shows up within a few frames.
 */
#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/rng.h"
#include "tests/lib/pty.h"
#include "tui/cells/canvas.h"
#include "tui/term/look.h"
#include "tui/term/term.h"

enum { SEEDS = 6, FRAMES = 30 };

struct scene {
	uint64_t seed;
	int frame;
	struct canvas cv;
	struct theme theme;
	enum glyphs glyphs;
};

static struct rng
scene_rng(const struct scene *s, uint64_t purpose)
{
	struct rng r, own;

	rng_seed(&r, s->seed);
	own = rng_fork(&r, (uint64_t)s->frame * 8 + purpose);
	return own;
}

static void
scene_text(struct rng *r, struct buf *out)
{
	static const char *const pieces[] = {"泉", "州", "鲤城区", "a", "Z9", "-", " ", "   ",
		"e\xCC\x81", "中\xCC\x81", "x\xCC\x81\xCC\x88", "𬀩", "“", "…", "·", "█", "⣿",
		"😀", "①", "ｗ", "\xE4\xB8", "\x1b[31m", "、", "ﾊ"};
	int n = (int)rng_below(r, 12);

	while (n-- > 0)
		buf_addstr(out, pieces[rng_below(r, sizeof(pieces) / sizeof(pieces[0]))]);
}

/* A terminal with 8 colours has 64 pairs: enough for text on grounds, not for every role on every role. */
static const uint8_t grounds[] = {ROLE_BG, ROLE_TITLE_BG, ROLE_TAB_ON_BG, ROLE_SEL_BG, ROLE_SEL2_BG,
	ROLE_INPUT_BG, ROLE_DIALOG_BG, ROLE_TOAST_BG, ROLE_HEAT_2, ROLE_HEAT_3};

static void
scribble(struct canvas *cv, struct rng *r)
{
	struct rect rect = {(int)rng_range(r, -2, cv->rows + 1),
		(int)rng_range(r, -4, cv->cols + 1), (int)rng_range(r, 0, cv->rows),
		(int)rng_range(r, 0, cv->cols)};
	struct style style = {
		(uint8_t)rng_below(r, ROLE_COUNT), grounds[rng_below(r, sizeof(grounds))]};
	struct buf text;

	buf_init(&text);
	scene_text(r, &text);
	switch (rng_below(r, 12)) {
	case 0:
		rect.rows = rect.rows > 3 ? 3 : rect.rows;
		canvas_fill(cv, rect, style);
		break;
	case 1:
		rect.rows = 1;
		canvas_tint(cv, rect, style);
		break;
	case 2:
		canvas_hline(cv, rect.row, rect.col, rect.cols, style);
		break;
	case 3:
		canvas_vline(cv, rect.row, rect.col, rect.rows, style);
		break;
	case 4:
		canvas_frame(cv, rect, style, text.text, style, "右");
		break;
	case 5:
		canvas_field(
			cv, rect.row, rect.col, rect.cols, style, text.text, rng_chance(r, 50));
		break;
	default:
		canvas_text(cv, rect.row, rect.col, cv->cols, style, text.text);
		break;
	}
	buf_release(&text);
}

/* A list moves by one row: what curses may do by scrolling the terminal. */
static void
scroll(struct canvas *cv, int by)
{
	size_t row = sizeof(struct cell) * (size_t)cv->cols;

	if (by > 0)
		memmove(cv->cells + cv->cols, cv->cells, row * (size_t)(cv->rows - 1));
	else
		memmove(cv->cells, cv->cells + cv->cols, row * (size_t)(cv->rows - 1));
}

static void
scene_begin(struct scene *s, int rows, int cols)
{
	static const enum theme_base bases[] = {BASE_DARK, BASE_LIGHT, BASE_MONO, BASE_DARK};
	struct rng r = scene_rng(s, 0);

	theme_from_base(&s->theme, bases[s->seed % 4]);
	s->theme.own_background = s->seed % 4 != 3;
	s->glyphs = s->seed % 2 == 0 ? GLYPHS_UNICODE : GLYPHS_ASCII;
	canvas_resize(&s->cv, rows, cols);
	canvas_erase(&s->cv, (struct style){ROLE_FG, ROLE_BG});
	for (int i = 0; i < 3 * rows; i++)
		scribble(&s->cv, &r);
}

static void
scene_next(struct scene *s)
{
	s->frame++;
	struct rng r = scene_rng(s, 1);
	int changes = 1 + (int)rng_below(&r, 6);

	if (rng_chance(&r, 20) && s->cv.rows > 1)
		scroll(&s->cv, rng_chance(&r, 50) ? 1 : -1);
	while (changes-- > 0)
		scribble(&s->cv, &r);
	canvas_rest(&s->cv, (int)rng_below(&r, (uint32_t)s->cv.rows),
		(int)rng_below(&r, (uint32_t)s->cv.cols));
	s->cv.caret = rng_chance(&r, 50);
}

static int
child(void *arg)
{
	struct scene s = {.seed = *(uint64_t *)arg};
	struct term_config config = {.type = getenv("TERM"),
		.no_colour = getenv("NO_COLOR") != NULL,
		.repeats = (enum term_repeat)(s.seed % 3)};
	struct err err = ERR_INIT;
	struct term *t;
	const char *notice;
	int rows, cols;

	if (!i18n_init("build/locale", LANG_ZH) || !term_open(&t, &config, &notice, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 2;
	}
	canvas_init(&s.cv, 0, 0);
	term_size(t, &rows, &cols);
	scene_begin(&s, rows, cols);
	for (;;) {
		struct event ev;

		term_flush(t, &s.cv, &s.theme, s.glyphs);
		term_wait(t, -1, -1, &ev);
		if (ev.kind == EVENT_LOST || (ev.kind == EVENT_KEY && ev.key.cp == 'q'))
			break;
		if (ev.kind == EVENT_KEY && ev.key.cp == 'n')
			scene_next(&s);
		if (ev.kind == EVENT_KEY && ev.key.cp == 'l')
			term_redraw(t);
		if (ev.kind == EVENT_RESIZE) {
			term_size(t, &rows, &cols);
			scene_begin(&s, rows, cols);
		}
	}
	term_close(t);
	canvas_release(&s.cv);
	return 0;
}

struct expectation {
	struct scene *scene;
	int colours;
	bool always_visible; /* the terminal cannot hide its cursor */
	bool cannot_reverse; /* its description forbids reverse with colours */
	char wrong[160];
};

/* The cell that a terminal should have for a cell of the canvas. */
static struct pty_cell
expected(const struct expectation *e, int row, int col)
{
	const struct scene *s = e->scene;
	const struct cell *c = canvas_at(&s->cv, row, col);
	struct look look = look_of(&s->theme, c->style, e->colours);
	struct pty_cell want = {.cp = c->cp, .cells = c->cells};
	bool bottom = row == s->cv.rows - 1;

	if (bottom && (col + 1 == s->cv.cols || col + c->cells == s->cv.cols) && c->cells != 1)
		want = (struct pty_cell){
			.cp = ' ', .cells = 1}; /* no wide glyph reaches the corner */
	if (c->lines != 0)
		want.cp = line_glyph(c->lines, s->glyphs);
	for (int i = 0; i < GLYPH_MARKS; i++)
		want.marks[i] = c->marks[i];
	if (e->cannot_reverse)
		look = look_swapped(look);
	if (want.cp == ' ' && want.marks[0] == 0)
		look = look_blank(look);
	want.fg = look.fg;
	want.bg = look.bg;
	want.bold = (look.attr & ATTR_BOLD) != 0;
	want.underline = (look.attr & ATTR_UNDERLINE) != 0;
	want.reverse = (look.attr & ATTR_REVERSE) != 0;
	return want;
}

static bool
same_cell(const struct pty_cell *want, const struct pty_cell *got)
{
	bool text = want->cp == got->cp && want->cells == got->cells &&
		memcmp(want->marks, got->marks, sizeof(want->marks)) == 0;
	bool seen = want->cp != ' ' || want->marks[0] != 0 || want->reverse || want->underline;

	if (want->cells == 0) /* the terminal draws the glyph by its lead */
		return text;
	return text && want->bg == got->bg && want->underline == got->underline &&
		want->reverse == got->reverse &&
		(!seen || (want->fg == got->fg && want->bold == got->bold));
}

static bool
is_the_same(struct pty *p, void *arg)
{
	struct expectation *e = arg;
	const struct canvas *cv = &e->scene->cv;
	int row, col;

	if (p->rows != cv->rows || p->cols != cv->cols)
		return false;
	for (row = 0; row < cv->rows; row++) {
		for (col = 0; col < cv->cols; col++) {
			struct pty_cell want = expected(e, row, col), got = pty_cell(p, row, col);

			if (same_cell(&want, &got))
				continue;
			snprintf(e->wrong, sizeof(e->wrong),
				"row %d col %d: want %x cells %d fg %d bg %d %d%d%d, got %x cells "
				"%d fg %d bg %d %d%d%d",
				row, col, want.cp, want.cells, want.fg, want.bg, want.bold,
				want.underline, want.reverse, got.cp, got.cells, got.fg, got.bg,
				got.bold, got.underline, got.reverse);
			return false;
		}
	}
	pty_cursor(p, &row, &col);
	snprintf(e->wrong, sizeof(e->wrong), "cursor %d,%d", row, col);
	return row == cv->cursor_row && col == cv->cursor_col &&
		(p->cursor_visible == cv->caret || e->always_visible);
}

static void
check_frame(struct pty *p, struct expectation *e, const char *type)
{
	bool same = pty_wait(p, is_the_same, e);

	if (!same)
		print_error("%s, seed %d, frame %d, %dx%d: %s\n", type, (int)e->scene->seed,
			e->scene->frame, e->scene->cv.cols, e->scene->cv.rows, e->wrong);
	assert_true(same);
	assert_null(pty_torn(p));
}

static void
run_seed(uint64_t seed, const char *type, const char *const env[], int colours)
{
	struct scene s = {.seed = seed};
	struct expectation e = {.scene = &s,
		.colours = colours,
		.always_visible = strcmp(type, "vt100") == 0,
		.cannot_reverse = strncmp(type, "putty", 5) == 0};
	struct rng r;

	rng_seed(&r, seed);
	int rows = (int)rng_range(&r, 1, 30), cols = (int)rng_range(&r, 1, 100);
	struct pty *p = pty_fork(rows, cols, child, &seed, env);

	canvas_init(&s.cv, 0, 0);
	scene_begin(&s, rows, cols);
	check_frame(p, &e, type);
	for (int i = 0; i < FRAMES; i++) {
		if (i % 10 == 9) {
			assert_idle(p); /* a step that changed nothing looks done before it is */
			rows = rows % 30 +
				1; /* never the same size: the kernel would tell nobody */
			cols = (int)rng_range(&r, 1, 100);
			pty_resize(p, rows, cols);
			scene_begin(&s, rows, cols);
		} else {
			pty_text(p, "n");
			scene_next(&s);
		}
		check_frame(p, &e, type);
	}
	pty_text(p, "lq");
	assert_int_equal(pty_exit_code(p), 0);
	pty_close(p);
	canvas_release(&s.cv);
}

static void
test_every_cell_is_as_the_canvas_says(void **state)
{
	(void)state;
	static const struct {
		const char *type;
		int colours;
	} types[] = {
		{"xterm-256color", 256},
		{"xterm", 8},
		{"screen-256color", 256},
		{"screen", 8},
		{"tmux-256color", 256},
		{"linux", 8},
		{"vt100", 0},
		{"vt220", 0},
		{"putty", 8},
		{"putty-256color", 256},
		{"rxvt-unicode", 88},
		{"xterm-16color", 16},
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		char term[64];
		const char *const env[] = {term, NULL};
		int colours = types[i].colours == 88 ? 16 : types[i].colours;

		if (!pty_knows(types[i].type)) {
			print_message(
				"%s is not described on this machine: skipped\n", types[i].type);
			continue;
		}
		snprintf(term, sizeof(term), "TERM=%s", types[i].type);
		for (uint64_t seed = 0; seed < SEEDS; seed++)
			run_seed(100 * i + seed, types[i].type, env, colours);
	}
}

static void
test_no_colour_shows_attributes_only(void **state)
{
	(void)state;
	static const char *const env[] = {"NO_COLOR=1", NULL};

	for (uint64_t seed = 0; seed < SEEDS; seed++)
		run_seed(seed, "NO_COLOR", env, 0);
}

/*
 * U+31350 came with Unicode 15: the C library of Debian 12 has no width for it, and curses then prints a
 * blank. It is drawn, and two cells wide, only because curses calls our wcwidth().
 */
static int
rare_child(void *arg)
{
	struct term_config config = {.type = getenv("TERM")};
	struct err err = ERR_INIT;
	struct canvas cv;
	struct theme theme;
	struct term *t;
	struct event ev;
	const char *notice;

	(void)arg;
	if (!i18n_init("build/locale", LANG_ZH) || !term_open(&t, &config, &notice, &err))
		return 2;
	canvas_init(&cv, 24, 80);
	theme_default(&theme);
	canvas_text(&cv, 0, 0, 80, (struct style){ROLE_FG, ROLE_BG}, "王\xF0\xB1\x8D\x90明x");
	term_flush(t, &cv, &theme, GLYPHS_UNICODE);
	term_wait(t, -1, -1, &ev);
	term_close(t);
	canvas_release(&cv);
	return 0;
}

static void
test_curses_counts_cells_by_our_table(void **state)
{
	(void)state;
	struct pty *p = pty_fork(24, 80, rare_child, NULL, NULL);

	assert_sees(p, "王\xF0\xB1\x8D\x90明x");
	assert_int_equal(pty_cell(p, 0, 2).cp, 0x31350);
	assert_int_equal(pty_cell(p, 0, 6).cp, 'x');
	pty_text(p, "q");
	assert_int_equal(pty_exit_code(p), 0);
	pty_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cell_is_as_the_canvas_says),
		cmocka_unit_test(test_no_colour_shows_attributes_only),
		cmocka_unit_test(test_curses_counts_cells_by_our_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
