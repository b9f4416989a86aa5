/*
 * What lists, trees, forms, editors, pagers and groups of panels have in common. The model of a screen
 * begins with one of them, its root: the app offers it every action first. A widget answers with an
 * action again: ACT_NONE when that was all, the same one when it is the screen's, or one that tells the
 * screen what has happened (ACT_MOVED, ACT_EDITED, ...).
 */
#ifndef LINLI_WIDGET_H
#define LINLI_WIDGET_H

#include "core/base/err.h"
#include "tui/widget/ui.h"

struct widget {
	/* NULL: a screen without a root widget, drawn and moved by itself */
	const struct widget_ops *ops;
	struct rect rect; /* where it stands since the last layout */
};

struct widget_ops {
	struct act (*act)(struct widget *w, struct ui *ui, struct act act, struct err *err);

	/* It stands there now; a list reads the rows that fit. Called before painting, cheap when nothing changed. */
	bool (*place)(struct widget *w, struct ui *ui, struct rect rect, struct err *err);

	void (*paint)(const struct widget *w, const struct view *v);

	/* Does typed text go here? NULL: never. */
	bool (*text)(const struct widget *w);

	/* The part that has the focus, NULL: itself. */
	const struct widget *(*inner)(const struct widget *w);

	/* Esc: closes one inner layer (completion, tags, focus); false when there was none. NULL: none ever. */
	bool (*back)(struct widget *w);
};

struct act widget_act(struct widget *w, struct ui *ui, struct act act, struct err *err);
bool widget_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err);
void widget_paint(const struct widget *w, const struct view *v);
bool widget_text(const struct widget *w);
bool widget_back(struct widget *w);

/* The widget that has the focus, however deep: w itself when it has no parts. */
const struct widget *widget_inner(const struct widget *w);

#endif
