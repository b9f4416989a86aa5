/*
 * Numbers about lists: how many stand in each view of the queue, and a list added up by one of its fields
 * (frequency tables, a histogram of due dates, lights by area). Both work in slices like lists do: call
 * step until done.
 */
#ifndef LINLI_CASE_COUNT_H
#define LINLI_CASE_COUNT_H

#include "core/domain/case_list.h"

/* The numbered views of the queue. What they hold depends on whether one has matters of one's own. */
enum { CASE_VIEWS = 8 };

/* The view's name, 0 to CASE_VIEWS - 1, and the filter that it stands for, in the language of now. */
const char *case_view_name(const struct session *s, int view);
const char *case_view_filter(const struct session *s, int view);

/* The filter by which it is listed and counted: one's own matters without those that are put off. */
const char *case_view_list(const struct session *s, int view);

struct case_views;

bool case_views_open(struct case_views **out, struct session *s, struct err *err);
void case_views_free(struct case_views *v);

/* Counts on; counts[i].done when that one is final. *done: all are. */
bool case_views_step(struct case_views *v, struct case_list_count counts[CASE_VIEWS], bool *done,
	struct err *err);

/* Counts anew: somebody has changed the data, or a minute has passed. */
bool case_views_refresh(struct case_views *v, struct err *err);

/* A value of the field, and how many matters of the list have it. */
struct case_tally_row {
	int64_t value;      /* as stored; a day for dates, 12 digits for areas, 18 for grids */
	const char *label;  /* in the language of now; "" when the field is empty */
	const char *filter; /* what narrows a list to it, such as "类:TC" */
	int64_t n;
	int64_t lights[LIGHT_DONE + 1]; /* by enum light, when they were asked for */
};

struct case_tally;

/*
 * Adds up the list of a filter by a field: by day for dates, by the areas next below the part of the city
 * that the list lies in for CF_AREA. Errors: those of case_list_open(); INPUT for a field that cannot be
 * added up.
 */
bool case_tally_open(struct case_tally **out, struct session *s, const char *filter,
	const struct case_tags *tags, enum case_filter_field field, bool lights,
	struct filter_fault *fault, struct err *err);
void case_tally_free(struct case_tally *t);
enum case_filter_field case_tally_field(const struct case_tally *t);

bool case_tally_step(struct case_tally *t, bool *done, struct err *err);

/* What has been added up so far: dates in their order, all others by number, the most first. */
bool case_tally_rows(struct case_tally *t, struct arena *mem, struct case_tally_row **rows,
	size_t *count, int64_t *total, struct err *err);

#endif
