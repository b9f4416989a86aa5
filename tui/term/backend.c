#include "tui/term/backend.h"

#include <curses.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/base/alloc.h"
#include "core/base/os.h"
#include "tui/term/look.h"
#include "tui/term/sequences.h"

enum {
	CODE_INPUT = 2000, /* + what input_code() takes; beyond all KEY_ codes */
	MOST_PAIRS = 4096,
	NCV_REVERSE = 4,
	CELL_CHARS = 1 + GLYPH_MARKS,
};

/* A style in the words of curses, for text and for blanks. */
struct ink {
	attr_t attr, blank_attr;
	short pair, blank_pair;
	bool known;
};

struct backend {
	SCREEN *screen;
	FILE *out; /* where curses writes: first the terminal, then memory */
	int memory;
	WINDOW *keys; /* a pad: reading a key from it never refreshes anything */
	bool ansi, own_colours, cannot_reverse;
	enum corner corner;
	int colours, used_colours;
	struct theme theme;
	struct ink inks[ROLE_COUNT][ROLE_COUNT];
	struct look pairs[MOST_PAIRS]; /* the colours of each pair, from 1 */
	int pair_count;
	cchar_t *row;
	int rows, cols;
	bool caret_shown;
};

/* curses installs handlers of its own where there are none; ours are a descriptor, so they go again. */
static SCREEN *
new_screen(const char *type, FILE *out)
{
	static const int handled[] = {SIGINT, SIGTERM, SIGWINCH, SIGTSTP};
	struct sigaction before[4];

	for (int i = 0; i < 4; i++)
		sigaction(handled[i], NULL, &before[i]);
	SCREEN *screen = newterm(type, out, stdin);

	for (int i = 0; i < 4; i++)
		sigaction(handled[i], &before[i], NULL);
	return screen;
}

static const char *
capability(const char *name)
{
	char name_copy[16];

	snprintf(name_copy, sizeof(name_copy), "%s", name);
	const char *text = tigetstr(name_copy);

	return text == NULL || (intptr_t)text == -1 ? "" : text;
}

static bool
takes_ecma48(void)
{
	static const char *const names[] = {"cup", "sgr0", "el", "ed"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *text = capability(names[i]);

		if (strncmp(text, "\033[", 2) != 0 && strncmp(text, "\033(B\033[", 5) != 0)
			return false;
	}
	return true;
}

static bool
has_flag(const char *name)
{
	char name_copy[16];

	snprintf(name_copy, sizeof(name_copy), "%s", name);
	return tigetflag(name_copy) > 0;
}

/*
 * Curses knows two ways to write the cell at the bottom right without scrolling: to switch wrapping off, or
 * to insert there, which tears a wide glyph beside it. The descriptions of screen and tmux have only the
 * second. But where wrapping waits for the next character, anybody may simply write there.
 */
static enum corner
corner_of(bool ansi)
{
	bool wraps = has_flag("am"), waits = has_flag("xenl");

	if (!wraps || (waits && capability("rmam")[0] != '\0' && capability("smam")[0] != '\0'))
		return CORNER_OF_CURSES;
	return ansi && waits ? CORNER_AFTER_CURSES : CORNER_BLANK;
}

static void
define_sequence(const char *sequence, int code)
{
	define_key(sequence, CODE_INPUT + code);
}

static void
start_colours(struct backend *b, bool no_colour)
{
	if (no_colour || !has_colors() || start_color() == ERR)
		return;
	char ncv[] = "ncv";

	b->own_colours = use_default_colors() == OK;
	/* Attributes that do not mix with colours: curses swaps the colours itself, and loses some. */
	b->cannot_reverse = tigetnum(ncv) > 0 && (tigetnum(ncv) & NCV_REVERSE) != 0;
	b->colours = COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : COLORS >= 8 ? 8 : 0;
}

/*
 * From here on what curses writes is ours to send. The modes come first, while it still has the terminal:
 * it reads keys as they come only if it set the modes itself.
 */
static bool
write_to_memory(struct backend *b)
{
	raw();
	noecho();
	nonl();
	fflush(b->out);
	return dup2(b->memory, fileno(b->out)) >= 0;
}

static void
set_up(struct backend *b)
{
	typeahead(-1);
	b->keys = newpad(1, 1);
	keypad(b->keys, TRUE);
	nodelay(b->keys, TRUE);
	idcok(stdscr, FALSE);
	sequences_each(define_sequence);
	mouseinterval(0);
	b->caret_shown = true;
	getmaxyx(stdscr, b->rows, b->cols);
	b->row = xcalloc((size_t)b->cols + 1, sizeof(cchar_t));
}

static enum backend_start
start(struct backend *b, const char *type)
{
	int own = dup(STDOUT_FILENO);

	b->memory = os_memory_file("linli-screen");
	b->out = own >= 0 ? fdopen(own, "w") : NULL;
	if (b->memory < 0 || b->out == NULL)
		return BACKEND_FAILED;
	b->screen = new_screen(type, b->out);
	if (b->screen == NULL)
		return BACKEND_UNKNOWN_TYPE;
	if (capability("cup")[0] == '\0')
		return BACKEND_NO_ADDRESSING;
	return write_to_memory(b) ? BACKEND_STARTED : BACKEND_FAILED;
}

enum backend_start
backend_open(struct backend **out, const char *type, bool no_colour)
{
	struct backend *b = xcalloc(1, sizeof(*b));
	enum backend_start result = start(b, type);

	if (result != BACKEND_STARTED) {
		backend_close(b);
		return result;
	}
	b->ansi = takes_ecma48();
	b->corner = corner_of(b->ansi);
	set_up(b);
	start_colours(b, no_colour);
	*out = b;
	return result;
}

void
backend_close(struct backend *b)
{
	if (b->keys != NULL)
		delwin(b->keys);
	if (b->screen != NULL)
		delscreen(b->screen);
	if (b->out != NULL)
		fclose(b->out);
	if (b->memory >= 0)
		close(b->memory);
	free(b->row);
	free(b);
}

int
backend_colours(const struct backend *b)
{
	return b->colours;
}

bool
backend_is_ansi(const struct backend *b)
{
	return b->ansi;
}

/* On terminals that wrap at once curses lets a row run into the next one. */
bool
backend_has_columns(const struct backend *b)
{
	return b->ansi && has_flag("xenl") && strcmp(capability("hpa"), "\033[%i%p1%dG") == 0;
}

bool
backend_erases(const struct backend *b)
{
	return b->ansi && has_flag("bce") && strcmp(capability("ech"), "\033[%p1%dX") == 0;
}

bool
backend_shifts(const struct backend *b)
{
	return b->ansi && strcmp(capability("il"), "\033[%p1%dL") == 0 &&
		strcmp(capability("dl"), "\033[%p1%dM") == 0;
}

bool
backend_has_second_screen(const struct backend *b)
{
	(void)b;
	return capability("rmcup")[0] != '\0';
}

bool
backend_moves_locally(const struct backend *b)
{
	return backend_has_columns(b) && strcmp(capability("cuf"), "\033[%p1%dC") == 0 &&
		strcmp(capability("cub"), "\033[%p1%dD") == 0 &&
		strcmp(capability("cud1"), "\n") == 0 && strcmp(capability("cub1"), "\b") == 0;
}

enum corner
backend_corner(const struct backend *b)
{
	return b->corner;
}

/* A capability as it may be written without tputs(): padding is for lines that are slower than a program. */
static void
add_capability(struct buf *out, const char *name)
{
	const char *text = capability(name);

	while (*text != '\0') {
		size_t n = strcspn(text, "$");

		buf_add(out, text, n);
		text += n;
		if (text[0] == '$' && text[1] == '<') {
			text += strcspn(text, ">");
			text += *text == '>';
		} else if (*text == '$') {
			buf_addch(out, *text++);
		}
	}
}

void
backend_farewell(const struct backend *b, struct buf *out)
{
	static const char *const names[] = {"rmkx", "sgr0", "cnorm", "rmcup"};

	if (b->ansi)
		buf_addstr(out, "\033[?1000l\033[?1006l\033[?2004l\033[?2026l");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		add_capability(out, names[i]);
}

void
backend_resize(struct backend *b, int rows, int cols)
{
	resizeterm(rows, cols);
	getmaxyx(stdscr, b->rows, b->cols);
	b->row = xrealloc(b->row, ((size_t)b->cols + 1) * sizeof(cchar_t));
}

void
backend_size(const struct backend *b, int *rows, int *cols)
{
	*rows = b->rows;
	*cols = b->cols;
}

void
backend_mouse(struct backend *b, bool on)
{
	(void)b;
	mousemask(on ? BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED : 0, NULL);
}

void
backend_escape_ms(struct backend *b, int ms)
{
	(void)b;
	set_escdelay(ms);
}

static void
read_mouse(struct input *in)
{
	MEVENT e;

	if (getmouse(&e) != OK)
		return;
	if (e.bstate & BUTTON1_PRESSED)
		input_mouse(in, K_MOUSE_PRESS, e.y, e.x);
	else if (e.bstate & BUTTON4_PRESSED)
		input_mouse(in, K_WHEEL_UP, e.y, e.x);
	else if (e.bstate & BUTTON5_PRESSED)
		input_mouse(in, K_WHEEL_DOWN, e.y, e.x);
}

/* A key of curses in the words of key.h; K_NONE for keys that nothing is bound to. */
static enum key_sym
key_of(int code)
{
	static const struct {
		short code;
		uint8_t sym;
	} keys[] = {
		{KEY_UP, K_UP},
		{KEY_DOWN, K_DOWN},
		{KEY_LEFT, K_LEFT},
		{KEY_RIGHT, K_RIGHT},
		{KEY_HOME, K_HOME},
		{KEY_END, K_END},
		{KEY_PPAGE, K_PGUP},
		{KEY_NPAGE, K_PGDN},
		{KEY_IC, K_INSERT},
		{KEY_DC, K_DELETE},
		{KEY_BTAB, K_BACKTAB},
		{KEY_ENTER, K_ENTER},
		{KEY_BACKSPACE, K_BACKSPACE},
	};

	if (code >= KEY_F(1) && code <= KEY_F(12))
		return (enum key_sym)(K_F1 + code - KEY_F(1));
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].code == code)
			return (enum key_sym)keys[i].sym;
	return K_NONE;
}

/* Some descriptions call a control character a key that nothing is bound to: Ctrl-Z "suspend". */
static void
read_unbound(struct input *in, int code)
{
	char *sequence = keybound(code, 0);

	if (sequence != NULL && sequence[0] != '\0' && sequence[1] == '\0')
		input_code(in, (uint8_t)sequence[0]);
	free(sequence);
}

int
backend_read(struct backend *b, struct input *in, int most)
{
	int n = 0, code;

	while (n < most && (code = wgetch(b->keys)) != ERR) {
		n++;
		if (code < 256)
			input_code(in, code);
		else if (code == KEY_MOUSE)
			read_mouse(in);
		else if (code >= CODE_INPUT)
			input_code(in, code - CODE_INPUT);
		else if (key_of(code) != K_NONE)
			input_code(in, INPUT_KEY + (int)key_of(code));
		else
			read_unbound(in, code);
	}
	return n;
}

void
backend_theme(struct backend *b, const struct theme *theme, int colours)
{
	b->theme = *theme;
	b->used_colours = colours < b->colours ? colours : b->colours;
	for (int fg = 0; fg < ROLE_COUNT; fg++)
		for (int bg = 0; bg < ROLE_COUNT; bg++)
			b->inks[fg][bg].known = false;
}

/* The pair of two colours; 0, the terminal's own, when the terminal has no more pairs. */
static short
pair_of(struct backend *b, struct look look)
{
	int most = COLOR_PAIRS < MOST_PAIRS ? COLOR_PAIRS : MOST_PAIRS;

	if (!b->own_colours) {
		look.fg = look.fg == COLOUR_DEFAULT ? COLOR_WHITE : look.fg;
		look.bg = look.bg == COLOUR_DEFAULT ? COLOR_BLACK : look.bg;
	}
	if (b->colours == 0 || (look.fg == COLOUR_DEFAULT && look.bg == COLOUR_DEFAULT))
		return 0;
	for (int i = 1; i <= b->pair_count; i++)
		if (b->pairs[i].fg == look.fg && b->pairs[i].bg == look.bg)
			return (short)i;
	if (b->pair_count + 1 >= most ||
		init_pair((short)(b->pair_count + 1), look.fg, look.bg) == ERR)
		return 0;
	b->pairs[++b->pair_count] = look;
	return (short)b->pair_count;
}

static attr_t
attr_of(struct look look)
{
	attr_t attr = A_NORMAL;

	if (look.attr & ATTR_BOLD)
		attr |= A_BOLD;
	if (look.attr & ATTR_DIM)
		attr |= A_DIM;
	if (look.attr & ATTR_UNDERLINE)
		attr |= A_UNDERLINE;
	if (look.attr & ATTR_REVERSE)
		attr |= A_REVERSE;
	return attr;
}

struct look
backend_look(const struct backend *b, struct style style)
{
	struct look look = look_of(&b->theme, style, b->used_colours);

	return b->cannot_reverse ? look_swapped(look) : look;
}

static const struct ink *
ink_of(struct backend *b, struct style style)
{
	struct ink *ink = &b->inks[style.fg][style.bg];

	if (!ink->known) {
		struct look look = backend_look(b, style), blank = look_blank(look);

		*ink = (struct ink){.attr = attr_of(look),
			.blank_attr = attr_of(blank),
			.pair = pair_of(b, look),
			.blank_pair = pair_of(b, blank),
			.known = true};
	}
	return ink;
}

static void
put_blank(struct backend *b, struct style style, cchar_t *out)
{
	const struct ink *ink = ink_of(b, style);

	setcchar(out, L" ", ink->blank_attr, ink->blank_pair, NULL);
}

static void
put_cell(struct backend *b, const struct cell *cell, enum glyphs glyphs, cchar_t *out)
{
	const struct ink *ink = ink_of(b, cell->style);
	wchar_t text[CELL_CHARS + 1] = {(wchar_t)cell->cp};

	if (cell->cp == ' ' && cell->lines == 0 && cell->marks[0] == 0) {
		put_blank(b, cell->style, out);
		return;
	}
	if (cell->lines != 0)
		text[0] = (wchar_t)line_glyph(cell->lines, glyphs);
	for (int i = 0; i < GLYPH_MARKS && cell->marks[i] != 0; i++)
		text[1 + i] = (wchar_t)cell->marks[i];
	setcchar(out, text, ink->attr, ink->pair, NULL);
}

/* What curses is told of the cells that no wide glyph of the bottom row may reach. */
static void
put_corner(struct backend *b, int col, const struct cell *c, enum glyphs glyphs, cchar_t *out)
{
	bool last = col == b->cols - 1;

	if (last && b->corner == CORNER_AFTER_CURSES)
		setcchar(out, L" ", A_NORMAL, 0,
			NULL); /* never changes, so curses never writes it */
	else if (last && b->corner == CORNER_OF_CURSES && c->cells == 1)
		put_cell(b, c, glyphs, out);
	else
		put_blank(b, c->style, out);
}

void
backend_row(struct backend *b, int row, const struct cell *cells, int cols, enum glyphs glyphs)
{
	static const struct cell empty = {.cp = ' ', .cells = 1, .style = {ROLE_FG, ROLE_BG}};
	int corner = row < b->rows - 1 ? 0 : b->corner == CORNER_BLANK ? 2 : 1;
	int edge = b->cols - corner, n = 0;

	for (int col = 0; col < b->cols; col++) {
		const struct cell *c = col < cols ? &cells[col] : &empty;

		if (col >= edge)
			put_corner(b, col, c, glyphs, &b->row[n++]);
		else if (col + c->cells > edge)
			put_blank(b, c->style, &b->row[n++]);
		else if (c->cells != 0)
			put_cell(b, c, glyphs, &b->row[n++]);
	}
	mvadd_wchnstr(row, 0, b->row, n);
}

void
backend_cursor(struct backend *b, int row, int col, bool visible)
{
	move(row, col);
	if (visible != b->caret_shown)
		curs_set(visible);
	b->caret_shown = visible;
}

void
backend_redraw(struct backend *b)
{
	(void)b;
	clearok(curscr, TRUE);
}

void
backend_take(struct backend *b, struct buf *out)
{
	off_t len = lseek(b->memory, 0, SEEK_CUR), at = 0;
	char chunk[16384];
	ssize_t n;

	while (at < len && (n = pread(b->memory, chunk, sizeof(chunk), at)) > 0) {
		buf_add(out, chunk, n < len - at ? (size_t)n : (size_t)(len - at));
		at += n;
	}
	lseek(b->memory, 0, SEEK_SET);
}

void
backend_update(struct backend *b, struct buf *out)
{
	wnoutrefresh(stdscr);
	doupdate();
	backend_take(b, out);
}

void
backend_end(struct backend *b, struct buf *out)
{
	backend_mouse(b, false);
	if (!backend_has_second_screen(b)) {
		erase();
		backend_update(b, out);
	}
	endwin();
	backend_take(b, out);
}
