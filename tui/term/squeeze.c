#include "tui/term/squeeze.h"

#include <string.h>

#include "core/base/utf8.h"

enum {
	ESC = 0x1B,
	SHIFT_IN = 0x0F,
	BOLD = 1 << 1,
	DIM = 1 << 2,
	REPEAT_BYTES = 5, /* of "CSI nn b" */
	WRITTEN_OUT = 2,
	MOST_PARAMS = 24,
};

static const struct rendition plain = {-1, -1, 0};

void
squeeze_init(struct squeeze *s)
{
	*s = (struct squeeze){.wanted = plain, .shown = plain};
}

void
squeeze_forget(struct squeeze *s)
{
	s->known = false;
	squeeze_lose(s);
}

/* ";n", n below a thousand. By hand: there is one for every change of colour. */
static void
add_param(struct buf *out, int n)
{
	char text[4] = {';'};
	size_t len = 1;

	if (n >= 100)
		text[len++] = (char)('0' + n / 100);
	if (n >= 10)
		text[len++] = (char)('0' + n / 10 % 10);
	text[len++] = (char)('0' + n % 10);
	buf_add(out, text, len);
}

static void
add_colour(struct buf *out, int colour, int base)
{
	if (colour < 0) {
		add_param(out, base + 9);
	} else if (colour < 8) {
		add_param(out, base + colour);
	} else if (colour < 16) {
		add_param(out, base + 60 + colour - 8);
	} else {
		add_param(out, base + 8);
		add_param(out, 5);
		add_param(out, colour);
	}
}

/* Appends the sequence that leads from one rendition to another, with an empty first parameter. */
static size_t
add_change(struct buf *out, struct rendition from, struct rendition to)
{
	size_t start = out->len;

	buf_addstr(out, "\033[");
	if ((from.on & ~to.on & (BOLD | DIM)) != 0) {
		add_param(out, 22);
		from.on &= ~(unsigned)(BOLD | DIM);
	}
	for (int n = 3; n <= 7; n++)
		if ((from.on & ~to.on & 1U << n) != 0)
			add_param(out, 20 + n);
	for (int n = 1; n <= 7; n++)
		if ((to.on & ~from.on & 1U << n) != 0)
			add_param(out, n);
	if (from.fg != to.fg)
		add_colour(out, to.fg, 30);
	if (from.bg != to.bg)
		add_colour(out, to.bg, 40);
	buf_addch(out, 'm');
	return out->len - start;
}

/* Brings the terminal to a rendition by the shorter of a change and a reset; an empty parameter resets. */
static void
render(struct squeeze *s, struct rendition to, struct buf *out)
{
	size_t start = out->len;

	if (s->known && s->shown.fg == to.fg && s->shown.bg == to.bg && s->shown.on == to.on)
		return;
	size_t change = add_change(out, s->shown, to), anew = add_change(out, plain, to);

	if (!s->known || anew < change) {
		buf_remove(out, start, change);
	} else {
		buf_cut(out, start + change);
		buf_remove(out, start + 2, 1);
	}
	s->shown = to;
	s->known = true;
}

/* Of a blank only the ground is seen, unless it is underlined or reversed. */
void
squeeze_ground(struct squeeze *s, struct rendition to, struct buf *out)
{
	unsigned unseen = BOLD | DIM;

	if (s->known && (to.on & ~unseen) == 0) {
		to.fg = s->shown.fg;
		to.on = s->shown.on & unseen;
	}
	render(s, to, out);
}

/*
 * What was held back of a run of one character. The last two are always written out: a run may end at the
 * right margin, where terminals differ in what a repetition leaves behind.
 */
void
squeeze_end(struct squeeze *s, struct buf *out)
{
	size_t len = strlen(s->glyph);
	int repeated = s->run - WRITTEN_OUT;

	if (repeated > 0 && (size_t)repeated * len > REPEAT_BYTES) {
		buf_addf(out, "\033[%db", repeated);
		s->run = WRITTEN_OUT;
	}
	for (int i = 0; i < s->run; i++)
		buf_add(out, s->glyph, len);
	s->run = 0;
	s->glyph[0] = '\0';
}

/* ASCII, box drawing, blocks and braille: what charts and frames are full of. */
static bool
repeatable(const struct squeeze *s, const char *glyph, size_t len)
{
	uint8_t first = (uint8_t)glyph[0], second = len == 3 ? (uint8_t)glyph[1] : 0;

	if (len == 1)
		return s->repeat != REPEAT_NOTHING;
	return s->repeat == REPEAT_ANY && first == 0xE2 &&
		((second >= 0x94 && second <= 0x96) || (second >= 0xA0 && second <= 0xA3));
}

static void
put_glyph(struct squeeze *s, const char *p, size_t len, struct rendition look, struct buf *out)
{
	squeeze_advance(s, p, len);
	if (strlen(s->glyph) == len && memcmp(s->glyph, p, len) == 0) {
		s->run++;
		return;
	}
	squeeze_end(s, out);
	if (*p == ' ')
		squeeze_ground(s, look, out);
	else
		render(s, look, out);
	buf_add(out, p, len);
	if (repeatable(s, p, len)) {
		memcpy(s->glyph, p, len);
		s->glyph[len] = '\0';
	}
}

void
squeeze_put(struct squeeze *s, uint32_t cp, struct rendition look, struct buf *out)
{
	char bytes[UTF8_MAX_BYTES];

	put_glyph(s, bytes, utf8_put(bytes, cp), look, out);
}

static size_t
take_glyph(struct squeeze *s, const char *p, const char *end, struct buf *out)
{
	uint8_t lead = (uint8_t)*p;
	size_t len = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

	if (len > (size_t)(end - p))
		len = (size_t)(end - p);
	put_glyph(s, p, len, s->wanted, out);
	return len;
}

/* One colour from the parameters behind 38 or 48; false when it is none of the 256. */
static bool
take_indexed(const int *params, int n, int *i, int *colour)
{
	if (*i + 2 >= n || params[*i + 1] != 5 || params[*i + 2] > 255)
		return false;
	*colour = params[*i + 2];
	*i += 2;
	return true;
}

static bool
apply_param(struct rendition *r, const int *params, int n, int *i)
{
	int p = params[*i];

	if (p == 0)
		*r = plain;
	else if (p <= 9)
		r->on |= 1U << p;
	else if (p == 22)
		r->on &= ~(unsigned)(BOLD | DIM);
	else if (p > 22 && p <= 29)
		r->on &= ~(1U << (p - 20));
	else if (p == 38)
		return take_indexed(params, n, i, &r->fg);
	else if (p == 48)
		return take_indexed(params, n, i, &r->bg);
	else if (p >= 30 && p <= 39)
		r->fg = p == 39 ? -1 : p - 30;
	else if (p >= 40 && p <= 49)
		r->bg = p == 49 ? -1 : p - 40;
	else if (p >= 90 && p <= 97)
		r->fg = p - 90 + 8;
	else if (p >= 100 && p <= 107)
		r->bg = p - 100 + 8;
	else
		return p == 10; /* the first font: the only one that is used */
	return true;
}

/* Takes the parameters of "ESC [ ... m" into the wanted rendition; false when one is not understood. */
static bool
apply_sgr(struct squeeze *s, const char *p, const char *end)
{
	int params[MOST_PARAMS] = {0}, n = 1;
	struct rendition r = s->wanted;

	for (; p < end; p++) {
		if (*p == ';' && n < MOST_PARAMS)
			n++;
		else if (*p >= '0' && *p <= '9' && params[n - 1] < 1000)
			params[n - 1] = params[n - 1] * 10 + (*p - '0');
		else
			return false;
	}
	for (int i = 0; i < n; i++)
		if (!apply_param(&r, params, n, &i))
			return false;
	s->wanted = r;
	return true;
}

/* The number at p, 1 for none and for 0. */
static int
number(const char *p)
{
	int n = (int)strtol(p, NULL, 10);

	return n > 0 ? n : 1;
}

/* "ESC [ row ; column H" */
static void
move_to(struct squeeze *s, const char *p, const char *q, struct buf *out)
{
	const char *column = memchr(p, ';', (size_t)(q - p));

	if (column != NULL) {
		squeeze_move(s, number(p + 2), number(column + 1), out);
		return;
	}
	buf_add(out, p, (size_t)(q + 1 - p));
	s->row = number(p + 2);
	s->col = s->cols > 0 ? 1 : 0;
}

/* "ESC [ top ; bottom r", or without numbers: all rows. Where the cursor is then, is not said. */
static void
note_region(struct squeeze *s, const char *p, const char *q)
{
	const char *bottom = memchr(p, ';', (size_t)(q - p));

	s->region = q > p + 2 &&
		(number(p + 2) != 1 || bottom == NULL || number(bottom + 1) != s->rows);
	squeeze_lose(s);
}

/* What a sequence other than "H" does to the cursor. */
static void
note_cursor(struct squeeze *s, const char *p, const char *q)
{
	int n = number(p + 2);

	switch (*q) {
	case 'K':
	case 'X':
	case 'P':
	case '@':
	case 'm':
		break;
	case 'G':
		s->col = n <= s->cols ? n : 0;
		break;
	case 'C':
		s->col = s->col > 0 && s->col + n <= s->cols ? s->col + n : 0;
		break;
	case 'D':
		s->col = s->col > n ? s->col - n : 0;
		break;
	case 'd':
		s->row = n;
		break;
	case 'r':
		note_region(s, p, q);
		break;
	default:
		squeeze_lose(s);
	}
}

/* "ESC [ parameters final" */
static size_t
take_csi(struct squeeze *s, const char *p, const char *end, struct buf *out)
{
	const char *q = p + 2;

	while (q < end && (uint8_t)*q < 0x40)
		q++;
	if (q == end) {
		buf_add(out, p, (size_t)(end - p));
		return (size_t)(end - p);
	}
	size_t len = (size_t)(q + 1 - p);

	if (*q == 'm' && apply_sgr(s, p + 2, q))
		return len;
	if (strchr("JKXLMPS@T", *q) != NULL) /* erase and shift: fills with the ground */
		squeeze_ground(s, s->wanted, out);
	else if (strchr("ABCDGHdf", *q) == NULL &&
		p[2] != '?') /* moves and modes need no rendition */
		render(s, s->wanted, out);
	if (*q == 'H') {
		move_to(s, p, q, out);
		return len;
	}
	buf_add(out, p, len);
	note_cursor(s, p, q);
	if (*q == 'm')
		s->known = false;
	return len;
}

static size_t
take_escape(struct squeeze *s, const char *p, const char *end, struct buf *out)
{
	const char *q = p + 1;

	squeeze_end(s, out);
	if (q < end && *q == '[')
		return take_csi(s, p, end, out);
	while (q < end && *q >= 0x20 && *q <= 0x2F)
		q++;
	size_t len = (size_t)(q - p) + (q < end);

	if (len == 3 && memcmp(p + 1, "(B", 2) == 0) /* no other character set is ever chosen */
		return len;
	render(s, s->wanted, out);
	buf_add(out, p, len);
	squeeze_lose(s);
	return len;
}

/* Curses moves by control characters where that is shorter. */
static void
take_control(struct squeeze *s, char c, struct buf *out)
{
	squeeze_end(s, out);
	if (c == SHIFT_IN)
		return;
	if (c == '\n') { /* may scroll, and then fills a row */
		squeeze_ground(s, s->wanted, out);
		s->row = 0;
	} else if (c == '\r') {
		s->col = s->cols > 0 ? 1 : 0;
	} else if (c == '\b') {
		s->col = s->col > 1 ? s->col - 1 : 0;
	} else {
		squeeze_lose(s);
	}
	buf_addch(out, c);
}

void
squeeze_bytes(struct squeeze *s, const char *bytes, size_t len, struct buf *out)
{
	const char *p = bytes, *end = bytes + len;

	while (p < end) {
		if (*p == ESC) {
			p += take_escape(s, p, end, out);
		} else if ((uint8_t)*p >= ' ') {
			p += take_glyph(s, p, end, out);
		} else {
			take_control(s, *p++, out);
		}
	}
	squeeze_end(s, out);
}

void
squeeze_glyph(
	struct squeeze *s, int row, int col, struct rendition r, const char *glyph, struct buf *out)
{
	squeeze_move(s, row, col, out);
	render(s, r, out);
	buf_addstr(out, glyph);
	s->col = 0;
}

struct shifts
squeeze_shifts(const char *bytes, size_t len)
{
	const char *p = bytes, *end = bytes + len;
	struct shifts found = {false, false};

	for (; p < end; p++) {
		if (*p == '\n')
			found.rows = true;
		if (*p != ESC || p + 1 == end)
			continue;
		p++;
		if (*p == 'M' || *p == 'D')
			found.rows = true;
		if (*p != '[')
			continue;
		while (p + 1 < end && (uint8_t)p[1] < 0x40)
			p++;
		if (p + 1 == end)
			continue;
		if (strchr("rLMST", p[1]) != NULL)
			found.rows = true;
		if (p[1] == '@' || p[1] == 'h')
			found.cells = true;
	}
	return found;
}
