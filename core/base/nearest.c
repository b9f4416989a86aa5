#include "core/base/nearest.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

enum { LONGEST = 32 }; /* characters; a longer word is not guessed */

/* Characters that matter for likeness; 0 when there are too many of them. */
static int
fold(const char *text, uint32_t out[LONGEST])
{
	int n = 0;

	while (*text != '\0') {
		uint32_t cp = text_fold_cp(utf8_next(&text));

		if (cp == '-' || cp == '_' || cp == ' ' || cp == '.')
			continue;
		if (n == LONGEST)
			return 0;
		out[n++] = cp;
	}
	return n;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* How many insertions, deletions, changes and swaps of neighbours lie between two words. */
static int
distance(const uint32_t *a, int na, const uint32_t *b, int nb)
{
	int rows[3][LONGEST + 1];
	int *two = rows[0], *one = rows[1], *now = rows[2];

	for (int j = 0; j <= nb; j++)
		one[j] = j;
	for (int i = 1; i <= na; i++) {
		now[0] = i;
		for (int j = 1; j <= nb; j++) {
			now[j] = least(
				least(one[j], now[j - 1]) + 1, one[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], two[j - 2] + 1);
		}
		int *spare = two;

		two = one;
		one = now;
		now = spare;
	}
	return one[nb];
}

/* Two words of two characters: hanzi taken for one another, as input methods offer them? */
static bool
sound_alike(const uint32_t a[2], const uint32_t b[2])
{
	const char *x[PINYIN_READINGS], *y[PINYIN_READINGS];
	int other = a[0] == b[0];
	size_t n = pinyin_readings(a[other], x), m = pinyin_readings(b[other], y);

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < m; j++)
			if (strcmp(x[i], y[j]) == 0)
				return true;
	return false;
}

const char *
nearest_name(const char *text, const char *const *names, size_t count)
{
	uint32_t want[LONGEST], have[LONGEST];
	int n = fold(text, want);
	int limit = n < 6 ? 1 : 2;
	const char *best = NULL;

	for (size_t i = 0; i < count && n > 0; i++) {
		int m = fold(names[i], have);
		int far = m > 0 && abs(n - m) <= limit ? distance(want, n, have, m) : LONGEST;

		/* A word of two characters that differs in one is half another word, unless they sound alike. */
		if (far <= limit &&
			(far < n - 1 || far == 0 ||
				(n == 2 && m == 2 && sound_alike(want, have)))) {
			best = names[i];
			limit = far - 1;
		}
	}
	return best;
}
