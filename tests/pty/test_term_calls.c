/*
 * What the calls of term.h promise, checked by a child that makes them; what it finds wrong it prints, and
 * its exit code is the number of the check that failed.
 */
#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "tests/lib/pty.h"
#include "tests/lib/term_app.h"
#include "tui/term/term.h"

struct fixture {
	struct term *term;
	struct canvas cv;
	struct theme theme;
};

static bool
open_fixture(struct fixture *f, const struct term_config *config)
{
	struct term_config own = *config;
	struct err err = ERR_INIT;
	const char *notice;
	int rows, cols;

	own.type = getenv("TERM");
	if (!i18n_init("build/locale", LANG_ZH) || !term_open(&f->term, &own, &notice, &err))
		return false;
	term_size(f->term, &rows, &cols);
	canvas_init(&f->cv, rows, cols);
	theme_default(&f->theme);
	return true;
}

static int
close_fixture(struct fixture *f, int result)
{
	term_close(f->term);
	canvas_release(&f->cv);
	return result;
}

static int
waits(void *arg)
{
	struct clock stamps;
	struct fixture f;
	struct event ev;
	int pipes[2];

	(void)arg;
	clock_real(&stamps);
	clock_inject(&stamps);
	clock_advance_ms(&stamps, 4711);
	if (!open_fixture(&f, &(struct term_config){.clock = &stamps}) || pipe(pipes) != 0)
		return 99;
	term_wait(f.term, 0, -1, &ev);
	if (ev.kind != EVENT_NONE || ev.at_ms != 4711)
		return close_fixture(&f, 1);
	term_wait(f.term, 5, pipes[0], &ev);
	if (ev.kind != EVENT_NONE)
		return close_fixture(&f, 2);
	if (write(pipes[1], "x", 1) != 1)
		return close_fixture(&f, 3);
	term_wait(f.term, -1, pipes[0], &ev);
	if (ev.kind != EVENT_WAKE)
		return close_fixture(&f, 4);
	canvas_text(&f.cv, 0, 0, 10, (struct style){ROLE_FG, ROLE_BG}, "ready");
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_ASCII);
	/* A key that is there goes before a descriptor that is ready. */
	term_wait(f.term, -1, -1, &ev);
	if (ev.kind != EVENT_KEY || ev.key.cp != 'a' || !term_pending(f.term))
		return close_fixture(&f, 5);
	term_wait(f.term, -1, pipes[0], &ev);
	if (ev.kind != EVENT_KEY || ev.key.cp != 'b' || ev.at_ms != 4711 || term_pending(f.term))
		return close_fixture(&f, 6);
	return close_fixture(&f, 0);
}

static void
test_waiting(void **state)
{
	(void)state;
	struct pty *p = pty_fork(24, 80, waits, NULL, NULL);

	assert_sees(p, "ready");
	pty_text(p, "ab");
	assert_int_equal(pty_exit_code(p), 0);
	pty_close(p);
}

static int
counts(void *arg)
{
	struct fixture f;
	struct event ev;

	(void)arg;
	if (!open_fixture(&f, &(struct term_config){.over_ssh = true}))
		return 99;
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	int64_t first = term_take_bytes(f.term);

	if (first <= 0 || term_take_bytes(f.term) != 0)
		return close_fixture(&f, 1);
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	if (term_take_bytes(f.term) != 0) /* the same canvas */
		return close_fixture(&f, 2);
	f.theme.id[0] = 'x'; /* another name draws the same */
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	if (term_take_bytes(f.term) != 0)
		return close_fixture(&f, 3);
	term_redraw(f.term);
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	if (term_take_bytes(f.term) == 0)
		return close_fixture(&f, 4);
	term_limit_colours(f.term, 0);
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	if (term_take_bytes(f.term) == 0 || term_colours(f.term) != 256)
		return close_fixture(&f, 5);
	term_mouse(f.term, true);
	canvas_text(&f.cv, 0, 0, 10, (struct style){ROLE_FG, ROLE_BG}, "ready");
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	term_round_trip(f.term, 10); /* 100 ms over ssh, at least */
	term_wait(f.term, -1, -1, &ev);
	return close_fixture(&f, ev.kind == EVENT_KEY && ev.key.sym == K_LEFT ? 0 : 6);
}

static void
test_bytes_are_counted_and_not_wasted(void **state)
{
	(void)state;
	struct pty *p = pty_fork(24, 80, counts, NULL, NULL);

	assert_sees(p, "ready");
	assert_true(p->mouse != 0);
	for (int i = 0; i < 24 * 80; i++)
		assert_int_equal(pty_cell(p, i / 80, i % 80).bg, -1);
	pty_keys(p, "Left");
	assert_int_equal(pty_exit_code(p), 0);
	assert_int_equal(p->mouse, 0);
	pty_close(p);
}

static int
sizes(void *arg)
{
	struct fixture f;
	struct event ev;
	struct style plain = {ROLE_FG, ROLE_BG};

	(void)arg;
	if (!open_fixture(&f, &(struct term_config){0}))
		return 99;
	canvas_resize(&f.cv, 40, 200); /* larger than the terminal: cut */
	for (int row = 0; row < 40; row++)
		canvas_text(&f.cv, row, 1, 199, plain,
			"中文字界中文字界中文字界中文字界中文字界中文字界中文字界中文字界");
	canvas_rest(&f.cv, 39, 199);
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	term_wait(f.term, -1, -1, &ev);
	canvas_resize(&f.cv, 2, 4); /* smaller: filled up */
	canvas_text(&f.cv, 0, 0, 4, plain, "tiny");
	canvas_rest(&f.cv, -1, -1);
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	term_wait(f.term, -1, -1, &ev);
	canvas_resize(&f.cv, 0, 0);
	term_flush(f.term, &f.cv, &f.theme, GLYPHS_UNICODE);
	term_wait(f.term, -1, -1, &ev);
	return close_fixture(&f, 0);
}

static void
test_a_canvas_of_another_size_is_cut_or_filled_up(void **state)
{
	(void)state;
	struct pty *p = pty_fork(5, 10, sizes, NULL, NULL);
	struct buf b;

	buf_init(&b);
	assert_sees(p, "中文字界");
	assert_idle(p);
	assert_null(pty_torn(p));
	pty_text(p, "x");
	assert_sees(p, "tiny");
	assert_idle(p);
	pty_dump(p, &b);
	assert_string_equal(b.text, "tiny\n\n\n\n\n");
	pty_text(p, "x");
	assert_idle(p);
	buf_clear(&b);
	pty_dump(p, &b);
	assert_string_equal(b.text, "\n\n\n\n\n");
	pty_text(p, "x");
	assert_int_equal(pty_exit_code(p), 0);
	pty_close(p);
	buf_release(&b);
}

/* Terminals that libvterm cannot play: the program starts, takes keys and ends, whatever it looks like. */
static void
test_terminals_of_another_kind(void **state)
{
	(void)state;
	static const char *const types[] = {
		"vt52", "sun", "ansi", "cygwin", "hurd", "wsvt25", "Eterm", "mach", NULL};

	for (const char *const *type = types; *type != NULL; type++) {
		char term[32];
		const char *const env[] = {term, NULL};

		if (!pty_knows(*type))
			continue;
		snprintf(term, sizeof(term), "TERM=%s", *type);
		struct pty *p = pty_fork(24, 80, term_app, NULL, env);

		assert_true(pty_idle(p));
		pty_text(p, "jQ");
		assert_int_equal(pty_exit_code(p), 0);
		pty_close(p);
	}
}

static int
without_a_locale(void *arg)
{
	struct term_config config = {.type = "xterm"};
	struct err err = ERR_INIT;
	struct term *t;
	const char *notice;

	(void)arg;
	return term_open(&t, &config, &notice, &err) || err.code != ERR_INPUT;
}

static void
test_a_locale_is_asked_for(void **state)
{
	(void)state;
	struct pty *p = pty_fork(24, 80, without_a_locale, NULL, NULL);

	assert_int_equal(pty_exit_code(p), 0);
	pty_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_waiting),
		cmocka_unit_test(test_bytes_are_counted_and_not_wasted),
		cmocka_unit_test(test_a_canvas_of_another_size_is_cut_or_filled_up),
		cmocka_unit_test(test_terminals_of_another_kind),
		cmocka_unit_test(test_a_locale_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
