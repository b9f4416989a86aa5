/* Fields with a fixed set of values, numbers, and flags. */
#include "core/domain/filter_case_inner.h"

#include "core/base/nearest.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/case.h"

/* A choice with the values that it stands for: bits of small numbers, or a span. */
struct choice_values {
	struct case_choice choice;
	uint64_t bits;
	struct span span;
};

static const struct {
	struct word word;
	int stage;
} stages[] = {
	{{"受理", "accepting"}, STAGE_ACCEPT},
	{{"分办", "routing"}, STAGE_ROUTE},
	{{"反馈", "feedback"}, STAGE_FEEDBACK},
	{{"问效", "surveying"}, STAGE_SURVEY},
};

enum { STAGES = sizeof(stages) / sizeof(stages[0]) };

static uint64_t
states_of_stage(int stage)
{
	uint64_t bits = 0;

	for (int i = CASE_REGISTERED; i < CASE_OPEN_BELOW; i++)
		if (state_stage((enum case_state)i) == (enum case_stage)stage)
			bits |= 1U << i;
	return bits;
}

static bool
state_choice(size_t i, struct choice_values *out)
{
	size_t states = CASE_STATE_COUNT - CASE_REGISTERED;

	if (i < states) {
		out->choice.word = state_word((enum case_state)(CASE_REGISTERED + i));
		out->bits = (uint64_t)1 << (CASE_REGISTERED + i);
	} else if (i == states) {
		out->choice.word = (struct word){"待办", "open"};
		out->bits = (1U << CASE_OPEN_BELOW) - 2;
	} else if (i == states + 1) {
		out->choice.word = (struct word){"办结", "closed"};
		out->bits = 1U << CASE_CLOSED;
	} else if (i - states - 2 < STAGES) {
		out->choice.word = stages[i - states - 2].word;
		out->bits = states_of_stage(stages[i - states - 2].stage);
	} else {
		return false;
	}
	return true;
}

static bool
light_choice(size_t i, struct choice_values *out)
{
	static const struct word words[] = {[LIGHT_GREEN] = {"绿", "green"},
		[LIGHT_YELLOW] = {"黄", "yellow"},
		[LIGHT_RED] = {"红", "red"},
		[LIGHT_GREY] = {"灰", "grey"},
		[LIGHT_DONE] = {"办", "done"}};

	if (i > LIGHT_DONE)
		return false;
	out->choice.word = words[i];
	out->bits = 1U << i;
	return true;
}

static bool
tier_choice(const struct rules *rules, size_t i, struct choice_values *out)
{
	static const char *const english[] = {"normal", "key", "hard"};

	if (i >= TIER_COUNT - 1)
		return false;
	out->choice.word = (struct word){rules->tiers[i + 1].brief.zh, english[i]};
	out->choice.brief = rules->tiers[i + 1].name.zh;
	out->bits = 2U << i;
	return true;
}

/* Categories, then the groups of them. */
static bool
cat_choice(const struct rules *rules, size_t i, struct choice_values *out)
{
	if (i < rules->category_count) {
		const struct category *c = &rules->categories[i];

		out->choice = (struct case_choice){
			.word = c->name, .brief = c->brief, .code = c->letters};
		out->span = (struct span){c->code, c->code};
		return true;
	}
	i -= rules->category_count;
	if (i >= rules->group_count)
		return false;
	out->choice.word = rules->groups[i].name;
	out->span = (struct span){rules->groups[i].code * 100, rules->groups[i].code * 100 + 99};
	return true;
}

static bool
list_choice(const struct rules *rules, enum choice_list list, size_t i, struct choice_values *out)
{
	const struct choices *all = &rules->choices[list];

	if (i >= all->count)
		return false;
	out->choice = (struct case_choice){.word = all->items[i].name,
		.brief = all->items[i].brief.zh,
		.code = all->items[i].code};
	out->span = (struct span){all->items[i].value, all->items[i].value};
	return true;
}

/* The hotline is called by its number. */
static bool
channel_choice(const struct rules *rules, size_t i, struct choice_values *out)
{
	const struct choice *hotline = choice_by_code(rules, CHOICE_CHANNEL, "RX");

	if (i != rules->choices[CHOICE_CHANNEL].count || hotline == NULL)
		return list_choice(rules, CHOICE_CHANNEL, i, out);
	out->choice.word = (struct word){"12345", "12345"};
	out->span = (struct span){hotline->value, hotline->value};
	return true;
}

static bool
choice_at(const struct rules *rules, enum case_filter_field field, size_t i,
	struct choice_values *out)
{
	*out = (struct choice_values){.choice = {.brief = "", .code = ""}, .span = {1, 0}};
	switch (field) {
	case CF_STATE:
		return state_choice(i, out);
	case CF_LIGHT:
		return light_choice(i, out);
	case CF_TIER:
		return tier_choice(rules, i, out);
	case CF_CAT:
		return cat_choice(rules, i, out);
	case CF_KIND:
		return list_choice(rules, CHOICE_KIND, i, out);
	case CF_CHANNEL:
		return channel_choice(rules, i, out);
	default:
		return false;
	}
}

bool
case_filter_choice(
	const struct rules *rules, enum case_filter_field field, size_t i, struct case_choice *out)
{
	struct choice_values values;
	bool found = choice_at(rules, field, i, &values);

	*out = values.choice;
	out->many = values.bits != 0 ? (values.bits & (values.bits - 1)) != 0
				     : values.span.low != values.span.high;
	out->value = values.span.low;
	for (int bit = 0; values.bits != 0 && bit < 64; bit++)
		if (values.bits == (uint64_t)1 << bit)
			out->value = bit;
	return found;
}

/* How a typed value finds a choice; the first way that finds any counts. */
enum way { BY_NAME, BY_PATTERN, BY_SOUND, BY_PART, WAYS };

static bool
names_fit(const struct case_choice *c, enum way way, const char *typed)
{
	const char *const names[] = {c->word.zh, c->word.en, c->brief, c->code};
	struct pinyin_query sound;
	bool found = false;

	if (way == BY_SOUND && ((uint8_t)typed[0] >= 0x80 || !pinyin_query_init(&sound, typed)))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && !found; i++) {
		struct buf name;

		if (names[i] == NULL || names[i][0] == '\0')
			continue;
		buf_init(&name);
		filter_fold(&name, names[i]);
		found = way == BY_NAME ? strcmp(name.text, typed) == 0
			: way == BY_PATTERN
			? filter_has_wildcard(typed) && filter_glob(typed, name.text)
			: way == BY_SOUND ? pinyin_find(&sound, name.text, PINYIN_START, NULL)
					  : strstr(name.text, typed) != NULL;
		buf_release(&name);
	}
	return found;
}

/* "02" is a group, "203" and "0203" a category. */
static bool
number_fits(enum case_filter_field field, const struct choice_values *c, const char *typed)
{
	int64_t number;
	size_t digits = strlen(typed);

	if (field != CF_CAT || digits > 4 || !text_is_digits(typed) || !text_to_i64(typed, &number))
		return false;
	if (digits <= 2)
		number *= 100;
	return c->span.low == number && (c->span.high > c->span.low) == (digits <= 2);
}

struct set {
	uint64_t bits;
	struct span *spans;
	size_t count;
};

static void
words_of_choice(struct reading *r, const struct case_choice *c)
{
	buf_addf(&r->words, " %s", word_now(c->word));
}

static bool
find_choices(struct reading *r, enum case_filter_field field, const struct filter_value *v,
	bool exact, struct set *set)
{
	struct choice_values c;
	struct buf typed;
	bool found = false;

	buf_init(&typed);
	filter_fold(&typed, v->text);
	for (int way = BY_NAME; way < (exact ? BY_PATTERN : WAYS) && !found && typed.len > 0; way++)
		for (size_t i = 0; choice_at(r->rules, field, i, &c); i++) {
			if (!names_fit(&c.choice, (enum way)way, typed.text) &&
				!(way == BY_NAME && number_fits(field, &c, typed.text)))
				continue;
			found = true;
			set->bits |= c.bits;
			set->spans[set->count++] = c.span;
			words_of_choice(r, &c.choice);
		}
	buf_release(&typed);
	return found;
}

static bool
no_such_choice(struct reading *r, const struct filter_node *n, const struct filter_value *v)
{
	const char *names[512];
	size_t count = 0;
	struct choice_values c;

	for (size_t i = 0; count + 3 <= sizeof(names) / sizeof(names[0]) &&
		choice_at(r->rules, (enum case_filter_field)n->field->id, i, &c);
		i++) {
		names[count++] = c.choice.word.zh;
		names[count++] = c.choice.word.en;
		names[count++] = c.choice.brief;
	}
	const char *near = nearest_name(v->text, names, count);

	if (near == NULL)
		return reading_bad(
			r, v, "", _("%s 没有「%s」, 按 Tab 看可选的"), reading_field(n), v->text);
	return reading_bad(r, v, near, _("%s 没有「%s」, 是「%s」吗? Tab 用它"), reading_field(n),
		v->text, near);
}

static struct pred *
set_pred(struct reading *r, enum case_filter_field field, const struct set *set)
{
	static const enum case_col columns[] = {[CF_STATE] = COL_STATE,
		[CF_CAT] = COL_CAT,
		[CF_KIND] = COL_KIND,
		[CF_TIER] = COL_TIER,
		[CF_CHANNEL] = COL_CHANNEL};
	struct pred *out;

	if (field == CF_LIGHT)
		return light_pred(r, (unsigned)set->bits);
	out = pred_in(r->mem, columns[field], set->spans, set->count);
	for (int i = 0; i < 64; i++)
		if ((set->bits >> i & 1) != 0)
			out = pred_or(r->mem, out, pred_is(r->mem, columns[field], i));
	return out;
}

/* Levels have an order: 级别>=重点. */
static bool
compare_set(
	struct reading *r, const struct filter_node *n, const struct set *set, struct pred **out)
{
	int low = 0, high = 0;

	if (n->field->id != CF_TIER || set->bits == 0)
		return reading_bad(r, n->values, "", _("%s 不能比大小, 用冒号"), reading_field(n));
	for (int i = 0; i < TIER_COUNT; i++)
		if ((set->bits >> i & 1) != 0) {
			low = low != 0 ? low : i;
			high = i;
		}
	if (n->op == FILTER_LT || n->op == FILTER_LE)
		*out = pred_between(
			r->mem, COL_TIER, TIER_ORDINARY, n->op == FILTER_LE ? high : low - 1);
	else
		*out = pred_between(
			r->mem, COL_TIER, n->op == FILTER_GE ? low : high + 1, TIER_HARD);
	return true;
}

bool
read_set(struct reading *r, const struct filter_node *n, struct pred **out)
{
	enum case_filter_field field = (enum case_filter_field)n->field->id;
	bool exact = n->op == FILTER_EQ || n->op == FILTER_NE;
	struct set set = {0};
	size_t room = 1;
	struct choice_values c;

	for (const struct filter_value *v = n->values; v != NULL; v = v->next)
		for (size_t i = 0; choice_at(r->rules, field, i, &c); i++)
			room++;
	set.spans = arena_array(r->mem, room, sizeof(*set.spans));
	buf_addf(&r->words,
		n->op == FILTER_NE           ? _("%s 不是")
			: n->op == FILTER_LT ? _("%s 低于")
			: n->op == FILTER_LE ? _("%s 至多")
			: n->op == FILTER_GT ? _("%s 高于")
			: n->op == FILTER_GE ? _("%s 至少")
					     : _("%s 是"),
		reading_field(n));
	for (const struct filter_value *v = n->values; v != NULL; v = v->next)
		if (!find_choices(r, field, v, exact, &set))
			return no_such_choice(r, n, v);
	if (n->op != FILTER_HAS && n->op != FILTER_LIKE && !exact)
		return compare_set(r, n, &set, out);
	*out = set_pred(r, field, &set);
	if (n->op == FILTER_NE)
		*out = pred_not(r->mem, *out);
	return true;
}
