#include <string.h>

#include "core/domain/worktime.h"

enum { MOST_DAYS = 36500 };

/* Digits with at most one decimal, in tenths. */
static bool
take_tenths(const char **p, int32_t *tenths)
{
	int32_t n = 0;
	int digits = 0;

	for (; **p >= '0' && **p <= '9' && n <= MOST_DAYS; (*p)++, digits++)
		n = n * 10 + (**p - '0');
	*tenths = n * 10;
	if (digits > 0 && **p == '.' && (*p)[1] >= '0' && (*p)[1] <= '9') {
		*tenths += (*p)[1] - '0';
		*p += 2;
	}
	return digits > 0 && n <= MOST_DAYS;
}

bool
limit_parse(const char *text, struct limit *out)
{
	static const struct {
		const char *name;
		enum time_unit unit;
		int32_t minutes; /* 0: counted in days */
	} units[] = {
		{"wd", UNIT_WD, 0}, {"cd", UNIT_CD, 0}, {"wh", UNIT_WH, 60}, {"h", UNIT_H, 60}};
	int32_t tenths;

	if (!take_tenths(&text, &tenths))
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(text, units[i].name) != 0)
			continue;
		if (units[i].minutes == 0 && tenths % 10 != 0)
			return false;
		out->unit = units[i].unit;
		out->amount = units[i].minutes != 0 ? tenths * units[i].minutes / 10 : tenths / 10;
		return true;
	}
	return false;
}
