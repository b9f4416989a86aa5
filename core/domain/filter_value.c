/* What a value is by its shape: a number, a span of time, a date, a range, or only a word. */
#include "core/domain/filter_lex.h"

#include "core/base/date.h"

static const struct {
	const char *suffix;
	enum filter_unit unit;
} units[] = {
	{"wd", FILTER_WORKDAY},
	{"工作日", FILTER_WORKDAY},
	{"工", FILTER_WORKDAY},
	{"d", FILTER_DAY},
	{"天", FILTER_DAY},
	{"w", FILTER_WEEK},
	{"周", FILTER_WEEK},
	{"h", FILTER_HOUR},
	{"小时", FILTER_HOUR},
	{"时", FILTER_HOUR},
	{"m", FILTER_MINUTE},
	{"分钟", FILTER_MINUTE},
	{"分", FILTER_MINUTE},
};

static const struct {
	const char *zh, *en;
	enum filter_day day;
} day_words[] = {
	{"今天", "today", FILTER_TODAY},
	{"昨天", "yesterday", FILTER_YESTERDAY},
	{"明天", "tomorrow", FILTER_TOMORROW},
	{"本周", "thisweek", FILTER_THIS_WEEK},
	{"上周", "lastweek", FILTER_LAST_WEEK},
	{"本月", "thismonth", FILTER_THIS_MONTH},
	{"上月", "lastmonth", FILTER_LAST_MONTH},
	{"本季", "thisquarter", FILTER_THIS_QUARTER},
	{"今年", "thisyear", FILTER_THIS_YEAR},
	{"周一", "mon", FILTER_MON},
	{"周二", "tue", FILTER_TUE},
	{"周三", "wed", FILTER_WED},
	{"周四", "thu", FILTER_THU},
	{"周五", "fri", FILTER_FRI},
	{"周六", "sat", FILTER_SAT},
	{"周日", "sun", FILTER_SUN},
};

/* Reads digits; how many there were. More than nine are no amount of anything and count as none. */
static int
read_digits(const char **p, int64_t *value)
{
	int n = 0;

	for (*value = 0; isdigit((unsigned char)**p); ++*p, n++) {
		if (n == 9)
			return 0;
		*value = *value * 10 + (**p - '0');
	}
	return n;
}

static bool
read_number(const char *p, struct filter_value *v)
{
	int64_t whole, part = 0;
	bool minus = *p == '-';

	p += minus;
	if (read_digits(&p, &whole) == 0)
		return false;
	if (*p == '.') {
		int scale = 100;

		if (!isdigit((unsigned char)*++p))
			return false;
		for (; isdigit((unsigned char)*p); p++, scale /= 10)
			part += (*p - '0') * scale;
	}
	v->number = (whole * 1000 + part) * (minus ? -1 : 1);
	return *p == '\0';
}

static bool
read_duration(const char *p, struct filter_value *v)
{
	int64_t amount;
	bool minus = *p == '-';

	p += minus;
	if (read_digits(&p, &amount) == 0)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!filter_same(p, units[i].suffix))
			continue;
		v->number = minus ? -amount : amount;
		v->unit = units[i].unit;
		return true;
	}
	return false;
}

/* Up to three numbers with '-' or '/' between; how many, 0 when the text is anything else. */
static int
split_date(const char *p, int64_t part[3], int digits[3])
{
	int n = 0;

	for (;;) {
		digits[n] = read_digits(&p, &part[n]);
		if (digits[n] == 0 || (n > 0 && digits[n] > 2))
			return 0;
		n++;
		if (*p == '\0')
			return n;
		if (n == 3 || (*p != '-' && *p != '/'))
			return 0;
		p++;
	}
}

/* "2024-12-09", "2024-12", "12-09"; a date that does not exist is only a word. */
static bool
read_date(const char *p, struct filter_value *v)
{
	int64_t part[3] = {0};
	int digits[3];
	int n = split_date(p, part, digits);
	bool year = n >= 2 && digits[0] == 4;

	if (!year && (n != 2 || digits[0] > 2))
		return false;
	v->day = FILTER_DATE_GIVEN;
	v->year = year ? (int)part[0] : 0;
	v->month = (int)part[year ? 1 : 0];
	v->day_of_month = year && n == 2 ? 0 : (int)part[n - 1];
	if (year && n == 2)
		return v->month >= 1 && v->month <= 12;
	return date_exists(year ? v->year : 2000, v->month, v->day_of_month);
}

static bool
read_day_word(const char *p, struct filter_value *v)
{
	for (size_t i = 0; i < sizeof(day_words) / sizeof(day_words[0]); i++)
		if (filter_same(p, day_words[i].zh) || filter_same(p, day_words[i].en)) {
			v->day = day_words[i].day;
			return true;
		}
	return false;
}

static bool
read_range(const char *p, struct arena *mem, struct filter_value *v)
{
	const char *dots = strstr(p, "..");

	if (dots == NULL || (dots == p && dots[2] == '\0') || strstr(dots + 2, "..") != NULL)
		return false;
	if (dots != p)
		v->low = filter_scalar(arena_strndup(mem, p, (size_t)(dots - p)), mem);
	if (dots[2] != '\0')
		v->high = filter_scalar(dots + 2, mem);
	return true;
}

struct filter_value *
filter_scalar(const char *word, struct arena *mem)
{
	struct filter_value *v = arena_alloc(mem, sizeof(*v));

	v->text = word;
	if (read_range(word, mem, v))
		v->shape = FILTER_RANGE_VALUE;
	else if (read_duration(word, v))
		v->shape = FILTER_DURATION_VALUE;
	else if (read_date(word, v) || read_day_word(word, v))
		v->shape = FILTER_DATE_VALUE;
	else if (read_number(word, v))
		v->shape = FILTER_NUMBER_VALUE;
	else
		v->shape = FILTER_WORD_VALUE;
	return v;
}
