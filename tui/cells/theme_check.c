#include "tui/cells/theme.h"

#include <string.h>

#include "core/base/buf.h"
#include "core/base/i18n.h"

enum { APART = 20 };

/* A colour as one kind of terminal shows it; false when the terminal's own would be used. */
static bool
shown(const struct theme *t, int role, bool indexed, uint32_t *rgb)
{
	const struct paint *p = &t->roles[role];

	*rgb = p->rgb;
	if (indexed && p->idx >= 16)
		*rgb = theme_palette_rgb(p->idx);
	return !indexed || p->idx >= 16;
}

static int
least_for(int role, int least)
{
	switch (role) {
	case ROLE_DISABLED:
		return 300;
	case ROLE_BORDER: /* seen, not read */
		return least >= 700 ? 300 : 150;
	default:
		return least;
	}
}

/* The ground that a text role stands on; ROLE_NONE for roles that are no text. */
static int
ground_of(int role)
{
	const char *name = role_name(role);
	size_t n = strlen(name);

	switch (role) {
	case ROLE_TITLE_FG:
		return ROLE_TITLE_BG;
	case ROLE_TAB_ON_FG:
		return ROLE_TAB_ON_BG;
	case ROLE_SEL_FG:
		return ROLE_SEL_BG;
	case ROLE_INPUT_FG:
		return ROLE_INPUT_BG;
	case ROLE_DIALOG_FG:
		return ROLE_DIALOG_BG;
	case ROLE_TOAST_FG:
		return ROLE_TOAST_BG;
	default:
		break;
	}
	if (strcmp(name + n - 2, "bg") == 0 || strncmp(name, "heat.", 5) == 0)
		return ROLE_NONE;
	return ROLE_BG;
}

static int
check_contrast(const struct theme *t, int role, bool indexed, int least, struct buf *out)
{
	int ground = ground_of(role), want = least_for(role, least);
	uint32_t a, b;

	if (ground == ROLE_NONE || !shown(t, role, indexed, &a) || !shown(t, ground, indexed, &b))
		return 0;
	int got = theme_contrast(a, b);

	if (got >= want)
		return 0;
	buf_addf(out, _("%s 在 %s 上对比度 %d.%02d, 至少 %d.%02d%s\n"), role_name(role),
		role_name(ground), got / 100, got % 100, want / 100, want % 100,
		indexed ? " (256)" : "");
	return 1;
}

static int
check_apart(const struct theme *t, int a, int b, bool indexed, struct buf *out)
{
	uint32_t ca, cb;

	if (!shown(t, a, indexed, &ca) || !shown(t, b, indexed, &cb))
		return 0;
	for (int sight = 0; sight < SIGHTS; sight++) {
		if (theme_distance(ca, cb, (enum sight)sight) >= APART)
			continue;
		buf_addf(out, _("%s 与 %s 难以分辨%s\n"), role_name(a), role_name(b),
			indexed ? " (256)" : "");
		return 1;
	}
	return 0;
}

int
theme_check(const struct theme *t, int least, struct buf *out)
{
	static const uint8_t apart[][2] = {{ROLE_GREEN, ROLE_YELLOW}, {ROLE_GREEN, ROLE_RED},
		{ROLE_YELLOW, ROLE_RED}, {ROLE_CHART_1, ROLE_CHART_2}, {ROLE_CHART_1, ROLE_CHART_3},
		{ROLE_CHART_2, ROLE_CHART_3}};
	int misses = 0;

	if (t->base == BASE_MONO)
		return 0;
	for (int indexed = 0; indexed < 2; indexed++) {
		for (int role = 0; role < ROLE_COUNT; role++)
			misses += check_contrast(t, role, indexed, least, out);
		for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++)
			misses += check_apart(t, apart[i][0], apart[i][1], indexed, out);
	}
	return misses;
}
