#include "tui/widget/pager.h"

#include <string.h>

#include "core/base/alloc.h"
#include "tui/widget/found.h"

void
pager_init(struct pager *p, struct ui *ui)
{
	*p = (struct pager){.w.ops = &pager_widget, .text = "", .hit = -1};
	ui_keep(ui, &p->mem);
}

void
pager_set(struct pager *p, const char *text, bool from_top)
{
	p->text = text;
	p->cols = 0; /* wrapped when it is placed */
	if (from_top)
		p->top = 0;
	p->hit = -1;
}

int
pager_columns(int cols)
{
	int n = (cols + 2) / (PAGER_KEY_CELLS + PAGER_WORD_CELLS + 2);

	return n > 0 ? n : 1;
}

static bool
has_tab(const char *text)
{
	size_t n = strcspn(text, "\t\n");

	return text[n] == '\t';
}

static int
count_lines(const struct pager *p, int cols, struct pager_line *out)
{
	int n = 0;
	size_t skip;

	for (const char *at = p->text; *at != '\0'; n++) {
		size_t len = strcspn(at, "\n");

		skip = at[len] == '\n';
		if (!has_tab(at))
			len = wrap_line(at, cols, &skip);
		if (out != NULL)
			out[n] = (struct pager_line){(uint32_t)(at - p->text), (uint32_t)len};
		at += len + skip;
	}
	return n;
}

static void
clamp(struct pager *p)
{
	int rows = p->w.rect.rows;

	if (p->top > p->count - rows)
		p->top = p->count - rows;
	if (p->top < 0)
		p->top = 0;
}

static bool
pager_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	struct pager *p = (struct pager *)w;

	(void)ui, (void)err;
	w->rect = rect;
	if (p->cols != rect.cols) {
		int cols = rect.cols > 1 ? rect.cols : 1;

		arena_reset(&p->mem);
		p->lines = arena_array(
			&p->mem, (size_t)count_lines(p, cols, NULL) + 1, sizeof(*p->lines));
		p->count = count_lines(p, cols, p->lines);
		p->cols = rect.cols;
	}
	clamp(p);
	return true;
}

static bool
line_has(const struct pager *p, int line)
{
	char *text = xmalloc((size_t)p->lines[line].len + 1);

	memcpy(text, p->text + p->lines[line].from, p->lines[line].len);
	text[p->lines[line].len] = '\0';
	bool found = match_text(p->search, text, NULL) != MATCH_NONE;

	free(text);
	return found;
}

static void
find(struct pager *p, int by)
{
	int at = p->hit >= 0 ? p->hit + by : p->top;

	if (p->search == NULL)
		return;
	for (int tries = 0; tries < p->count; tries++, at += by) {
		at = (at + p->count) % p->count;
		if (!line_has(p, at))
			continue;
		p->hit = at;
		if (at < p->top || at >= p->top + p->w.rect.rows)
			p->top = at - p->w.rect.rows / 3;
		clamp(p);
		return;
	}
	p->hit = -1;
}

static struct act
pager_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	struct pager *p = (struct pager *)w;
	int page = w->rect.rows > 1 ? w->rect.rows - 1 : 1;

	(void)err;
	switch (act.id) {
	case ACT_UP:
		p->top--;
		break;
	case ACT_DOWN:
		p->top++;
		break;
	case ACT_PGUP:
		p->top -= page;
		break;
	case ACT_PGDN:
		p->top += page;
		break;
	case ACT_HALFUP:
		p->top -= page / 2;
		break;
	case ACT_HALFDOWN:
		p->top += page / 2;
		break;
	case ACT_WHEEL:
		p->top += act.digit;
		break;
	case ACT_TOP:
		p->top = 0;
		break;
	case ACT_BOTTOM:
		p->top = p->count;
		break;
	case ACT_FILTER_SET:
		p->search = arena_strdup(ui->screen, act.text);
		p->hit = -1;
		find(p, 1);
		break;
	case ACT_FIND_NEXT:
		find(p, 1);
		break;
	case ACT_FIND_PREV:
		find(p, -1);
		break;
	default:
		return act;
	}
	clamp(p);
	return (struct act){0};
}

static void
paint_line(const struct view *v, const char *text, struct pen *pen)
{
	bool key = true;

	if (strncmp(text, "# ", 2) == 0) {
		pen_put(pen, ROLE_HEADER, text + 2);
		return;
	}
	if (strchr(text, '\t') == NULL) {
		pen_put(pen, v->fg, text);
		return;
	}
	for (size_t n; *text != '\0'; text += n + (text[n] == '\t'), key = !key) {
		char part[256];

		n = strcspn(text, "\t");
		snprintf(part, sizeof(part), "%.*s", (int)n, text);
		pen_field(pen, key ? ROLE_KEY : v->fg, key ? PAGER_KEY_CELLS : PAGER_WORD_CELLS,
			part);
		pen_gap(pen, key ? 0 : 2);
	}
}

static void
pager_paint(const struct widget *w, const struct view *v)
{
	const struct pager *p = (const struct pager *)w;
	struct buf line;

	buf_init(&line);
	for (int i = 0; i < v->rect.rows && p->top + i < p->count; i++) {
		const struct pager_line *l = &p->lines[p->top + i];
		struct rect r = {v->rect.row + i, v->rect.col, 1, v->rect.cols};
		bool hit = p->top + i == p->hit;
		struct pen pen = pen_at(v->cv, r, hit ? ROLE_SEL2_BG : v->bg);

		if (hit)
			canvas_fill(v->cv, r, (struct style){(uint8_t)v->fg, ROLE_SEL2_BG});
		buf_clear(&line);
		buf_add(&line, p->text + l->from, l->len);
		paint_line(v, line.text, &pen);
	}
	if (v->focus)
		canvas_rest(v->cv, v->rect.row, v->rect.col);
	buf_release(&line);
}

const struct widget_ops pager_widget = {
	.act = pager_act, .place = pager_place, .paint = pager_paint};
