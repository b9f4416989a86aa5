#include "tui/widget/found.h"
#include "tui/widget/ink.h"
#include "tui/widget/rect.h"

enum { SHOWN_MAX = 8, LEAST_COLS = 24 };

void
founds_cells(const struct founds *f, int *text, int *code)
{
	*text = *code = 0;
	for (int i = 0; i < f->count; i++) {
		int t = show_width(f->items[i].text),
		    c = f->items[i].code != NULL ? show_width(f->items[i].code) : 0;

		*text = t > *text ? t : *text;
		*code = c > *code ? c : *code;
	}
}

static void
paint_item(const struct view *v, struct rect line, const struct found *f, bool on, bool next,
	int digit, int text_cells, int code_cells)
{
	enum role ground = on ? ROLE_SEL_BG : ROLE_DIALOG_BG;
	struct pen p = pen_at(v->cv, line, ground);

	canvas_fill(v->cv, line, (struct style){ROLE_DIALOG_FG, (uint8_t)ground});
	pen_put(&p, ROLE_STRONG, on || next ? ">" : " ");
	if (digit > 0)
		pen_putf(&p, ROLE_KEY, "%d ", digit);
	pen_field(&p, ROLE_DIALOG_FG, text_cells, f->text);
	pen_gap(&p, 2);
	if (code_cells > 0)
		pen_field(&p, ROLE_KEY, code_cells, f->code != NULL ? f->code : "");
	if (f->right != NULL)
		pen_right(&p, ROLE_LABEL, f->right);
	if (on)
		canvas_tint(v->cv, line, (struct style){ROLE_SEL_FG, ROLE_SEL_BG});
}

void
founds_paint(const struct founds *f, int at, bool digits, const struct view *v, int row, int col,
	const char *right)
{
	int shown = f->count < SHOWN_MAX ? f->count : SHOWN_MAX,
	    first = at >= shown ? at - shown + 1 : 0;
	struct rect r = {.rows = shown + 2};
	int text, code, beside = 0, screen_rows = v->cv->rows, screen_cols = v->cv->cols;

	founds_cells(f, &text, &code);
	for (int i = 0; i < f->count; i++) {
		int n = f->items[i].right != NULL ? show_width(f->items[i].right) + 2 : 0;

		beside = n > beside ? n : beside;
	}
	r.cols = 2 + 1 + 2 * digits + text + 2 + code + beside + 1;
	r.cols = r.cols > LEAST_COLS ? r.cols : LEAST_COLS;
	r.cols = r.cols < screen_cols - 4 ? r.cols : screen_cols - 4;
	r.col = col + r.cols <= screen_cols ? col : screen_cols - r.cols;
	r.row = row < screen_rows / 2 ? row + 1 : row - r.rows;
	/* It lies over whatever surrounds the field, a small dialog's border too. */
	struct rect before = v->cv->clip;

	canvas_unclip(v->cv, (struct rect){0, 0, screen_rows - 2, screen_cols});
	canvas_fill(v->cv, r, (struct style){ROLE_DIALOG_FG, ROLE_DIALOG_BG});
	canvas_frame(v->cv, r, (struct style){ROLE_BORDER_FOCUS, ROLE_DIALOG_BG}, f->title,
		(struct style){ROLE_HEADER, ROLE_DIALOG_BG}, right);
	r = rect_inset(r, 1, 1);
	text = text < r.cols - 6 ? text : r.cols - 6;
	for (int i = 0; i < shown; i++)
		paint_item(v, (struct rect){r.row + i, r.col, 1, r.cols - 1}, &f->items[first + i],
			first + i == at, at < 0 && i == 0, /* what Tab takes */
			digits && first + i < 9 ? first + i + 1 : 0, text, code);
	canvas_unclip(v->cv, before);
}
