#include "core/domain/words.h"

#include <stdio.h>

#include "core/base/date.h"
#include "core/base/i18n.h"

enum { MINUTE = 60, HOUR = 3600, HALF_DAY_MINUTES = 210 };

static void
overdue(int64_t seconds, char out[WORDS_BYTES])
{
	if (seconds >= DATE_DAY_S)
		snprintf(out, WORDS_BYTES, _("超%d天"), (int)(seconds / DATE_DAY_S));
	else if (seconds >= HOUR)
		snprintf(out, WORDS_BYTES, _("超%d时"), (int)(seconds / HOUR));
	else
		snprintf(out, WORDS_BYTES, _("超%d分"), (int)(seconds / MINUTE));
}

void
words_left(const struct case_row *row, int64_t now, char out[WORDS_BYTES])
{
	int64_t left = row->due_at - now;
	struct civil due = civil_from_utc(row->due_at);

	out[0] = '\0';
	if (!state_is_open(row->state) || row->due_at >= TIME_NEVER)
		return;
	if (left < 0)
		overdue(-left, out);
	else if (day_from_utc(row->due_at) == day_from_utc(now))
		snprintf(out, WORDS_BYTES, _("今%02d:%02d"), due.hour, due.minute);
	else if (left < DATE_DAY_S)
		snprintf(out, WORDS_BYTES, _("%d时"), (int)(left / HOUR));
	else
		snprintf(out, WORDS_BYTES, _("%d天"), (int)(left / DATE_DAY_S));
}

static int
put_date(const struct civil *c, int64_t now, char out[WORDS_BYTES])
{
	struct civil n = civil_from_utc(now);

	if (c->year == n.year)
		return snprintf(out, WORDS_BYTES, "%02d-%02d", c->month, c->day);
	return snprintf(out, WORDS_BYTES, "%04d-%02d-%02d", c->year % 10000, c->month, c->day);
}

void
words_day(int64_t utc, int64_t now, char out[WORDS_BYTES])
{
	struct civil c = civil_from_utc(utc);

	put_date(&c, now, out);
}

void
words_time(int64_t utc, int64_t now, char out[WORDS_BYTES])
{
	struct civil c = civil_from_utc(utc);
	int n = put_date(&c, now, out);

	snprintf(out + n, (size_t)(WORDS_BYTES - n), " %02d:%02d", c.hour, c.minute);
}

void
words_moment(int64_t utc, int64_t now, char out[WORDS_BYTES])
{
	struct civil c = civil_from_utc(utc);

	if (day_from_utc(utc) == day_from_utc(now))
		snprintf(out, WORDS_BYTES, _("今%02d:%02d"), c.hour, c.minute);
	else
		words_time(utc, now, out);
}

void
words_ago(int64_t then, int64_t now, char out[WORDS_BYTES])
{
	int64_t past = now - then;

	if (past < MINUTE)
		snprintf(out, WORDS_BYTES, "%s", _("刚才"));
	else if (past < HOUR)
		snprintf(out, WORDS_BYTES, _("%d分前"), (int)(past / MINUTE));
	else if (past < DATE_DAY_S)
		snprintf(out, WORDS_BYTES, _("%d时前"), (int)(past / HOUR));
	else
		snprintf(out, WORDS_BYTES, _("%d天前"), (int)(past / DATE_DAY_S));
}

const char *
words_weekday(int weekday)
{
	static const char *const names[] = {
		N_("周一"), N_("周二"), N_("周三"), N_("周四"), N_("周五"), N_("周六"), N_("周日")};

	return tr(names[weekday - 1]);
}

void
words_day_time(int64_t utc, int64_t now, char out[WORDS_BYTES])
{
	struct civil c = civil_from_utc(utc);
	char date[WORDS_BYTES];

	put_date(&c, now, date);
	if (i18n_lang() == LANG_EN)
		snprintf(out, WORDS_BYTES, "%s %s %02d:%02d", words_weekday(c.weekday), date,
			c.hour, c.minute);
	else
		snprintf(out, WORDS_BYTES, "%s %s %02d:%02d", date, words_weekday(c.weekday),
			c.hour, c.minute);
}

void
words_limit(struct limit limit, char out[WORDS_BYTES])
{
	int n = limit.amount;

	switch (limit.unit) {
	case UNIT_NONE:
		snprintf(out, WORDS_BYTES, "-");
		return;
	case UNIT_WD:
		snprintf(out, WORDS_BYTES, n == 0 ? _("当天") : _("%d工作日"), n);
		return;
	case UNIT_CD:
		snprintf(out, WORDS_BYTES, _("%d个自然日"), n);
		return;
	case UNIT_WH:
		if (n == HALF_DAY_MINUTES)
			snprintf(out, WORDS_BYTES, "%s", _("半个工作日"));
		else
			snprintf(out, WORDS_BYTES, _("%d工时"), n / MINUTE);
		return;
	case UNIT_H:
		snprintf(out, WORDS_BYTES, _("%d时"), n / MINUTE);
		return;
	}
}

const char *
words_light(enum light light)
{
	static const char *const zh[] = {"绿", "黄", "红", "灰", "办"};
	static const char *const en[] = {"G", "Y", "R", "-", "D"};

	return i18n_lang() == LANG_EN ? en[light] : zh[light];
}

void
words_count(int64_t n, char out[WORDS_BYTES])
{
	char digits[32];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)n);
	size_t at = 0;

	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0 && digits[i - 1] != '-')
			out[at++] = ',';
		out[at++] = digits[i];
	}
	out[at] = '\0';
}
