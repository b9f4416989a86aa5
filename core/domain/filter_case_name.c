/* Names and codes: places, units, people. */
#include "core/domain/filter_case_inner.h"

#include "core/base/text.h"
#include "core/domain/area.h"
#include "core/domain/case.h"
#include "core/domain/lookup.h"

enum { PLACE_DIGITS = 18 };

struct span
place_span(const char *digits)
{
	int n = (int)strlen(digits);
	int64_t low = 0, size = 1;

	/* The zeros of an area's own code are not places in it. */
	while (n == 12 || n == 9 || n == 6) {
		int tail = n == 6 ? 2 : 3;

		if (strncmp(digits + n - tail, "000", (size_t)tail) != 0)
			break;
		n -= tail;
	}
	for (int i = 0; i < PLACE_DIGITS; i++) {
		low = low * 10 + (i < n ? digits[i] - '0' : 0);
		size *= i < n ? 1 : 10;
	}
	return (struct span){low, low + size - 1};
}

/* The digits of a code typed with hyphens and perhaps a '*' behind; NULL when it is no such thing. */
static const char *
code_digits(struct arena *mem, const char *text)
{
	char *digits = arena_strdup(mem, text);
	size_t n = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '-' && n > 0)
			continue;
		if (*p == '*' && p[1] == '\0' && n > 0)
			break;
		if (*p < '0' || *p > '9' || n == PLACE_DIGITS)
			return NULL;
		digits[n++] = *p;
	}
	digits[n] = '\0';
	return n > 0 ? digits : NULL;
}

/* Digits with wildcards in between. */
static bool
is_code_pattern(const char *text)
{
	return strspn(text, "0123456789*?") == strlen(text) &&
		text[strcspn(text, "0123456789")] != '\0';
}

static bool
is_latin(const char *text)
{
	for (; *text != '\0'; text++)
		if ((uint8_t)*text >= 0x80)
			return false;
	return true;
}

static bool
is_none(const char *text)
{
	return filter_same(text, "无") || filter_same(text, "none");
}

static bool
is_me(const char *text)
{
	return filter_same(text, "我") || filter_same(text, "me");
}

/* By the name itself, else by its sound. */
static bool
find_ids(struct reading *r, enum lookup_kind kind, const struct filter_node *n,
	const struct filter_value *v, int64_t **ids, size_t *count)
{
	bool exact = n->op == FILTER_EQ || n->op == FILTER_NE;
	int64_t id;

	/* "#123", as frequency tables write it where a name is not the only one */
	if (v->text[0] == '#' && text_to_i64(v->text + 1, &id)) {
		*ids = arena_alloc(r->mem, sizeof(**ids));
		**ids = id;
		*count = 1;
		return true;
	}
	enum lookup_how how = exact && !filter_has_wildcard(v->text) ? LOOKUP_IS : LOOKUP_HAS;

	if (!lookup_ids(r->s, kind, how, v->text, r->mem, ids, count, r->err))
		return false;
	if (*count > 0 || v->shape == FILTER_QUOTED_VALUE || !is_latin(v->text))
		return true;
	return lookup_ids(r->s, kind, LOOKUP_SOUND, v->text, r->mem, ids, count, r->err);
}

static bool
note_nothing(struct reading *r, enum lookup_kind kind, const struct filter_node *n,
	const struct filter_value *v)
{
	const char *near = NULL;

	if (kind != LOOKUP_GRID && !lookup_nearest(r->s, kind, v->text, &near, r->err))
		return false;
	if (near != NULL)
		reading_note(r, _("%s里没有「%s」, 有「%s」"), reading_field(n), v->text, near);
	else
		reading_note(r, _("%s里没有「%s」"), reading_field(n), v->text);
	return true;
}

/* " 金榕物业", or " 金榕物业 等 5 个" */
static bool
words_of_ids(struct reading *r, enum lookup_kind kind, const struct filter_value *v,
	const int64_t *ids, size_t count)
{
	struct lookup_item item;
	bool found = false;

	if (count > 0 && !lookup_by_id(r->s, kind, ids[0], &item, &found, r->err))
		return false;
	if (!found)
		buf_addf(&r->words, "「%s」", v->text);
	else if (count == 1)
		buf_addf(&r->words, " %s", item.name);
	else
		buf_addf(&r->words, _("「%s」(%s 等 %zu 个)"), v->text, item.name, count);
	return true;
}

static bool
code_spans(struct reading *r, enum lookup_kind kind, const int64_t *ids, size_t count,
	struct pred **out)
{
	struct span *spans = arena_array(r->mem, count + 1, sizeof(*spans));
	struct lookup_item item;
	bool found;

	for (size_t i = 0; i < count; i++) {
		if (!lookup_by_id(r->s, kind, ids[i], &item, &found, r->err))
			return false;
		spans[i] = found ? place_span(arena_printf(r->mem, "%lld", (long long)item.code))
				 : (struct span){1, 0};
	}
	*out = pred_in(r->mem, COL_PLACE, spans, count);
	return true;
}

static bool
code_value(struct reading *r, const struct filter_node *n, const struct filter_value *v,
	struct pred **out)
{
	enum lookup_kind kind = n->field->id == CF_GRID ? LOOKUP_GRID : LOOKUP_AREA;
	const char *digits = code_digits(r->mem, v->text);
	int64_t *ids;
	size_t count;

	if (digits != NULL) {
		struct span s = place_span(digits);

		buf_addf(&r->words, " %s", v->text);
		*out = pred_in(r->mem, COL_PLACE, &s, 1);
		return true;
	}
	if (is_code_pattern(v->text)) {
		/* A code stands for all under it. */
		buf_addf(&r->words, " %s", v->text);
		*out = pred_digits(r->mem, COL_PLACE, arena_printf(r->mem, "%s*", v->text));
		return true;
	}
	return find_ids(r, kind, n, v, &ids, &count) && words_of_ids(r, kind, v, ids, count) &&
		(count > 0 || note_nothing(r, kind, n, v)) && code_spans(r, kind, ids, count, out);
}

/* Appends "字段 是" or "字段 不是"; other comparisons make no sense with names. */
static bool
name_words(struct reading *r, const struct filter_node *n)
{
	if (n->op != FILTER_HAS && n->op != FILTER_EQ && n->op != FILTER_NE && n->op != FILTER_LIKE)
		return reading_bad(r, n->values, "", _("%s 不能比大小, 用冒号"), reading_field(n));
	buf_addf(&r->words, n->op == FILTER_NE ? _("%s 不是") : _("%s 是"), reading_field(n));
	return true;
}

/* Any of the values, or with != none of them. */
static bool
any_value(struct reading *r, const struct filter_node *n,
	bool (*one)(struct reading *, const struct filter_node *, const struct filter_value *,
		struct pred **),
	struct pred **out)
{
	*out = pred_none(r->mem);
	if (!name_words(r, n))
		return false;
	for (const struct filter_value *v = n->values; v != NULL; v = v->next) {
		struct pred *p;

		if (!one(r, n, v, &p))
			return false;
		*out = pred_or(r->mem, *out, p);
	}
	if (n->op == FILTER_NE)
		*out = pred_not(r->mem, *out);
	return true;
}

bool
read_code(struct reading *r, const struct filter_node *n, struct pred **out)
{
	return any_value(r, n, code_value, out);
}

struct pred *
handler_pred(const struct reading *r, const int64_t *ids, size_t count)
{
	return pred_or(r->mem, pred_one_of(r->mem, COL_CLERK, ids, count),
		pred_one_of(r->mem, COL_HANDLER, ids, count));
}

static struct pred *
ids_pred(const struct reading *r, enum case_filter_field field, const int64_t *ids, size_t count)
{
	if (field == CF_HANDLER)
		return handler_pred(r, ids, count);
	return pred_one_of(r->mem,
		field == CF_ESTATE         ? COL_ESTATE
			: field == CF_UNIT ? COL_UNIT
			: field == CF_DESK ? COL_DESK
					   : COL_AUTHOR,
		ids, count);
}

/* Buildings are many and short of name ("3幢"): their names are read matter by matter. */
static struct pred *
text_pred(const struct reading *r, unsigned texts, const struct filter_node *n,
	const struct filter_value *v)
{
	bool exact = n->op == FILTER_EQ || n->op == FILTER_NE, wild = filter_has_wildcard(v->text);
	struct buf needle;

	buf_init(&needle);
	filter_fold(&needle, v->text);
	const char *text = exact || !wild ? arena_strdup(r->mem, needle.text)
					  : arena_printf(r->mem, "*%s*", needle.text);

	buf_release(&needle);
	return pred_text(r->mem, texts, wild ? TEXT_GLOB : exact ? TEXT_IS : TEXT_HAS, text);
}

static bool
name_value(struct reading *r, const struct filter_node *n, const struct filter_value *v,
	struct pred **out)
{
	enum case_filter_field field = (enum case_filter_field)n->field->id;
	enum lookup_kind kind = field == CF_ESTATE     ? LOOKUP_ESTATE
		: field == CF_UNIT || field == CF_DESK ? LOOKUP_UNIT
						       : LOOKUP_STAFF;
	const int64_t none = 0;
	int64_t *ids;
	size_t count;

	if (field == CF_BUILDING || field == CF_WATCHED_BY) {
		buf_addf(&r->words, "「%s」", v->text);
		*out = text_pred(
			r, field == CF_BUILDING ? 1U << TEXT_BUILDING : 1U << TEXT_WATCHERS, n, v);
		return true;
	}
	if (is_none(v->text)) {
		buf_addf(&r->words, " %s", v->text);
		*out = field == CF_HANDLER ? pred_is(r->mem, COL_CLERK, 0)
					   : ids_pred(r, field, &none, 1);
		return true;
	}
	if ((kind == LOOKUP_STAFF || kind == LOOKUP_UNIT) && is_me(v->text)) {
		bool unit = kind == LOOKUP_UNIT;

		buf_addf(&r->words, " %s", unit ? r->s->unit_name : r->s->name);
		*out = ids_pred(r, field, unit ? &r->s->unit_id : &r->s->staff_id, 1);
		return true;
	}
	if (!find_ids(r, kind, n, v, &ids, &count) || !words_of_ids(r, kind, v, ids, count))
		return false;
	*out = ids_pred(r, field, ids, count);
	return count > 0 || note_nothing(r, kind, n, v);
}

bool
read_name(struct reading *r, const struct filter_node *n, struct pred **out)
{
	if (!any_value(r, n, name_value, out))
		return false;
	if (n->field->id == CF_WATCHED_BY && n->op != FILTER_NE)
		*out = pred_and(r->mem, *out, pred_bits(r->mem, COL_FLAGS, CASE_SUPERVISED));
	return true;
}

/* 有, 无: is there a meeting at all? Which one is not kept yet. */
static bool
meeting_value(struct reading *r, const struct filter_node *n, const struct filter_value *v,
	struct pred **out)
{
	struct pred *any = pred_bits(r->mem, COL_FLAGS, CASE_ON_AGENDA);

	buf_addf(&r->words, " %s", v->text);
	if (is_none(v->text)) {
		*out = pred_not(r->mem, any);
	} else if (filter_same(v->text, "有") || filter_same(v->text, "some")) {
		*out = any;
	} else {
		reading_note(r, _("「%s」只记有无"), reading_field(n));
		*out = any;
	}
	return true;
}

/* '~' asks for the words in any order. */
static struct pred *
words_pred(struct reading *r, unsigned texts, const struct filter_node *n,
	const struct filter_value *v)
{
	struct pred *out = pred_all(r->mem);
	const char *p = v->text;

	while (*p != '\0') {
		size_t len = strcspn(p, " ");
		struct filter_value word = *v;

		word.text = arena_strndup(r->mem, p, len);
		if (len > 0)
			out = pred_and(r->mem, out, text_pred(r, texts, n, &word));
		p += len + (p[len] == ' ');
	}
	return out;
}

static bool
text_value(struct reading *r, const struct filter_node *n, const struct filter_value *v,
	struct pred **out)
{
	static const unsigned texts[] = {[CF_PARTY] = 1U << TEXT_REPORTERS,
		[CF_SPOT] = 1U << TEXT_SPOT,
		[CF_TEXT] = TEXTS_INDEXED | 1U << TEXT_SPOT | 1U << TEXT_ANSWER};

	buf_addf(&r->words, "「%s」", v->text);
	*out = n->op == FILTER_LIKE ? words_pred(r, texts[n->field->id], n, v)
				    : text_pred(r, texts[n->field->id], n, v);
	return true;
}

bool
read_text(struct reading *r, const struct filter_node *n, struct pred **out)
{
	return any_value(r, n, n->field->id == CF_MEETING ? meeting_value : text_value, out);
}
