/* Bare words, numbers of matters and telephones: the first way of reading that fits counts. */
#include "core/domain/filter_case_inner.h"

#include "core/base/grams.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/case_number.h"
#include "core/domain/lookup.h"

enum { TAIL_DIGITS = 4, PHONE_LEAST = 7, PHONE_MOST = 13, NO_TAIL_DIGITS = 4 };

static const char *
folded(struct reading *r, const char *text)
{
	struct buf b;

	buf_init(&b);
	filter_fold(&b, text);
	const char *out = arena_strdup(r->mem, b.text);

	buf_release(&b);
	return out;
}

/* What can be searched for: without it a word is only a stray mark and means nothing. */
static bool
has_substance(const char *text)
{
	while (*text != '\0') {
		uint32_t cp = utf8_next(&text);

		if (text_is_hanzi(cp) || (cp < 0x80 && isalnum((int)cp)) ||
			(cp >= 0xC0 && cp < 0x2000))
			return true;
	}
	return false;
}

static bool
has_hanzi(const char *text)
{
	while (*text != '\0')
		if (text_is_hanzi(utf8_next(&text)))
			return true;
	return false;
}

/* Marks around a word belong to the sentence that it was pasted from. */
static const char *
without_marks(struct reading *r, const char *text)
{
	size_t len = strlen(text);

	while (*text != '\0' && strchr(".;", *text) != NULL) {
		text++;
		len--;
	}
	while (len > 0 && strchr(".;", text[len - 1]) != NULL)
		len--;
	return arena_strndup(r->mem, text, len);
}

static struct pred *
plain_text(struct reading *r, const char *text)
{
	const char *needle = folded(r, text);
	struct buf tokens;

	buf_addf(&r->words, _("文字含「%s」"), text);
	if (filter_has_wildcard(text))
		return pred_text(
			r->mem, TEXTS_INDEXED, TEXT_GLOB, arena_printf(r->mem, "*%s*", needle));
	buf_init(&tokens);
	size_t count = grams_query(&tokens, needle);

	buf_release(&tokens);
	if (count == 0) {
		reading_note(r, _("「%s」不在全文里查; 电话用 电话:"), text);
		return pred_none(r->mem);
	}
	return pred_text(r->mem, TEXTS_INDEXED, TEXT_INDEXED, needle);
}

/* Estates and units of that name or sound; how many were found. */
static bool
named_places(
	struct reading *r, enum lookup_how how, const char *text, struct pred **out, size_t *found)
{
	int64_t *estates, *units;
	size_t estate_count, unit_count;

	if (!lookup_ids(r->s, LOOKUP_ESTATE, how, text, r->mem, &estates, &estate_count, r->err) ||
		!lookup_ids(r->s, LOOKUP_UNIT, how, text, r->mem, &units, &unit_count, r->err))
		return false;
	*out = pred_or(r->mem, pred_one_of(r->mem, COL_ESTATE, estates, estate_count),
		pred_one_of(r->mem, COL_UNIT, units, unit_count));
	*found = estate_count + unit_count;
	if (estate_count > 0)
		buf_addf(&r->words, _(" 或 小区 %zu 个"), estate_count);
	if (unit_count > 0)
		buf_addf(&r->words, _(" 或 单位 %zu 个"), unit_count);
	return true;
}

/* A single hanzi is in half of all names; only longer words are looked for among them. */
static bool
hanzi_word(struct reading *r, const char *text, struct pred **out)
{
	struct pred *named;
	size_t found;

	*out = plain_text(r, text);
	if (utf8_count(text) < 2 || filter_has_wildcard(text))
		return true;
	if (!named_places(r, LOOKUP_HAS, text, &named, &found))
		return false;
	*out = pred_or(r->mem, *out, named);
	return true;
}

/* Pinyin of estates and units; where it is none of theirs, of titles; or it is Latin text after all. */
static bool
latin_word(struct reading *r, const char *text, struct pred **out)
{
	struct pred *named;
	size_t found = 0;

	*out = plain_text(r, text);
	if (!filter_has_wildcard(text) && !named_places(r, LOOKUP_SOUND, text, &named, &found))
		return false;
	if (found > 0) {
		*out = pred_or(r->mem, *out, named);
		return true;
	}
	buf_addf(&r->words, _(" 或 标题拼音 %s"), text);
	*out = pred_or(
		r->mem, *out, pred_text(r->mem, 1U << TEXT_TITLE, TEXT_INITIALS, folded(r, text)));
	return true;
}

/* What a person reads off the end of a number: three digits of the sequence and the check digit. */
static struct pred *
no_tail(struct reading *r, const char *digits)
{
	return pred_digits(r->mem, COL_NO,
		arena_printf(r->mem, "*%.3s-%s", digits, digits + NO_TAIL_DIGITS - 1));
}

/* *out is NULL when it is a number of no kind. */
static bool
number_of_matter(struct reading *r, const char *text, struct pred **out)
{
	int64_t no;
	int32_t day;
	int seq;

	*out = NULL;
	switch (case_no_parse(text, r->today, &no, &day, &seq)) {
	case CASE_NO_NONE:
		return true;
	case CASE_NO_FULL:
		return find_case_by_no(r, no, out);
	case CASE_NO_DAY_SEQ:
		return find_cases_by_day_seq(r, day, seq, out);
	case CASE_NO_TAIL:
		*out = no_tail(r, text);
		return true;
	}
	return true;
}

static bool
digits_word(struct reading *r, const char *text, struct pred **out)
{
	size_t digits = strlen(text), found = 0;

	if (digits == TAIL_DIGITS || (digits >= PHONE_LEAST && digits <= PHONE_MOST)) {
		if (!find_cases_by_phone(r, text, out, &found))
			return false;
		if (found > 0) {
			buf_addf(&r->words, digits == TAIL_DIGITS ? _("电话尾号 %s") : _("电话 %s"),
				text);
			return true;
		}
	}
	if (!number_of_matter(r, text, out))
		return false;
	if (*out != NULL) {
		buf_addf(&r->words, _("编号 %s"), text);
		return true;
	}
	if (digits >= 6 && digits <= 18 && strncmp(text, "35", 2) == 0) {
		struct span s = place_span(text);

		buf_addf(&r->words, _("网格 %s"), text);
		*out = pred_in(r->mem, COL_PLACE, &s, 1);
		return true;
	}
	*out = plain_text(r, text);
	return true;
}

bool
read_word(struct reading *r, const struct filter_node *n, struct pred **out)
{
	const char *text = n->kind == FILTER_QUOTED ? n->text : without_marks(r, n->text);

	if (!has_substance(text)) {
		*out = pred_all(r->mem);
		return true;
	}
	if (n->kind == FILTER_QUOTED) {
		*out = plain_text(r, text);
		return true;
	}
	if (text_is_digits(text) && strlen(text) >= TAIL_DIGITS)
		return digits_word(r, text, out);
	if (!number_of_matter(r, text, out))
		return false;
	if (*out != NULL) {
		buf_addf(&r->words, _("编号 %s"), text);
		return true;
	}
	if (has_hanzi(text))
		return hanzi_word(r, text, out);
	if (strlen(text) >= 2)
		return latin_word(r, text, out);
	*out = plain_text(r, text);
	return true;
}

/* The digits of a number typed with blanks or hyphens; NULL when there is anything else. */
static const char *
only_digits(struct reading *r, const char *text)
{
	char *digits = arena_strdup(r->mem, text);
	size_t n = 0;

	for (; *text != '\0'; text++) {
		if (*text >= '0' && *text <= '9')
			digits[n++] = *text;
		else if (*text != '-' && *text != ' ')
			return NULL;
	}
	digits[n] = '\0';
	return digits;
}

/* Numbers are stored encrypted: only the whole and the last four digits can be found. */
bool
read_phone(struct reading *r, const struct filter_node *n, struct pred **out)
{
	*out = pred_none(r->mem);
	if (n->op != FILTER_HAS && n->op != FILTER_EQ && n->op != FILTER_NE)
		return reading_bad(r, n->values, "", _("%s 不能比大小, 用冒号"), reading_field(n));
	buf_addf(&r->words, n->op == FILTER_NE ? _("%s 不是") : _("%s 是"), reading_field(n));
	for (const struct filter_value *v = n->values; v != NULL; v = v->next) {
		const char *digits = only_digits(r, v->text);
		size_t len = digits != NULL ? strlen(digits) : 0, found;
		struct pred *p;

		if (len != TAIL_DIGITS && (len < PHONE_LEAST || len > PHONE_MOST))
			return reading_bad(r, v, "", _("电话要写整个号码或后四位"));
		if (!find_cases_by_phone(r, digits, &p, &found))
			return false;
		buf_addf(&r->words, len == TAIL_DIGITS ? _(" 尾号 %s") : " %s", digits);
		*out = pred_or(r->mem, *out, p);
	}
	if (n->op == FILTER_NE)
		*out = pred_not(r->mem, *out);
	return true;
}

bool
read_case_no(struct reading *r, const struct filter_node *n, struct pred **out)
{
	*out = pred_none(r->mem);
	if (n->op != FILTER_HAS && n->op != FILTER_EQ && n->op != FILTER_NE && n->op != FILTER_LIKE)
		return reading_bad(r, n->values, "", _("%s 不能比大小, 用冒号"), reading_field(n));
	buf_addf(&r->words, n->op == FILTER_NE ? _("%s 不是") : _("%s 是"), reading_field(n));
	for (const struct filter_value *v = n->values; v != NULL; v = v->next) {
		struct pred *p;

		buf_addf(&r->words, " %s", v->text);
		if (!number_of_matter(r, v->text, &p))
			return false;
		if (p == NULL) {
			bool exact = filter_has_wildcard(v->text) || n->op == FILTER_EQ ||
				n->op == FILTER_NE;

			p = pred_digits(r->mem, COL_NO,
				arena_printf(r->mem, exact ? "%s" : "*%s*", v->text));
		}
		*out = pred_or(r->mem, *out, p);
	}
	if (n->op == FILTER_NE)
		*out = pred_not(r->mem, *out);
	return true;
}
