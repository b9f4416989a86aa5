/* Fields that count, and hours over the limit. */
#include "core/domain/filter_case_inner.h"

#include "core/domain/case.h"

enum { SCORE_BEST = 4 };

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a >= 0 ? a / b : -((-a + b - 1) / b);
}

/* Whole numbers x of some unit for which `x op limit`, limit in thousandths of that unit. */
static struct span
number_span(enum filter_op op, int64_t limit)
{
	int64_t below = floor_div(limit, 1000), above = floor_div(limit + 999, 1000);

	switch (op) {
	case FILTER_LT:
		return (struct span){INT64_MIN, above - 1};
	case FILTER_LE:
		return (struct span){INT64_MIN, below};
	case FILTER_GT:
		return (struct span){below + 1, INT64_MAX};
	case FILTER_GE:
		return (struct span){above, INT64_MAX};
	default:
		return (struct span){above, below};
	}
}

/* A word among numbers: 有 and 无. */
static bool
number_word(const struct filter_value *v, struct span *out)
{
	bool some = filter_same(v->text, "有") || filter_same(v->text, "some");

	if (!some && !filter_same(v->text, "无") && !filter_same(v->text, "none"))
		return false;
	*out = some ? (struct span){1, INT64_MAX} : (struct span){0, 0};
	return true;
}

static bool
number_value(struct reading *r, const struct filter_node *n, const struct filter_value *v,
	struct span *out)
{
	const struct filter_value *low = v->low, *high = v->high;

	if (v->shape == FILTER_NUMBER_VALUE) {
		*out = number_span(n->op, v->number);
		return true;
	}
	if (v->shape == FILTER_RANGE_VALUE && (low == NULL || low->shape == FILTER_NUMBER_VALUE) &&
		(high == NULL || high->shape == FILTER_NUMBER_VALUE)) {
		out->low = low != NULL ? number_span(FILTER_GE, low->number).low : INT64_MIN;
		out->high = high != NULL ? number_span(FILTER_LE, high->number).high : INT64_MAX;
		return true;
	}
	if (number_word(v, out))
		return true;
	return reading_bad(r, v, "", _("%s 后面要写一个数"), reading_field(n));
}

/* Hours over: due that long ago. A whole hour means from it to the next. */
static struct pred *
late_pred(struct reading *r, const struct filter_node *n, const struct filter_value *v,
	struct span hours)
{
	struct span due = {INT64_MIN, r->now - 1};
	bool point = v->shape == FILTER_NUMBER_VALUE &&
		(n->op == FILTER_HAS || n->op == FILTER_EQ || n->op == FILTER_NE ||
			n->op == FILTER_LIKE);

	if (v->shape == FILTER_NUMBER_VALUE && !point) {
		struct span s = number_span(n->op, v->number * 3600);

		if (s.low != INT64_MIN)
			due.high = r->now - (s.low > 1 ? s.low : 1);
		if (s.high != INT64_MAX)
			due.low = r->now - s.high;
	} else {
		if (hours.low != INT64_MIN && hours.low > 0)
			due.high = r->now - hours.low * 3600;
		if (hours.high != INT64_MAX)
			due.low = r->now - hours.high * 3600 - (point ? 3599 : 0);
	}
	return pred_and(r->mem, open_pred(r), pred_in(r->mem, COL_DUE, &due, 1));
}

/* Attachments are kept as yes or no. */
static struct pred *
files_pred(struct reading *r, const struct filter_node *n, struct span s)
{
	struct pred *has = pred_bits(r->mem, COL_FLAGS, CASE_HAS_FILES);

	if (s.low <= 1 && s.high == INT64_MAX)
		return s.low <= 0 ? pred_all(r->mem) : has;
	if (s.low <= 0 && s.high >= 0 && s.high < 1)
		return pred_not(r->mem, has);
	reading_note(r, _("「%s」只记有无"), reading_field(n));
	return has;
}

/* What was said is stored as a choice, 1 the best of 4; as a score 4 is. 0 and above 4: nobody said it. */
static struct pred *
score_pred(struct reading *r, struct span s)
{
	int64_t low = s.low < 1 ? 1 : s.low, high = s.high > SCORE_BEST ? SCORE_BEST : s.high;

	return pred_between(r->mem, COL_SCORE, SCORE_BEST + 1 - high, SCORE_BEST + 1 - low);
}

static void
words_of_numbers(struct reading *r, const struct filter_node *n)
{
	static const char *const ops[] = {[FILTER_HAS] = ":",
		[FILTER_EQ] = "=",
		[FILTER_NE] = "!=",
		[FILTER_LT] = "<",
		[FILTER_LE] = "<=",
		[FILTER_GT] = ">",
		[FILTER_GE] = ">=",
		[FILTER_LIKE] = ":"};

	buf_addf(&r->words, "%s %s", reading_field(n), ops[n->op]);
	for (const struct filter_value *v = n->values; v != NULL; v = v->next)
		buf_addf(&r->words, " %s", v->text);
}

static struct pred *
number_pred(
	struct reading *r, const struct filter_node *n, const struct filter_value *v, struct span s)
{
	static const enum case_col columns[] = {[CF_URGED] = COL_URGED,
		[CF_EXTENDED] = COL_EXTENDED,
		[CF_MOVED] = COL_MOVED,
		[CF_JOINT] = COL_JOINT,
		[CF_SCORE] = COL_SCORE};
	enum case_filter_field field = (enum case_filter_field)n->field->id;

	if (field == CF_LATE)
		return late_pred(r, n, v, s);
	if (field == CF_SCORE)
		return score_pred(r, s);
	if (field == CF_FILES)
		return files_pred(r, n, s);
	return pred_in(r->mem, columns[field], &s, 1);
}

bool
read_number(struct reading *r, const struct filter_node *n, struct pred **out)
{
	enum case_filter_field field = (enum case_filter_field)n->field->id;

	*out = pred_none(r->mem);
	words_of_numbers(r, n);
	if (field == CF_DUPLICATES) {
		reading_note(r, _("「%s」还没有记录, 查不到"), reading_field(n));
		return true;
	}
	for (const struct filter_value *v = n->values; v != NULL; v = v->next) {
		struct span s = {0, 0};

		if (!number_value(r, n, v, &s))
			return false;
		*out = pred_or(r->mem, *out, number_pred(r, n, v, s));
	}
	if (n->op == FILTER_NE)
		*out = pred_not(r->mem, *out);
	if (field == CF_SCORE)
		*out = pred_and(r->mem, *out, pred_between(r->mem, COL_SCORE, 1, SCORE_BEST));
	return true;
}
