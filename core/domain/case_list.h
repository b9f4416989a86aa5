/*
 * Lists of matters by a filter, in an order, page by page, as far as the session may see them.
 *
 * Work is done in slices: no call reads more than a bounded number of index entries and rows (about 3 ms
 * at a million matters), whatever the filter. What is not finished says so and goes on with the next
 * call, so that a console can look for keys in between. Nothing is kept from call to call but the plan,
 * and for orders that no index has, the ids sorted so far: pages are found again by cursors, so that rows
 * may come and go while somebody reads.
 */
#ifndef LINLI_CASE_LIST_H
#define LINLI_CASE_LIST_H

#include "core/domain/case.h"
#include "core/domain/filter_case.h"

struct case_list;

/*
 * Reads the filter, finds out what its names mean and which index serves it. The order is that of the
 * filter (排:), else `order`, another text of that form such as "到期" or "-受理" (NULL: what is due first in
 * open lists, the newest first in others; "-" that the other way round). tags: for the flag 已标; may be NULL. The session must outlive the
 * list. Errors: those of case_filter_read(), with the place of a mistake in *fault.
 */
bool case_list_open(struct case_list **out, struct session *s, const char *filter,
	const char *order, const struct case_tags *tags, struct filter_fault *fault,
	struct err *err);
void case_list_free(struct case_list *list);

/* How the filter was read (读作), and sentences on what it could not find; "" when there are none. */
const char *case_list_words(const struct case_list *list);
const char *case_list_note(const struct case_list *list);

/* The order in words of the language of now, as it would stand behind 排: */
const char *case_list_order(const struct case_list *list, struct arena *mem);

/* The filter's directives: grouping, columns. Lives as long as the list. */
const struct filter *case_list_filter(const struct case_list *list);

/* A place between two rows of the list: behind the row it was taken from. Opaque; compare by memcmp. */
struct case_cursor {
	int32_t phase;
	int32_t unused;
	int64_t key[3];
	int64_t id;
};

enum case_page_from {
	PAGE_FIRST, /* from the first row on */
	PAGE_LAST,  /* up to the last row */
	PAGE_AFTER, /* from behind the cursor */
	PAGE_FROM,  /* from the cursor's row on, or what stands in its place now */
	PAGE_BEFORE /* up to before the cursor's row */
};

struct case_page {
	struct case_row *rows;       /* in the order of the list, whichever way it was read */
	struct case_cursor *cursors; /* of each row */
	size_t count;
	bool ended; /* there is nothing more in that direction */
	bool pending; /* neither full nor ended: ask on, PAGE_AFTER or PAGE_BEFORE `reached`, for the rest */
	struct case_cursor reached;
	int64_t reached_at; /* pending: matters that came in since then have been looked at; 0 not known */
};

/*
 * At most `want` rows, their texts in mem. A pending page holds what was found so far.
 */
bool case_list_page(struct case_list *list, enum case_page_from from,
	const struct case_cursor *cursor, size_t want, struct arena *mem, struct case_page *out,
	struct err *err);

/*
 * Where a matter stands or would stand by its present data: to keep the cursor on it when the list is read
 * anew. *member: it belongs to the list. *found is false when there is no such matter or it may not be seen.
 */
bool case_list_locate(struct case_list *list, int64_t id, struct case_cursor *out, bool *member,
	bool *found, struct err *err);

/*
 * How many there are. Each call counts on; exact when `done`. Lists of the open set are counted to the end,
 * others up to CASE_COUNT_MOST: more of them is `more`.
 */
enum { CASE_COUNT_MOST = 1000 };
struct case_list_count {
	int64_t n;
	bool done, more;
};

bool case_list_count(struct case_list *list, struct case_list_count *out, struct err *err);

/*
 * Reads the filter anew at the present time, for instance when somebody has changed the data: counting and
 * sorting start again, cursors stay good. On an error (a view is gone) the list stays as it was.
 */
bool case_list_refresh(struct case_list *list, struct err *err);

#endif
