#include "tests/lib/pty.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/show.h"
#include "core/base/width.h"

enum { ESC = 0x1B };

/* How libvterm marks the right half of a wide glyph. */
#define RIGHT_HALF ((uint32_t)-1)

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
	struct pty *p = user;

	if (property == VTERM_PROP_ALTSCREEN)
		p->second_screen = value->boolean;
	if (property == VTERM_PROP_CURSORVISIBLE)
		p->cursor_visible = value->boolean;
	if (property == VTERM_PROP_MOUSE)
		p->mouse = value->number;
	if (property == VTERM_PROP_TITLE)
		snprintf(p->title, sizeof(p->title), "%s",
			value->string != NULL ? value->string : "");
	return 1;
}

static int
on_bell(void *user)
{
	((struct pty *)user)->bells++;
	return 1;
}

void
pty_screen_start(struct pty *p)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .bell = on_bell};

	p->vt = vterm_new(p->rows, p->cols);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_reset(p->screen, 1);
	p->cursor_visible = true;
}

/*
 * libvterm 0.1.4 obeys only the first mode of "CSI ? a ; b h", so such sequences are handed to it one by
 * one; modes that it keeps to itself are noted on the way.
 */
static void
feed_modes(struct pty *p)
{
	char set = p->sequence[p->sequence_len - 1], *at = p->sequence + 3;

	for (;;) {
		long mode = strtol(at, &at, 10);
		char one[32];
		int len = snprintf(one, sizeof(one), "\033[?%ld%c", mode, set);

		p->frames += mode == 2026 && set == 'l';
		if (mode == 2004)
			p->bracketed_paste = set == 'h';
		vterm_input_write(p->vt, one, (size_t)len);
		if (*at++ != ';')
			return;
	}
}

/* Is the sequence read so far the beginning of "CSI ? numbers"? */
static bool
may_be_modes(const struct pty *p)
{
	static const char begin[] = "\033[?";
	size_t n = p->sequence_len;
	char last = p->sequence[n - 1];

	if (n <= 3)
		return last == begin[n - 1];
	return n + 1 < sizeof(p->sequence) && ((last >= '0' && last <= '9') || last == ';');
}

void
pty_screen_feed(struct pty *p, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = bytes[i];

		if (c == ESC || p->sequence_len == 0) {
			vterm_input_write(p->vt, p->sequence, p->sequence_len);
			p->sequence_len = 0;
			if (c != ESC) {
				vterm_input_write(p->vt, &c, 1);
				continue;
			}
		}
		p->sequence[p->sequence_len++] = c;
		p->sequence[p->sequence_len] = '\0';
		if (may_be_modes(p))
			continue;
		if (p->sequence_len > 4 && (c == 'h' || c == 'l'))
			feed_modes(p);
		else
			vterm_input_write(p->vt, p->sequence, p->sequence_len);
		p->sequence_len = 0;
	}
}

static int
palette_index(const VTermColor *colour, bool is_default)
{
	return is_default ? -1 : VTERM_COLOR_IS_INDEXED(colour) ? colour->indexed.idx : -2;
}

struct pty_cell
pty_cell(const struct pty *p, int row, int col)
{
	VTermScreenCell from;
	struct pty_cell cell = {.cp = ' ', .cells = 1};

	vterm_screen_get_cell(p->screen, (VTermPos){row, col}, &from);
	if (from.chars[0] == RIGHT_HALF) {
		cell.cp = 0;
		cell.cells = 0;
	} else if (from.chars[0] != 0) {
		cell.cp = from.chars[0];
		for (int i = 0; i < PTY_MARKS && from.chars[1 + i] != 0; i++)
			cell.marks[i] = from.chars[1 + i];
		VTermScreenCell next = {0};

		if (col + 1 < p->cols)
			vterm_screen_get_cell(p->screen, (VTermPos){row, col + 1}, &next);
		if (next.chars[0] == RIGHT_HALF)
			cell.cells = 2;
	}
	cell.fg = palette_index(&from.fg, VTERM_COLOR_IS_DEFAULT_FG(&from.fg));
	cell.bg = palette_index(&from.bg, VTERM_COLOR_IS_DEFAULT_BG(&from.bg));
	cell.bold = from.attrs.bold;
	cell.underline = from.attrs.underline != 0;
	cell.reverse = from.attrs.reverse;
	return cell;
}

void
pty_cursor(const struct pty *p, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &pos);
	*row = pos.row;
	*col = pos.col;
}

void
pty_row(const struct pty *p, int row, struct buf *out)
{
	size_t end = out->len;

	for (int col = 0; col < p->cols; col++) {
		struct pty_cell cell = pty_cell(p, row, col);

		if (cell.cells == 0)
			continue;
		buf_addcp(out, cell.cp);
		for (int i = 0; i < PTY_MARKS && cell.marks[i] != 0; i++)
			buf_addcp(out, cell.marks[i]);
		if (cell.cp != ' ')
			end = out->len;
	}
	buf_cut(out, end);
}

void
pty_dump(const struct pty *p, struct buf *out)
{
	for (int row = 0; row < p->rows; row++) {
		pty_row(p, row, out);
		buf_addch(out, '\n');
	}
}

bool
pty_find(const struct pty *p, const char *text, int *row, int *col)
{
	struct buf line;
	bool found = false;

	buf_init(&line);
	for (int r = 0; r < p->rows && !found; r++) {
		buf_clear(&line);
		pty_row(p, r, &line);
		const char *at = strstr(line.text, text);

		found = at != NULL;
		if (found && row != NULL)
			*row = r;
		if (found && col != NULL)
			*col = show_width_n(line.text, (size_t)(at - line.text));
	}
	buf_release(&line);
	return found;
}

const char *
pty_torn(const struct pty *p)
{
	static char place[64];

	for (int row = 0; row < p->rows; row++) {
		for (int col = 0; col < p->cols; col++) {
			struct pty_cell cell = pty_cell(p, row, col);
			bool led = col > 0 && width_cp(pty_cell(p, row, col - 1).cp) == 2;

			if ((cell.cells == 0) == led)
				continue;
			snprintf(place, sizeof(place), "row %d, column %d: half a glyph", row, col);
			return place;
		}
	}
	return NULL;
}
