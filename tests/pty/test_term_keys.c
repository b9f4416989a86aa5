/*
 * Keys, commits, pastes and clicks through a real line, on each kind of terminal.
 */
#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "tests/lib/pty.h"
#include "tests/lib/term_app.h"
#include "tui/term/term.h"

static const char *const types[] = {"xterm-256color", "xterm", "screen-256color", "tmux-256color",
	"linux", "vt220", "putty-256color", "rxvt-unicode", NULL};

/* Time enough to tell one commit from two on a busy machine, and an Esc from a sequence. */
static struct term_config patient = {.commit_ms = 200, .escape_ms = 100};

static struct pty *
start(const char *type, struct term_config *config)
{
	char term[64];
	const char *const env[] = {term, NULL};
	struct pty *p;

	snprintf(term, sizeof(term), "TERM=%s", type);
	p = pty_fork(24, 80, term_app, config, env);
	assert_sees(p, "events 0");
	return p;
}

static void
quit(struct pty *p)
{
	pty_text(p, "Q");
	assert_int_equal(pty_exit_code(p), 0);
	pty_close(p);
}

static bool
newest_is(struct pty *p, void *want)
{
	struct buf line;

	buf_init(&line);
	pty_row(p, 1, &line);
	bool is = strcmp(line.text, want) == 0;

	buf_release(&line);
	return is;
}

/* Sends bytes in one piece and waits until the newest line is what they mean. */
static void
check_says(struct pty *p, const char *bytes, const char *want)
{
	char copy[64];

	snprintf(copy, sizeof(copy), "%s", want);
	pty_text(p, bytes);
	assert_pty(p, pty_wait(p, newest_is, copy), want, __FILE__, __LINE__);
}

static void
test_named_keys_arrive_under_their_names(void **state)
{
	(void)state;
	static const char *const keys[] = {"Up", "Down", "Left", "Right", "Home", "End", "PgUp",
		"PgDn", "Insert", "Delete", "Backspace", "Enter", "Tab", "Shift-Tab", "Esc", "F1",
		"F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F12", "Ctrl-X", "Ctrl-C",
		"Ctrl-Z", "Ctrl-L", "j", ":", "0"};

	for (const char *const *type = types; *type != NULL; type++) {
		if (!pty_knows(*type))
			continue;
		struct pty *p = start(*type, &patient);
		char want[32];

		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
			pty_keys(p, keys[i]);
			snprintf(want, sizeof(want), "key %s", keys[i]);
			assert_pty(p, pty_wait(p, newest_is, want), *type, __FILE__, __LINE__);
		}
		quit(p);
	}
}

static void
test_sequences_that_no_description_names(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"\033[11~", "key F1"},
		{"\033[[B", "key F2"},
		{"\033OR", "key F3"},
		{"\033[1~", "key Home"},
		{"\033[8~", "key End"},
		{"\033[A", "key Up"},
		{"\033OB", "key Down"},
		{"\033[1;5A", "key Up"},
		{"\033[1;2H", "key Home"},
		{"\033[5;5~", "key PgUp"},
		{"\033Op", "key 0"},
		{"\033Oy", "key 9"},
		{"\033On", "key ."},
		{"\033Ok", "key +"},
		{"\033Om", "key -"},
		{"\033OM", "key Enter"},
		{"\033[Z", "key Shift-Tab"},
		{"\x08", "key Backspace"},
	};

	for (const char *const *type = types; *type != NULL; type++) {
		if (!pty_knows(*type))
			continue;
		struct pty *p = start(*type, &patient);

		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
			check_says(p, cases[i][0], cases[i][1]);
		check_says(p, "\033[1;9P\033[I\033[?997;1nz", "key z");
		quit(p);
	}
}

static void
test_commits_marks_and_type_ahead(void **state)
{
	(void)state;
	struct pty *p = start("xterm-256color", &patient);

	check_says(p, "泉州鲤城𬀩", "text 泉州鲤城𬀩");
	check_says(p, "A座3楼", "text A座3楼");
	check_says(p, "。", "key 。");
	check_says(p, "——", "text ——");
	pty_send(p, "\xE6\xB3", 2);
	check_says(p, "\x89", "text 泉");
	check_says(p, "jkl", "key l");
	assert_sees(p, "key k");
	assert_sees(p, "events 8");
	quit(p);
}

static void
test_bytes_of_another_encoding_are_told_and_do_no_harm(void **state)
{
	(void)state;
	struct pty *p = start("xterm-256color", &patient);

	pty_send(p, "\xC8\xAA\xD6\xDD", 4); /* 泉州 in GBK; its first half is also UTF-8 */
	assert_sees(p, "bad input");
	check_says(p, "abc", "key c");
	check_says(p, "好", "text 好");
	quit(p);
}

static void
test_a_paste_never_acts(void **state)
{
	(void)state;
	static const char *const with[] = {"xterm-256color", "tmux-256color", "linux", NULL};

	for (const char *const *type = with; *type != NULL; type++) {
		struct pty *p = start(*type, &patient);

		assert_true(p->bracketed_paste);
		pty_paste(p, "Q贴\x11\033[A贴Q");
		assert_sees(p, "paste Q贴�");
		assert_sees(p, "events 1");
		quit(p);
	}
}

static void
test_clicks_only_where_they_are_wanted(void **state)
{
	(void)state;
	struct term_config with_mouse = {.mouse = true, .commit_ms = 200, .escape_ms = 100};
	struct pty *p = start("xterm-256color", &with_mouse);

	assert_true(p->mouse != 0);
	pty_mouse(p, 4, 9, 1);
	assert_sees(p, "key Click 4,9");
	pty_mouse(p, 20, 79, 5);
	assert_sees(p, "key Wheel-Down 20,79");
	pty_text(p, "Q");
	assert_int_equal(pty_exit_code(p), 0);
	assert_int_equal(p->mouse, 0);
	pty_close(p);

	p = start("xterm-256color", &patient);
	assert_int_equal(p->mouse, 0);
	check_says(p, "\033[<0;10;5M\033[<0;10;5mx", "key x"); /* sent all the same */
	assert_sees(p, "events 1");
	quit(p);
}

static void
test_the_terminal_is_asked_what_it_does(void **state)
{
	(void)state;
	struct pty *p = start("xterm-256color", &patient);

	pty_text(p, "Px"); /* what was typed meanwhile is not lost */
	assert_sees(p, "probe ambiguous 1 rare 2 repeats 2");
	assert_sees(p, "key x");
	quit(p);
}

/* Before anything else, on a terminal whose first screen shows what somebody did before. */
static int
probe_at_once(void *arg)
{
	struct term_config config = {.type = getenv("TERM")};
	struct term_facts facts;
	struct err err = ERR_INIT;
	struct term *t;
	const char *notice;

	(void)arg;
	printf("one\r\ntwo\r\nthree\r\n");
	fflush(stdout);
	if (!i18n_init("build/locale", LANG_ZH) || !term_open(&t, &config, &notice, &err))
		return 2;
	bool answered = term_probe(t, PTY_PATIENCE_MS, &facts);

	term_close(t);
	return answered && facts.repeats == REPEAT_ANY ? 0 : 1;
}

static void
test_asking_leaves_the_first_screen_alone(void **state)
{
	(void)state;
	struct pty *p = pty_fork(24, 80, probe_at_once, NULL, NULL);
	int row;

	assert_int_equal(pty_exit_code(p), 0);
	assert_true(pty_find(p, "three", &row, NULL));
	assert_int_equal(row, 2);
	pty_close(p);
}

static void
test_the_clipboard_gets_base64(void **state)
{
	(void)state;
	struct buf log;
	struct pty *p = start("xterm-256color", &patient);

	buf_init(&log);
	p->log = &log;
	pty_text(p, "C");
	assert_sees(p, "copy sent");
	assert_non_null(strstr(log.text, "\033]52;c;5rOJ5bee\033\\"));
	p->log = NULL;
	quit(p);
	p = start("linux", &patient);
	pty_text(p, "C");
	assert_sees(p, "copy not possible");
	quit(p);
	buf_release(&log);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_named_keys_arrive_under_their_names),
		cmocka_unit_test(test_sequences_that_no_description_names),
		cmocka_unit_test(test_commits_marks_and_type_ahead),
		cmocka_unit_test(test_bytes_of_another_encoding_are_told_and_do_no_harm),
		cmocka_unit_test(test_a_paste_never_acts),
		cmocka_unit_test(test_clicks_only_where_they_are_wanted),
		cmocka_unit_test(test_the_terminal_is_asked_what_it_does),
		cmocka_unit_test(test_asking_leaves_the_first_screen_alone),
		cmocka_unit_test(test_the_clipboard_gets_base64),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
