/* Rows and columns of the queue: pages of a list of matters for the list widget. */
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/pinyin.h"
#include "core/base/show.h"
#include "core/base/utf8.h"
#include "core/domain/area.h"
#include "core/domain/case_number.h"
#include "core/domain/words.h"
#include "tui/screen/case_cells.h"
#include "tui/screen/queue_model.h"

enum {
	NO_COLUMN = 1,
	CLERK_COLUMN = 9,
	STAMPS_COLUMN = 10,
	CLERK_COLS = 108,
	FULL_COLS = 139,
	TAG_STEPS = 64
};

static void
cell_no(const void *row, const struct ui *ui, struct ink *out)
{
	(void)ui;
	ink_add(out, ROLE_FG, ((const struct queue_row *)row)->no);
}

/* That a colleague works on it, the weightiest stamps, and where there is room that the person has put it off. */
static void
cell_marks(const void *row, const struct ui *ui, struct ink *out)
{
	const struct queue_row *r = row;

	(void)ui;
	if (r->locked)
		ink_add(out, ROLE_STALE, C_("stamp|2", "锁"));
	case_stamps_few(out, &r->row, r->locked ? 1 : 2);
	if (r->asleep && ink_cells(out) <= 2)
		ink_add(out, ROLE_DIM, C_("stamp|2", "搁"));
}

static const struct column columns[] = {
	/* title, cells at 60 80 100 140, in English, grow, right, sortable, cell */
	{SLOT("queue.light|2", "灯"), {2, 2, 2, 2}, {1, 1, 1, 1}, 0, false, false, cell_light},
	{SLOT("queue.no|8", "编号"), {8, 8, 8, 8}, {0}, 0, false, true, cell_no},
	{SLOT("queue.title|20", "事由"), {20, 20, 20, 20}, {0}, 1, false, false, cell_title},
	{SLOT("queue.cat|4", "类"), {0, 4, 4, 4}, {0, 3, 3, 3}, 0, false, true, cell_category},
	{SLOT("queue.unit|10", "承办"), {0, 10, 12, 12}, {0, 11, 12, 12}, 0, false, true,
		cell_unit},
	{SLOT("queue.state|6", "状态"), {6, 6, 6, 6}, {7, 7, 7, 7}, 0, false, true, cell_state},
	{SLOT("queue.left|8", "剩余"), {8, 8, 8, 8}, {6, 6, 7, 7}, 0, false, true, cell_left},
	{SLOT("queue.source|6", "来源"), {0, 0, 6, 6}, {0, 0, 8, 8}, 0, false, false, cell_channel},
	{SLOT("queue.estate|12", "小区"), {0, 0, 12, 12}, {0}, 0, false, true, cell_estate},
	{SLOT("queue.clerk|8", "经办"), {0, 0, 8, 8}, {0}, 0, false, true, cell_clerk},
	{SLOT("queue.stamps|4", "印"), {0, 4, 6, 6}, {0}, 0, false, false, cell_marks},
	{SLOT("queue.grid|12", "网格"), {0, 0, 0, 12}, {0}, 0, false, false, cell_grid},
	{SLOT("queue.tier|4", "级别"), {0, 0, 0, 4}, {0}, 0, false, true, cell_tier},
	{SLOT("queue.joint|4", "联名"), {0, 0, 0, 4}, {0, 0, 0, 5}, 0, true, false, cell_joint},
	{SLOT("queue.score|4", "满意"), {0, 0, 0, 4}, {0, 0, 0, 5}, 0, false, false, cell_score},
	{SLOT("queue.updated|11", "更新"), {0, 0, 0, 11}, {0}, 0, false, true, cell_updated},
	{0},
};

/* The fields that the columns above are sorted by. */
static const char *const fields[] = {"灯", "编号", NULL, "类", "单位", "状态", "到期", "来源",
	"小区", "经办人", NULL, "网格", "级别", "联名", "满意", "更新"};

_Static_assert(sizeof(columns) / sizeof(columns[0]) == sizeof(fields) / sizeof(fields[0]) + 1,
	"a field for each column");
_Static_assert(sizeof(columns) / sizeof(columns[0]) <= QUEUE_COLUMNS, "room for the columns");

const char *
queue_column_field(int column)
{
	return column >= 0 && column < (int)(sizeof(fields) / sizeof(fields[0])) ? fields[column]
										 : NULL;
}

/* --- numbers that can be told apart */

/* Day and sequence: what the brief number shows. */
static int64_t
brief_part(int64_t no)
{
	return no % INT64_C(10000000000);
}

/* The first letters of the township's name, in capitals: "TC" for 桐城. */
static bool
town_letters(struct queue *q, struct ui *ui, int64_t no, struct arena *mem, const char **out,
	struct err *err)
{
	const char *readings[PINYIN_READINGS];
	struct area town;
	char letters[3] = "";
	bool found;

	(void)q;
	*out = "";
	if (!area_by_code(ui->session, no / INT64_C(10000000000) * 1000, mem, &town, &found, err))
		return false;
	const char *p = found ? town.brief : "";

	for (int i = 0; i < 2 && *p != '\0'; i++) {
		uint32_t cp = utf8_next(&p);

		if (pinyin_readings(cp, readings) > 0)
			letters[i] = (char)(readings[0][0] - 'a' + 'A');
		else
			letters[i] = cp < 0x80 ? (char)cp : '?';
	}
	*out = arena_strdup(mem, letters);
	return true;
}

/* Does a row already shown, or another one of the page, read the same? */
static bool
has_twin(const struct queue *q, const struct queue_row *rows, int count, int self)
{
	int64_t part = brief_part(rows[self].row.no);

	for (int i = 0; i < count; i++)
		if (i != self && brief_part(rows[i].row.no) == part)
			return true;
	for (int i = 0; i < list_count(&q->list); i++) {
		const struct queue_row *other = list_at(&q->list, i);

		if (other->row.id != rows[self].row.id && brief_part(other->row.no) == part)
			return true;
	}
	return false;
}

static bool
number_rows(struct queue *q, struct ui *ui, struct queue_row *rows, int count, struct arena *mem,
	struct err *err)
{
	int32_t today = day_from_utc(ui->now_utc);

	for (int i = 0; i < count; i++) {
		char brief[CASE_NO_BRIEF_BYTES];
		const char *letters = "";

		case_no_brief(rows[i].row.no, today, brief);
		if (has_twin(q, rows, count, i) &&
			!town_letters(q, ui, rows[i].row.no, mem, &letters, err))
			return false;
		rows[i].no = arena_printf(mem, "%s%s", letters, brief);
	}
	return true;
}

/*
 * Which columns there is room for beside a subject that can be read: of those in front of the stamps the clerk
 * gives way. The column of numbers is as wide as what stands in it, and narrows again with the next list only.
 */
void
queue_fit_columns(struct queue *q, const struct ui *ui)
{
	int cells = q->columns[NO_COLUMN].cells[ui->size], cols = q->list.w.rect.cols;

	for (int i = 0; columns[i].title != NULL; i++) {
		bool room = (i != CLERK_COLUMN || cols >= CLERK_COLS) &&
			(i <= STAMPS_COLUMN || cols >= FULL_COLS);

		memcpy(q->columns[i].cells, columns[i].cells, sizeof(columns[i].cells));
		memcpy(q->columns[i].cells_en, columns[i].cells_en, sizeof(columns[i].cells_en));
		if (!room)
			q->columns[i].cells[ui->size] = q->columns[i].cells_en[ui->size] = 0;
	}

	for (int i = q->list.top; i < q->list.top + q->list.rows_shown; i++) {
		const struct queue_row *row = list_at(&q->list, i);
		int n = row != NULL ? show_width(row->no) : 0;

		cells = n > cells ? n : cells;
	}
	for (int i = 0; i < SIZE_COUNT; i++)
		q->columns[NO_COLUMN].cells[i] = (uint8_t)cells;
}

/* --- pages */

static struct list_mark
mark_of(const struct case_cursor *c)
{
	return (struct list_mark){true, {c->phase, c->key[0], c->key[1], c->key[2], c->id}};
}

static struct case_cursor
cursor_of(const struct list_mark *m)
{
	return (struct case_cursor){.phase = (int32_t)m->key[0],
		.key = {m->key[1], m->key[2], m->key[3]},
		.id = m->key[4]};
}

static enum case_page_from
page_from(const struct list_want *want, struct case_cursor *at)
{
	const struct queue_row *row = want->from;

	if (want->mark.set) {
		*at = cursor_of(&want->mark);
		return want->dir > 0 ? PAGE_AFTER : PAGE_BEFORE;
	}
	if (row == NULL)
		return want->dir > 0 ? PAGE_FIRST : PAGE_LAST;
	*at = row->at;
	if (want->dir < 0)
		return PAGE_BEFORE;
	return want->with ? PAGE_FROM : PAGE_AFTER;
}

/* The list was asked for in another order: it is read in that one from now on. */
static bool
follow_order(struct queue *q, struct ui *ui, const struct list_want *want, struct err *err)
{
	int sort = q->sort;
	bool reverse = q->reverse;
	struct filter_fault fault;

	if (want->sort == sort && want->reverse == reverse)
		return true;
	q->sort = want->sort;
	q->reverse = want->reverse;
	if (queue_open_list(q, ui, queue_text(q, ui), &fault, err))
		return true;
	q->sort = sort;
	q->reverse = reverse;
	return false;
}

static bool
is_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count && ids[i] <= id; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static bool
page(void *self, struct ui *ui, const struct list_want *want, struct arena *mem,
	struct list_got *got, struct err *err)
{
	struct queue *q = self;
	struct case_cursor at = {0};
	struct case_page page;
	enum case_page_from from = page_from(want, &at);

	if (!follow_order(q, ui, want, err) ||
		!case_list_page(q->cases, from, &at, (size_t)want->count, mem, &page, err))
		return false;
	struct queue_row *rows = arena_array(mem, page.count + 1, sizeof(*rows));

	for (size_t i = 0; i < page.count; i++)
		rows[i] = (struct queue_row){page.rows[i], page.cursors[i], "",
			is_among(q->sleepers, q->asleep, page.rows[i].id),
			is_among(q->locked, q->locked_count, page.rows[i].id)};
	*got = (struct list_got){
		.rows = rows, .stride = sizeof(*rows), .count = (int)page.count, .end = page.ended};
	if (page.pending) {
		char day[WORDS_BYTES];

		got->mark = mark_of(&page.reached);
		words_day(page.reached_at, ui->now_utc, day);
		got->searched = page.reached_at > 0 ? arena_strdup(mem, day) : NULL;
	}
	return number_rows(q, ui, rows, got->count, mem, err);
}

static int64_t
row_id(const void *row)
{
	return ((const struct queue_row *)row)->row.id;
}

/*
 * Of a list that takes long to read only what could be read in reasonable time: the number of tags is always on
 * the screen.
 */
static bool
ids_of(struct case_list *list, struct arena *mem, int64_t *ids, int most, int *count,
	struct err *err)
{
	enum case_page_from from = PAGE_FIRST;
	struct case_cursor at = {0};
	struct case_page page = {0};

	*count = 0;
	for (int i = 0; i < TAG_STEPS && *count < most && !page.ended; i++) {
		if (!case_list_page(list, from, &at, (size_t)(most - *count), mem, &page, err))
			return false;
		for (size_t j = 0; j < page.count; j++)
			ids[(*count)++] = page.rows[j].id;
		at = page.pending || page.count == 0 ? page.reached : page.cursors[page.count - 1];
		from = PAGE_AFTER;
	}
	return true;
}

static bool
all_ids(void *self, struct ui *ui, int64_t *ids, int most, int *count, struct err *err)
{
	struct queue *q = self;

	return ids_of(q->cases, ui->scratch, ids, most, count, err);
}

bool
queue_find_ids(struct queue *q, struct ui *ui, const char *text, int64_t *ids, int most, int *count,
	struct err *err)
{
	const struct case_tags tags = {q->list.tags, (size_t)q->list.tag_count};
	struct filter_fault fault;
	struct case_list *list;

	*count = 0;
	if (!case_list_open(&list, ui->session, text, NULL, &tags, &fault, err))
		return false;
	bool ok = ids_of(list, ui->scratch, ids, most, count, err);

	case_list_free(list);
	return ok;
}

/* What took it out of the list, in a word. */
static const char *
why_gone(const struct case_row *was, const struct case_row *now, struct arena *mem)
{
	if (now->state != was->state)
		return word_now(state_word(now->state));
	if (now->unit_id != was->unit_id)
		return arena_printf(mem, _("转 %s"), now->unit);
	if (now->clerk_id != was->clerk_id)
		return arena_printf(mem, _("归 %s"), now->clerk);
	if (now->due_at != was->due_at)
		return _("时限改了");
	return _("已不在此列");
}

static const void *
gone(void *self, struct ui *ui, int64_t id, struct arena *mem, const char **why)
{
	struct queue *q = self;
	struct queue_row *row = arena_alloc(mem, sizeof(*row));
	struct err ignored = ERR_INIT;
	bool found = false;

	if (!case_row_load(ui->session, id, mem, &row->row, &found, &ignored) || !found)
		return NULL;
	for (int i = 0; i < list_count(&q->list); i++) {
		const struct queue_row *was = list_at(&q->list, i);

		if (was->row.id != id)
			continue;
		row->at = was->at;
		row->no = arena_strdup(mem, was->no);
		*why = why_gone(&was->row, &row->row, mem);
	}
	return row;
}

void
queue_list_init(struct queue *q, struct ui *ui)
{
	memcpy(q->columns, columns, sizeof(columns));
	q->source = (struct list_source){
		.columns = q->columns, .id = row_id, .page = page, .all = all_ids, .gone = gone};
	q->sort = -1;
	list_init(&q->list, ui, &q->source, q);
}

/* --- opening */

/* An order chosen with a key goes before one that stands in the filter. */
static const char *
without_order(struct queue *q, struct ui *ui, const char *text)
{
	struct filter f;
	struct filter_fault fault;
	struct err misread = ERR_INIT;
	struct buf b;

	(void)q;
	if (!filter_parse(&f, &filter_cases, text, ui->scratch, &fault, &misread) ||
		f.sort_count == 0)
		return text;
	f.sort_count = 0;
	buf_init(&b);
	filter_print(&b, &f, i18n_lang());
	text = arena_strdup(ui->scratch, b.text);
	buf_release(&b);
	return text;
}

static const char *
order_text(struct queue *q, struct ui *ui)
{
	const char *field = queue_column_field(q->sort);

	if (field == NULL)
		return q->reverse ? "-" : NULL;
	return arena_printf(ui->scratch, "%s%s", q->reverse ? "-" : "", field);
}

bool
queue_open_list(struct queue *q, struct ui *ui, const char *text, struct filter_fault *fault,
	struct err *err)
{
	const struct case_tags tags = {q->list.tags, (size_t)q->list.tag_count};
	bool chosen = q->sort >= 0 || q->reverse;
	struct case_list *list;

	if (!case_list_open(&list, ui->session, chosen ? without_order(q, ui, text) : text,
		    chosen ? order_text(q, ui) : NULL, &tags, fault, err))
		return false;
	case_list_free(q->cases);
	q->cases = list;
	memcpy(q->columns, columns, sizeof(columns));
	queue_recount(q, ui, true);
	return true;
}
