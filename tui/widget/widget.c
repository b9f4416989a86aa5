#include "tui/widget/widget.h"

struct act
widget_act(struct widget *w, struct ui *ui, struct act act, struct err *err)
{
	return w->ops != NULL ? w->ops->act(w, ui, act, err) : act;
}

bool
widget_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err)
{
	w->rect = rect;
	return w->ops == NULL || w->ops->place == NULL || w->ops->place(w, ui, rect, err);
}

void
widget_paint(const struct widget *w, const struct view *v)
{
	if (w->ops != NULL)
		w->ops->paint(w, v);
}

bool
widget_text(const struct widget *w)
{
	return w->ops != NULL && w->ops->text != NULL && w->ops->text(w);
}

bool
widget_back(struct widget *w)
{
	return w->ops != NULL && w->ops->back != NULL && w->ops->back(w);
}

const struct widget *
widget_inner(const struct widget *w)
{
	while (w->ops != NULL && w->ops->inner != NULL && w->ops->inner(w) != NULL)
		w = w->ops->inner(w);
	return w;
}
