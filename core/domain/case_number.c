#include "core/domain/case_number.h"

#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/text.h"

enum { SEQ_SPAN = 10000, DAY_SPAN = 1000000 };

int64_t
case_no_make(int64_t town9, int32_t day, int seq)
{
	int y, m, d;

	day_to_date(day, &y, &m, &d);
	return (town9 * DAY_SPAN + y % 100 * 10000 + m * 100 + d) * SEQ_SPAN + seq;
}

/* ISO 7064 MOD 11,10: the check digit makes the recursion end at 1. */
int
mod_11_10(const char *digits)
{
	int p = 10;

	for (; *digits != '\0'; digits++) {
		p = (p + (*digits - '0')) % 10;
		p = (p == 0 ? 10 : p) * 2 % 11;
	}
	return (11 - p) % 10;
}

int
case_no_check_digit(int64_t no)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%019lld", (long long)no);
	return mod_11_10(digits);
}

void
case_no_full(int64_t no, char out[CASE_NO_FULL_BYTES])
{
	snprintf(out, CASE_NO_FULL_BYTES, "%09lld-%06lld-%04lld-%d",
		(long long)(no / SEQ_SPAN / DAY_SPAN), (long long)(no / SEQ_SPAN % DAY_SPAN),
		(long long)(no % SEQ_SPAN), case_no_check_digit(no));
}

void
case_no_spoken(int64_t no, char out[CASE_NO_FULL_BYTES])
{
	char digits[24];
	size_t n = 0;

	snprintf(digits, sizeof(digits), "%019lld%d", (long long)no, case_no_check_digit(no));
	for (size_t i = 0; digits[i] != '\0'; i++) {
		if (i > 0 && i % 4 == 0)
			out[n++] = ' ';
		out[n++] = digits[i];
	}
	out[n] = '\0';
}

/* Sequences begin with three digits in lists; a busy township's day runs on into four. */
void
case_no_brief(int64_t no, int32_t now_day, char out[CASE_NO_BRIEF_BYTES])
{
	int y, m, d;
	int64_t date = no / SEQ_SPAN % DAY_SPAN;
	int seq = (int)(no % SEQ_SPAN);

	day_to_date(now_day, &y, &m, &d);
	if (date / 10000 == y % 100)
		snprintf(out, CASE_NO_BRIEF_BYTES, "%04d-%03d", (int)(date % 10000), seq);
	else
		snprintf(out, CASE_NO_BRIEF_BYTES, "%02d-%04d-%03d", (int)(date / 10000),
			(int)(date % 10000), seq);
}

static bool
day_from_parts(int year, int mmdd, int32_t *day)
{
	if (!date_exists(year, mmdd / 100, mmdd % 100))
		return false;
	*day = day_from_date(year, mmdd / 100, mmdd % 100);
	return true;
}

/* Reads digits up to a hyphen or the end; the number of digits must lie between least and most. */
static bool
take_digits(const char **p, int least, int most, int *out)
{
	int n = 0;

	for (*out = 0; **p >= '0' && **p <= '9' && n < most; n++, (*p)++)
		*out = *out * 10 + (**p - '0');
	return n >= least && (**p == '-' || **p == '\0');
}

/* "1209-037", "23-1209-037" */
static bool
parse_day_seq(const char *text, int32_t today, int32_t *day, int *seq)
{
	int year, month, of_month, mmdd;

	day_to_date(today, &year, &month, &of_month);
	if (strcspn(text, "-") == 2) {
		if (!take_digits(&text, 2, 2, &year) || *text++ != '-')
			return false;
		year += 2000;
	}
	return take_digits(&text, 4, 4, &mmdd) && *text++ == '-' && take_digits(&text, 3, 4, seq) &&
		*text == '\0' && day_from_parts(year, mmdd, day);
}

enum case_no_form
case_no_parse(const char *text, int32_t today, int64_t *no, int32_t *day, int *seq)
{
	char digits[24];
	size_t n = 0;

	if (parse_day_seq(text, today, day, seq))
		return CASE_NO_DAY_SEQ;
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '-' || *p == ' ')
			continue;
		if (*p < '0' || *p > '9' || n == 20)
			return CASE_NO_NONE;
		digits[n++] = *p;
	}
	digits[n] = '\0';
	if (n == 4 && strlen(text) == 4) {
		sscanf(digits, "%4d", seq);
		return CASE_NO_TAIL;
	}
	if (n == 20) {
		int check = digits[19] - '0';

		digits[19] = '\0';
		if (mod_11_10(digits) != check)
			return CASE_NO_NONE;
		n = 19;
	}
	long long value;

	if (n != 19 || sscanf(digits, "%19lld", &value) != 1)
		return CASE_NO_NONE;
	*no = value;
	return CASE_NO_FULL;
}
