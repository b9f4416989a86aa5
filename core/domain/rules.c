#include "core/domain/rules.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/rules_read.h"

const char *
word_now(struct word w)
{
	return i18n_lang() == LANG_EN && w.en != NULL && *w.en != '\0' ? w.en : w.zh;
}

const char *
unit_kind_code(enum unit_kind kind)
{
	return kind < UNITK_KIND_COUNT ? unit_kind_names[kind] : "";
}

const struct category *
category_by_code(const struct rules *r, int code)
{
	int i = category_index(r, code);

	return i >= 0 ? &r->categories[i] : NULL;
}

int
category_index(const struct rules *r, int code)
{
	return code >= 0 && code < CATEGORY_CODES ? r->by_code[code] - 1 : -1;
}

/* 0 to 675, or -1. */
static int
slot_of_letters(const char *letters)
{
	int slot = 0;

	for (int i = 0; i < 2; i++) {
		char c = letters[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (c < 'A' || c > 'Z')
			return -1;
		slot = slot * 26 + (c - 'A');
	}
	return letters[2] == '\0' ? slot : -1;
}

const struct category *
category_by_letters(const struct rules *r, const char *letters)
{
	int slot = slot_of_letters(letters);

	return slot >= 0 && r->by_letters[slot] != 0 ? &r->categories[r->by_letters[slot] - 1]
						     : NULL;
}

const struct choice *
choice_by_value(const struct rules *r, enum choice_list list, int value)
{
	const struct choices *c = &r->choices[list];

	for (size_t i = 0; i < c->count; i++)
		if (c->items[i].value == value)
			return &c->items[i];
	return NULL;
}

const struct choice *
choice_by_code(const struct rules *r, enum choice_list list, const char *code)
{
	const struct choices *c = &r->choices[list];

	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->items[i].code, code) == 0)
			return &c->items[i];
	return NULL;
}

bool
rules_are_confirmed(const struct rules *r, const char *path)
{
	for (const char *const *p = r->unconfirmed; *p != NULL; p++) {
		size_t n = strlen(*p);

		if (strncmp(path, *p, n) == 0 && (path[n] == '\0' || path[n] == '.'))
			return false;
	}
	return true;
}

/* Two hanzi, which few words share; short words by one hanzi, or three letters. */
enum { LONG_HEAD = 6, SHORT_HEAD = 3 };

static unsigned
bucket_of(const char *text, int head)
{
	unsigned h = 0;

	for (int i = 0; i < head && text[i] != '\0'; i++)
		h = h * 131 + (unsigned char)text[i];
	return (h ^ h >> 10) % KEYWORD_BUCKETS;
}

static unsigned
bucket_of_word(const char *word)
{
	return bucket_of(word, strlen(word) >= LONG_HEAD ? LONG_HEAD : SHORT_HEAD);
}

size_t
keywords_at(const struct rules *r, const char *text, const struct keyword **out, size_t most)
{
	const unsigned buckets[] = {bucket_of(text, LONG_HEAD), bucket_of(text, SHORT_HEAD)};
	size_t n = 0;

	for (size_t b = 0; b < 1 + (buckets[0] != buckets[1]); b++)
		for (size_t i = r->keyword_bucket[buckets[b]];
			i < r->keyword_bucket[buckets[b] + 1] && n < most; i++)
			if (strncmp(text, r->keywords[i].text, r->keywords[i].len) == 0)
				out[n++] = &r->keywords[i];
	return n;
}

static void
index_keywords(struct rules *r)
{
	size_t count = 0;
	uint16_t next[KEYWORD_BUCKETS];

	for (size_t i = 0; i < r->category_count; i++)
		for (const char *const *k = r->categories[i].keywords; *k != NULL; k++) {
			r->keyword_bucket[bucket_of_word(*k) + 1]++;
			count++;
		}
	for (size_t b = 0; b < KEYWORD_BUCKETS; b++) {
		next[b] = r->keyword_bucket[b];
		r->keyword_bucket[b + 1] =
			(uint16_t)(r->keyword_bucket[b + 1] + r->keyword_bucket[b]);
	}
	r->keywords = arena_array(&r->mem, count + 1, sizeof(*r->keywords));
	for (size_t i = 0; i < r->category_count; i++)
		for (const char *const *k = r->categories[i].keywords; *k != NULL; k++)
			r->keywords[next[bucket_of_word(*k)]++] =
				(struct keyword){*k, (uint16_t)strlen(*k), (uint16_t)i};
}

void
rules_index(struct rules *r)
{
	for (size_t i = 0; i < r->category_count; i++) {
		r->by_code[r->categories[i].code] = (int16_t)(i + 1);
		r->by_letters[slot_of_letters(r->categories[i].letters)] = (int16_t)(i + 1);
	}
	index_keywords(r);
}
