#include "core/base/text.h"

#include <string.h>

#include "core/base/utf8.h"
#include "core/base/width.h"

struct fold_pair {
	uint32_t from, to;
};

#include "core/base/fold_table.h"

enum { FOLD_PAIRS = sizeof(fold_pairs) / sizeof(fold_pairs[0]), MARKS_PER_BASE = 4 };

bool
text_is_invisible(uint32_t cp)
{
	return cp == 0x00AD || cp == 0x061C || (cp >= 0x200B && cp <= 0x200F) ||
		(cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2060 && cp <= 0x206F) ||
		(cp >= 0xFE00 && cp <= 0xFE0F) || cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB) ||
		(cp >= 0xE0000 && cp <= 0xE0FFF);
}

static bool
is_noncharacter(uint32_t cp)
{
	return (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE;
}

/* Shows itself as it is and does nothing to its neighbours: nearly all that Chinese text consists of. */
static bool
is_plain(uint32_t cp)
{
	return (cp >= 0x20 && cp < 0x7F) || (cp >= 0x4E00 && cp <= 0x9FFF) ||
		(cp >= 0x3001 && cp <= 0x3020) || (cp >= 0xFF01 && cp <= 0xFF60);
}

static const char *
skip_plain(const char *p, const char *end)
{
	while (p < end) {
		const char *next = p;

		if (!is_plain(utf8_next_n(&next, end)))
			break;
		p = next;
	}
	return p;
}

void
text_clean(struct buf *out, const char *text, size_t len, bool one_line)
{
	const char *p = text, *end = text + len;
	int marks = 0;
	bool after_cr = false;

	while (p < end) {
		const char *plain = skip_plain(p, end);

		if (plain > p) {
			buf_add(out, p, (size_t)(plain - p));
			p = plain;
			marks = 0;
			after_cr = false;
			continue;
		}
		uint32_t cp = utf8_next_n(&p, end);
		bool lf_of_crlf = cp == '\n' && after_cr;

		after_cr = cp == '\r';
		if (lf_of_crlf || text_is_invisible(cp))
			continue;
		if (cp == '\r' || cp == 0x2028 || cp == 0x2029 || cp == 0x85)
			cp = '\n';
		if (cp == '\n' || cp == '\t') {
			buf_addch(out, one_line ? ' ' : (char)cp);
			marks = 0;
			continue;
		}
		if (width_class(cp) == WIDTH_CONTROL || is_noncharacter(cp))
			cp = UTF8_REPLACEMENT;
		marks = width_class(cp) == WIDTH_ZERO ? marks + 1 : 0;
		if (marks <= MARKS_PER_BASE)
			buf_addcp(out, cp);
	}
}

uint32_t
text_narrow_cp(uint32_t cp)
{
	if (cp >= 0xFF01 && cp <= 0xFF5E)
		return cp - 0xFEE0;
	return cp == 0x3000 ? ' ' : cp;
}

void
text_narrow(struct buf *out, const char *text)
{
	while (*text != '\0')
		buf_addcp(out, text_narrow_cp(utf8_next(&text)));
}

uint32_t
text_fold_cp(uint32_t cp)
{
	size_t low = 0, high = FOLD_PAIRS;

	cp = text_narrow_cp(cp);
	if (cp >= 'A' && cp <= 'Z')
		return cp + ('a' - 'A');
	if (cp < fold_pairs[0].from || (cp >= 0x3400 && cp < 0xF900))
		return cp;
	while (high - low > 1) {
		size_t mid = (low + high) / 2;

		if (fold_pairs[mid].from <= cp)
			low = mid;
		else
			high = mid;
	}
	return fold_pairs[low].from == cp ? fold_pairs[low].to : cp;
}

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\n' || cp == '\t' || cp == '\r' || cp == 0x3000;
}

/* Bytes of the blank that ends text[0..len); 0 when it ends otherwise. */
static size_t
blank_at_end(const char *text, size_t len)
{
	if (len > 0 && (uint8_t)text[len - 1] < 0x80)
		return is_blank((uint8_t)text[len - 1]) ? 1 : 0;
	return len >= 3 && memcmp(text + len - 3, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

void
text_trim(struct buf *b)
{
	const char *p = b->text, *start = p;
	size_t blank;

	while (*p != '\0' && is_blank(utf8_next(&p)))
		start = p;
	buf_remove(b, 0, (size_t)(start - b->text));
	while ((blank = blank_at_end(b->text, b->len)) > 0)
		buf_cut(b, b->len - blank);
}

void
text_fill(struct buf *out, const char *pattern, const struct text_filling *fillings, size_t count)
{
	while (*pattern != '\0') {
		size_t i = 0, n = 0;

		for (; i < count; i++) {
			n = strlen(fillings[i].name);
			if (strncmp(pattern, fillings[i].name, n) == 0)
				break;
		}
		if (i == count) {
			buf_addch(out, *pattern++);
		} else {
			buf_addstr(out, fillings[i].value);
			pattern += n;
		}
	}
}

bool
text_is_digits(const char *text)
{
	const char *p = text;

	while (*p >= '0' && *p <= '9')
		p++;
	return p > text && *p == '\0';
}

bool
text_to_i64(const char *text, int64_t *out)
{
	bool negative = *text == '-';
	int64_t n = 0;

	if (negative)
		text++;
	if (!text_is_digits(text) || strlen(text) > 18)
		return false;
	for (; *text != '\0'; text++)
		n = n * 10 + (*text - '0');
	*out = negative ? -n : n;
	return true;
}

bool
text_is_hanzi(uint32_t cp)
{
	return (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0xF900 && cp <= 0xFAFF) ||
		(cp >= 0x20000 && cp <= 0x3FFFF) || cp == 0x3007;
}
