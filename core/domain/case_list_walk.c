/* Walking a phase: windows of its streams, merged; hits of the text index; deciding what belongs. */
#include "core/domain/case_list_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/db/fts.h"
#include "core/db/store.h"

bool
facts_decide(struct case_list *list, const struct pred *p, struct case_facts *f, struct work *work,
	bool *belongs, struct err *err)
{
	enum truth truth;
	bool found = true;

	memset(f->text, 0, sizeof(f->text));
	f->missing = 0;
	f->today = list->today;
	truth = pred_test(p, f);
	if (truth == TRUTH_MAYBE && f->known != ((uint64_t)1 << CASE_COL_COUNT) - 1) {
		work->left -= WORK_LOOKUP;
		if (!facts_read_row(list->s, f, &found, err))
			return false;
		f->missing = 0;
		truth = found ? pred_test(p, f) : TRUTH_NO;
	}
	while (truth == TRUTH_MAYBE && f->missing != 0) {
		work->left -= WORK_TEXT;
		if (!facts_read_texts(list->s, f, f->missing, list->texts, err))
			return false;
		f->missing = 0;
		truth = pred_test(p, f);
	}
	*belongs = truth == TRUTH_YES;
	return true;
}

/* One stream's part of a walk. */
struct lane {
	struct phase_walk *walk;
	const struct part *part;
	struct work work;
	struct member *members;
	size_t count;
	struct index_key reached;
	bool ended;
};

static bool
take_entry(void *ctx, struct entry *e, struct err *err)
{
	struct lane *lane = ctx;
	struct phase_walk *w = lane->walk;
	bool belongs = true;

	lane->work.left -= WORK_ROW;
	if (lane->part->rest->kind != PRED_ALL &&
		!facts_decide(w->list, lane->part->rest, &e->facts, &lane->work, &belongs, err))
		return false;
	if (belongs)
		lane->members[lane->count++] = (struct member){e->at, e->facts};
	return lane->count < w->want && lane->work.left > 0;
}

/* With rows to be looked at one by one fewer entries fit into a slice. */
static int64_t
window_limit(const struct part *part, int64_t work)
{
	return part->rest->kind == PRED_ALL ? work : work / (1 + WORK_ROW);
}

static bool
walk_lane(struct lane *lane, const struct stream *stream, const struct index_key *from,
	int64_t work, struct err *err)
{
	struct phase_walk *w = lane->walk;
	struct window window = {.stream = stream,
		.bounds = &lane->part->bounds,
		.backward = w->backward != w->phase->descending,
		.from = from,
		.take = take_entry,
		.ctx = lane};
	const struct db *db = store_db(w->list->s->store);
	int64_t steps = db_steps(db);

	window.limit = window_limit(lane->part, work);
	if (window.limit < 1)
		window.limit = 1;
	lane->work.left = work;
	if (!index_window(w->list->s, &window, &lane->reached, &lane->ended, err))
		return false;
	/* Entries that SQL passed over by itself cost too. */
	int64_t seen_here = work - lane->work.left,
		passed = (db_steps(db) - steps) / STEPS_AN_ENTRY;

	w->work->left -= seen_here > passed ? seen_here : passed;
	return true;
}

/* Before zero: a lies in front of b in the order of the walk. */
static int
compare_keys(const struct phase_walk *w, const struct index_key *a, const struct index_key *b)
{
	int order = a->key != b->key ? (a->key < b->key ? -1 : 1)
		: a->id < b->id      ? -1
				     : a->id > b->id;

	return w->backward != w->phase->descending ? -order : order;
}

/* The furthest place up to which every lane has looked. */
static bool
frontier(const struct phase_walk *w, const struct lane *lanes, size_t count, struct index_key *out)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		if (lanes[i].ended)
			continue;
		if (!any || compare_keys(w, &lanes[i].reached, out) < 0)
			*out = lanes[i].reached;
		any = true;
	}
	return any;
}

/* Takes the members in front of the frontier in order; the same matter in two lanes counts once. */
static void
merge(struct phase_walk *w, struct lane *lanes, size_t count)
{
	size_t at[STREAMS_MOST] = {0};
	struct index_key limit;
	bool limited = frontier(w, lanes, count, &limit);

	for (;;) {
		struct member *best = NULL;

		for (size_t i = 0; i < count; i++) {
			struct member *m = at[i] < lanes[i].count ? &lanes[i].members[at[i]] : NULL;

			if (m != NULL && (best == NULL || compare_keys(w, &m->at, &best->at) < 0))
				best = m;
		}
		if (best == NULL || (limited && compare_keys(w, &best->at, &limit) > 0) ||
			w->count == w->want)
			break;
		struct index_key taken = best->at;

		w->members[w->count++] = *best;
		for (size_t i = 0; i < count; i++)
			while (at[i] < lanes[i].count &&
				lanes[i].members[at[i]].at.id ==
					taken.id && /* NOLINT(*NullDereference): it has members */
				lanes[i].members[at[i]].at.key == taken.key)
				at[i]++;
	}
	w->ended = !limited;
	for (size_t i = 0; i < count; i++)
		w->ended = w->ended && at[i] == lanes[i].count;
	if (w->count == w->want && w->count > 0)
		w->reached = w->members[w->count - 1].at;
	else if (limited)
		w->reached = limit;
}

static bool
walk_streams(struct phase_walk *w, struct err *err)
{
	const struct phase *ph = w->phase;
	struct lane lanes[STREAMS_MOST];
	struct member *room = ph->stream_count > 1
		? xmalloc(ph->stream_count * w->want * sizeof(*room))
		: w->members;
	int64_t share = w->work->left / (int64_t)ph->stream_count;
	bool ok = true;

	for (size_t i = 0; ok && i < ph->stream_count; i++) {
		lanes[i] = (struct lane){.walk = w,
			.part = &ph->parts[ph->streams[i].part],
			.members = room + i * w->want};
		ok = walk_lane(&lanes[i], &ph->streams[i], w->from, share > 50 ? share : 50, err);
	}
	if (ok && ph->stream_count == 1) {
		w->count = lanes[0].count;
		w->ended = lanes[0].ended;
		w->reached = lanes[0].reached;
	} else if (ok) {
		merge(w, lanes, ph->stream_count);
	}
	if (room != w->members)
		free(room);
	return ok;
}

/* Is the next one wanted, and may it still be paid for? */
static bool
take_hit(struct phase_walk *w, int64_t id, struct err *err)
{
	struct member *m = &w->members[w->count];
	bool belongs;

	*m = (struct member){.at = {id, 0, id}};
	m->facts.known = (uint64_t)1 << COL_ID;
	m->facts.value[COL_ID] = id;
	w->work->left -= WORK_ROW;
	if (!facts_decide(w->list, w->phase->parts[0].rest, &m->facts, w->work, &belongs, err))
		return false;
	w->count += belongs;
	w->reached = m->at;
	return w->count < w->want && w->work->left > 0;
}

/* The hits among the ids between. *go_on: all of them were looked at. */
static bool
walk_hits_between(struct phase_walk *w, int64_t above, int64_t below, bool *go_on, struct err *err)
{
	struct stmt *st = fts_find_between(
		store_db(w->list->s->store), w->phase->expression, above, below, !w->backward, err);

	if (st == NULL)
		return false;
	*go_on = true;
	while (*go_on && db_row(st, err))
		*go_on = take_hit(w, col_i64(st), err);
	return db_done(st, err) && err->code == ERR_NONE;
}

/*
 * From the newest id down, or up from the oldest. Several words are asked about some thousands of matters at a
 * time: common ones that are rare together cost much and deliver nothing to stop at.
 */
static bool
walk_hits(struct phase_walk *w, struct err *err)
{
	int64_t newest, at, span = w->phase->tokens > 1 ? HITS_SPAN : INT32_MAX;
	bool go_on = true;

	if (!facts_newest_id(w->list->s, &newest, err))
		return false;
	at = w->from != NULL ? w->from->id : w->backward ? 0 : newest + 1;
	while (go_on && w->work->left > 0 && (w->backward ? at < newest : at > 1)) {
		int64_t to = w->backward ? at + span : at - span;

		w->work->left -= (int64_t)w->phase->tokens * WORK_TOKEN;
		if (!walk_hits_between(
			    w, w->backward ? at : to - 1, w->backward ? to + 1 : at, &go_on, err))
			return false;
		if (go_on)
			w->reached = (struct index_key){to, 0, to};
		at = to;
	}
	w->ended = go_on && (w->backward ? at >= newest : at <= 1);
	return true;
}

/* The id of a set that comes next in ascending order, or false. */
static bool
next_id(const struct pred *ids, int64_t after, int64_t *id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (ids->spans[i].high > after) {
			*id = ids->spans[i].low > after ? ids->spans[i].low : after + 1;
			return true;
		}
	return false;
}

/* Only ever read through from the beginning, by lists that sort. */
static bool
walk_ids(struct phase_walk *w, struct err *err)
{
	int64_t id = w->from != NULL ? w->from->id : INT64_MIN;
	bool go_on = true;

	while (go_on && next_id(w->phase->ids, id, &id))
		go_on = take_hit(w, id, err);
	w->ended = go_on;
	return err->code == ERR_NONE;
}

void
phase_of_part(const struct phase *ph, size_t part, struct phase *out)
{
	*out = *ph;
	if (ph->part_count == 1)
		return;
	out->part_count = 1;
	out->parts[0] = part == 0 ? ph->parts[0] : ph->apart;
	out->stream_count = 0;
	for (size_t i = 0; i < ph->stream_count; i++)
		if (ph->streams[i].part == part) {
			out->streams[out->stream_count] = ph->streams[i];
			out->streams[out->stream_count++].part = 0;
		}
}

bool
phase_walk(struct phase_walk *w, struct err *err)
{
	w->count = 0;
	w->ended = false;
	if (w->from != NULL)
		w->reached = *w->from;
	switch (w->phase->kind) {
	case PHASE_STREAMS:
		return walk_streams(w, err);
	case PHASE_TEXT:
		return walk_hits(w, err);
	case PHASE_IDS:
		return walk_ids(w, err);
	}
	return false;
}
