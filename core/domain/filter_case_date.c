/* Dates and spans of time: which moments they mean. */
#include "core/domain/filter_case_inner.h"

#include "core/base/date.h"
#include "core/domain/case.h"

/* Moments [from, to). */
struct stretch {
	int64_t from, to;
};

static struct stretch
days(int32_t first, int32_t last)
{
	return (struct stretch){day_to_utc(first), day_to_utc(last + 1)};
}

static struct stretch
months(int year, int month, int count)
{
	int last = month + count - 1;
	int last_year = year + (last - 1) / 12;

	last = (last - 1) % 12 + 1;
	return days(day_from_date(year, month, 1),
		day_from_date(last_year, last, date_month_days(last_year, last)));
}

/* The next such weekday for due dates, the last one for others; today counts. */
static struct stretch
weekday(const struct reading *r, enum filter_day day, bool due)
{
	int ahead = ((int)(day - FILTER_MON) + 1 - day_weekday(r->today) + 7) % 7;
	int32_t at = r->today + (due || ahead == 0 ? ahead : ahead - 7);

	return days(at, at);
}

static bool
given_date(struct reading *r, const struct filter_value *v, int this_year, struct stretch *out)
{
	int year = v->year != 0 ? v->year : this_year;

	if (v->day_of_month == 0) {
		*out = months(year, v->month, 1);
		return true;
	}
	if (!date_exists(year, v->month, v->day_of_month))
		return reading_bad(r, v, "", _("没有 %s 这一天"), v->text);
	int32_t day = day_from_date(year, v->month, v->day_of_month);

	*out = days(day, day);
	return true;
}

static bool
date_stretch(struct reading *r, const struct filter_value *v, bool due, struct stretch *out)
{
	int32_t monday = r->today - day_weekday(r->today) + 1;
	int year, month, day;

	day_to_date(r->today, &year, &month, &day);
	switch (v->day) {
	case FILTER_DATE_GIVEN:
		return given_date(r, v, year, out);
	case FILTER_TODAY:
		*out = days(r->today, r->today);
		return true;
	case FILTER_YESTERDAY:
		*out = days(r->today - 1, r->today - 1);
		return true;
	case FILTER_TOMORROW:
		*out = days(r->today + 1, r->today + 1);
		return true;
	case FILTER_THIS_WEEK:
		*out = days(monday, monday + 6);
		return true;
	case FILTER_LAST_WEEK:
		*out = days(monday - 7, monday - 1);
		return true;
	case FILTER_THIS_MONTH:
		*out = months(year, month, 1);
		return true;
	case FILTER_LAST_MONTH:
		*out = months(month > 1 ? year : year - 1, month > 1 ? month - 1 : 12, 1);
		return true;
	case FILTER_THIS_QUARTER:
		*out = months(year, (month - 1) / 3 * 3 + 1, 3);
		return true;
	case FILTER_THIS_YEAR:
		*out = months(year, 1, 12);
		return true;
	default:
		*out = weekday(r, v->day, due);
		return true;
	}
}

/* So many working days before now, at the same time of day. */
static int64_t
workdays_ago(const struct reading *r, int64_t n)
{
	int32_t day = r->today;

	while (n > 0)
		n -= day_is_working(r->rules->calendar, --day, NULL);
	return r->now - (int64_t)(r->today - day) * DATE_DAY_S;
}

enum { FARTHEST_DAYS = 40000, FARTHEST_WORKDAYS = 3000 };

/* The moment that a span of time reaches to: ahead for due dates, back for all others. */
static bool
duration_moment(struct reading *r, const struct filter_value *v, bool due, int64_t *out)
{
	static const int64_t seconds[] = {[FILTER_MINUTE] = 60,
		[FILTER_HOUR] = 3600,
		[FILTER_DAY] = DATE_DAY_S,
		[FILTER_WEEK] = 7 * DATE_DAY_S};
	int64_t n = due ? v->number : -v->number, size = n < 0 ? -n : n;

	if (v->unit == FILTER_WORKDAY
			? size > FARTHEST_WORKDAYS
			: size * seconds[v->unit] > (int64_t)FARTHEST_DAYS * DATE_DAY_S)
		return reading_bad(r, v, "", _("%s 太远了"), v->text);
	if (v->unit != FILTER_WORKDAY)
		*out = r->now + n * seconds[v->unit];
	else if (n >= 0)
		*out = limit_due(
			r->rules->calendar, r->now, (struct limit){(int32_t)n, UNIT_WD}, NULL);
	else
		*out = workdays_ago(r, -n);
	return true;
}

static bool
value_stretch(struct reading *r, const struct filter_value *v, bool due, struct stretch *out)
{
	int64_t moment = r->now;

	if (v->shape == FILTER_DATE_VALUE)
		return date_stretch(r, v, due, out);
	if (v->shape == FILTER_DURATION_VALUE) {
		if (!duration_moment(r, v, due, &moment))
			return false;
		*out = (struct stretch){moment, moment};
		return true;
	}
	if (v->shape == FILTER_NUMBER_VALUE && v->number >= 1970000 && v->number < 2200000 &&
		v->number % 1000 == 0) {
		*out = months((int)(v->number / 1000), 1, 12);
		return true;
	}
	if (v->shape == FILTER_NUMBER_VALUE) {
		const char *fix = arena_printf(r->mem, "%sd", v->text);

		return reading_bad(r, v, fix, _("要写单位, 是 %s 吗? d 天 wd 工作日 h 时"), fix);
	}
	return reading_bad(r, v, "", _("「%s」不是日期, 例如 12-09 今天 本周 3d"), v->text);
}

/* `low..high`; spans of time that look back come the other way round. */
static bool
range_stretch(struct reading *r, const struct filter_value *v, bool due, struct stretch *out)
{
	struct stretch low = {INT64_MIN, INT64_MIN}, high = {INT64_MAX, INT64_MAX};

	if ((v->low != NULL && !value_stretch(r, v->low, due, &low)) ||
		(v->high != NULL && !value_stretch(r, v->high, due, &high))) {
		r->fault->from = v->from;
		r->fault->to = v->to;
		return false;
	}
	bool back = !due && (v->low == NULL || v->low->shape == FILTER_DURATION_VALUE) &&
		(v->high == NULL || v->high->shape == FILTER_DURATION_VALUE);

	/* A moment belongs to the range that it ends; a day ends where it ends. */
	if (v->low != NULL && v->low->shape == FILTER_DURATION_VALUE)
		low.to++;
	if (v->high != NULL && v->high->shape == FILTER_DURATION_VALUE)
		high.to++;
	if (back)
		*out = (struct stretch){v->high != NULL ? high.from : INT64_MIN,
			v->low != NULL ? low.to : INT64_MAX};
	else
		*out = (struct stretch){low.from, high.to};
	return true;
}

/* "< 2h" ago is later than then. */
static enum filter_op
turned(enum filter_op op)
{
	switch (op) {
	case FILTER_LT:
		return FILTER_GT;
	case FILTER_LE:
		return FILTER_GE;
	case FILTER_GT:
		return FILTER_LT;
	case FILTER_GE:
		return FILTER_LE;
	default:
		return op;
	}
}

/* The moments that `op value` means. */
static bool
value_span(struct reading *r, const struct filter_node *n, const struct filter_value *v, bool due,
	struct span *out)
{
	struct stretch s = {0, 0};
	bool span = v->shape == FILTER_DURATION_VALUE;
	enum filter_op op = span && !due ? turned(n->op) : n->op;

	if (v->shape == FILTER_RANGE_VALUE && op != FILTER_HAS && op != FILTER_EQ &&
		op != FILTER_NE)
		return reading_bad(r, v, "", _("范围前面用冒号"));
	if (v->shape == FILTER_RANGE_VALUE ? !range_stretch(r, v, due, &s)
					   : !value_stretch(r, v, due, &s))
		return false;
	switch (op) {
	case FILTER_LT:
		*out = (struct span){INT64_MIN, s.from - 1};
		break;
	case FILTER_LE:
		*out = (struct span){INT64_MIN, span ? s.to : s.to - 1};
		break;
	case FILTER_GT:
		*out = (struct span){span ? s.to + 1 : s.to, INT64_MAX};
		break;
	case FILTER_GE:
		*out = (struct span){s.from, INT64_MAX};
		break;
	default:
		if (span) /* within it, counted from now */
			*out = s.to > r->now ? (struct span){r->now, s.to}
					     : (struct span){s.from, r->now};
		else
			*out = (struct span){s.from, s.to == INT64_MAX ? s.to : s.to - 1};
		break;
	}
	return true;
}

static void
words_of_day(struct reading *r, int64_t utc)
{
	struct civil c = civil_from_utc(utc), now = civil_from_utc(r->now);

	if (c.year != now.year)
		buf_addf(&r->words, "%04d-", c.year);
	buf_addf(&r->words, "%02d-%02d", c.month, c.day);
}

static void
words_of_time(struct reading *r, int64_t utc)
{
	struct civil c = civil_from_utc(utc);

	words_of_day(r, utc);
	buf_addf(&r->words, " %02d:%02d", c.hour, c.minute);
}

/* Whole days by their dates, everything else to the minute. */
static void
words_of_span(struct reading *r, struct span s)
{
	bool from_day = s.low == INT64_MIN || s.low == day_to_utc(day_from_utc(s.low));
	bool to_day = s.high == INT64_MAX || s.high + 1 == day_to_utc(day_from_utc(s.high + 1));

	if (s.low != INT64_MIN && s.high != INT64_MAX && from_day && to_day &&
		day_from_utc(s.low) == day_from_utc(s.high)) {
		buf_addstr(&r->words, " ");
		words_of_day(r, s.low);
		return;
	}
	if (s.low != INT64_MIN) {
		buf_addstr(&r->words, _(" 从 "));
		(from_day ? words_of_day : words_of_time)(r, s.low);
	}
	if (s.high != INT64_MAX) {
		buf_addstr(&r->words, _(" 到 "));
		(to_day ? words_of_day : words_of_time)(
			r, s.high + ((s.high + 1) % 60 == 0 && !to_day));
	}
}

bool
read_date(struct reading *r, const struct filter_node *n, struct pred **out)
{
	static const enum case_col columns[] = {[CF_DUE] = COL_DUE,
		[CF_OPENED] = COL_OPENED,
		[CF_UPDATED] = COL_UPDATED,
		[CF_CLOSED] = COL_CLOSED};
	enum case_col col = columns[n->field->id];
	bool due = col == COL_DUE;

	*out = pred_none(r->mem);
	buf_addf(&r->words, n->op == FILTER_NE ? _("%s 不在") : "%s", reading_field(n));
	for (const struct filter_value *v = n->values; v != NULL; v = v->next) {
		struct span s = {0, 0};

		if (!value_span(r, n, v, due, &s))
			return false;
		buf_addstr(&r->words, v != n->values ? _(" 或") : "");
		words_of_span(r, s);
		*out = pred_or(r->mem, *out, pred_in(r->mem, col, &s, 1));
	}
	if (n->op == FILTER_NE)
		*out = pred_not(r->mem, *out);
	if (due) /* ended matters and stopped clocks have no due date */
		*out = pred_and(r->mem, *out,
			pred_and(r->mem, open_pred(r),
				pred_between(r->mem, COL_DUE, INT64_MIN, TIME_NEVER - 1)));
	if (col == COL_CLOSED)
		*out = pred_and(r->mem, *out, pred_between(r->mem, COL_CLOSED, 1, INT64_MAX));
	return true;
}
