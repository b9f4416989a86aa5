/* Pages of a list: from its phases as they deliver, or of what was sorted. */
#include "core/domain/case_list_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/db/store.h"
#include "core/domain/case_db.h"

/* Adds the row of a matter to the page; one that is gone or sealed is left out. */
static bool
add_row(struct case_list *list, int64_t id, const struct case_cursor *at, struct arena *mem,
	struct case_page *page, struct err *err)
{
	struct case_row *row = &page->rows[page->count];
	bool found;

	if (!case_read_row(store_db(list->s->store), id, mem, row, &found, err))
		return false;
	if (!found || ((row->flags & CASE_SEALED) != 0 && !session_has(list->s, ROLE_DISC)))
		return true;
	page->cursors[page->count++] = *at;
	return true;
}

static void
reverse(struct case_page *page)
{
	for (size_t i = 0, j = page->count; i + 1 < j; i++) {
		struct case_row row = page->rows[i];
		struct case_cursor at = page->cursors[i];

		j--;
		page->rows[i] = page->rows[j];
		page->cursors[i] = page->cursors[j];
		page->rows[j] = row;
		page->cursors[j] = at;
	}
}

struct case_cursor
cursor_at(size_t phase, const struct index_key *at)
{
	return (struct case_cursor){
		.phase = (int32_t)phase, .key = {at->key, at->second, 0}, .id = at->id};
}

/* Where a page has got to. */
struct paging {
	struct case_list *list;
	bool backward;
	int phase;
	bool begun; /* within the phase, behind `at` */
	struct index_key at;
};

static bool
page_step(struct paging *pg, size_t want, struct work *work, struct member *members,
	struct arena *mem, struct case_page *page, struct err *err)
{
	struct phase_walk w = {.list = pg->list,
		.phase = &pg->list->phases[pg->phase],
		.backward = pg->backward,
		.from = pg->begun ? &pg->at : NULL,
		.want = want,
		.work = work,
		.members = members};

	if (!phase_walk(&w, err))
		return false;
	for (size_t i = 0; i < w.count; i++) {
		struct case_cursor at = cursor_at((size_t)pg->phase, &members[i].at);

		if (!add_row(pg->list, members[i].at.id, &at, mem, page, err))
			return false;
	}
	pg->begun = !w.ended;
	pg->at = w.reached;
	if (w.ended)
		pg->phase += pg->backward ? -1 : 1;
	return true;
}

/* How far back a search has got: in words "searched back to 2023-05-14". */
static bool
how_far(const struct paging *pg, int64_t *at, struct err *err)
{
	const struct phase *ph = &pg->list->phases[pg->phase];
	struct case_facts f = {.value = {[COL_ID] = pg->at.id}};
	bool found = false;

	*at = 0;
	if (!pg->begun)
		return true;
	if (ph->kind == PHASE_STREAMS) {
		*at = index_key_column(ph->streams[0].index) == COL_OPENED ? pg->at.key : 0;
		return true;
	}
	if (!facts_read_row(pg->list->s, &f, &found, err))
		return false;
	*at = found ? f.value[COL_OPENED] : 0;
	return true;
}

/* From the phases, as they deliver. */
static bool
page_walk(
	struct paging *pg, size_t want, struct arena *mem, struct case_page *page, struct err *err)
{
	struct case_list *list = pg->list;
	struct work work = {list->work};
	struct member *members = xmalloc(want * sizeof(*members));
	bool ok = true;

	while (ok && page->count < want && pg->phase >= 0 && pg->phase < (int)list->phase_count &&
		work.left > 0)
		ok = page_step(pg, want - page->count, &work, members, mem, page, err);
	free(members);
	if (pg->backward)
		reverse(page);
	page->ended = pg->phase < 0 || pg->phase >= (int)list->phase_count;
	page->pending = !page->ended && page->count < want;
	page->reached = cursor_at((size_t)(page->ended ? 0 : pg->phase), &pg->at);
	if (!pg->begun)
		page->reached.phase = -1 - page->reached.phase; /* at the beginning of that phase */
	return ok && (!page->pending || how_far(pg, &page->reached_at, err));
}

static struct sorted
sorted_of_cursor(const struct case_cursor *c)
{
	return (struct sorted){.key = {c->key[0], c->key[1], c->key[2]}, .id = c->id};
}

struct case_cursor
cursor_of_sorted(const struct sorted *s)
{
	return (struct case_cursor){.key = {s->key[0], s->key[1], s->key[2]}, .id = s->id};
}

/* How many sorted rows stand in front of the cursor; with `behind`, the row itself counts too. */
static size_t
rows_before(const struct collected *c, const struct case_cursor *cursor, bool behind)
{
	struct sorted at = sorted_of_cursor(cursor);
	size_t low = 0, high = c->count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = sort_compare(&c->rows[mid], &at);

		if (order < 0 || (behind && order == 0))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool
page_sorted(struct case_list *list, enum case_page_from from, const struct case_cursor *cursor,
	size_t want, struct arena *mem, struct case_page *page, struct err *err)
{
	struct collected *c = &list->collected;
	struct work work = {list->work};

	if (!collect_some(list, &work, err))
		return false;
	page->pending = !c->done;
	page->reached = from == PAGE_FIRST || from == PAGE_LAST ? (struct case_cursor){.phase = -1}
								: *cursor;
	page->reached.id -= from == PAGE_FROM; /* ids are whole numbers: just in front of the row */
	if (page->pending)
		return true;
	size_t begin = 0, end = c->count;

	if ((from == PAGE_AFTER || from == PAGE_FROM) && cursor->phase >= 0)
		begin = rows_before(c, cursor, from == PAGE_AFTER);
	else if (from == PAGE_BEFORE && cursor->phase >= 0)
		end = rows_before(c, cursor, false);
	if (from == PAGE_LAST || from == PAGE_BEFORE)
		begin = end > want ? end - want : 0;
	else
		end = end - begin > want ? begin + want : end;
	page->ended = from == PAGE_LAST || from == PAGE_BEFORE ? begin == 0 : end == c->count;
	for (size_t i = begin; i < end; i++) {
		struct case_cursor at = cursor_of_sorted(&c->rows[i]);

		if (!add_row(list, c->rows[i].id, &at, mem, page, err))
			return false;
	}
	return true;
}

bool
case_list_page(struct case_list *list, enum case_page_from from, const struct case_cursor *cursor,
	size_t want, struct arena *mem, struct case_page *out, struct err *err)
{
	bool backward = from == PAGE_LAST || from == PAGE_BEFORE;
	struct paging pg = {.list = list,
		.backward = backward,
		.phase = backward ? (int)list->phase_count - 1 : 0};

	*out = (struct case_page){0};
	want = want < 1 ? 1 : want > PAGE_MOST ? PAGE_MOST : want;
	out->rows = arena_array(mem, want, sizeof(*out->rows));
	out->cursors = arena_array(mem, want, sizeof(*out->cursors));
	if (list->sort == SORT_COLLECT)
		return page_sorted(list, from, cursor, want, mem, out, err);
	if (from != PAGE_FIRST && from != PAGE_LAST) {
		pg.phase = cursor->phase < 0 ? -1 - cursor->phase : cursor->phase;
		pg.begun = cursor->phase >= 0;
		pg.at = (struct index_key){cursor->key[0], cursor->key[1], cursor->id};
	}
	if (from == PAGE_FROM) /* between this row and the one before it */
		pg.at.id += list->phases[pg.phase].descending ? 1 : -1;
	return page_walk(&pg, want, mem, out, err);
}
