#include <string.h>

#include "core/base/i18n.h"
#include "tui/widget/list_rows.h"

enum { COLUMNS_MAX = 24, CHANGED_MS = 10000 };

static int
column_cells(const struct column *c, enum size_class size)
{
	bool english = false;

	for (int i = 0; i < SIZE_COUNT; i++)
		english |= c->cells_en[i] != 0;
	return english && i18n_lang() == LANG_EN ? c->cells_en[size] : c->cells[size];
}

/* Hands the free cells to the columns that grow, by their shares; the rounding goes to the first. */
static void
share_out(const struct column *columns, int *cells, int n, int room)
{
	int shares = 0, left = room, first = -1;

	for (int i = 0; i < n; i++)
		shares += cells[i] > 0 ? columns[i].grow : 0;
	for (int i = 0; i < n && shares > 0; i++) {
		if (cells[i] == 0 || columns[i].grow == 0)
			continue;
		int more = room * columns[i].grow / shares;

		cells[i] += more;
		left -= more;
		first = first < 0 ? i : first;
	}
	if (first >= 0)
		cells[first] += left;
}

int
list_widths(const struct column *columns, enum size_class size, int cols, int *cells, int most)
{
	int n = 0, used = 0, shown = 0;

	for (; n < most && columns[n].title != NULL; n++) {
		cells[n] = column_cells(&columns[n], size);
		used += cells[n] > 0 ? cells[n] + (shown > 0) : 0;
		shown += cells[n] > 0;
	}
	for (int i = n - 1; i > 0 && used > cols;
		i--) { /* a narrower place than the columns were made for */
		used -= cells[i] > 0 ? cells[i] + 1 : 0;
		cells[i] = 0;
	}
	share_out(columns, cells, n, cols > used ? cols - used : 0);
	return n;
}

struct row_style {
	enum role ground;
	bool dim, strong;
	uint32_t changed;
};

static void
restyle(struct ink *k, enum role role)
{
	if (k->count == 0)
		return;
	k->count = 1;
	k->spans[0] = (struct ink_span){0, (uint8_t)role};
}

static void
paint_cells(const struct list *l, const struct view *v, int row, int col, const int *cells, int n,
	const struct list_row *lr, const struct row_style *style, struct ink *k)
{
	for (int i = 0; i < n; i++) {
		const struct column *c = &l->source->columns[i];

		if (cells[i] == 0)
			continue;
		ink_clear(k);
		c->cell(lr->row, v->ui, k);
		if (style->dim)
			restyle(k, ROLE_DIM);
		else if (style->strong)
			restyle(k, ROLE_STRONG);
		else if (i < 32 && (style->changed & (1u << i)) != 0)
			restyle(k, ROLE_CHANGED);
		ink_paint(k, v->cv, row, col, cells[i], style->ground, c->right);
		col += cells[i] + 1;
	}
}

static void
paint_marks(const struct list *l, const struct view *v, int row, bool cursor, bool tagged,
	enum role ground)
{
	int col = v->rect.col;

	if (cursor)
		canvas_text(v->cv, row, col, 1, (struct style){ROLE_STRONG, (uint8_t)ground}, ">");
	if (tagged && !(l->boxed && cursor))
		canvas_text(v->cv, row, col + !l->boxed, 1,
			(struct style){ROLE_TAG, (uint8_t)ground}, "*");
}

static int
marks_cells(const struct list *l)
{
	return l->boxed ? 1 : 2;
}

static struct row_style
style_of(const struct list *l, const struct view *v, const struct list_row *lr)
{
	struct row_style style = {.ground = v->bg};
	enum row_look look = l->source->look != NULL ? l->source->look(lr->row, v->ui) : ROW_PLAIN;

	style.dim = look == ROW_DIM || lr->gone != NULL;
	style.strong = look == ROW_STRONG;
	if (v->ui->mono_ms - lr->changed_ms < CHANGED_MS)
		style.changed = lr->changed;
	return style;
}

/*
 * The cells of the bar on the selected row: from the mark through the first column that grows, which is what
 * the row is about. The columns behind it keep their roles, and a step costs half the bytes of a whole line.
 */
static int
bar_cells(const struct list *l, const int *cells, int count, int cols)
{
	int n = marks_cells(l);

	for (int i = 0; i < count; i++) {
		n += cells[i] > 0 ? cells[i] + 1 : 0;
		if (cells[i] > 0 && l->source->columns[i].grow > 0)
			return n < cols ? n : cols;
	}
	return cols;
}

static void
paint_bar(const struct list *l, const struct view *v, struct rect line, const int *cells, int count)
{
	struct rect bar = {line.row, line.col, 1, bar_cells(l, cells, count, line.cols)};

	if (!v->focus) {
		canvas_ground(v->cv, bar, ROLE_SEL2_BG);
		return;
	}
	canvas_tint(v->cv, bar, (struct style){ROLE_SEL_FG, ROLE_SEL_BG});
	canvas_rest(v->cv, line.row, line.col);
}

static void
paint_row(const struct list *l, const struct view *v, int n, int row, const int *cells, int count,
	struct ink *k)
{
	const struct list_row *lr = rows_nth(l, n);
	struct rect line = {row, v->rect.col, 1, v->rect.cols};
	bool cursor = n == l->cursor;
	struct row_style style = style_of(l, v, lr);
	int marks = marks_cells(l);

	canvas_fill(v->cv, line, (struct style){(uint8_t)v->fg, (uint8_t)style.ground});
	paint_cells(l, v, row, line.col + marks, cells, count, lr, &style, k);
	if (lr->gone != NULL && lr->gone[0] != '\0') {
		ink_clear(k);
		ink_addf(k, ROLE_DIM, " %s", lr->gone);
		int width = ink_cells(k);

		ink_paint(k, v->cv, row, line.col + line.cols - width, width, style.ground, false);
	}
	paint_marks(l, v, row, cursor, list_tagged(l, lr->id), style.ground);
	if (cursor)
		paint_bar(l, v, line, cells, count);
}

static void
paint_head(const struct list *l, const struct view *v, const int *cells, int n)
{
	struct style style = {ROLE_HEADER, (uint8_t)v->bg};
	int col = v->rect.col + marks_cells(l);

	for (int i = 0; i < n; i++) {
		const struct column *c = &l->source->columns[i];
		struct buf title;

		if (cells[i] == 0)
			continue;
		buf_init(&title);
		buf_addstr(&title, slot_text(c->title));
		if (i == l->sort)
			buf_addstr(&title, l->reverse ? "-" : "+");
		canvas_field(v->cv, v->rect.row, col, cells[i], style, title.text, c->right);
		buf_release(&title);
		col += cells[i] + 1;
	}
}

static void
paint_notes(const struct list *l, const struct view *v, int row)
{
	struct rect rest = {row, v->rect.col + marks_cells(l), v->rect.row + v->rect.rows - row,
		v->rect.cols - marks_cells(l)};
	struct view under = view_part(v, rest);
	struct pen p = view_pen(&under);

	if (l->mark.set) {
		if (l->searched == NULL)
			pen_put(&p, ROLE_DIM, l->stopped ? _("没有查完就停下了") : _("正在读"));
		else
			pen_putf(&p, ROLE_DIM,
				l->stopped ? _("查到 %s 停下") : _("已查到 %s, 接着查"),
				l->searched);
		return;
	}
	if (l->row_count == 0 && l->empty != NULL)
		pen_wrap(&p, ROLE_DIM, 0, l->empty);
}

void
list_paint(const struct widget *w, const struct view *v)
{
	const struct list *l = (const struct list *)w;
	int cells[COLUMNS_MAX], row = v->rect.row, end = v->rect.row + v->rect.rows;
	int n = list_widths(l->source->columns, v->ui->size,
		v->rect.cols - marks_cells(l) - !l->boxed, cells,
		COLUMNS_MAX); /* the last column of the screen stays blank */
	struct ink k;

	if (!l->headless && row < end) {
		paint_head(l, v, cells, n);
		row++;
	}
	ink_init(&k);
	for (int i = l->top; i < l->row_count && row < end; i++, row++)
		paint_row(l, v, i, row, cells, n, &k);
	ink_release(&k);
	if (row < end)
		paint_notes(l, v, row);
}

/* --- ordering rows in memory */

struct sort_key {
	const char *text;
	int64_t number;
	struct list_row row;
	int place;
	bool numeric, reverse;
};

static int
compare_keys(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	int order = 0;

	if (x->numeric)
		order = (x->number > y->number) - (x->number < y->number);
	else
		order = strcmp(x->text, y->text);
	if (order == 0)
		return x->place - y->place;
	return x->reverse ? -order : order;
}

/* "1,240" and "96.4" as numbers that sort right; everything else is 0. */
static int64_t
number_in(const char *text)
{
	int64_t n = 0, sign = 1, after = -1;

	for (; *text != '\0'; text++) {
		if (*text == '-')
			sign = -1;
		else if (*text == '.')
			after = 0;
		else if (*text >= '0' && *text <= '9' && after < 3 && n < INT64_MAX / 100000)
			n = n * 10 + (*text - '0'), after += after >= 0;
	}
	for (; after < 3; after = after < 0 ? 1 : after + 1)
		n *= 10;
	return sign * n;
}

void
rows_sort(struct list *l, struct ui *ui)
{
	struct list_batch *b = &l->pool[l->order[0]];
	int64_t id = list_id(l);
	struct ink k;

	if (l->batch_count == 0 || l->sort < 0)
		return;
	const struct column *c = &l->source->columns[l->sort];
	struct sort_key *keys = arena_array(ui->scratch, (size_t)b->count + 1, sizeof(*keys));

	ink_init(&k);
	for (int i = 0; i < b->count; i++) {
		ink_clear(&k);
		c->cell(b->rows[i].row, ui, &k);
		keys[i] = (struct sort_key){arena_strdup(ui->scratch, k.text.text),
			number_in(k.text.text), b->rows[i], i, c->right, l->reverse};
	}
	ink_release(&k);
	qsort(keys, (size_t)b->count, sizeof(*keys), compare_keys);
	for (int i = 0; i < b->count; i++)
		b->rows[i] = keys[i].row;
	list_seek(l, id);
}
