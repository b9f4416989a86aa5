#include "core/base/utf8.h"

#include <string.h>

enum utf8_step
utf8_feed(struct utf8_decoder *d, uint8_t byte, uint32_t *cp)
{
	if (d->need == 0) {
		d->low = 0x80;
		d->high = 0xBF;
		if (byte < 0x80) {
			*cp = byte;
			return UTF8_CHAR;
		}
		if (byte >= 0xC2 && byte <= 0xDF) {
			d->cp = byte & 0x1FU;
			d->need = 1;
		} else if (byte >= 0xE0 && byte <= 0xEF) {
			d->cp = byte & 0x0FU;
			d->need = 2;
			if (byte == 0xE0)
				d->low = 0xA0; /* shorter forms exist */
			if (byte == 0xED)
				d->high = 0x9F; /* surrogates */
		} else if (byte >= 0xF0 && byte <= 0xF4) {
			d->cp = byte & 0x07U;
			d->need = 3;
			if (byte == 0xF0)
				d->low = 0x90;
			if (byte == 0xF4)
				d->high = 0x8F;
		} else {
			return UTF8_BAD;
		}
		return UTF8_MORE;
	}
	if (byte < d->low || byte > d->high) {
		d->need = 0;
		return UTF8_BAD_AGAIN;
	}
	d->low = 0x80;
	d->high = 0xBF;
	d->cp = d->cp << 6 | (byte & 0x3FU);
	if (--d->need > 0)
		return UTF8_MORE;
	*cp = d->cp;
	return UTF8_CHAR;
}

/* Is it a byte that goes on with a character? */
static bool
goes_on(char byte)
{
	return ((uint8_t)byte & 0xC0) == 0x80;
}

/*
 * The characters that nearly all Chinese text consists of: three bytes, U+1000 and up, no surrogates. 0 when
 * it is anything else. A NUL within ends the condition, so that a cut text is not read beyond its end.
 */
static uint32_t
common_three(const char *p)
{
	uint8_t first = (uint8_t)p[0];

	if (first < 0xE1 || first > 0xEF || first == 0xED || !goes_on(p[1]) || !goes_on(p[2]))
		return 0;
	return (first & 0x0FU) << 12 | ((uint8_t)p[1] & 0x3FU) << 6 | ((uint8_t)p[2] & 0x3FU);
}

uint32_t
utf8_next_n(const char **s, const char *end)
{
	struct utf8_decoder d = {0};
	const char *p = *s;
	uint32_t cp = 0;

	if (p >= end)
		return 0;
	if ((uint8_t)*p < 0x80) {
		*s = p + 1;
		return (uint8_t)*p;
	}
	if (end - p >= 3 && (cp = common_three(p)) != 0) {
		*s = p + 3;
		return cp;
	}
	while (p < end) {
		switch (utf8_feed(&d, (uint8_t)*p++, &cp)) {
		case UTF8_MORE:
			continue;
		case UTF8_CHAR:
			*s = p;
			return cp;
		case UTF8_BAD:
		case UTF8_BAD_AGAIN:
			break;
		}
		break;
	}
	*s += 1;
	return UTF8_REPLACEMENT;
}

uint32_t
utf8_next(const char **s)
{
	const char *p = *s;
	size_t n = 0;

	if ((uint8_t)*p < 0x80) {
		*s += *p != '\0';
		return (uint8_t)*p;
	}
	uint32_t cp = common_three(p);

	if (cp != 0) {
		*s = p + 3;
		return cp;
	}
	while (n < UTF8_MAX_BYTES && p[n] != '\0')
		n++;
	return utf8_next_n(s, p + n);
}

size_t
utf8_put(char out[UTF8_MAX_BYTES], uint32_t cp)
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = UTF8_REPLACEMENT;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

bool
utf8_valid(const char *text, size_t len, size_t *bad)
{
	struct utf8_decoder d = {0};
	size_t start = 0;
	uint32_t cp;

	for (size_t i = 0; i < len; i++) {
		if (d.need == 0) {
			start = i;
			if ((uint8_t)text[i] < 0x80)
				continue;
			if (len - i >= 3 && common_three(text + i) != 0) {
				i += 2;
				continue;
			}
		}
		switch (utf8_feed(&d, (uint8_t)text[i], &cp)) {
		case UTF8_MORE:
		case UTF8_CHAR:
			continue;
		case UTF8_BAD:
		case UTF8_BAD_AGAIN:
			break;
		}
		if (bad != NULL)
			*bad = start;
		return false;
	}
	if (d.need > 0 && bad != NULL)
		*bad = start;
	return d.need == 0;
}

size_t
utf8_floor(const char *text, size_t at)
{
	size_t i = at;

	while (i > 0 && at - i < UTF8_MAX_BYTES - 1 && ((uint8_t)text[i - 1] & 0xC0) == 0x80)
		i--;
	if (i == 0)
		return at;
	uint8_t lead = (uint8_t)text[i - 1];
	size_t want = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;

	return at - (i - 1) >= want ? at : i - 1;
}

size_t
utf8_count(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; n++)
		utf8_next(&text);
	return n;
}
