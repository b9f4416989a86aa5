/* Names and patterns: comparing them whatever their form. */
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
