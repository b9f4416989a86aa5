#include "core/base/show.h"

#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/base/width.h"

enum {
	ZERO_WIDTH_JOINER = 0x200D,
	FLAG_FIRST = 0x1F1E6,
	FLAG_LAST = 0x1F1FF,
	SKIN_FIRST = 0x1F3FB,
	SKIN_LAST = 0x1F3FF,
	GETA = 0x3013, /* the typesetter's mark for a missing sort, two cells everywhere */
};

void
show_init_n(struct show *s, const char *text, size_t len)
{
	*s = (struct show){.at = text, .end = text + len};
}

void
show_init(struct show *s, const char *text)
{
	show_init_n(s, text, strlen(text));
}

const char *
show_at(const struct show *s)
{
	return s->at;
}

static bool
is_emoji(uint32_t cp)
{
	return (cp >= 0x1F000 && cp <= 0x1FAFF) ||
		(cp >= 0x231A && cp <= 0x2BFF && width_class(cp) == WIDTH_WIDE);
}

/* Plain forms for terminals that draw ambiguous characters two cells wide; NULL: keep it. */
static const char *
plain_form(uint32_t cp)
{
	static const char circled[][5] = {"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)",
		"(9)", "(10)", "(11)", "(12)", "(13)", "(14)", "(15)", "(16)", "(17)", "(18)",
		"(19)", "(20)"};

	if (cp >= 0x2460 && cp <= 0x2473)
		return circled[cp - 0x2460];
	switch (cp) {
	case 0x2018:
	case 0x2019:
		return "'";
	case 0x201C:
	case 0x201D:
		return "\"";
	case 0x2014:
	case 0x2013:
		return "-";
	case 0x2026:
		return "..";
	case 0x00B7:
		return ".";
	case 0x00D7:
		return "x";
	case 0x2192:
		return ">";
	default:
		return NULL;
	}
}

/* Characters that belong to the glyph before: marks up to the cell's room, joined emoji, skin tones. */
static void
take_followers(struct show *s, struct glyph *g)
{
	int n = 0;

	while (s->at < s->end && (uint8_t)*s->at >= 0x80) {
		const char *p = s->at;
		uint32_t cp = utf8_next_n(&p, s->end);
		bool skin = cp >= SKIN_FIRST && cp <= SKIN_LAST && g->cp == GETA;
		bool second_flag = s->half_flag && cp >= FLAG_FIRST && cp <= FLAG_LAST;

		if (s->join_next && is_emoji(cp)) {
			s->join_next = false;
		} else if (second_flag) {
			s->half_flag = false;
		} else if (width_class(cp) == WIDTH_ZERO) {
			s->join_next = cp == ZERO_WIDTH_JOINER;
			if (n < GLYPH_MARKS && !text_is_invisible(cp))
				g->marks[n++] = cp;
		} else if (!skin) {
			break;
		}
		s->at = p;
	}
	s->join_next = false;
	s->half_flag = false;
}

static bool
take_pending(struct show *s, struct glyph *g)
{
	g->cp = (uint8_t)*s->pending++;
	g->cells = 1;
	if (*s->pending == '\0')
		s->pending = NULL;
	return true;
}

/* Decides what a character is drawn as; false when it is not drawn at all. */
static bool
draw_as(struct show *s, uint32_t cp, struct glyph *g)
{
	const char *plain;

	g->cells = 1;
	switch (width_class(cp)) {
	case WIDTH_CONTROL:
		g->cp = cp == '\n' || cp == '\t' ? ' ' : '?';
		return true;
	case WIDTH_ZERO: /* with nothing before it that could carry it */
		return false;
	case WIDTH_NONE:
		g->cp = UTF8_REPLACEMENT;
		g->cells = (uint8_t)width_cp(UTF8_REPLACEMENT);
		return true;
	case WIDTH_AMBIGUOUS:
		plain = width_ambiguous() == 2 ? plain_form(cp) : NULL;
		if (plain != NULL) {
			s->pending = plain;
			return take_pending(s, g);
		}
		break;
	case WIDTH_NARROW:
	case WIDTH_WIDE:
		break;
	}
	g->cp = cp;
	g->cells = (uint8_t)width_cp(cp);
	if (is_emoji(cp)) {
		s->half_flag = cp >= FLAG_FIRST && cp <= FLAG_LAST;
		g->cp = GETA;
		g->cells = 2;
	}
	return true;
}

bool
show_next(struct show *s, struct glyph *g)
{
	*g = (struct glyph){0};
	if (s->pending != NULL)
		return take_pending(s, g);
	while (s->at < s->end) {
		uint8_t byte = (uint8_t)*s->at;

		if (byte >= 0x20 && byte < 0x7F) {
			s->at++;
			g->cp = byte;
			g->cells = 1;
		} else if (!draw_as(s, utf8_next_n(&s->at, s->end), g)) {
			continue;
		}
		if (s->pending == NULL)
			take_followers(s, g);
		return true;
	}
	return false;
}

int
show_width_n(const char *text, size_t len)
{
	struct show s;
	struct glyph g;
	int cells = 0;

	show_init_n(&s, text, len);
	while (show_next(&s, &g))
		cells += g.cells;
	return cells;
}

int
show_width(const char *text)
{
	return show_width_n(text, strlen(text));
}

size_t
show_fit(const char *text, int cells, int *used)
{
	struct show s;
	struct glyph g;
	int n = 0;
	size_t fits = 0;

	show_init(&s, text);
	while (show_next(&s, &g) && n + g.cells <= cells) {
		n += g.cells;
		if (s.pending == NULL)
			fits = (size_t)(s.at - text);
	}
	if (used != NULL)
		*used = show_width_n(text, fits);
	return fits;
}

void
show_cut(struct buf *out, const char *text, int cells)
{
	static const char dots[] = "..";
	int used;
	size_t fits = show_fit(text, cells, &used);

	if (text[fits] == '\0') {
		buf_add(out, text, fits);
		return;
	}
	if (cells < 2) {
		buf_add(out, dots, cells > 0 ? 1 : 0);
		return;
	}
	buf_add(out, text, show_fit(text, cells - 2, &used));
	buf_addstr(out, dots);
	if (used < cells - 2)
		buf_addch(out, ' ');
}

void
show_pad(struct buf *out, const char *text, int cells, bool right)
{
	struct buf cut;

	buf_init(&cut);
	show_cut(&cut, text, cells);
	int blanks = cells - show_width(cut.text);

	for (int i = 0; right && i < blanks; i++)
		buf_addch(out, ' ');
	buf_add(out, cut.text, cut.len);
	for (int i = 0; !right && i < blanks; i++)
		buf_addch(out, ' ');
	buf_release(&cut);
}
