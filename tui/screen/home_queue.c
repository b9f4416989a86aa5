/* The first of the own matters, on the dashboard. Rows stay where they are while others write. */
#include "core/base/i18n.h"
#include "core/serve/case_view.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/home_model.h"

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{SLOT("queue.light|2", "灯"), {2, 2, 2, 2}, {1, 1, 1, 1}, 0, false, false, cell_light},
	{SLOT("queue.no|8", "编号"), {8, 8, 8, 8}, {0}, 0, false, false, cell_number},
	{SLOT("queue.title|20", "事由"), {16, 20, 20, 20}, {0}, 1, false, false, cell_title},
	{SLOT("queue.cat|4", "类"), {0, 0, 4, 4}, {0, 0, 3, 3}, 0, false, false, cell_category},
	{SLOT("queue.unit|10", "承办"), {0, 0, 10, 10}, {0}, 0, false, false, cell_unit},
	{SLOT("queue.state|6", "状态"), {0, 0, 6, 6}, {0, 0, 7, 7}, 0, false, false, cell_state},
	{SLOT("queue.left|8", "剩余"), {8, 8, 8, 8}, {6, 6, 7, 7}, 0, false, false, cell_left},
	{SLOT("queue.stamps|4", "印"), {0, 0, 4, 4}, {0}, 0, false, false, cell_stamps},
	{0},
};

static int64_t
row_id(const void *row)
{
	return ((const struct case_row *)row)->id;
}

/* What has ended under the reader's eyes stays, dim, until it is read anew. */
static enum row_look
look(const void *row, const struct ui *ui)
{
	(void)ui;
	return state_is_open(((const struct case_row *)row)->state) ? ROW_PLAIN : ROW_DIM;
}

static const struct list_source source = {.columns = columns, .id = row_id, .look = look};

void
home_queue_init(struct home *h, struct ui *ui)
{
	list_init(&h->queue, ui, &source, h);
	h->queue.boxed = true;
	h->queue.empty = session_has(ui->session, ROLE_OP) ? _("没有待办的件。F6 登记  F8 连办")
							   : _("没有待办的件。F7 看队列");
}

static bool
read_first(struct home *h, struct ui *ui, struct case_page *page, struct err *err)
{
	struct case_cursor at = {0};
	enum case_page_from from = PAGE_FIRST;
	struct case_row *rows = arena_array(ui->load, HOME_QUEUE_ROWS, sizeof(*rows));
	size_t n = 0;

	do {
		if (!case_list_page(h->mine, from, &at, HOME_QUEUE_ROWS - n, ui->load, page, err))
			return false;
		for (size_t i = 0; i < page->count; i++)
			rows[n++] = page->rows[i];
		at = page->reached;
		from = PAGE_AFTER;
	} while (page->pending && n < HOME_QUEUE_ROWS);
	page->rows = rows;
	page->count = n;
	return true;
}

static const struct case_row *
find(const struct case_page *page, int64_t id)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->rows[i].id == id)
			return &page->rows[i];
	return NULL;
}

/* The old order with the new data; what is new is only counted. */
static bool
keep_order(struct home *h, struct ui *ui, struct case_page *page, struct err *err)
{
	int n = list_count(&h->queue);
	struct case_row *rows = arena_array(ui->load, (size_t)n, sizeof(*rows));
	int64_t known = 0;

	for (int i = 0; i < n; i++) {
		int64_t id = row_id(list_at(&h->queue, i));
		const struct case_row *now = find(page, id);
		bool found = true;

		known += now != NULL;
		if (now != NULL)
			rows[i] = *now;
		else if (!case_row_load(ui->session, id, ui->load, &rows[i], &found, err))
			return false;
		if (!found)
			return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	}
	h->news = n < HOME_QUEUE_ROWS ? (int64_t)page->count - known : 0;
	page->rows = rows;
	page->count = (size_t)n;
	return true;
}

bool
home_queue_load(struct home *h, struct ui *ui, struct err *err)
{
	struct case_page page;

	if (!case_list_refresh(h->mine, err) || !read_first(h, ui, &page, err))
		return false;
	h->news = 0;
	if (ui->why == LOAD_POLL && list_count(&h->queue) > 0 && !keep_order(h, ui, &page, err))
		return false;
	list_set_rows(&h->queue, ui, page.rows, sizeof(*page.rows), (int)page.count);
	return true;
}
