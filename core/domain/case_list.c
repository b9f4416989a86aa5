#include "core/domain/case_list_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/case_db.h"

static void
read_rights(struct case_list *list)
{
	const struct session *s = list->s;
	struct arena *mem = &list->mem;
	struct pred *open = pred_all(mem), *area = pred_all(mem);
	struct pred *own = pred_or(mem, pred_is(mem, COL_UNIT, s->unit_id),
		pred_or(mem, pred_is(mem, COL_DESK, s->unit_id),
			pred_is(mem, COL_HELPER, s->unit_id)));

	for (size_t i = 0; i < s->rules->category_count && !session_has(s, ROLE_DISC); i++)
		if (s->rules->categories[i].sealed)
			open = pred_and(mem, open,
				pred_not(mem, pred_is(mem, COL_CAT, s->rules->categories[i].code)));
	if (!session_watches_area(s))
		area = pred_none(mem);
	else if (s->scope.level > AREA_CITY)
		area = pred_between(mem, COL_PLACE, s->scope.place_low, s->scope.place_high);
	list->rights = (struct rights){open, area, pred_not(mem, pred_without(mem, area, 0)), own};
	list->allowed = pred_and(mem, pred_without(mem, open, 0),
		pred_or(mem, pred_without(mem, area, 0), pred_without(mem, own, 0)));
}

/* The order named by the caller, where the filter names none. */
static bool
read_order(struct case_list *list, struct err *err)
{
	struct filter_fault fault;
	struct filter order;
	const char *text;

	if (list->order == NULL || list->filter.filter.sort_count > 0)
		return true;
	list->backwards = strcmp(list->order, "-") == 0;
	if (list->backwards)
		return true;
	text = arena_printf(&list->mem, "排:%s", list->order);
	if (!filter_parse(&order, &filter_cases, text, &list->mem, &fault, err))
		return false;
	memcpy(list->filter.filter.sorts, order.sorts, sizeof(order.sorts));
	list->filter.filter.sort_count = order.sort_count;
	return true;
}

static bool
read_list(struct case_list *list, struct filter_fault *fault, struct err *err)
{
	list->now = session_now(list->s);
	list->today = day_from_utc(list->now);
	if (!case_filter_read(
		    &list->filter, list->s, list->text, &list->tags, &list->mem, fault, err) ||
		!read_order(list, err))
		return false;
	read_rights(list);
	list->pred = pred_and(&list->mem, pred_without(&list->mem, list->filter.pred, 0),
		pred_without(&list->mem, list->allowed, 0));
	return case_list_sorts(list, err) && case_list_plan(list, err);
}

bool
case_list_open(struct case_list **out, struct session *s, const char *filter, const char *order,
	const struct case_tags *tags, struct filter_fault *fault, struct err *err)
{
	struct case_list *list = xcalloc(1, sizeof(*list));

	*out = NULL;
	list->s = s;
	list->work = WORK_CALL;
	for (int i = 0; i < CASE_TEXT_COUNT; i++)
		buf_init(&list->texts[i]);
	list->text = xstrdup(filter);
	list->order = order != NULL && *order != '\0' ? xstrdup(order) : NULL;
	if (tags != NULL && tags->count > 0) {
		list->tag_ids = xmalloc(tags->count * sizeof(*list->tag_ids));
		memcpy(list->tag_ids, tags->ids, tags->count * sizeof(*list->tag_ids));
		list->tags = (struct case_tags){list->tag_ids, tags->count};
	}
	if (!read_list(list, fault, err)) {
		case_list_free(list);
		return false;
	}
	*out = list;
	return true;
}

void
case_list_free(struct case_list *list)
{
	if (list == NULL)
		return;
	collected_clear(&list->collected);
	arena_release(&list->mem);
	for (int i = 0; i < CASE_TEXT_COUNT; i++)
		buf_release(&list->texts[i]);
	free(list->text);
	free(list->order);
	free(list->tag_ids);
	free(list);
}

bool
case_list_refresh(struct case_list *list, struct err *err)
{
	struct filter_fault fault;
	struct case_list again = *list;

	again.mem = (struct arena)ARENA_INIT;
	again.collected = (struct collected){0};
	again.count = (struct case_list_count){0};
	again.count_phase = again.count_part = 0;
	again.count_begun = false;
	if (!read_list(&again, &fault, err)) {
		arena_release(&again.mem);
		return false;
	}
	collected_clear(&list->collected);
	arena_release(&list->mem);
	*list = again;
	return true;
}

const char *
case_list_words(const struct case_list *list)
{
	return list->filter.words;
}

const char *
case_list_note(const struct case_list *list)
{
	if (list->collected.dropped)
		return _("太多了, 只排了前面的一部分");
	return list->filter.note;
}

static void
sort_name(struct buf *b, enum case_filter_field field, bool descending)
{
	size_t i = 0;

	while (filter_cases.fields[i].id != (int)field)
		i++;
	buf_addstr(b, descending ? "-" : "");
	buf_addstr(b, filter_name(&filter_cases.fields[i].names, i18n_lang()));
}

const char *
case_list_order(const struct case_list *list, struct arena *mem)
{
	struct buf b;

	buf_init(&b);
	for (size_t i = 0; i < list->sort_count; i++) {
		buf_addstr(&b, i > 0 ? "," : "");
		sort_name(&b, list->sorts[i].field, list->sorts[i].descending);
	}
	if (list->sort_count == 0)
		sort_name(&b, list->open_only ? CF_DUE : CF_OPENED, !list->open_only);
	const char *text = arena_strdup(mem, b.text);

	buf_release(&b);
	return text;
}

const struct filter *
case_list_filter(const struct case_list *list)
{
	return &list->filter.filter;
}

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

static struct case_cursor
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

static struct case_cursor
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

/* A matter that has left the list stands where it stood: among the open ones, or in the last phase. */
static bool
stands_in(struct case_list *list, const struct phase *ph, struct case_facts *f, bool member,
	bool *stands, struct err *err)
{
	struct work work = {WORK_CALL};

	for (size_t i = 0; member && i < ph->part_count && !*stands; i++)
		if (!facts_decide(list, ph->parts[i].pred, f, &work, stands, err))
			return false;
	if (member)
		return true;
	*stands = ph->kind == PHASE_STREAMS &&
		index_is_open(ph->streams[0].index) ==
			state_is_open((enum case_state)f->value[COL_STATE]);
	return true;
}

static bool
locate_in_phases(struct case_list *list, struct case_facts *f, struct case_cursor *out, bool member,
	struct err *err)
{
	bool stands = false;

	for (size_t i = 0; i < list->phase_count && !stands; i++) {
		const struct phase *ph = &list->phases[i];
		enum case_col key =
			ph->kind == PHASE_STREAMS ? index_key_column(ph->streams[0].index) : COL_ID;
		struct index_key at = {f->value[key], 0, f->value[COL_ID]};

		if (!stands_in(list, ph, f, member, &stands, err))
			return false;
		*out = cursor_at(i, &at);
	}
	return true;
}

bool
case_list_locate(struct case_list *list, int64_t id, struct case_cursor *out, bool *member,
	bool *found, struct err *err)
{
	struct case_facts f = {.value = {[COL_ID] = id}};
	struct work work = {WORK_CALL};
	bool seen = false;

	*member = false;
	*out = (struct case_cursor){0};
	bool ok = facts_read_row(list->s, &f, found, err) &&
		(!*found || facts_decide(list, list->allowed, &f, &work, &seen, err));

	*found = ok && *found && seen;
	if (!*found)
		return ok;
	if (!facts_decide(list, list->pred, &f, &work, member, err))
		return false;
	if (list->sort == SORT_COLLECT) {
		struct sorted row = {.id = id};

		sort_keys(list, &f, row.key);
		*out = cursor_of_sorted(&row);
		return true;
	}
	return locate_in_phases(list, &f, out, *member, err);
}

/* Goes on to the next part, or phase. */
static void
count_next(struct case_list *list)
{
	list->count_begun = false;
	if (++list->count_part < list->phases[list->count_phase].part_count)
		return;
	list->count_part = 0;
	list->count_phase++;
}

/* One stream without tests of our own is counted inside SQL. */
static bool
count_inside(struct case_list *list, const struct phase *ph, struct work *work, struct err *err)
{
	struct window w = {.stream = &ph->streams[0],
		.bounds = &ph->parts[ph->streams[0].part].bounds,
		.backward = ph->descending,
		.from = list->count_begun ? &list->count_at : NULL,
		.limit = work->left};
	const struct db *db = store_db(list->s->store);
	int64_t n, steps = db_steps(db);
	bool ended;

	if (!index_count(list->s, &w, &n, &list->count_at, &ended, err))
		return false;
	work->left -= ended ? (db_steps(db) - steps) / STEPS_AN_ENTRY : work->left;
	list->count.n += n;
	list->count_begun = true;
	if (ended)
		count_next(list);
	return true;
}

enum { COUNT_A_STEP = 256 };

static bool
count_by_walking(struct case_list *list, const struct phase *ph, struct work *work,
	struct member *members, struct err *err)
{
	struct phase_walk w = {.list = list,
		.phase = ph,
		.from = list->count_begun ? &list->count_at : NULL,
		.want = COUNT_A_STEP,
		.work = work,
		.members = members};

	if (!phase_walk(&w, err))
		return false;
	list->count.n += (int64_t)w.count;
	list->count_begun = true;
	list->count_at = w.reached;
	if (w.ended)
		count_next(list);
	return true;
}

static bool
count_some(struct case_list *list, struct work *work, struct err *err)
{
	struct member *members = xmalloc(COUNT_A_STEP * sizeof(*members));
	struct phase ph;
	bool ok = true;

	while (ok && work->left > 0 && list->count_phase < list->phase_count && !list->count.more) {
		phase_of_part(&list->phases[list->count_phase], list->count_part, &ph);
		if (ph.kind == PHASE_STREAMS && ph.stream_count == 1 &&
			ph.parts[ph.streams[0].part].rest->kind == PRED_ALL)
			ok = count_inside(list, &ph, work, err);
		else
			ok = count_by_walking(list, &ph, work, members, err);
		list->count.more = !list->open_only && list->count.n > CASE_COUNT_MOST;
	}
	free(members);
	list->count.done = list->count_phase == list->phase_count || list->count.more;
	return ok;
}

bool
case_list_count(struct case_list *list, struct case_list_count *out, struct err *err)
{
	struct work work = {list->work};
	bool ok = true;

	if (list->sort == SORT_COLLECT) {
		ok = collect_some(list, &work, err);
		list->count = (struct case_list_count){(int64_t)list->collected.count,
			list->collected.done, list->collected.dropped};
	} else if (!list->count.done) {
		ok = count_some(list, &work, err);
	}
	*out = list->count;
	return ok;
}
