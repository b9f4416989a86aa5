/* Names: comparing them whatever their form, patterns, and the nearest one to a slip of the hand. */
#include "core/domain/filter.h"

#include "core/base/text.h"
#include "core/base/utf8.h"

void
filter_fold(struct buf *out, const char *text)
{
	buf_clear(out);
	while (*text != '\0')
		buf_addcp(out, text_fold_cp(utf8_next(&text)));
}

bool
filter_same(const char *a, const char *b)
{
	while (*a != '\0' && *b != '\0')
		if (text_fold_cp(utf8_next(&a)) != text_fold_cp(utf8_next(&b)))
			return false;
	return *a == *b;
}

const char *
filter_name(const struct filter_names *names, enum lang lang)
{
	return lang == LANG_EN ? names->en : names->zh;
}

static bool
is_named(const struct filter_names *names, const char *name)
{
	return filter_same(names->zh, name) || filter_same(names->en, name) ||
	       filter_same(names->py, name);
}

const struct filter_field *
filter_field(const struct filter_lang *lang, const char *name)
{
	for (size_t i = 0; i < lang->field_count; i++)
		if (is_named(&lang->fields[i].names, name))
			return &lang->fields[i];
	return NULL;
}

const struct filter_flag *
filter_flag(const struct filter_lang *lang, const char *name)
{
	for (size_t i = 0; i < lang->flag_count; i++)
		if (is_named(&lang->flags[i].names, name))
			return &lang->flags[i];
	return NULL;
}

bool
filter_has_wildcard(const char *text)
{
	return strpbrk(text, "*?") != NULL;
}

bool
filter_glob(const char *pattern, const char *text)
{
	const char *star = NULL,
		   *resume = NULL; /* behind the last '*', and where it was tried last */

	while (*text != '\0') {
		const char *p = pattern, *t = text;

		if (*pattern == '*') {
			star = ++pattern;
			resume = text;
			continue;
		}
		uint32_t want = *p != '\0' ? utf8_next(&p) : 0, have = utf8_next(&t);

		if (want != 0 && (want == '?' || want == have)) {
			pattern = p;
			text = t;
		} else if (star != NULL) {
			utf8_next(&resume);
			pattern = star;
			text = resume;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

enum { NAME_CHARS = 24 };

static int
name_chars(const char *text, uint32_t out[NAME_CHARS])
{
	int n = 0;

	while (*text != '\0' && n < NAME_CHARS)
		out[n++] = text_fold_cp(utf8_next(&text));
	return n;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

int
filter_distance(const char *a, const char *b, int most)
{
	uint32_t x[NAME_CHARS], y[NAME_CHARS];
	int rows[3][NAME_CHARS + 1]; /* the row before last, the last, this one */
	int n = name_chars(a, x), m = name_chars(b, y);

	if (n - m > most || m - n > most)
		return most + 1;
	for (int j = 0; j <= m; j++)
		rows[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *row = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		row[0] = i;
		for (int j = 1; j <= m; j++) {
			int cost = x[i - 1] != y[j - 1];

			row[j] = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);
			if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
	}
	return least(rows[n % 3][m], most + 1);
}

void
filter_nearest_offer(struct filter_nearest *n, const char *typed, const char *candidate)
{
	int chars = (int)utf8_count(typed);
	int most = chars <= 1 ? 0 : chars <= 4 ? 1 : chars / 3;
	int distance = filter_distance(typed, candidate, most);

	if (*candidate == '\0' || distance > most || distance >= n->distance)
		return;
	n->name = candidate;
	n->distance = distance;
}
