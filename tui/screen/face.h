/*
 * The table of acts on matters: which key, in which states, does which event of the machine, and what its dialog
 * asks. A new act is a row in faces.c; states, rights, required fields and words come from the machine.
 */
#ifndef LINLI_FACE_H
#define LINLI_FACE_H

#include "core/domain/case_machine.h"
#include "tui/widget/form.h"

struct dialog;
struct subject;

/* A line of a dialog. */
struct face_field {
	enum act_field field; /* F_NONE ends the list */
	const char *preset;   /* value at the beginning, as the act reads it; NULL: none */
	const char *label;    /* N_(); NULL: the field's own */
	const char *help;     /* N_(); in the status row while the caret is here; NULL: nothing */
	uint8_t rows;         /* of a long text; 0: 3 */
	uint8_t digit; /* proposals one under the other from this digit on, "look up" last; 0: no list */
	bool checks; /* several units to tick, proposed by the hook */
	bool plain;  /* choices without digits: + and - step, digits are for another line */
};

/* Values that lists of proposals hold beside ids. */
enum { PICK_OTHER = -1, PICK_EACH = -2 }; /* look another one up; each matter its own proposal */
enum { PROPOSALS_MAX = 10 };

struct proposals {
	struct field_choice items[PROPOSALS_MAX];
	int count;
	int64_t sure; /* the value that is preselected; 0: none is certain enough */
};

/* What the table alone cannot say. All may be NULL. */
struct face_hooks {
	/* Once, when the dialog opens (or turns to this face): presets that have to be read. */
	bool (*set_up)(struct dialog *d, struct ui *ui, struct err *err);

	/* What to choose from: for lists (digit) and ticks (checks). */
	bool (*propose)(struct dialog *d, struct ui *ui, enum act_field field,
		struct proposals *out, struct err *err);

	/* After every change and before painting: notes, texts, what is hidden. Cheap when nothing changed. */
	bool (*follow)(struct dialog *d, struct ui *ui, struct err *err);

	/* A value for one matter in place of the form's; NULL: the form's. */
	const char *(*value)(
		struct dialog *d, struct ui *ui, const struct subject *s, enum act_field field);

	/* Of many matters: why this one needs a dialog of its own; NULL: it does not. */
	const char *(*why_not)(struct dialog *d, struct ui *ui, const struct subject *s);

	/* Of many matters: this one is no subject after all (the main one of a merge). */
	bool (*skips)(const struct dialog *d, const struct subject *s);
};

enum face_trait {
	FACE_AT_ONCE = 1 << 0, /* no dialog: it can be taken back */
	FACE_ONE = 1 << 1,     /* one matter only */
	FACE_CHANGES = 1 << 2, /* only what differs from what the matter holds is given */
	FACE_KINDS = 1 << 3,   /* the caret begins on the row of kinds */
};

struct face {
	enum action verb;
	int digit;             /* on the row of kinds, where a state allows several */
	enum case_event first; /* done before it where the state asks for that (accepting); EV_NONE */
	enum case_event event;
	uint32_t states; /* bits; 0: wherever the machine lets the event begin */
	unsigned traits;
	const char *label; /* N_(); on the row of kinds; NULL: the machine's word */
	/* in order; NULL: what the event needs, as it stands there */
	const struct face_field *fields;
	/* where the caret begins; F_NONE: the first required line without a value */
	enum act_field start;
	bool (*likely)(
		const struct dialog *d); /* chosen on the row of kinds; NULL: the first one is */
	const struct face_hooks *hooks;
	bool (*offered)(const struct dialog *d); /* is there anything to do it to? NULL: always */
};

/* Rows of the table in its order. */
const struct face *face_rows(size_t *count);

/*
 * The rows of the machine that the face does to a matter in that state: *first is NULL where one is enough. False
 * when the state does not take it.
 */
bool face_steps(const struct face *f, enum case_state state, const struct transition **first,
	const struct transition **last);

/* May this person do it to this matter? Says why not. */
bool face_may(
	const struct session *s, const struct case_row *row, const struct face *f, struct err *err);

extern const struct face_hooks accept_hooks, route_hooks, reject_hooks, refer_hooks, return_hooks,
	approve_return_hooks, verify_fail_hooks, solve_hooks, transfer_hooks, contact_hooks,
	reply_hooks, survey_hooks, reopen_hooks, merge_hooks, edit_hooks, extend_hooks, hang_hooks,
	unhang_hooks, mediation_hooks, agreement_hooks, failed_hooks, meeting_hooks,
	resolution_hooks, urge_hooks, watch_hooks, answer_hooks, link_hooks, assign_hooks;
bool progress_is_likely(const struct dialog *d);
bool contact_is_likely(const struct dialog *d);
bool edit_is_likely(const struct dialog *d);
bool answer_is_likely(const struct dialog *d);
bool answer_is_asked(const struct dialog *d);
bool resolution_is_likely(const struct dialog *d);
bool has_links(const struct dialog *d);

#endif
