#include "tui/term/look.h"

enum { BLACK = 0, WHITE = 7, BRIGHT = 8, BRIGHT_BLACK = 8 };

/* Roles that keep their attribute beside the 16 colours, which no two terminals show alike. */
static bool
keeps_attr(int role)
{
	return (role >= ROLE_GREEN && role <= ROLE_GREY) || role == ROLE_ERR ||
		role == ROLE_CONFLICT || role == ROLE_SEALED;
}

/*
 * With eight colours the bright ones are bold, except for grey: bold black is black on many terminals,
 * so it becomes the terminal's own colour, dimmed where that is known.
 */
static void
fold_to_eight(struct look *look)
{
	if (look->fg == BRIGHT_BLACK) {
		look->fg = COLOUR_DEFAULT;
		look->attr |= ATTR_DIM;
	} else if (look->fg > BRIGHT) {
		look->fg -= BRIGHT;
		look->attr |= ATTR_BOLD;
	}
	if (look->bg >= BRIGHT)
		look->bg -= BRIGHT;
}

struct look
look_of(const struct theme *t, struct style style, int colours)
{
	const struct paint *fg = &t->roles[style.fg], *bg = &t->roles[style.bg];
	struct look look = {COLOUR_DEFAULT, COLOUR_DEFAULT, 0};

	if (colours == 0 || t->base == BASE_MONO) {
		look.attr = fg->attr | bg->attr;
		return look;
	}
	look.fg = colours >= 256 ? fg->idx : fg->ansi;
	look.bg = colours >= 256 ? bg->idx : bg->ansi;
	if (style.bg == ROLE_BG && !t->own_background)
		look.bg = COLOUR_DEFAULT;
	if (colours < 256 && keeps_attr(style.fg))
		look.attr = fg->attr;
	if (colours < 16)
		fold_to_eight(&look);
	return look;
}

struct look
look_blank(struct look look)
{
	if ((look.attr & (ATTR_UNDERLINE | ATTR_REVERSE)) == 0)
		look = (struct look){COLOUR_DEFAULT, look.bg, 0};
	return look;
}

struct look
look_swapped(struct look look)
{
	bool coloured = look.fg != COLOUR_DEFAULT || look.bg != COLOUR_DEFAULT;

	if (!coloured || (look.attr & ATTR_REVERSE) == 0)
		return look;
	return (struct look){.fg = look.bg == COLOUR_DEFAULT ? BLACK : look.bg,
		.bg = look.fg == COLOUR_DEFAULT ? WHITE : look.fg,
		.attr = look.attr & (uint8_t)~ATTR_REVERSE};
}
