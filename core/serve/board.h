/*
 * Numbers of the dashboard that come from roll-ups: days, rates, categories that have become more. They are
 * as fresh as the roll-ups (keeper.h): some seconds old.
 */
#ifndef LINLI_BOARD_H
#define LINLI_BOARD_H

#include "core/domain/session.h"

enum { BOARD_DAYS = 60, BOARD_RATE_DAYS = 30, BOARD_HOT = 8, BOARD_WEEK = 7, DAY_HOURS = 24 };

struct board_day {
	int64_t opened, accepted, routed, replied, on_time, late, closed, scored, pleased;
};

/* A category of which more came in than before. */
struct board_hot {
	int category;
	int64_t week, before; /* in the last seven days, and in the seven before */
};

struct board {
	bool counted; /* false: nothing is counted for this person's part of the city, and all is 0 */
	int32_t today;
	struct board_day days[BOARD_DAYS]; /* the last one is today */
	int64_t hours[DAY_HOURS];          /* what came in today, by hour of the civil day */
	struct board_hot hot[BOARD_HOT];   /* the steepest first */
	size_t hot_count;
};

/*
 * Counted are cities, counties and townships: for whoever works there for an area and not for single matters.
 */
bool board_load(struct session *s, struct board *out, struct err *err);

/* Shares of a thousand in the 30 days that end so many days before today; -1 when there was nothing to judge. */
int board_on_time(const struct board *b, int days_ago);
int board_pleased(const struct board *b, int days_ago);

/* Sum of one column in the last `days` days, such as offsetof(struct board_day, opened). */
int64_t board_sum(const struct board *b, int days, size_t column);

#endif
