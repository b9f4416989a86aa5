/*
 * Charts made of characters (ux 6.4). Each writes one line into an ink, so that it stands wherever text
 * may stand; the number it shows is always printed beside it by the caller.
 */
#ifndef LINLI_CHART_H
#define LINLI_CHART_H

#include <stdint.h>

#include "tui/widget/ink.h"

/* "[██████----]": `cells` between the brackets. total 0 draws an empty one. */
void chart_progress(struct ink *k, enum glyphs glyphs, int64_t done, int64_t total, int cells);

/* "████": the longest bar, for `most`, has `cells`; anything above zero has one. */
void chart_bar(
	struct ink *k, enum glyphs glyphs, enum role role, int64_t value, int64_t most, int cells);

/*
 * A sparkline of one row, base zero, scaled to the largest value: braille with two points a cell, or
 * one of ".:-=+*#" a cell. values are spread over exactly `cells` cells.
 */
void chart_spark(
	struct ink *k, enum glyphs glyphs, enum role role, const int64_t *values, int n, int cells);

/*
 * One row of an area chart of `rows` rows (row 0 is the top): braille filled from zero, four steps a row,
 * two points a cell. ASCII: '#' where filled.
 */
void chart_area(struct ink *k, enum glyphs glyphs, enum role role, const int64_t *values, int n,
	int cells, int row, int rows);

/* A step of the histogram row "12-06 █1": label, bar of at most `cells`, number. */
void chart_step(struct ink *k, enum glyphs glyphs, const char *label, int64_t value, int64_t most,
	int cells);

/* A heat cell, shade and digit: "▓▓3". level 0-4. */
void chart_heat(struct ink *k, enum glyphs glyphs, int level);

/* "受理 完 > 分办 完 > 反馈 进行 > 问效 未": steps before `now` are done; now == n: all are. */
void chart_loop(struct ink *k, const char *const *steps, int n, int now);

#endif
