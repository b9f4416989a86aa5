#include "core/domain/category_search.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/base/buf.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"

enum { RANKS = 6, NO_RANK = RANKS };

struct query {
	const char *text; /* folded */
	bool digits, sounds;
	struct pinyin_query sound;
};

static bool
begins_with_code(const struct query *q, int code)
{
	char text[8];

	snprintf(text, sizeof(text), "%04d", code);
	return q->digits && strncmp(text, q->text, strlen(q->text)) == 0;
}

/* Smaller is better; NO_RANK: it is not meant. */
static int
rank(const struct query *q, const struct category *c)
{
	if (strcasecmp(q->text, c->letters) == 0 || strcmp(q->text, c->brief) == 0 ||
		strcmp(q->text, c->name.zh) == 0)
		return 0;
	if (begins_with_code(q, c->code))
		return 1;
	if (strstr(c->name.zh, q->text) != NULL || strstr(c->brief, q->text) != NULL)
		return 2;
	if (q->sounds &&
		(pinyin_find(&q->sound, c->name.zh, PINYIN_START, NULL) ||
			pinyin_find(&q->sound, c->brief, PINYIN_START, NULL)))
		return 3;
	if (q->text[1] == '\0' && strncasecmp(q->text, c->letters, 1) == 0)
		return 4;
	return q->sounds && pinyin_find(&q->sound, c->name.zh, PINYIN_ANYWHERE, NULL) ? 5 : NO_RANK;
}

static bool
is_latin(const char *text)
{
	while (*text != '\0' && (uint8_t)*text < 0x80)
		text++;
	return *text == '\0';
}

size_t
category_search(
	const struct rules *rules, const char *typed, size_t most, const struct category **out)
{
	struct buf folded;
	size_t n = 0;

	buf_init(&folded);
	text_narrow(&folded, typed);
	text_trim(&folded);
	struct query q = {.text = folded.text, .digits = text_is_digits(folded.text)};

	q.sounds = !q.digits && is_latin(q.text) && pinyin_query_init(&q.sound, q.text);
	for (int want = 0; folded.len > 0 && want < RANKS; want++)
		for (size_t i = 0; i < rules->category_count && n < most; i++)
			if (!rules->categories[i].sealed && rank(&q, &rules->categories[i]) == want)
				out[n++] = &rules->categories[i];
	buf_release(&folded);
	return n;
}
