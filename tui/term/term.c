#include "tui/term/term.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "tui/term/inside.h"
#include "tui/term/rescue.h"

enum {
	ESCAPE_MS = 50,
	ESCAPE_SSH_MS = 100,
	ESCAPE_MOST_MS = 600,
	COMMIT_MS = 30,
	CLOSE_MS = 2000,
	STALL_MS = 2000,
	UPDATE_BYTES = 1024, /* a frame up to this size reaches the terminal in one piece anyway */
	DEFAULT_ROWS = 24,
	DEFAULT_COLS = 80,
};

int64_t
term_now(const struct term *t)
{
	return clock_mono_ms(&t->real);
}

/* Terminals that set TERM to a name of their own, which this machine may not know, and act like xterm. */
static const char *
stand_in_for(const char *type)
{
	static const char *const like_xterm[] = {"xterm", "foot", "alacritty", "kitty", "konsole",
		"gnome", "vte", "mintty", "wezterm", "ghostty", "iterm", "ms-terminal", "contour",
		"rio", "st-"};

	for (size_t i = 0; i < sizeof(like_xterm) / sizeof(like_xterm[0]); i++)
		if (strncmp(type, like_xterm[i], strlen(like_xterm[i])) == 0)
			return "xterm-256color";
	return "vt100";
}

static bool
start_backend(
	struct term *t, const struct term_config *config, const char **notice, struct err *err)
{
	const char *wanted = config->type != NULL ? config->type : "", *type = wanted;
	enum backend_start start = BACKEND_UNKNOWN_TYPE;

	*notice = NULL;
	if (*type != '\0')
		start = backend_open(&t->backend, type, config->no_colour);
	if (start == BACKEND_UNKNOWN_TYPE) {
		type = stand_in_for(wanted);
		*notice = strcmp(type, "vt100") == 0
			? _("不认识这种终端 (TERM), 当作 vt100 使用, 没有颜色")
			: _("不认识这种终端 (TERM), 当作 xterm-256color 使用");
		start = backend_open(&t->backend, type, config->no_colour);
	}
	snprintf(t->type, sizeof(t->type), "%s", type);
	switch (start) {
	case BACKEND_STARTED:
		return true;
	case BACKEND_NO_ADDRESSING:
		return err_set(err, ERR_INPUT,
			_("这种终端 (TERM=%s) 不能移动光标, 打不开界面; 子命令照常可用, 见 linli "
			  "help"),
			wanted);
	case BACKEND_UNKNOWN_TYPE:
	case BACKEND_FAILED:
		break;
	}
	return err_set(err, ERR_IO, _("终端打不开, TERM=%s; 请确认装有 ncurses-base"), wanted);
}

static void
arm_rescue(struct term *t)
{
	struct buf farewell;

	buf_init(&farewell);
	backend_farewell(t->backend, &farewell);
	rescue_arm(t->tty.out, farewell.text, farewell.len, &t->tty.before);
	buf_release(&farewell);
}

/* Curses' bytes on their way to the line, made fewer where they are understood. */
static void
add_drawn(struct term *t)
{
	backend_size(t->backend, &t->squeeze.rows, &t->squeeze.cols);
	if (backend_is_ansi(t->backend))
		squeeze_bytes(&t->squeeze, t->drawn.text, t->drawn.len, &t->frame);
	else
		buf_add(&t->frame, t->drawn.text, t->drawn.len);
	buf_clear(&t->drawn);
}

static void
put_frame(struct term *t)
{
	bool marked = t->frame.len > UPDATE_BYTES && backend_is_ansi(t->backend);

	if (marked)
		tty_put(&t->tty, "\033[?2026h", 8);
	tty_put(&t->tty, t->frame.text, t->frame.len);
	if (marked)
		tty_put(&t->tty, "\033[?2026l", 8);
	buf_clear(&t->frame);
}

static void
set_up(struct term *t, const struct term_config *config)
{
	int rows = DEFAULT_ROWS, cols = DEFAULT_COLS;

	tty_set_modes(&t->tty);
	arm_rescue(t);
	backend_escape_ms(t->backend,
		config->escape_ms > 0 ? config->escape_ms
			: t->over_ssh ? ESCAPE_SSH_MS
				      : ESCAPE_MS);
	tty_size(&t->tty, &rows, &cols);
	backend_resize(t->backend, rows, cols);
	t->colours = backend_colours(t->backend);
	t->squeeze.column = backend_has_columns(t->backend);
	t->squeeze.local = backend_moves_locally(t->backend);
	t->own = backend_has_columns(t->backend);
	t->draw.erases = backend_erases(t->backend);
	t->draw.shifts = backend_shifts(t->backend);
	if (backend_is_ansi(t->backend))
		tty_put(&t->tty, "\033[?2004h", 8);
	backend_mouse(t->backend, config->mouse);
	backend_take(t->backend, &t->drawn);
	add_drawn(t);
	put_frame(t);
	term_drain(t);
}

bool
term_open(struct term **out, const struct term_config *config, const char **notice, struct err *err)
{
	struct term *t = xcalloc(1, sizeof(*t));

	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
		free(t);
		return err_set(err, ERR_INPUT, "%s",
			"linli needs a UTF-8 locale (C.UTF-8 is part of libc-bin)");
	}
	clock_real(&t->real);
	t->stamps = config->clock != NULL ? config->clock : &t->real;
	t->over_ssh = config->over_ssh;
	t->stall_ms = config->stall_ms > 0 ? config->stall_ms : STALL_MS;
	t->repaint = true;
	squeeze_init(&t->squeeze);
	draw_init(&t->draw);
	t->squeeze.repeat = config->repeats;
	input_init(&t->input, config->commit_ms > 0 ? config->commit_ms : COMMIT_MS);
	canvas_init(&t->shown, 0, 0);
	canvas_init(&t->latest, 0, 0);
	buf_init(&t->drawn);
	buf_init(&t->frame);
	if (!tty_open(&t->tty, err)) {
		term_close(t);
		return false;
	}
	tty_set_modes(&t->tty);
	if (!start_backend(t, config, notice, err)) {
		term_close(t);
		return false;
	}
	set_up(t, config);
	*out = t;
	return true;
}

/* Curses knows nothing of what was drawn: colours go, and what is not covered by the first screen again. */
static void
leave_plain(struct term *t)
{
	buf_addstr(&t->frame,
		backend_has_second_screen(t->backend) ? "\033[m" : "\033[m\033[H\033[2J");
	squeeze_forget(&t->squeeze);
}

void
term_close(struct term *t)
{
	if (t->backend != NULL) {
		rescue_disarm();
		if (backend_is_ansi(t->backend))
			tty_put(&t->tty, "\033[?2004l", 8);
		if (t->own)
			leave_plain(t);
		backend_end(t->backend, &t->drawn);
		add_drawn(t);
		put_frame(t);
	}
	tty_close(&t->tty, t->lost ? 0 : CLOSE_MS);
	if (t->backend != NULL)
		backend_close(t->backend);
	input_release(&t->input);
	draw_release(&t->draw);
	canvas_release(&t->shown);
	canvas_release(&t->latest);
	buf_release(&t->drawn);
	buf_release(&t->frame);
	free(t);
}

void
term_size(const struct term *t, int *rows, int *cols)
{
	backend_size(t->backend, rows, cols);
}

int
term_colours(const struct term *t)
{
	return backend_colours(t->backend);
}

void
term_limit_colours(struct term *t, int most)
{
	t->colours = most;
	t->theme_is_set = false; /* the next flush sets it anew */
}

void
term_round_trip(struct term *t, int ms)
{
	int least = t->over_ssh ? ESCAPE_SSH_MS : ESCAPE_MS, wait = ms + ms / 2;

	wait = wait < least ? least : wait;
	backend_escape_ms(t->backend, wait < ESCAPE_MOST_MS ? wait : ESCAPE_MOST_MS);
}

void
term_mouse(struct term *t, bool on)
{
	backend_mouse(t->backend, on);
}

static void
copy_canvas(struct canvas *to, const struct canvas *from)
{
	if (to->rows != from->rows || to->cols != from->cols)
		canvas_resize(to, from->rows, from->cols);
	memcpy(to->cells, from->cells,
		sizeof(struct cell) * (size_t)from->rows * (size_t)from->cols);
	to->cursor_row = from->cursor_row;
	to->cursor_col = from->cursor_col;
	to->caret = from->caret;
}

static void
set_theme(struct term *t, const struct theme *theme, enum glyphs glyphs, bool *all)
{
	if (!t->theme_is_set || !theme_draws_alike(&t->theme, theme)) {
		t->theme = *theme;
		t->theme_is_set = true;
		backend_theme(t->backend, theme, t->colours);
		*all = true;
	}
	*all = *all || t->glyphs != glyphs;
	t->glyphs = glyphs;
}

/* Gives curses the rows that changed; true when the bottom one was among them. */
static bool
draw_rows(struct term *t, const struct canvas *cv, bool all)
{
	int rows, cols;
	size_t bytes = sizeof(struct cell) * (size_t)cv->cols;

	backend_size(t->backend, &rows, &cols);
	bool bottom = false;

	for (int row = 0; row < rows; row++) {
		bool given = row < cv->rows;
		size_t at = given ? (size_t)row * (size_t)cv->cols : 0;

		if (given && !all && memcmp(cv->cells + at, t->shown.cells + at, bytes) == 0)
			continue;
		backend_row(t->backend, row, cv->cells + at, given ? cv->cols : 0, t->glyphs);
		bottom = row == rows - 1;
	}
	return bottom;
}

static void
begin_repaint(struct term *t)
{
	static const char ascii[] = "\033(B\017"; /* the character set may have been damaged too */

	backend_redraw(t->backend);
	squeeze_forget(&t->squeeze);
	if (backend_is_ansi(t->backend))
		buf_addstr(&t->frame, ascii);
	t->corner_written = false;
	draw_forget(&t->draw);
}

static int
within(int at, int room)
{
	return at < 0 ? 0 : at < room ? at : room - 1;
}

static void
draw_by_curses(struct term *t, const struct canvas *cv, bool all)
{
	bool bottom = draw_rows(t, cv, all);
	int row = t->cursor_row, col = t->cursor_col;

	t->cursor_row = within(cv->cursor_row, t->squeeze.rows);
	t->cursor_col = within(cv->cursor_col, t->squeeze.cols);
	backend_cursor(t->backend, t->cursor_row, t->cursor_col, cv->caret);
	backend_update(t->backend, &t->drawn);
	struct shifts shifts = squeeze_shifts(t->drawn.text, t->drawn.len);

	if (bottom || shifts.rows)
		corner_clear(t, row, col);
	add_drawn(t);
	if (bottom || shifts.rows)
		corner_write(t, cv, shifts.cells);
}

/* Draws the frame and leaves the cursor where the canvas has it. */
static void
draw_own(struct term *t, const struct canvas *cv, bool all)
{
	int row = t->cursor_row, col = t->cursor_col;

	t->cursor_row = within(cv->cursor_row, t->squeeze.rows);
	t->cursor_col = within(cv->cursor_col, t->squeeze.cols);
	paint_spots(t, cv, all);
	if (t->frame.len > 0 || t->cursor_row != row || t->cursor_col != col)
		squeeze_move(&t->squeeze, t->cursor_row + 1, t->cursor_col + 1, &t->frame);
	backend_cursor(t->backend, t->cursor_row, t->cursor_col, cv->caret);
	backend_take(t->backend, &t->drawn);
	t->squeeze.wanted = t->squeeze.shown;
	add_drawn(t);
}

static void
paint(struct term *t, const struct canvas *cv, const struct theme *theme, enum glyphs glyphs)
{
	bool all = t->repaint || cv->rows != t->shown.rows || cv->cols != t->shown.cols;

	backend_size(t->backend, &t->squeeze.rows, &t->squeeze.cols);
	set_theme(t, theme, glyphs, &all);
	if (t->repaint)
		begin_repaint(t);
	if (t->own)
		draw_own(t, cv, all);
	else
		draw_by_curses(t, cv, all);
	put_frame(t);
	copy_canvas(&t->shown, cv);
	t->repaint = false;
}

void
term_drain(struct term *t)
{
	int64_t now = term_now(t), since = t->tty.blocked_ms;

	if (tty_send(&t->tty, now)) {
		if (since != 0 && now - since >= t->stall_ms)
			t->repaint = true;
		if (t->latest_waits) {
			t->latest_waits = false;
			paint(t, &t->latest, &t->latest_theme, t->latest_glyphs);
			tty_send(&t->tty, now);
		}
	}
	t->lost = t->lost || t->tty.lost;
}

bool
term_flush(struct term *t, const struct canvas *cv, const struct theme *theme, enum glyphs glyphs)
{
	if (t->lost)
		return false;
	t->latest_waits = false;
	term_drain(t);
	if (t->lost)
		return false;
	if (tty_waits(&t->tty)) {
		copy_canvas(&t->latest, cv);
		t->latest_theme = *theme;
		t->latest_glyphs = glyphs;
		t->latest_waits = true;
		return true;
	}
	paint(t, cv, theme, glyphs);
	term_drain(t);
	return !t->lost;
}

void
term_redraw(struct term *t)
{
	t->repaint = true;
}

void
term_wipe(struct term *t)
{
	static const char wipe[] = "\033[m\033[H\033[2J\033[3J";

	if (backend_is_ansi(t->backend))
		tty_put(&t->tty, wipe, sizeof(wipe) - 1);
	t->latest_waits = false;
	t->repaint = true;
	term_drain(t);
}

void
term_bell(struct term *t)
{
	tty_put(&t->tty, "\a", 1);
	term_drain(t);
}

int64_t
term_take_bytes(struct term *t)
{
	int64_t bytes = t->tty.bytes - t->bytes_taken;

	t->bytes_taken = t->tty.bytes;
	return bytes;
}
