/* Shared by the files of the form; for them alone. */
#ifndef LINLI_FORM_INNER_H
#define LINLI_FORM_INNER_H

#include "tui/widget/form.h"

bool field_types(enum field_kind kind);             /* has an edit: a caret stands in it */
bool field_chooses(enum field_kind kind);           /* one of its choices */
bool field_stops(const struct form *f, int field);  /* the focus can stand on it */
bool field_needed(const struct form *f, int field); /* required, here and now */
bool field_on_page(const struct form *f, int field);

/* The value and the kind with the focus; on the submit line the first field's and FIELD_NOTE. */
struct form_value *form_here(struct form *f);
enum field_kind form_kind(const struct form *f);

/* News about a field for the screen. */
struct act form_tell(enum action id, const struct form *f, int field, struct act act);

/* Takes the at-th of the things found into the field. */
void form_take(struct form *f, int at);

/* What a key does within the field; *mine false: it is about the form. */
struct act form_field_act(struct form *f, struct ui *ui, struct act act, bool *mine);

/* Completes what a field holds before it is left; false when it cannot stay like that. */
bool form_settle(struct form *f, struct ui *ui);

/* The next field by 1 or -1; FORM_SUBMIT_LINE behind the last. A dialog goes round. */
int form_neighbour(const struct form *f, int from, int by);

/* Goes on to the next open field if Enter was pressed and the screen has filled in what followed. */
void form_go_on(struct form *f);

/* Lays the fields out in the rectangle: pages, lines, numbers. */
bool form_place(struct widget *w, struct ui *ui, struct rect rect, struct err *err);
void form_paint(const struct widget *w, const struct view *v);

#endif
