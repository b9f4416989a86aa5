#include "core/base/pinyin.h"

#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "pinyin.gen.h"

enum { NUMBER_BITS = 11 };

/* 0 no reading; up to PINYIN_SYLLABLES a syllable; above, a list of several. */
static unsigned
number_of(uint32_t cp)
{
	if (cp < PINYIN_FIRST || cp > PINYIN_LAST)
		return 0;
	size_t bit = (cp - PINYIN_FIRST) * NUMBER_BITS;
	const unsigned char *p = &pinyin_numbers[bit / 8];
	unsigned three = (unsigned)p[0] | (unsigned)p[1] << 8 | (unsigned)p[2] << 16;

	return three >> bit % 8 & ((1U << NUMBER_BITS) - 1);
}

size_t
pinyin_readings(uint32_t cp, const char *out[PINYIN_READINGS])
{
	unsigned number = number_of(cp);
	size_t n = 0;

	if (number == 0)
		return 0;
	if (number <= PINYIN_SYLLABLES) {
		out[0] = pinyin_syllables[number];
		return 1;
	}
	const unsigned short *list = pinyin_lists[number - PINYIN_SYLLABLES - 1];

	for (; n < PINYIN_READINGS && list[n] != 0; n++)
		out[n] = pinyin_syllables[list[n]];
	return n;
}

static bool
is_letter(uint32_t cp)
{
	return cp >= 'a' && cp <= 'z';
}

static bool
is_plain(uint32_t cp)
{
	return is_letter(cp) || (cp >= '0' && cp <= '9');
}

bool
pinyin_query_init(struct pinyin_query *q, const char *typed)
{
	q->len = 0;
	while (*typed != '\0') {
		uint32_t cp = text_fold_cp(utf8_next(&typed));

		if (cp == 0xFC)
			cp = 'v';
		if (!is_plain(cp) && !text_is_hanzi(cp))
			continue;
		if (q->len == PINYIN_TYPED_MAX)
			return false;
		q->cp[q->len++] = cp;
	}
	return q->len > 0;
}

static bool
same_letter(uint32_t typed, char of_reading)
{
	return typed == (uint32_t)(unsigned char)of_reading || (typed == 'u' && of_reading == 'v');
}

/* Bit p of a state: the first p keys have been taken. These are the bits that a reading at p leads to. */
static uint64_t
take_reading(const struct pinyin_query *q, size_t p, const char *reading)
{
	uint64_t reached = 0;
	size_t n = 0;

	while (p + n < q->len && reading[n] != '\0' && same_letter(q->cp[p + n], reading[n]))
		n++;
	if (n > 0)
		reached |= UINT64_C(1) << (p + 1);
	if (n > 1 && reading[1] == 'h')
		reached |= UINT64_C(1) << (p + 2);
	if (n > 0 && (reading[n] == '\0' || p + n == q->len))
		reached |= UINT64_C(1) << (p + n);
	return reached;
}

static uint64_t
take_hanzi(const struct pinyin_query *q, size_t p, uint32_t cp, const char *const *readings,
	size_t count)
{
	uint64_t reached = 0;

	if (q->cp[p] == cp || (count == 0 && is_letter(q->cp[p])))
		reached |= UINT64_C(1) << (p + 1);
	for (size_t i = 0; i < count; i++)
		reached |= take_reading(q, p, readings[i]);
	return reached;
}

/* The state after one character of the name; what is neither hanzi, letter nor digit leaves it as it is. */
static uint64_t
take_character(const struct pinyin_query *q, uint64_t state, uint32_t cp)
{
	const char *readings[PINYIN_READINGS] = {NULL};
	bool hanzi = text_is_hanzi(cp);
	uint64_t next = 0;

	if (!hanzi && !is_plain(cp))
		return state;
	size_t count = hanzi ? pinyin_readings(cp, readings) : 0;

	for (size_t p = 0; p < q->len && state >> p != 0; p++) {
		if ((state >> p & 1) == 0)
			continue;
		if (hanzi)
			next |= take_hanzi(q, p, cp, readings, count);
		else if (q->cp[p] == cp)
			next |= UINT64_C(1) << (p + 1);
	}
	return next;
}

/* The end of the match that has come to this state at `at`; NULL when it fails. */
static const char *
match_on(const struct pinyin_query *q, uint64_t state, const char *at)
{
	uint64_t done = UINT64_C(1) << q->len;

	while ((state & done) == 0) {
		if (state == 0 || *at == '\0')
			return NULL;
		state = take_character(q, state, text_fold_cp(utf8_next(&at)));
	}
	return at;
}

bool
pinyin_find(const struct pinyin_query *q, const char *name, enum pinyin_where where,
	struct pinyin_hit *hit)
{
	const char *at = name;

	while (*at != '\0') { /* NOLINT(*NullDereference): utf8_next() never makes it NULL */
		const char *start = at;
		uint32_t cp = text_fold_cp(utf8_next(&at));

		if (!text_is_hanzi(cp) && !is_plain(cp))
			continue;
		const char *end = match_on(q, take_character(q, 1, cp), at);

		if (end != NULL && hit != NULL)
			*hit = (struct pinyin_hit){(size_t)(start - name), (size_t)(end - name)};
		if (end != NULL || where == PINYIN_START)
			return end != NULL;
	}
	return false;
}

/* First letters of all readings, each once, the usual one first; returns how many. */
static size_t
initials_of(uint32_t cp, char out[PINYIN_READINGS])
{
	const char *readings[PINYIN_READINGS];
	size_t count = pinyin_readings(cp, readings), n = 0;

	for (size_t i = 0; i < count; i++)
		if (memchr(out, readings[i][0], n) == NULL)
			out[n++] = readings[i][0];
	return n;
}

/* Returns whether some hanzi had several initials. */
static bool
add_initials(struct buf *out, const char *name, bool all)
{
	bool several = false;

	while (*name != '\0') {
		uint32_t cp = text_fold_cp(utf8_next(&name));
		char initials[PINYIN_READINGS];

		if (!text_is_hanzi(cp)) {
			if (is_plain(cp))
				buf_addch(out, (char)cp);
			continue;
		}
		size_t n = initials_of(cp, initials);

		several = several || n > 1;
		if (n == 0)
			buf_addch(out, '?');
		else if (n == 1 || !all)
			buf_addch(out, initials[0]);
		else {
			buf_addch(out, '(');
			buf_add(out, initials, n);
			buf_addch(out, ')');
		}
	}
	return several;
}

void
pinyin_key(struct buf *out, const char *name)
{
	if (!add_initials(out, name, false))
		return;
	buf_addch(out, '|');
	add_initials(out, name, true);
}

/* Does one element of a key ("x", "?" or "(xh)") take this letter? Moves *key behind the element. */
static bool
element_takes(const char **key, uint32_t typed)
{
	const char *p = *key;
	bool takes = false;

	if (*p != '(') {
		*key = p + 1;
		return (uint32_t)(unsigned char)*p == typed || (*p == '?' && is_letter(typed));
	}
	for (p++; *p != ')' && *p != '\0'; p++)
		takes = takes || (uint32_t)(unsigned char)*p == typed;
	*key = *p == ')' ? p + 1 : p;
	return takes;
}

bool
pinyin_key_find(const struct pinyin_query *q, const char *key, enum pinyin_where where)
{
	const char *sets = strchr(key, '|');

	if (sets != NULL)
		key = sets + 1;
	while (*key != '\0') {
		const char *at = key;
		size_t n = 0;

		while (n < q->len && *at != '\0' && element_takes(&at, q->cp[n]))
			n++;
		if (n == q->len || where == PINYIN_START)
			return n == q->len;
		element_takes(&key, 0);
	}
	return false;
}
