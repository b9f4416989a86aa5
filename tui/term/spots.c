/* A canvas as the terminal shall have it. */
#include <string.h>

#include "tui/term/inside.h"

/* The looks of one style, kept while cells have it. */
struct inks {
	struct style style;
	struct rendition text, blank;
	bool known;
};

static void
take_style(const struct term *t, struct style style, struct inks *k)
{
	if (k->known && k->style.fg == style.fg && k->style.bg == style.bg)
		return;
	struct look look = backend_look(t->backend, style);

	k->style = style;
	k->text = rendition_of(look);
	k->blank = rendition_of(look_blank(look));
	k->known = true;
}

static void
put_spot(const struct term *t, const struct cell *c, const struct inks *k, struct spot *out)
{
	bool blank = c->cp == ' ' && c->lines == 0 && c->marks[0] == 0;

	*out = (struct spot){.cp = c->lines != 0 ? line_glyph(c->lines, t->glyphs) : c->cp,
		.look = blank ? k->blank : k->text,
		.cells = c->cells};
	memcpy(out->marks, c->marks, sizeof(out->marks));
}

/* No wide glyph reaches the corner at the bottom right: there it could only be written by scrolling. */
static void
put_row(const struct term *t, const struct canvas *cv, int row)
{
	static const struct cell empty = {.cp = ' ', .cells = 1, .style = {ROLE_FG, ROLE_BG}};
	int cols = t->draw.cols, edge = cols - (row == t->draw.rows - 1);
	struct spot *out = t->draw.want + (size_t)row * (size_t)cols;
	struct inks inks = {0};

	for (int col = 0; col < cols; col++) {
		bool given = row < cv->rows && col < cv->cols;
		const struct cell *c = given ? canvas_at(cv, row, col) : &empty;
		bool cut = (c->cells == 2 && col + 2 > edge) || (c->cells == 0 && col >= edge) ||
			(c->cells == 0 && (col == 0 || out[col - 1].cells != 2));

		if (c->cells != 0 || cut)
			take_style(t, c->style, &inks);
		if (cut)
			out[col] = (struct spot){.cp = ' ', .look = inks.blank, .cells = 1};
		else
			put_spot(t, c, &inks, &out[col]);
	}
}

void
paint_spots(struct term *t, const struct canvas *cv, bool all)
{
	size_t bytes = sizeof(struct cell) * (size_t)cv->cols;
	struct style ground = {ROLE_FG, ROLE_BG};

	if (t->draw.rows != t->squeeze.rows || t->draw.cols != t->squeeze.cols) {
		draw_resize(&t->draw, t->squeeze.rows, t->squeeze.cols);
		all = true;
	}
	for (int row = 0; row < t->draw.rows; row++) {
		size_t at = (size_t)row * (size_t)cv->cols;

		if (all || row >= cv->rows ||
			memcmp(cv->cells + at, t->shown.cells + at, bytes) != 0)
			put_row(t, cv, row);
	}
	draw_frame(&t->draw, &t->squeeze,
		rendition_of(look_blank(backend_look(t->backend, ground))), &t->frame);
}
