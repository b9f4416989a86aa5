#include "tui/widget/chart.h"

#include "core/base/i18n.h"

enum { FULL_BLOCK = 0x2588, BRAILLE = 0x2800 };

static void
repeat(struct ink *k, enum role role, uint32_t cp, int n)
{
	ink_add(k, role, "");
	for (int i = 0; i < n; i++)
		buf_addcp(&k->text, cp);
}

static uint32_t
block(enum glyphs glyphs)
{
	return glyphs == GLYPHS_UNICODE ? FULL_BLOCK : '#';
}

/* value of most as cells; nothing only for zero. */
static int
scaled(int64_t value, int64_t most, int cells)
{
	if (value <= 0 || most <= 0 || cells <= 0)
		return 0;
	if (value >= most)
		return cells;
	int n = (int)((value * cells + most / 2) / most);

	return n > 0 ? n : 1;
}

void
chart_progress(struct ink *k, enum glyphs glyphs, int64_t done, int64_t total, int cells)
{
	int full = total > 0 ? (int)((done < total ? done : total) * cells / total) : 0;

	ink_add(k, ROLE_LABEL, "[");
	repeat(k, ROLE_CHART_1, block(glyphs), full);
	repeat(k, ROLE_LABEL, '-', cells - full);
	ink_add(k, ROLE_LABEL, "]");
}

void
chart_bar(struct ink *k, enum glyphs glyphs, enum role role, int64_t value, int64_t most, int cells)
{
	repeat(k, role, block(glyphs), scaled(value, most, cells));
}

/* The value at point i of `points`: the largest of those that fall on it, so that no peak is lost. */
static int64_t
value_at(const int64_t *values, int n, int i, int points)
{
	int from = (int)((int64_t)i * n / points), to = (int)((int64_t)(i + 1) * n / points);
	int64_t v = values[from];

	for (int j = from + 1; j < to; j++)
		v = values[j] > v ? values[j] : v;
	return v;
}

static int64_t
largest(const int64_t *values, int n)
{
	int64_t most = 0;

	for (int i = 0; i < n; i++)
		most = values[i] > most ? values[i] : most;
	return most;
}

/* Dots that rise from the bottom of a braille cell, left and right column. */
static uint32_t
braille(int left, int right)
{
	static const uint8_t lefts[] = {0, 0x40, 0x44, 0x46, 0x47};
	static const uint8_t rights[] = {0, 0x80, 0xA0, 0xB0, 0xB8};

	return (uint32_t)BRAILLE + lefts[left] + rights[right];
}

/* How many of a row's four steps are filled; row counts from the bottom. */
static int
steps_in_row(int64_t value, int64_t most, int row, int rows)
{
	int steps = scaled(value, most, 4 * rows) - 4 * row;

	if (steps < 0)
		return 0;
	return steps < 4 ? steps : 4;
}

static void
ascii_level(struct ink *k, enum role role, int64_t value, int64_t most)
{
	static const char levels[] = " .:-=+*#";
	char one[2] = {levels[scaled(value, most, 7)], '\0'};

	ink_add(k, role, one);
}

void
chart_spark(
	struct ink *k, enum glyphs glyphs, enum role role, const int64_t *values, int n, int cells)
{
	if (glyphs == GLYPHS_UNICODE) {
		chart_area(k, glyphs, role, values, n, cells, 0, 1);
		return;
	}
	int64_t most = largest(values, n);

	for (int i = 0; i < cells && n > 0; i++)
		ascii_level(k, role, value_at(values, n, i, cells), most);
}

void
chart_area(struct ink *k, enum glyphs glyphs, enum role role, const int64_t *values, int n,
	int cells, int row, int rows)
{
	int64_t most = largest(values, n);
	int up = rows - 1 - row;

	ink_add(k, role, "");
	for (int i = 0; i < cells && n > 0; i++) {
		int left = steps_in_row(value_at(values, n, 2 * i, 2 * cells), most, up, rows);
		int right = steps_in_row(value_at(values, n, 2 * i + 1, 2 * cells), most, up, rows);

		if (glyphs == GLYPHS_UNICODE)
			buf_addcp(&k->text, braille(left, right));
		else
			buf_addch(&k->text, left + right >= 4 ? '#' : left + right > 0 ? '.' : ' ');
	}
}

void
chart_step(struct ink *k, enum glyphs glyphs, const char *label, int64_t value, int64_t most,
	int cells)
{
	ink_addf(k, ROLE_LABEL, "%s ", label);
	chart_bar(k, glyphs, ROLE_CHART_1, value, most, cells);
	ink_addf(k, ROLE_FG, "%lld", (long long)value);
}

void
chart_heat(struct ink *k, enum glyphs glyphs, int level)
{
	static const uint32_t shades[] = {' ', 0x2591, 0x2592, 0x2593, FULL_BLOCK};
	static const char plain[] = " .:=#";
	enum role role = (enum role)(ROLE_HEAT_0 + level);

	repeat(k, role, glyphs == GLYPHS_UNICODE ? shades[level] : (uint32_t)plain[level], 2);
	ink_addf(k, ROLE_FG, "%d", level);
}

void
chart_loop(struct ink *k, const char *const *steps, int n, int now)
{
	for (int i = 0; i < n; i++) {
		if (i > 0)
			ink_add(k, ROLE_DIM, " > ");
		ink_addf(k, i == now ? ROLE_STRONG : ROLE_LABEL, "%s ", steps[i]);
		if (i < now)
			ink_add(k, ROLE_OK, C_("loop|4", "完"));
		else
			ink_add(k, i == now ? ROLE_STRONG : ROLE_DIM,
				i == now ? C_("loop|4", "进行") : C_("loop|4", "未"));
	}
}
