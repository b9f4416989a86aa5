/*
 * The dialog of every act (D01-D13): a form made from a face, over one matter or many. For its own files and the
 * hooks of faces.
 */
#ifndef LINLI_DIALOG_H
#define LINLI_DIALOG_H

#include "core/domain/case_act.h"
#include "core/serve/case_preview.h"
#include "core/serve/case_propose.h"
#include "core/serve/case_view.h"
#include "tui/screen/face.h"
#include "tui/widget/form.h"
#include "tui/widget/screen.h"

enum { FACES_MAX = 6, INFO_MAX = 4, KINDS_FIELD = 0 };

/* A matter that it is about. */
struct subject {
	struct case_row row;
	const char *refused;                  /* why it cannot be done to this one; NULL */
	const struct case_proposal *proposal; /* accept, route; NULL elsewhere */
	int letters;                          /* people who will be told */
};

/* A line of the form, and which field of the act it is. */
struct slot {
	enum act_field field;
	int list, typed; /* in the form: the numbered proposals, or where it is typed; -1: none */
	uint32_t faces;  /* bits: in which it is asked */
	const struct face_field *spec; /* NULL: nothing special */
	const char *filled;            /* what the program last put there */
	const char *was;    /* FACE_CHANGES: what the matter holds, as the act reads it */
	bool hidden, must;  /* by a hook */
	const int64_t *ids; /* of ticks: unit ids by bit */
};

enum dialog_waits { WAITS_NONE, WAITS_BULK, WAITS_CONFLICT, WAITS_SURE };

struct dialog {
	struct form form; /* the root */
	enum action verb;
	const struct face *faces[FACES_MAX];
	int face_count, face; /* face: the chosen one */
	uint32_t ready;       /* bits: set_up has been done */
	bool kinds;           /* form field 0 is the row of kinds */
	struct field fields[FORM_FIELDS_MAX];
	int field_count;
	struct slot slots[FORM_FIELDS_MAX];
	int slot_count;

	struct subject *subjects;
	size_t count, able;                    /* able: to which it may be done */
	struct case_view *view;                /* of the only one; NULL when there are several */
	int64_t seen_event;                    /* newest line of its history when it was opened */
	const char *info[FACES_MAX][INFO_MAX]; /* lines above the form, by face */
	int info_count[FACES_MAX];
	enum case_event instead; /* another event than the face's, by what was filled in; EV_NONE */
	const char *then;        /* what follows from it, on the last line; NULL: nothing to say */
	bool signs;              /* a second signature will be asked */
	const struct face *proposed; /* whose list stands in a line that several share */
	bool undoable;               /* for the seconds of the hold */
	bool final;                  /* it cannot be taken back: asked once more */

	const struct category *category; /* that the answers follow now */
	int64_t main_shown;              /* merging: into which, as told on the last line */
	struct case_preview preview;
	const char *previewed; /* for which answers; NULL: not yet */
	const char *late;      /* why the limit that was typed cannot hold; NULL */

	bool decided; /* in a conflict: these are the values */
	const char *chosen[F_COUNT];
	enum dialog_waits waits; /* for the answer of which layer above */
	int64_t draft_id, draft_version;
	const char *kept;      /* what is stored as draft, or stood there at the beginning */
	bool recalled;         /* the draft was filled in */
	const char *meanwhile; /* who has acted on it since it was opened; NULL nobody */
	bool claimed;          /* marked as being worked on, to be given back */
	bool sure;             /* many will be written to: that has been confirmed */
};

extern const struct screen_ops dialog_screen;

/* Notes for the status row who has acted on the only matter. */
bool dialog_tell_meanwhile(struct dialog *d, struct ui *ui, struct err *err);

/* --- dialog_fields.c: the form made from the faces; dialog_values.c: what stands in it */
void dialog_build(struct dialog *d, struct ui *ui);
const struct face *dialog_face(const struct dialog *d);
struct slot *dialog_slot(struct dialog *d, enum act_field field); /* NULL: not asked here */

/* Puts a value in as the act reads it: as if typed, or offered dim. Never over what somebody typed. */
void dialog_put(
	struct dialog *d, struct ui *ui, enum act_field field, const char *value, bool offer);

/* The same for texts that were composed for the present answers. */
void dialog_fill(struct dialog *d, struct ui *ui, enum act_field field, const char *text);

/* What the form holds, as the act reads it; "" when nothing, or when it is not asked now. */
const char *dialog_value(struct dialog *d, struct ui *ui, enum act_field field);
void dialog_hide(struct dialog *d, enum act_field field, bool hidden);
void dialog_note(struct dialog *d, enum act_field field, const char *note);
void dialog_require(struct dialog *d, enum act_field field, bool required);
void dialog_propose(struct dialog *d, struct ui *ui, enum act_field field, struct err *err);
void dialog_info(struct dialog *d, const char *text);

/* Will the public read what stands there? */
bool dialog_is_public(struct dialog *d, enum act_field field);

/* Points at personal data in what the public will read, while it is typed. */
void dialog_point(struct dialog *d, struct ui *ui);

/* To which matters the chosen face may be done; the others say why not. */
void dialog_judge(struct dialog *d, struct ui *ui);

/* What is hidden and required now: by the chosen face, then by its hook. */
bool dialog_sync(struct dialog *d, struct ui *ui, struct err *err);
void dialog_start(struct dialog *d);

/* How many matters it will be done to. */
size_t dialog_count(const struct dialog *d);

/* The steps for one matter, in ui->scratch; returns how many. */
size_t dialog_steps(
	struct dialog *d, struct ui *ui, const struct subject *s, struct case_step *out);
enum { DIALOG_STEPS = 2 };

/* Under a field whose label the error begins with; false when it names none. */
bool dialog_blame(struct dialog *d, struct ui *ui, const struct err *err);

/* Is the field asked now: by this face, and not hidden by its hook? */
bool dialog_asks(const struct dialog *d, const struct slot *s);

/* What is shown of a value that is an id or a code; in ui->screen. */
const char *dialog_shown(struct ui *ui, enum act_field field, const char *value);

/* The machine's rows for a matter as it stands; first NULL where one is enough, last NULL where none fits. */
void dialog_transitions(const struct dialog *d, const struct subject *s,
	const struct transition **first, const struct transition **last);

extern const struct form_ops dialog_form_ops;

/* --- dialog_desk.c: what several faces share */
bool dialog_read_proposals(struct dialog *d, struct ui *ui, struct err *err);
const char *dialog_people(struct dialog *d, struct ui *ui); /* "来件人 陈丽华 3幢1204 139..."; "" */

/* --- dialog_paint.c */
void dialog_head(const void *self, const struct ui *ui, struct head *head);
bool dialog_place(void *self, struct ui *ui, struct rect body, struct err *err);
void dialog_paint(const void *self, const struct view *v);

/* "分办" */
const char *dialog_verb(const struct dialog *d);

/* --- dialog_do.c: it is to be done; and the answer of a layer that was opened for that */
struct effect dialog_submit(struct dialog *d, struct ui *ui, struct err *err);
struct effect dialog_answered(
	struct dialog *d, struct ui *ui, const struct act *act, struct err *err);

/* --- dialog_keep.c: unfinished ones */
void dialog_recall(struct dialog *d, struct ui *ui);
void dialog_keep(struct dialog *d, struct ui *ui);
void dialog_forget(struct dialog *d, struct ui *ui);

#endif
