#include "core/serve/board.h"

#include <stddef.h>
#include <string.h>

int64_t
board_sum(const struct board *b, int days, size_t column)
{
	int64_t sum = 0;

	for (int i = BOARD_DAYS - days; i < BOARD_DAYS; i++) {
		int64_t n;

		memcpy(&n, (const char *)&b->days[i] + column, sizeof(n));
		sum += n;
	}
	return sum;
}

/* In the 30 days that end so many days before today. */
static int64_t
month(const struct board *b, int days_ago, size_t column)
{
	return board_sum(b, days_ago + BOARD_RATE_DAYS, column) - board_sum(b, days_ago, column);
}

static int
permille(int64_t part, int64_t all)
{
	return all > 0 ? (int)((part * 1000 + all / 2) / all) : -1;
}

int
board_on_time(const struct board *b, int days_ago)
{
	int64_t good = month(b, days_ago, offsetof(struct board_day, on_time));

	return permille(good, good + month(b, days_ago, offsetof(struct board_day, late)));
}

int
board_pleased(const struct board *b, int days_ago)
{
	return permille(month(b, days_ago, offsetof(struct board_day, pleased)),
		month(b, days_ago, offsetof(struct board_day, scored)));
}
