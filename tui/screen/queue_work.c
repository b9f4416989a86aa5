/* What the queue does between keys, one slice a frame: counting the list and the tabs, the histogram. */
#include "tui/screen/queue_model.h"

void
queue_recount(struct queue *q, struct ui *ui, bool fresh)
{
	q->count = (struct case_list_count){0};
	q->count_fresh = q->count_fresh || fresh;
	q->days.stale = true;
	if (fresh) {
		q->counted = (struct case_list_count){0};
		q->days.at_ms = 0;
		case_tally_free(q->days.tally);
		q->days.tally = NULL;
	}
	ui->again = true;
}

static bool
count_list(struct queue *q, struct err *err)
{
	if (!case_list_count(q->cases, &q->count, err))
		return false;
	if (!q->count.done)
		return true;
	q->counted = q->count;
	list_counted(&q->list, q->count.more ? -1 : q->count.n, q->count_fresh);
	q->count_fresh = false;
	return true;
}

/* A number stands on its tab until the next one is whole. */
static bool
count_views(struct queue *q, struct err *err)
{
	struct case_list_count now[CASE_VIEWS];

	if (!case_views_step(q->views, now, &q->views_done, err))
		return false;
	for (int i = 0; i < CASE_VIEWS; i++)
		if (now[i].done)
			q->view_counts[i] = now[i];
	return true;
}

bool
queue_work(struct queue *q, struct ui *ui, struct err *err)
{
	bool preview = !ui->slow && queue_preview_due(q),
	     more = preview || queue_offers_due(q) || !q->count.done || !q->views_done ||
		queue_days_due(q, ui);

	ui->again |=
		more; /* the head was drawn before: a number that is ready now is seen in the next frame */
	if (q->key || !more) {
		q->key = false;
		return true;
	}
	if (preview)
		return queue_preview_load(q, ui, err);
	if (!q->count.done)
		return count_list(q, err);
	if (queue_offers_due(q))
		return queue_offers_step(q, ui, err);
	if (!q->views_done)
		return count_views(q, err);
	return queue_days_step(q, ui, err);
}
