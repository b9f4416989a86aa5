/*
 * What working time is counted by: office hours and the holidays and make-up days that were published.
 * The arithmetic on it is worktime.h.
 */
#ifndef LINLI_CALENDAR_H
#define LINLI_CALENDAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/yaml.h"
#include "core/domain/rules.h"

enum { CALENDAR_SPANS = 4 };

/* Minutes of the day, [from, to). */
struct work_span {
	int from, to;
};

/* A day that differs from its weekday. */
struct calendar_day {
	int32_t day;
	bool working;
	struct word name;
};

struct calendar_data {
	struct work_span spans[CALENDAR_SPANS]; /* of one working day, in order */
	size_t span_count;
	const int *years; /* whose holidays have been published */
	size_t year_count;
	const struct calendar_day *days; /* where one day stands twice the later entry holds */
	size_t day_count;
};

/* Builds the tables. Everything that data points at must live as long as `mem`. */
struct calendar *calendar_make(struct arena *mem, const struct calendar_data *data);

/*
 * Reads DIR/office.yaml and every DIR/YYYY.yaml. A year's notice may change December of the year before, so
 * all files count for all years. `seen` is called with each file's bytes, office.yaml first, then the years
 * in order. *confirmed: has an administrator confirmed the hours? NULL after mistakes, which are in y.
 */
struct calendar *calendar_read(struct yaml *y, const char *dir,
	void (*seen)(void *ctx, const char *name, const struct buf *bytes), void *ctx,
	bool *confirmed);

#endif
