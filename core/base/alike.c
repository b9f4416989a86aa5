#include "core/base/alike.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"

/* A hanzi, or a run of Latin letters and digits. */
struct unit {
	size_t from;
	uint64_t hash;
	bool word;  /* such a run of two characters at least: it counts alone */
	bool joins; /* nothing stands between it and the unit before */
	bool both;
};

static bool
is_letter(uint32_t cp)
{
	return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
}

static uint64_t
mix(uint64_t hash, uint64_t value)
{
	return (hash ^ value) * UINT64_C(0x100000001B3);
}

static uint64_t
pair_of(const struct unit *second)
{
	return mix(mix(second[-1].hash, 1), second->hash); /* which of them is first matters */
}

static size_t
cut_units(const char *text, struct arena *mem, struct unit **out)
{
	struct unit *units = arena_array(mem, strlen(text) + 1, sizeof(*units));
	const char *p = text;
	size_t n = 0;
	bool open = false, joins = false; /* open: the last unit is a run that may go on */

	while (*p != '\0') {
		size_t from = (size_t)(p - text);
		uint32_t cp = text_fold_cp(utf8_next(&p));

		if (is_letter(cp) && open) {
			units[n - 1].hash = mix(units[n - 1].hash, cp);
			units[n - 1].word = true;
		} else if (is_letter(cp) || text_is_hanzi(cp)) {
			units[n++] = (struct unit){.from = from,
				.hash = mix(UINT64_C(0xCBF29CE484222325), cp),
				.joins = joins};
			open = is_letter(cp);
			joins = true;
		} else {
			open = joins = false;
		}
	}
	*out = units;
	return n;
}

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* What a text says, sorted: its pairs of neighbours and its words. */
static size_t
said(const struct unit *units, size_t n, struct arena *mem, uint64_t **out)
{
	uint64_t *list = arena_array(mem, 2 * n + 1, sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (units[i].word)
			list[count++] = units[i].hash;
		if (units[i].joins)
			list[count++] = pair_of(&units[i]);
	}
	qsort(list, count, sizeof(*list), compare);
	*out = list;
	return count;
}

static void
mark(struct unit *units, size_t n, const uint64_t *list, size_t count)
{
	for (size_t i = 0; i < n; i++) {
		uint64_t pair = i > 0 ? pair_of(&units[i]) : 0;

		if (units[i].word &&
			bsearch(&units[i].hash, list, count, sizeof(*list), compare) != NULL)
			units[i].both = true;
		if (units[i].joins && bsearch(&pair, list, count, sizeof(*list), compare) != NULL)
			units[i].both = units[i - 1].both = true;
	}
}

size_t
text_parts(const char *text, const char *other, struct arena *mem, struct text_part **out)
{
	struct unit *units, *others;
	uint64_t *list;
	size_t n = cut_units(text, mem, &units), m = cut_units(other, mem, &others), parts = 0;
	size_t count = said(others, m, mem, &list), len = strlen(text);

	mark(units, n, list, count);
	*out = arena_array(mem, n + 1, sizeof(**out));
	for (size_t i = 0; i < n; i++)
		if (i == 0 || units[i].both != units[i - 1].both)
			(*out)[parts++] = (struct text_part){
				.from = i == 0 ? 0 : units[i].from, .both = units[i].both};
	if (parts == 0 && len > 0)
		(*out)[parts++] = (struct text_part){.both = true}; /* marks alone say nothing */
	for (size_t i = 0; i < parts; i++)
		(*out)[i].len = (i + 1 < parts ? (*out)[i + 1].from : len) - (*out)[i].from;
	return parts;
}
