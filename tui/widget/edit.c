#include "tui/widget/edit.h"

#include <string.h>

#include "core/base/show.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tui/widget/ink.h"

void
edit_init(struct edit *e, struct arena *mem, int max, bool lines)
{
	size_t cap = (size_t)max * UTF8_MAX_BYTES + 1;

	*e = (struct edit){.w.ops = &edit_widget,
		.max = max,
		.cap = cap,
		.lines = lines,
		.text = arena_alloc(mem, cap)};
}

/* --- places between glyphs */

static size_t
next_glyph(const struct edit *e, size_t at)
{
	struct show s;
	struct glyph g;

	if (at >= e->len)
		return e->len;
	show_init_n(&s, e->text + at, e->len - at);
	if (!show_next(&s, &g))
		return e->len;
	return (size_t)(show_at(&s) - e->text);
}

static size_t
previous_glyph(const struct edit *e, size_t at)
{
	size_t p = 0, next;

	/* A glyph's beginning cannot be told from its end: walk there from the start. */
	while (p < at && (next = next_glyph(e, p)) < at && next > p)
		p = next;
	return p;
}

/* --- changing */

static void
cut(struct edit *e, size_t from, size_t to)
{
	memmove(e->text + from, e->text + to, e->len - to + 1);
	e->len -= to - from;
	e->caret = from;
}

/* The longest beginning of text that still fits, in bytes. */
static size_t
fitting(const struct edit *e, const char *text)
{
	size_t room = (size_t)e->max - utf8_count(e->text);
	const char *p = text;

	if (utf8_count(e->text) >= (size_t)e->max)
		return 0;
	while (*p != '\0' && room-- > 0)
		utf8_next(&p);
	return (size_t)(p - text);
}

bool
edit_insert(struct edit *e, const char *text)
{
	struct buf clean;

	buf_init(&clean);
	text_clean(&clean, text, strlen(text), !e->lines);
	size_t n = fitting(e, clean.text);
	bool all = n == clean.len;

	if (e->len + n < e->cap) {
		memmove(e->text + e->caret + n, e->text + e->caret, e->len - e->caret + 1);
		memcpy(e->text + e->caret, clean.text, n);
		e->len += n;
		e->caret += n;
	}
	buf_release(&clean);
	return all;
}

void
edit_set(struct edit *e, const char *text)
{
	e->len = e->caret = e->scroll = 0;
	e->text[0] = '\0';
	edit_insert(e, text);
}

void
edit_replace(struct edit *e, size_t from, const char *text)
{
	cut(e, from, e->caret);
	edit_insert(e, text);
}

void
edit_narrow(struct edit *e)
{
	struct buf narrow;

	buf_init(&narrow);
	text_narrow(&narrow, e->text);
	text_trim(&narrow);
	if (strcmp(narrow.text, e->text) != 0)
		edit_set(e, narrow.text);
	buf_release(&narrow);
}

enum kind { KIND_BLANK, KIND_WORD, KIND_HANZI, KIND_MARK };

static enum kind
kind_at(const struct edit *e, size_t at)
{
	const char *p = e->text + at;
	uint32_t cp = utf8_next(&p);

	if (cp == ' ' || cp == '\n' || cp == 0x3000)
		return KIND_BLANK;
	if (text_is_hanzi(cp))
		return KIND_HANZI;
	return cp >= 0x80 || isalnum((int)cp) ? KIND_WORD : KIND_MARK;
}

/* Where the word before the caret begins: blanks, then characters of one kind. */
static size_t
word_start(const struct edit *e)
{
	size_t at = e->caret, before;

	while (at > 0 && kind_at(e, before = previous_glyph(e, at)) == KIND_BLANK)
		at = before;
	if (at == 0)
		return 0;
	enum kind kind = kind_at(e, previous_glyph(e, at));

	while (at > 0 && kind_at(e, before = previous_glyph(e, at)) == kind)
		at = before;
	return at;
}

/* --- lines as they are shown */

struct shown_line {
	size_t from, len, next; /* next: where the following line begins */
};

static int
line_cols(const struct edit *e)
{
	return e->w.rect.cols > 1 ? e->w.rect.cols : 40;
}

static struct shown_line
first_line(const struct edit *e, int cols)
{
	size_t skip, len = wrap_line(e->text, cols, &skip);

	return (struct shown_line){0, len, len + skip};
}

/* A text that ends in a line feed has an empty last line. */
static bool
next_line(const struct edit *e, int cols, struct shown_line *line)
{
	size_t skip, from = line->next, len;

	if (from >= e->len && (from == line->from + line->len || e->text[from - 1] != '\n'))
		return false;
	len = wrap_line(e->text + from, cols, &skip);
	*line = (struct shown_line){from, len, from + len + skip};
	return true;
}

/* The n-th line; false when there are fewer: then it is the last one. */
static bool
find_line(const struct edit *e, int cols, int n, struct shown_line *out)
{
	*out = first_line(e, cols);
	while (n > 0 && next_line(e, cols, out))
		n--;
	return n == 0;
}

/* The line that a place is in, and its number. */
static int
line_of(const struct edit *e, int cols, size_t caret, struct shown_line *out)
{
	struct shown_line next = first_line(e, cols);
	int n = 0;

	*out = next;
	while (caret >= out->next && next_line(e, cols, &next)) {
		*out = next;
		n++;
	}
	return n;
}

int
edit_rows(const struct edit *e, int cols)
{
	struct shown_line line = first_line(e, cols);
	int n = 1;

	while (e->lines && next_line(e, cols, &line))
		n++;
	return n;
}

/* The last place in a line: where the text goes on without a blank, its end is the next one's beginning. */
static size_t
last_place(const struct edit *e, const struct shown_line *line)
{
	size_t end = line->from + line->len;

	return line->next == end && end < e->len ? previous_glyph(e, end) : end;
}

static bool
move_line(struct edit *e, int by)
{
	struct shown_line line;
	int cols = line_cols(e), at = line_of(e, cols, e->caret, &line), used;
	int col = show_width_n(e->text + line.from, e->caret - line.from);

	if (!e->lines || at + by < 0 || !find_line(e, cols, at + by, &line))
		return false;
	size_t to = line.from + show_fit(e->text + line.from, col, &used),
	       last = last_place(e, &line);

	e->caret = to < last ? to : last;
	return true;
}

static void
line_edges(const struct edit *e, size_t *from, size_t *to)
{
	struct shown_line line = {0, e->len, e->len};

	if (e->lines)
		line_of(e, line_cols(e), e->caret, &line);
	*from = line.from;
	*to = e->lines ? last_place(e, &line) : e->len;
}

/* --- actions */

static bool
remove_something(struct edit *e, enum action action)
{
	switch (action) {
	case ACT_FORM_RUBOUT:
		cut(e, previous_glyph(e, e->caret), e->caret);
		return true;
	case ACT_FORM_DELETE:
		cut(e, e->caret, next_glyph(e, e->caret));
		return true;
	case ACT_FORM_CLEAR:
		cut(e, 0, e->len);
		return true;
	case ACT_FORM_KILL:
		cut(e, e->caret, e->caret + strcspn(e->text + e->caret, "\n"));
		return true;
	case ACT_FORM_KILLWORD:
		cut(e, word_start(e), e->caret);
		return true;
	default:
		return false;
	}
}

static bool
move(struct edit *e, enum action action)
{
	size_t from, to;

	switch (action) {
	case ACT_FORM_LEFT:
		e->caret = previous_glyph(e, e->caret);
		return true;
	case ACT_FORM_RIGHT:
		if (e->caret == e->len)
			return false;
		e->caret = next_glyph(e, e->caret);
		return true;
	case ACT_FORM_HOME:
		line_edges(e, &from, &to);
		e->caret = from;
		return true;
	case ACT_FORM_END:
		line_edges(e, &from, &to);
		e->caret = to;
		return true;
	case ACT_FORM_UP:
		return move_line(e, -1);
	case ACT_FORM_DOWN:
		return move_line(e, 1);
	default:
		return false;
	}
}

struct act
edit_act(struct edit *e, struct act act)
{
	const struct act done = {0};
	size_t before = e->len;

	if (act.id == ACT_TEXT)
		edit_insert(e, act.text);
	else if (act.id == ACT_FORM_NEWLINE && e->lines)
		edit_insert(e, "\n");
	else if (!remove_something(e, act.id))
		return move(e, act.id) ? done : act;
	if (e->len == before)
		return done;
	return (struct act){.id = ACT_EDITED, .text = e->text, .at_ms = act.at_ms};
}

/* --- on the screen */

void
edit_place(struct edit *e, struct rect rect)
{
	struct shown_line line;

	e->w.rect = rect;
	if (e->lines) {
		int at = line_of(e, line_cols(e), e->caret, &line), top = (int)e->scroll;

		if (at >= top + rect.rows)
			top = at - rect.rows + 1;
		e->scroll = (size_t)(at < top ? at : top);
		return;
	}
	if (e->scroll > e->caret)
		e->scroll = e->caret;
	while (e->scroll < e->caret &&
		show_width_n(e->text + e->scroll, e->caret - e->scroll) >= rect.cols)
		e->scroll = next_glyph(e, e->scroll);
	if (show_width(e->text) < rect.cols)
		e->scroll = 0;
}

static void
paint_one(const struct edit *e, const struct view *v, struct style style, bool caret)
{
	struct rect r = v->rect;
	struct buf stars;
	const char *text = e->text + e->scroll;
	size_t before = e->caret > e->scroll ? e->caret - e->scroll : 0;
	int col = show_width_n(text, before);

	buf_init(&stars);
	if (e->secret) {
		col = (int)utf8_count(e->text);
		for (int i = 0; i < col; i++)
			buf_addch(&stars, '*');
		text = stars.text;
	}
	canvas_text(v->cv, r.row, r.col, r.cols, style, text);
	if (caret)
		canvas_caret(v->cv, r.row, r.col + (col < r.cols ? col : r.cols - 1));
	buf_release(&stars);
}

static void
paint_lines(const struct edit *e, const struct view *v, struct style style, bool caret)
{
	struct rect r = v->rect;
	struct shown_line line;
	struct buf text;
	int at = line_of(e, r.cols, e->caret, &line), top = (int)e->scroll;

	if (caret) {
		int col = show_width_n(e->text + line.from, e->caret - line.from);

		canvas_caret(v->cv, r.row + at - top, r.col + (col < r.cols ? col : r.cols - 1));
	}
	buf_init(&text);
	bool more = find_line(e, r.cols, top, &line);

	for (int i = 0; i < r.rows && more; i++) {
		buf_clear(&text);
		buf_add(&text, e->text + line.from, line.len);
		canvas_text(v->cv, r.row + i, r.col, r.cols, style, text.text);
		more = next_line(e, r.cols, &line);
	}
	buf_release(&text);
}

void
edit_paint(const struct edit *e, const struct view *v, enum role fg, enum role bg, bool caret)
{
	struct style style = {(uint8_t)fg, (uint8_t)bg};

	canvas_fill(v->cv, v->rect, style);
	if (e->lines)
		paint_lines(e, v, style, caret);
	else
		paint_one(e, v, style, caret);
}

static struct act
widget_edit_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	(void)ui, (void)err;
	return edit_act((struct edit *)w, act);
}

static bool
widget_edit_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	(void)ui, (void)err;
	edit_place((struct edit *)w, rect);
	return true;
}

static void
widget_edit_paint(const struct widget *w, const struct view *v)
{
	edit_paint((const struct edit *)w, v, ROLE_INPUT_FG, ROLE_INPUT_BG, v->focus);
}

static bool
widget_edit_text(const struct widget *w)
{
	(void)w;
	return true;
}

const struct widget_ops edit_widget = {
	.act = widget_edit_act,
	.place = widget_edit_place,
	.paint = widget_edit_paint,
	.text = widget_edit_text,
};
