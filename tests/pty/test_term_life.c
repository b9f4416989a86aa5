/*
 * From taking the terminal to giving it back, and everything that may happen to the line between.
 */
#include "tests/lib/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/os.h"
#include "tests/lib/pty.h"
#include "tests/lib/term_app.h"
#include "tui/term/term.h"

static struct pty *
start(int rows, int cols, const char *term, const char *more)
{
	char type[64];
	const char *const env[] = {type, more, NULL};

	snprintf(type, sizeof(type), "TERM=%s", term);
	return pty_fork(rows, cols, term_app, NULL, env);
}

static void
check_quits(struct pty *p)
{
	pty_text(p, "Q");
	assert_int_equal(pty_exit_code(p), 0);
}

static void
get_modes(const struct pty *p, struct termios *modes)
{
	assert_int_equal(tcgetattr(p->fd, modes), 0); /* the master shows the modes of the line */
}

static void
test_the_terminal_comes_back_as_it_was(void **state)
{
	(void)state;
	static const char *const types[] = {"xterm-256color", "xterm", "screen-256color",
		"tmux-256color", "linux", "vt100", "vt220", "putty", "rxvt-unicode", NULL};

	for (const char *const *type = types; *type != NULL; type++) {
		struct termios modes;
		struct pty *p;

		if (!pty_knows(*type))
			continue;
		p = start(24, 80, *type, NULL);
		assert_sees(p, "events 0");
		get_modes(p, &modes);
		assert_int_equal(modes.c_lflag & (ICANON | ECHO | ISIG | IEXTEN), 0);
		assert_int_equal(modes.c_iflag & (IXON | ICRNL), 0);
		check_quits(p);
		get_modes(p, &modes);
		assert_int_equal(modes.c_lflag & (ICANON | ECHO | ISIG), ICANON | ECHO | ISIG);
		assert_true((modes.c_iflag & ICRNL) != 0);
		assert_false(p->second_screen);
		assert_false(p->bracketed_paste);
		assert_true(p->cursor_visible);
		assert_int_equal(p->mouse, 0);
		assert_string_equal(p->title, "");
		assert_false(
			pty_find(p, "events", NULL, NULL)); /* gone even without a second screen */
		pty_close(p);
	}
}

static void
test_an_unknown_terminal_is_taken_for_one_that_is_known(void **state)
{
	(void)state;
	struct pty *p = start(24, 80, "xterm-nobody-has-this", NULL);

	assert_sees(p, "colours 256");
	assert_sees(p, "当作 xterm-256color 使用");
	check_quits(p);
	pty_close(p);
	p = start(24, 80, "../../etc/passwd", NULL);
	assert_sees(p, "colours 0");
	assert_sees(p, "当作 vt100 使用");
	check_quits(p);
	pty_close(p);
	p = start(24, 80, "", NULL);
	assert_sees(p, "当作 vt100 使用");
	check_quits(p);
	pty_close(p);
}

static void
test_a_terminal_without_addressing_is_refused(void **state)
{
	(void)state;
	struct pty *p = start(24, 80, "dumb", NULL);

	assert_sees(p, "TERM=dumb");
	assert_int_equal(pty_exit_code(p), 2);
	assert_int_equal(p->frames, 0);
	pty_close(p);
}

static int
without_input(void *arg)
{
	(void)arg;
	int null = open("/dev/null", 0);

	dup2(null, STDIN_FILENO);
	return term_app(NULL);
}

static void
test_what_is_no_terminal_is_refused(void **state)
{
	(void)state;
	struct pty *p = pty_fork(24, 80, without_input, NULL, NULL);

	assert_sees(p, "linli help");
	assert_int_equal(pty_exit_code(p), 2);
	pty_close(p);
}

static void
test_no_colour_means_none(void **state)
{
	(void)state;
	struct pty *p = start(24, 80, "xterm-256color", "NO_COLOR=1");

	assert_sees(p, "colours 0");
	for (int i = 0; i < 24 * 80; i++) {
		struct pty_cell cell = pty_cell(p, i / 80, i % 80);

		assert_true(cell.fg == -1 && cell.bg == -1);
	}
	check_quits(p);
	pty_close(p);
}

static void
test_size_is_the_lines_own(void **state)
{
	(void)state;
	const char *const env[] = {"LINES=10", "COLUMNS=20", NULL};
	struct pty *p = pty_fork(30, 100, term_app, NULL, env);

	assert_sees(p, "size 30x100 ");
	pty_resize(p, 20, 60);
	assert_sees(p, "size 20x60 ");
	check_quits(p);
	pty_close(p);
	p = pty_fork(0, 0, term_app, NULL, NULL);
	assert_sees(p, "size 24x80 ");
	check_quits(p);
	pty_close(p);
}

static void
test_a_storm_of_sizes_ends_in_the_last_one(void **state)
{
	(void)state;
	struct pty *p = start(24, 80, "xterm-256color", NULL);

	assert_sees(p, "events 0");
	for (int i = 0; i < 400; i++)
		pty_resize(p, 1 + i * 7 % 50, 1 + i * 13 % 160);
	pty_resize(p, 0, 0);
	pty_resize(p, 30, 100);
	assert_sees(p, "size 30x100 ");
	assert_idle(p);
	assert_null(pty_torn(p));
	pty_resize(p, 1, 1);
	assert_idle(p);
	pty_keys(p, "j Down");
	assert_idle(p);
	pty_resize(p, 24, 80);
	assert_sees(p, "key Down");
	check_quits(p);
	pty_close(p);
}

/* Which comes first when a line drops, the signal (1) or the end of the line (0), is the kernel's affair. */
static void
check_lost(const char *file, const char *want, const char *or_this)
{
	struct err err = ERR_INIT;
	struct buf b;

	buf_init(&b);
	assert_ok(os_read_file(file, 4096, &b, &err), &err);
	if (strcmp(b.text, or_this) != 0)
		assert_string_equal(b.text, want);
	buf_release(&b);
}

static struct pty *
start_to_lose(const char *name, char *file, size_t size, int (*app)(void *))
{
	char variable[512];
	const char *const env[] = {variable, NULL};
	struct pty *p;

	snprintf(file, size, "%s", test_path(name));
	unlink(file);
	snprintf(variable, sizeof(variable), "LOST_FILE=%s", file);
	p = pty_fork(24, 80, app, NULL, env);
	assert_sees(p, "events 0");
	return p;
}

static void
test_a_signal_to_end_is_told_once(void **state)
{
	(void)state;
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};

	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		char file[256], name[32], want[32];

		snprintf(name, sizeof(name), "lost-%d", signals[i]);
		snprintf(want, sizeof(want), "lost %d\n", signals[i]);
		struct pty *p = start_to_lose(name, file, sizeof(file), term_app);

		kill(p->pid, signals[i]);
		assert_int_equal(pty_exit_code(p), 129);
		assert_false(p->second_screen);
		check_lost(file, want, want);
		pty_close(p);
	}
}

static void
test_a_dropped_line_is_told_once(void **state)
{
	(void)state;
	char file[256];
	struct pty *p = start_to_lose("dropped", file, sizeof(file), term_app);

	pty_hang_up(p);
	assert_int_equal(pty_exit_code(p), 129);
	check_lost(file, "lost 1\n", "lost 0\n");
	pty_close(p);
}

static int
ignoring_hang_up(void *arg)
{
	signal(SIGHUP, SIG_IGN);
	return term_app(arg);
}

static int
in_a_session_of_its_own(void *arg)
{
	if (fork() != 0) {
		int status = 0;

		signal(SIGHUP, SIG_IGN);
		wait(&status);
		return WEXITSTATUS(status);
	}
	setsid(); /* no controlling terminal: the kernel tells nobody when the line drops */
	exit(term_app(arg));
}

static void
test_a_dropped_line_without_a_signal_is_noticed(void **state)
{
	(void)state;
	static int (*const apps[])(void *) = {ignoring_hang_up, in_a_session_of_its_own};

	for (size_t i = 0; i < sizeof(apps) / sizeof(apps[0]); i++) {
		char file[256], name[32];

		snprintf(name, sizeof(name), "silent-%zu", i);
		struct pty *p = start_to_lose(name, file, sizeof(file), apps[i]);

		pty_hang_up(p);
		assert_int_equal(pty_exit_code(p), 129);
		check_lost(file, "lost 0\n", i == 0 ? "lost 1\n" : "lost 0\n");
		pty_close(p);
	}
}

static void
test_nothing_suspends_the_console(void **state)
{
	(void)state;
	struct pty *p = start(24, 80, "xterm-256color", NULL);

	assert_sees(p, "events 0");
	pty_text(p, "\x1a");
	assert_sees(p, "key Ctrl-Z");
	kill(p->pid, SIGTSTP);
	pty_text(p, "j");
	assert_sees(p, "key j");
	check_quits(p);
	pty_close(p);
}

static bool
is_stopped(struct pty *p, void *arg)
{
	(void)arg;
	int status;

	return waitpid(p->pid, &status, WNOHANG | WUNTRACED) == p->pid && WIFSTOPPED(status);
}

static void
test_after_a_stop_modes_and_screen_come_back(void **state)
{
	(void)state;
	struct termios modes;
	struct pty *p = start(24, 80, "xterm-256color", NULL);

	assert_sees(p, "events 0");
	pty_text(p, "S");
	assert_true(pty_wait(p, is_stopped, NULL));
	get_modes(p, &modes);
	modes.c_lflag |= ICANON | ECHO;
	tcsetattr(p->fd, TCSANOW, &modes);
	vterm_screen_reset(p->screen, 1); /* somebody else wrote all over it */
	kill(p->pid, SIGCONT);
	assert_sees(p, "resize");
	assert_sees(p, "key S");
	get_modes(p, &modes);
	assert_int_equal(modes.c_lflag & (ICANON | ECHO), 0);
	check_quits(p);
	pty_close(p);
}

static void
test_a_program_that_dies_gives_the_terminal_back(void **state)
{
	(void)state;
	struct termios modes;
	struct pty *p = start(24, 80, "xterm-256color", NULL);

	assert_sees(p, "events 0");
	assert_true(p->second_screen);
	pty_text(p, "A");
	assert_int_equal(pty_exit_code(p), 128 + SIGABRT);
	assert_false(p->second_screen);
	assert_false(p->bracketed_paste);
	assert_true(p->cursor_visible);
	get_modes(p, &modes);
	assert_true((modes.c_lflag & (ICANON | ECHO)) == (ICANON | ECHO));
	pty_close(p);
}

static void
test_redraw_wipe_and_bell(void **state)
{
	(void)state;
	struct buf log;
	struct pty *p = start(24, 80, "xterm-256color", NULL);

	buf_init(&log);
	assert_sees(p, "events 0");
	vterm_screen_reset(p->screen, 1);
	pty_text(p, "L");
	assert_sees(p, "events 1");
	assert_sees(p, "key L");
	p->log = &log;
	pty_text(p, "W");
	assert_sees(p, "key W");
	assert_non_null(strstr(log.text, "\033[3J"));
	p->log = NULL;
	pty_text(p, "B");
	assert_sees(p, "key B");
	assert_int_equal(p->bells, 1);
	check_quits(p);
	pty_close(p);
	buf_release(&log);
}

/* Presses F so often that the line is full many times over, and reads nothing meanwhile. */
static void
stuff(struct pty *p, int times)
{
	assert_sees(p, "events 0");
	for (int i = 0; i < times; i++) {
		pty_text(p, "F");
		assert_true(pty_idle_unread(p));
	}
}

/* The line takes nothing for a while: keys are still read, frames are dropped, and the newest comes. */
static void
test_a_line_that_takes_nothing_holds_nobody_up(void **state)
{
	(void)state;
	struct pty *p = start(50, 200, "xterm-256color", NULL);

	stuff(p, 100);
	size_t before = p->bytes;

	assert_sees(p, "fill 100 ");
	assert_sees(p, "events 100");
	assert_idle(p);
	assert_null(pty_torn(p));
	assert_true(p->bytes - before < 100 * 5000); /* one such frame has 15,000 bytes and more */
	check_quits(p);
	pty_close(p);
}

static void
test_after_a_long_stall_the_whole_screen_comes_anew(void **state)
{
	(void)state;
	struct term_config hasty = {.stall_ms = 1};
	struct buf log;
	struct pty *p = pty_fork(50, 200, term_app, &hasty, NULL);

	buf_init(&log);
	stuff(p, 50);
	p->log = &log;
	assert_sees(p, "fill 50 ");
	assert_idle(p);
	assert_non_null(strstr(log.text, "\033[2J")); /* cleared and painted, not mended */
	check_quits(p);
	pty_close(p);
	buf_release(&log);
}

/* A line that takes nothing must not keep a program from ending either. */
static void
test_a_full_line_does_not_hold_up_the_end(void **state)
{
	(void)state;
	char file[256];
	struct pty *p = start_to_lose("full", file, sizeof(file), term_app);

	stuff(p, 50);
	kill(p->pid, SIGTERM);
	while (waitpid(p->pid, &p->status, 0) != p->pid)
		continue;
	p->exited = true;
	assert_int_equal(pty_exit_code(p), 129);
	check_lost(file, "lost 15\n", "lost 15\n");
	pty_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_terminal_comes_back_as_it_was),
		cmocka_unit_test(test_an_unknown_terminal_is_taken_for_one_that_is_known),
		cmocka_unit_test(test_a_terminal_without_addressing_is_refused),
		cmocka_unit_test(test_what_is_no_terminal_is_refused),
		cmocka_unit_test(test_no_colour_means_none),
		cmocka_unit_test(test_size_is_the_lines_own),
		cmocka_unit_test(test_a_storm_of_sizes_ends_in_the_last_one),
		cmocka_unit_test(test_a_signal_to_end_is_told_once),
		cmocka_unit_test(test_a_dropped_line_is_told_once),
		cmocka_unit_test(test_a_dropped_line_without_a_signal_is_noticed),
		cmocka_unit_test(test_nothing_suspends_the_console),
		cmocka_unit_test(test_after_a_stop_modes_and_screen_come_back),
		cmocka_unit_test(test_a_program_that_dies_gives_the_terminal_back),
		cmocka_unit_test(test_redraw_wipe_and_bell),
		cmocka_unit_test(test_a_line_that_takes_nothing_holds_nobody_up),
		cmocka_unit_test(test_after_a_long_stall_the_whole_screen_comes_anew),
		cmocka_unit_test(test_a_full_line_does_not_hold_up_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
