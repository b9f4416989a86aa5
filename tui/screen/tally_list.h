/*
 * A list added up by one of its fields, as a list: areas, units, people with their lights. It is counted in
 * slices: call tally_list_step() for each frame.
 */
#ifndef LINLI_TALLY_LIST_H
#define LINLI_TALLY_LIST_H

#include "core/domain/case_count.h"
#include "tui/widget/list.h"

struct tally_list {
	struct list list; /* first: it is a panel's widget */
	const char *filter;
	enum case_filter_field field;
	struct case_tally *tally;
	struct arena mem;
	int64_t lights[LIGHT_DONE + 1], total; /* of all rows */
	bool done;                             /* these are whole */
};

/* The filter must outlive it. Nothing is counted before tally_list_start(). */
void tally_list_init(struct tally_list *t, struct ui *ui, const char *filter,
	enum case_filter_field field, const struct column *columns);
void tally_list_close(struct tally_list *t);

/* Counts anew; what is shown stays until the new count is whole. */
bool tally_list_start(struct tally_list *t, struct ui *ui, struct err *err);

/* One slice. True and done when there was nothing to do. */
bool tally_list_step(struct tally_list *t, struct ui *ui, struct err *err);

/* The filter for what is under the cursor, in scratch; NULL where the list is empty. */
const char *tally_list_filter(const struct tally_list *t, struct ui *ui);

/* Columns: what it is, a number for each light, all, a bar. The first one's title differs. */
extern const struct column tally_area_columns[], tally_unit_columns[], tally_person_columns[];

#endif
