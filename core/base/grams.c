#include "core/base/grams.h"

#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"

enum { WORD_BYTES = 60, SEEN_SLOTS = 2048, NUMBER_GROUPS = 5, NUMBER_DIGITS = 24 };

enum kind { NEITHER, WORD, HANZI };

static bool
is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static enum kind
kind_of(uint32_t cp)
{
	if (cp < 0x80)
		return is_digit(cp) || (cp >= 'a' && cp <= 'z') ? WORD : NEITHER;
	if (text_is_hanzi(cp) || (cp >= 0x3041 && cp <= 0x30FF) || (cp >= 0xAC00 && cp <= 0xD7A3))
		return HANZI;
	return cp >= 0xC0 && cp < 0x2000 ? WORD : NEITHER;
}

/* Eight digits that are a day, 20241209, are no telephone number. */
static bool
is_day(const char *digits)
{
	int month = (digits[4] - '0') * 10 + digits[5] - '0',
	    day = (digits[6] - '0') * 10 + digits[7] - '0';

	return (memcmp(digits, "19", 2) == 0 || memcmp(digits, "20", 2) == 0) && month >= 1 &&
		month <= 12 && day >= 1 && day <= 31;
}

/* In groups of at most `group` digits: a long number in pieces is one of small pieces. */
static bool
is_private_number(const char *digits, size_t n, size_t group)
{
	if (n == 13 && memcmp(digits, "86", 2) == 0) {
		digits += 2;
		n -= 2;
	}
	if (n == 11 && digits[0] == '1' && digits[1] >= '3')
		return true;
	if (n == 8)
		return digits[0] >= '2' && digits[0] <= '8' && !is_day(digits);
	return (n >= 15 && (group == n || group <= 8)) || (n >= 10 && n <= 12 && digits[0] == '0');
}

/*
 * A number as people write it, with a blank or hyphen between its groups. Returns the end of the longest
 * beginning that is a telephone or identity number; NULL when there is none.
 */
static const char *
private_number(const char *p)
{
	char digits[NUMBER_DIGITS];
	const char *end = NULL;
	size_t n = 0, longest = 0;

	for (int group = 0; group < NUMBER_GROUPS; group++) {
		const char *next = p;
		size_t before = n;
		uint32_t cp = text_fold_cp(utf8_next(&next));

		while (is_digit(cp)) {
			if (n < NUMBER_DIGITS)
				digits[n++] = (char)cp;
			p = next;
			cp = text_fold_cp(utf8_next(&next));
		}
		longest = n - before > longest ? n - before : longest;
		if (n == 17 && cp == 'x')
			p = next;
		if (is_private_number(digits, n, longest))
			end = p;
		if (cp != ' ' && cp != '-')
			break;
		p = next;
	}
	return end;
}

/* Tokens that were already written for this text; a collision only writes one twice. */
struct seen {
	uint32_t slot[SEEN_SLOTS];
};

struct writer {
	struct buf *out;
	struct seen *seen; /* NULL: a query */
	size_t count;
	char pair[2 * UTF8_MAX_BYTES]; /* the last hanzi, room for the next */
	size_t first;                  /* its bytes; 0: none before */
	bool alone;                    /* nothing but that one so far */
	char word[WORD_BYTES];
	size_t word_len;
};

static uint32_t
hash(const char *token, size_t len)
{
	uint32_t h = 0x811C9DC5U;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (uint8_t)token[i]) * 0x01000193U;
	return h | 1; /* 0 is an empty slot */
}

static bool
is_new(struct seen *seen, const char *token, size_t len)
{
	uint32_t h = hash(token, len);
	uint32_t *slot = &seen->slot[(h ^ h >> 15) % SEEN_SLOTS];
	bool fresh = *slot != h;

	*slot = h;
	return fresh;
}

static void
write_token(struct writer *w, const char *token, size_t len, bool open_end)
{
	if (w->seen != NULL) {
		if (!is_new(w->seen, token, len))
			return;
		buf_addch(w->out, ' ');
		buf_add(w->out, token, len);
	} else {
		buf_addstr(w->out, w->count > 0 ? " \"" : "\"");
		buf_add(w->out, token, len);
		buf_addstr(w->out, open_end ? "\" *" : "\"");
	}
	w->count++;
}

static void
end_word(struct writer *w, bool open_end)
{
	if (w->word_len > 0)
		write_token(w, w->word, w->word_len, open_end);
	w->word_len = 0;
}

static void
end_hanzi(struct writer *w)
{
	if (w->first > 0 && (w->alone || w->seen != NULL))
		write_token(w, w->pair, w->first, false);
	w->first = 0;
}

static void
take_hanzi(struct writer *w, uint32_t cp)
{
	size_t second = utf8_put(w->pair + w->first, cp);

	w->alone = w->first == 0;
	if (!w->alone) {
		write_token(w, w->pair, w->first + second, false);
		if (w->seen != NULL)
			write_token(w, w->pair, w->first, false);
		memmove(w->pair, w->pair + w->first, second);
	}
	w->first = second;
}

/* Returns where to go on: behind the character, or behind the private number that begins here. */
static const char *
take_word(struct writer *w, uint32_t cp, const char *at, const char *next, bool after_digit)
{
	const char *behind = is_digit(cp) && !after_digit ? private_number(at) : NULL;

	if (behind != NULL) {
		end_word(w, false);
		return behind;
	}
	if (w->word_len + UTF8_MAX_BYTES <= WORD_BYTES)
		w->word_len += utf8_put(w->word + w->word_len, cp);
	return next;
}

static void
take_text(struct writer *w, const char *p)
{
	bool after_digit = false;

	while (*p != '\0') {
		const char *at = p;
		uint32_t cp = text_fold_cp(utf8_next(&p));
		enum kind kind = kind_of(cp);

		if (kind != HANZI)
			end_hanzi(w);
		if (kind != WORD)
			end_word(w, false);
		if (kind == HANZI)
			take_hanzi(w, cp);
		if (kind == WORD)
			p = take_word(w, cp, at, p, after_digit);
		after_digit = is_digit(cp) && kind == WORD;
	}
	end_hanzi(w);
	end_word(w, true);
}

void
grams_index(struct buf *out, const char *text)
{
	struct seen seen;
	struct writer w = {.out = out, .seen = &seen};

	if (*text == '\0')
		return;
	memset(&seen, 0, sizeof(seen));
	take_text(&w, text);
}

size_t
grams_query(struct buf *out, const char *query)
{
	struct writer w = {.out = out};

	take_text(&w, query);
	return w.count;
}

/* Is the word (up to a blank) at this place of the text? */
static bool
stands_at(const char *text, const char *word)
{
	while (*word != '\0') {
		uint32_t want = text_fold_cp(utf8_next(&word));

		if (want == ' ')
			return true;
		if (*text == '\0' || text_fold_cp(utf8_next(&text)) != want)
			return false;
	}
	return true;
}

static bool
holds_word(const char *text, const char *word)
{
	const char *behind = word;
	uint32_t first = text_fold_cp(utf8_next(&behind));

	while (*text != '\0') {
		const char *at = text;

		if (text_fold_cp(utf8_next(&text)) == first && stands_at(at, word))
			return true;
	}
	return false;
}

bool
grams_hold(const char *text, const char *query)
{
	bool between = true;

	for (const char *p = query; *p != '\0';) {
		const char *at = p;
		bool blank = text_fold_cp(utf8_next(&p)) == ' ';

		if (between && !blank && !holds_word(text, at))
			return false;
		between = blank;
	}
	return true;
}

void
grams_fact(struct buf *out, char kind, int64_t id)
{
	/* The section sign belongs to no token of a text. */
	buf_addf(out, " \xC2\xA7%c%lld", kind, (long long)id);
}
