/*
 * A form: fields as a const table, what stands in them as values. Enter goes on, Tab goes anywhere, F2
 * submits; in a dialog Enter submits from any field. Nothing typed is ever overwritten by a suggestion.
 *
 * Tells its screen ACT_EDITED while a field changes (ref: the field; digit 1: a digit has chosen),
 * ACT_LEFT_FIELD when a changed one has been left (save the draft, look up what follows from it), ACT_ACCEPT
 * when everything required is there and it is to be done. F4, Ctrl-D, Ctrl-N, F5, F6 and the like come to the screen with ref the field.
 */
#ifndef LINLI_FORM_H
#define LINLI_FORM_H

#include "core/base/buf.h"
#include "tui/widget/edit.h"
#include "tui/widget/found.h"
#include "tui/widget/ink.h"

enum field_kind {
	FIELD_TEXT,   /* one line */
	FIELD_LONG,   /* several lines; Ctrl-J is a line feed */
	FIELD_DIGITS, /* digits and marks; full-width ones become ASCII when it is left */
	FIELD_DATE,   /* the same; the screen's check reads it */
	FIELD_LOOKUP, /* found by hanzi, initials or code: a list under the field, its value is an id */
	FIELD_CHOICE, /* one of a few, side by side: "[1业主] 2租户" */
	FIELD_LIST,   /* one of a few, one under the other: ">6 金榕物业" */
	FIELD_CHECKS, /* any of a few: "[x] 社区党委  [ ] 街道"; its value is bits */
	FIELD_CHECK,  /* "[x] 已念": its value is 0 or 1; the text behind it is its help */
	FIELD_SECRET, /* stars */
	FIELD_AUTO,   /* found by the program; Enter and Tab pass over it (but see form_opens) */
	FIELD_NOTE,   /* text, no field */
};

struct field {
	enum field_kind kind;
	const char *label; /* N_(); SLOT("form.label|8", ...) where it matters */
	const char *help;  /* N_(); status row while the caret is here; NULL: nothing */
	uint16_t max;      /* characters; 0: 60 */
	uint8_t rows;      /* FIELD_LONG: lines shown; 0: 3 */
	bool required;
	bool second; /* on the second page where not all fields fit */
};

struct field_choice {
	int digit;         /* pressed and printed; -1: none */
	const char *label; /* in the language of now */
	const char *note;  /* FIELD_LIST: behind the label; NULL: nothing */
	int64_t value;
};

enum { FORM_FIELDS_MAX = 32, FORM_SUBMIT_LINE = -1 };

enum value_from { VALUE_NONE, VALUE_SUGGESTED, VALUE_GIVEN };

struct form_value {
	struct edit edit;
	const struct field_choice *choices;
	int choice_count, cursor; /* cursor: FIELD_CHECKS */
	int64_t value;
	enum value_from from;
	const char *dim;   /* suggested text, shown until something is typed */
	int percent;       /* how certain a suggestion is */
	const char *note;  /* behind the value */
	const char *error; /* under the field */
	bool hidden, changed;
	bool declined; /* Ctrl-U took the suggestion away: none is offered until something is typed */
	bool waived, passed, opens; /* see form_waive, form_pass, form_opens */
	struct rect rect;           /* of the value, since the last layout; rows 0: not shown */
	int number;                 /* as printed; 0: none */
};

struct form_ops {
	/* FIELD_LOOKUP: what may be meant. Texts in ui->load, which is the form's here, or longer. */
	void (*lookup)(void *self, struct ui *ui, int field, const char *query, struct founds *out);

	/* A field is left: false with a sentence when it cannot stay like that. NULL: anything may. */
	bool (*check)(void *self, struct ui *ui, int field, struct err *err);
};

struct form {
	struct widget w;
	const struct field *fields;
	int count;
	const struct form_ops *ops;
	void *self;
	struct form_value values[FORM_FIELDS_MAX];
	int focus;        /* a field, or FORM_SUBMIT_LINE */
	bool dialog;      /* Enter submits; no numbers, no submit line */
	int take_percent; /* Enter passes over fields filled this certainly */
	bool strict; /* what a field cannot take comes to the screen as ACT_TEXT, with ref the field:
				     * letters among digits, a text that is too long for one line */
	struct founds found; /* of the lookup field that has the focus; its texts live in found_mem */
	struct arena found_mem;
	int found_at; /* chosen among them; -1: none yet */
	bool listed;
	bool going_on; /* Enter was pressed: on to the next open field, once the screen has looked */
	int page, pages, scroll; /* page from 0; scroll in lines */
	int label_cells;
	const char *submit; /* text of the submit line; NULL: F2 提交 */
};

/* fields and ops must outlive the form. */
void form_init(struct form *f, struct ui *ui, const struct field *fields, int count,
	const struct form_ops *ops, void *self);

/* What stands in a field: text, a suggestion too; and the id, choice, bits or tick. */
const char *form_text(const struct form *f, int field);
int64_t form_value(const struct form *f, int field);
bool form_filled(const struct form *f, int field);
const char *form_choice_label(const struct form *f, int field); /* "" when none is chosen */

/* Puts something in as if it had been typed. For choices text is not used. */
void form_set(struct form *f, int field, const char *text, int64_t value);

/* Offers something, dim, if nothing has been typed there. The text is copied into mem. */
void form_suggest(
	struct form *f, struct arena *mem, int field, const char *text, int64_t value, int percent);
void form_clear(struct form *f, int field);

void form_choices(struct form *f, int field, const struct field_choice *choices, int count);
void form_note(struct form *f, int field, const char *note);
void form_error(
	struct form *f, int field, const char *error); /* NULL: none; texts as long as shown */
void form_hide(struct form *f, int field, bool hidden);
void form_focus(struct form *f, int field);

/* A required field that need not be filled just now. */
void form_waive(struct form *f, int field, bool waive);

/* An optional field that Enter passes over while it is empty; Tab stands on it. */
void form_pass(struct form *f, int field, bool pass);

/* FIELD_AUTO that can be changed all the same: Tab stands on it, F4 and what is typed come to the screen. */
void form_opens(struct form *f, int field, bool opens);

/* The first required field without a value; -1: none. And how many of how many are filled. */
int form_missing(const struct form *f);
void form_progress(const struct form *f, int *filled, int *required);

/* What was typed and chosen, as a text to keep; suggestions are not in it. False: not such a text. */
void form_save(const struct form *f, struct buf *out);
bool form_restore(struct form *f, const char *text);

/* Rows that it needs in so many columns, and the help of the field with the focus ("" if none). */
int form_rows(const struct form *f, int cols);
const char *form_help(const struct form *f);

extern const struct widget_ops form_widget;

#endif
