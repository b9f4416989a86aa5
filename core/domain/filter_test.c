/* Asking the tree about one matter, by what is known of it so far. */
#include "core/domain/filter_pred.h"

#include <stdio.h>

#include "core/base/grams.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/case_number.h"
#include "core/domain/filter.h"

/* Letters and digits make runs that are searched from their beginning, as the text index does. */
static bool
is_run(uint32_t cp)
{
	return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp < 0x2000);
}

static bool
holds(const char *text, const char *needle)
{
	const char *first = needle;
	bool run = is_run(utf8_next(&first));

	for (const char *at = text; (at = strstr(at, needle)) != NULL; at++) {
		const char *before = at;

		if (!run || at == text)
			return true;
		do
			before--;
		while (before > text && ((uint8_t)*before & 0xC0) == 0x80);
		if (!is_run(utf8_next(&before)))
			return true;
	}
	return false;
}

static bool
line_matches(const char *line, size_t len, enum text_match match, const char *needle)
{
	struct buf b;

	if (match == TEXT_IS)
		return strlen(needle) == len && memcmp(line, needle, len) == 0;
	buf_init(&b);
	buf_add(&b, line, len);
	bool ok = filter_glob(needle, b.text);

	buf_release(&b);
	return ok;
}

bool
text_matches(const char *text, enum text_match match, const char *needle)
{
	struct pinyin_query q;

	switch (match) {
	case TEXT_HAS:
		return holds(text, needle);
	case TEXT_INITIALS:
		return pinyin_query_init(&q, needle) &&
			pinyin_find(&q, text, PINYIN_ANYWHERE, NULL);
	case TEXT_INDEXED:
	case TEXT_IS:
	case TEXT_GLOB:
		break;
	}
	for (;;) {
		size_t len = strcspn(text, "\n");

		if (line_matches(text, len, match, needle))
			return true;
		if (text[len] == '\0')
			return false;
		text += len + 1;
	}
}

static bool
in_spans(const struct pred *p, int64_t value)
{
	size_t low = 0, high = p->count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (p->spans[mid].high < value)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->count && p->spans[low].low <= value;
}

static bool
digits_match(enum case_col col, const char *pattern, int64_t value, int32_t today)
{
	char full[CASE_NO_FULL_BYTES], brief[CASE_NO_BRIEF_BYTES];

	if (col == COL_PLACE) {
		snprintf(full, sizeof(full), "%018lld", (long long)value);
		return filter_glob(pattern, full);
	}
	case_no_full(value, full);
	case_no_brief(value, today, brief);
	return filter_glob(pattern, full) || filter_glob(pattern, brief);
}

static enum truth
truth_of(bool yes)
{
	return yes ? TRUTH_YES : TRUTH_NO;
}

/* Is the token, as grams_query() wrote it, among those of grams_index()? */
static bool
has_token(const char *tokens, const char *token, size_t len, bool open_end)
{
	for (const char *at = tokens; (at = strstr(at, " ")) != NULL;) {
		at++;
		if (strncmp(at, token, len) == 0 && (open_end || at[len] == ' ' || at[len] == '\0'))
			return true;
	}
	return false;
}

static bool
has_all_tokens(const struct pred *p, const struct case_facts *f)
{
	struct buf tokens, query;
	bool all = true;

	buf_init(&tokens);
	buf_init(&query);
	for (unsigned i = 0; i < CASE_TEXT_COUNT; i++)
		if ((p->texts >> i & 1) != 0)
			grams_index(&tokens, f->text[i]);
	grams_query(&query, p->needle);
	for (const char *at = query.text; all && *at == '"';) {
		size_t len = strcspn(++at, "\"");
		bool open_end = strncmp(at + len, "\" *", 3) == 0;

		all = has_token(tokens.text, at, len, open_end);
		at += len + (open_end ? 3 : 1);
		at += *at == ' ';
	}
	buf_release(&tokens);
	buf_release(&query);
	return all;
}

static bool
is_hanzi(const char *text)
{
	while (*text != '\0')
		if (!text_is_hanzi(utf8_next(&text)))
			return false;
	return true;
}

/*
 * The needle as it stands in one of the texts, and what the index would need to find it: letters and digits
 * are cut differently there, and private numbers are left out. Hanzi make no such trouble.
 */
static enum truth
test_indexed(const struct pred *p, struct case_facts *f)
{
	bool held = false;

	for (unsigned i = 0; i < CASE_TEXT_COUNT; i++)
		if ((p->texts >> i & 1) != 0 && f->text[i] == NULL)
			f->missing |= 1U << i;
	if ((f->missing & p->texts) != 0)
		return TRUTH_MAYBE;
	for (unsigned i = 0; i < CASE_TEXT_COUNT && !held; i++)
		held = (p->texts >> i & 1) != 0 && strstr(f->text[i], p->needle) != NULL;
	return truth_of(held && (is_hanzi(p->needle) || has_all_tokens(p, f)));
}

static enum truth
test_texts(const struct pred *p, struct case_facts *f)
{
	unsigned unread = 0;

	if (p->match == TEXT_INDEXED)
		return test_indexed(p, f);

	for (unsigned i = 0; i < CASE_TEXT_COUNT; i++) {
		if ((p->texts >> i & 1) == 0)
			continue;
		if (f->text[i] == NULL)
			unread |= 1U << i;
		else if (text_matches(f->text[i], p->match, p->needle))
			return TRUTH_YES;
	}
	f->missing |= unread;
	return unread != 0 ? TRUTH_MAYBE : TRUTH_NO;
}

static enum truth
opposite(enum truth t)
{
	return t == TRUTH_MAYBE ? t : truth_of(t == TRUTH_NO);
}

static enum truth
test_column(const struct pred *p, const struct case_facts *f)
{
	int64_t value = f->value[p->col];

	if ((f->known >> p->col & 1) == 0)
		return TRUTH_MAYBE;
	switch (p->kind) {
	case PRED_IN:
		return truth_of(in_spans(p, value));
	case PRED_BITS:
		return truth_of((value & p->bits) != 0);
	case PRED_NO_BITS:
		return truth_of((value & p->bits) == 0);
	default:
		return truth_of(digits_match(p->col, p->needle, value, f->today) ==
			(p->kind == PRED_DIGITS));
	}
}

static enum truth
test_kids(const struct pred *p, struct case_facts *f)
{
	enum truth decides = p->kind == PRED_AND ? TRUTH_NO : TRUTH_YES;
	bool unsure = false;

	for (const struct pred *kid = p->kids; kid != NULL; kid = kid->next) {
		enum truth t = pred_test(kid, f);

		if (t == decides)
			return t;
		unsure = unsure || t == TRUTH_MAYBE;
	}
	return unsure ? TRUTH_MAYBE : opposite(decides);
}

enum truth
pred_test(const struct pred *p, struct case_facts *f)
{
	switch (p->kind) {
	case PRED_ALL:
		return TRUTH_YES;
	case PRED_NONE:
		return TRUTH_NO;
	case PRED_AND:
	case PRED_OR:
		return test_kids(p, f);
	case PRED_TEXT:
		return test_texts(p, f);
	case PRED_NO_TEXT:
		return opposite(test_texts(p, f));
	default:
		return test_column(p, f);
	}
}
