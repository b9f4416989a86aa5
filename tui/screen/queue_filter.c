/* Which matters the queue shows: a numbered view, a filter in its place, or one that is being typed. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/recent.h"
#include "tui/screen/queue_model.h"

const char *
queue_text(const struct queue *q, const struct ui *ui)
{
	if (q->trying)
		return q->tried.text;
	return q->filter.len > 0 ? q->filter.text : case_view_list(ui->session, q->view);
}

/* Reads the list from its first row. */
bool
queue_show(struct queue *q, struct ui *ui, struct err *err)
{
	enum load_why why = ui->why;

	ui->why = LOAD_OPEN;
	bool ok = list_load(&q->list, ui, err);

	ui->why = why;
	return ok;
}

static void
set_text(struct buf *b, const char *text)
{
	buf_clear(b);
	buf_addstr(b, text);
}

static void
own_order(struct queue *q)
{
	q->sort = q->list.sort = -1;
	q->reverse = q->list.reverse = false;
}

/* Shows what queue_text() says, in its own order. */
static bool
reopen(struct queue *q, struct ui *ui, struct filter_fault *fault, struct err *err)
{
	int sort = q->sort;
	bool reverse = q->reverse;

	own_order(q);
	if (queue_open_list(q, ui, queue_text(q, ui), fault, err))
		return queue_show(q, ui, err);
	q->sort = q->list.sort = sort;
	q->reverse = q->list.reverse = reverse;
	return false;
}

int
queue_view_of(const struct ui *ui, const char *filter)
{
	for (int i = 0; i < CASE_VIEWS && *filter != '\0'; i++)
		if (strcmp(filter, case_view_filter(ui->session, i)) == 0 ||
			strcmp(filter, case_view_list(ui->session, i)) == 0)
			return i;
	return *filter == '\0' ? 0 : -1;
}

struct effect
queue_set_view(struct queue *q, struct ui *ui, int view, struct err *err)
{
	struct filter_fault fault;

	q->trying = false;
	buf_clear(&q->filter);
	q->view = view;
	list_untag(&q->list);
	return reopen(q, ui, &fault, err) ? fx_none() : fx_fail();
}

/* For the list of recent things; when it cannot be kept, nothing is lost. */
static void
note_filter(struct ui *ui, const char *text)
{
	struct err ignored = ERR_INIT;

	if (*text != '\0')
		recent_add(ui->session, RECENT_FILTER, 0, text, &ignored);
}

/* An empty one takes the filter off. What cannot be read leaves everything as it is. */
struct effect
queue_set_filter(struct queue *q, struct ui *ui, const char *text, struct err *err)
{
	const char *before = arena_strdup(ui->scratch, q->filter.text);
	struct filter_fault fault;

	text += strspn(text, " ");
	if (*text != '\0' && queue_view_of(ui, text) >= 0)
		return queue_set_view(q, ui, queue_view_of(ui, text), err);
	if (q->filter.len == 0 && *text != '\0' && !q->trying)
		q->was_on = list_id(&q->list);
	q->trying = false;
	set_text(&q->filter, text);
	if (reopen(q, ui, &fault, err)) {
		note_filter(ui, text);
		return fx_none();
	}
	set_text(&q->filter, before);
	return fx_fail();
}

/* What is shown, and of it only what the term says. */
struct effect
queue_narrow(struct queue *q, struct ui *ui, const char *term, struct err *err)
{
	const char *now = queue_text(q, ui);
	struct filter f;
	struct filter_fault fault;
	struct err misread = ERR_INIT;
	bool brackets = filter_parse(&f, &filter_cases, now, ui->scratch, &fault, &misread) &&
		f.root->kind == FILTER_OR;

	return queue_set_filter(q, ui,
		arena_printf(ui->scratch, brackets ? "(%s) %s" : "%s%s%s", now,
			brackets               ? term
				: *now != '\0' ? " "
					       : "",
			term),
		err);
}

/* After a pause in typing. A mistake is the bar's to tell: the last good result stays. */
struct effect
queue_try(struct queue *q, struct ui *ui, const char *text, struct err *err)
{
	struct err mistake = ERR_INIT;
	struct filter_fault fault;
	const char *before = arena_strdup(ui->scratch, q->tried.text);
	bool trying = q->trying;

	if (!trying && q->filter.len == 0)
		q->was_on = list_id(&q->list);
	q->trying = text[strspn(text, " ")] != '\0';
	set_text(&q->tried, text);
	if (reopen(q, ui, &fault, &mistake))
		return fx_none();
	q->trying = trying;
	set_text(&q->tried, before);
	if (mistake.code != ERR_INPUT && mistake.code != ERR_LIMIT) {
		*err = mistake;
		return fx_fail();
	}
	return fx_none();
}

static struct effect
back_to(struct queue *q, struct ui *ui, struct err *err)
{
	struct filter_fault fault;

	if (!reopen(q, ui, &fault, err))
		return fx_fail();
	if (q->filter.len == 0 && q->was_on != 0)
		list_seek(&q->list, q->was_on);
	return fx_none();
}

struct effect
queue_end_try(struct queue *q, struct ui *ui, struct err *err)
{
	if (!q->trying)
		return fx_none();
	q->trying = false;
	return back_to(q, ui, err);
}

struct effect
queue_unfilter(struct queue *q, struct ui *ui, struct err *err)
{
	if (q->filter.len == 0)
		return fx_pass();
	buf_clear(&q->filter);
	return back_to(q, ui, err);
}

const char *
queue_count_text(const struct queue *q, const struct ui *ui)
{
	const struct case_list_count *c = q->counted.done ? &q->counted : &q->count;
	bool all = c->done && !c->more;

	return arena_printf(ui->scratch, "%lld%s", (long long)(c->more ? CASE_COUNT_MOST : c->n),
		all ? "" : "+");
}
