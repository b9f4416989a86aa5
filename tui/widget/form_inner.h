/* Shared by the files of the form; for them alone. */
#ifndef LINLI_FORM_INNER_H
#define LINLI_FORM_INNER_H

#include "tui/widget/form.h"

bool field_types(enum field_kind kind);   /* has an edit: a caret stands in it */
bool field_chooses(enum field_kind kind); /* one of its choices */
bool field_stops(const struct form *f, int field); /* the focus can stand on it */
bool field_on_page(const struct form *f, int field);

/* Goes on to the next open field if Enter was pressed and the screen has filled in what followed. */
void form_go_on(struct form *f);

/* Lays the fields out in the rectangle: pages, lines, numbers. */
bool form_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err);
void form_paint(const struct widget *w, const struct view *v);

#endif
