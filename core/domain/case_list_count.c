/* How many matters a list has. */
#include "core/domain/case_list_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/db/store.h"

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
