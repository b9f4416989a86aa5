/* The inside of the intake screen; for its files alone. */
#ifndef LINLI_INTAKE_MODEL_H
#define LINLI_INTAKE_MODEL_H

#include "core/domain/case_act.h"
#include "core/serve/intake_view.h"
#include "tui/screen/intake.h"
#include "tui/widget/form.h"
#include "tui/widget/panels.h"

/* In the order in which people speak. */
enum intake_field {
	IN_CHANNEL,
	IN_PHONE,
	IN_NAME,
	IN_IDENTITY,
	IN_PLACE,
	IN_ROOM,
	IN_GRID,
	IN_SPOT,
	IN_BODY,
	IN_KIND,
	IN_CATEGORY,
	IN_TIER,
	IN_JOINT,
	IN_UNIT,
	IN_COPIES,
	IN_LIMIT,
	IN_PUBLIC,
	IN_NOTIFY,
	IN_NOTICE,
	IN_WILL, /* what F2 will do, in words */
	IN_COUNT
};

enum { INTAKE_COPIES = 8 };

/* Parts of the screen. */
enum intake_part { PART_FORM, PART_LIKE, PART_CATEGORY, PART_HANDLING, PART_CALLER, PART_COUNT };

/* What a yes-or-no, a pick list or a prompt was opened for. */
enum intake_asking {
	ASK_NOTHING,
	ASK_SEALED,
	ASK_MERGE,
	ASK_LEAVE,
	ASK_PICK,
	ASK_DUE,
	ASK_COMPARE
};

/* The matter registered last on this screen. */
struct intake_done {
	int64_t case_id, no, event_id, due_at, undo_until;
	char label[120];
	int letters;
};

struct intake_model {
	struct panels panels;
	struct form form;
	const struct intake_view *view; /* in ui->load */
	const char *trouble;            /* why it could not be read; NULL */
	bool may_accept, may_route;

	/* given beside the fields */
	int64_t grid_place; /* a grid chosen by hand */
	int64_t due_wish;
	int64_t copies[INTAKE_COPIES];
	int copy_count;

	enum intake_asking asking;
	int picking; /* the field of a pick list */

	/* keeping */
	int64_t draft_id, draft_version;
	int drafts;                 /* that the person has */
	int64_t begun_at, saved_at; /* civil time; 0 not yet */
	bool unsaved;
	const char *unkept;             /* why the draft could not be saved; NULL */
	int64_t look_at_ms, save_at_ms; /* monotonic; 0 not asked for */

	struct intake_done done;
};

/* --- intake_fields.c: the form as data */
extern const struct field intake_fields[IN_COUNT];
extern const struct form_ops intake_form_ops;
extern const char *const intake_keys[IN_COUNT];              /* in drafts */
void intake_choices(struct intake_model *in, struct ui *ui); /* in the language of now */
const char *intake_explain(int field);

/* --- intake_find.c: looking up */
void intake_lookup(void *self, struct ui *ui, int field, const char *query, struct founds *out);
const struct finder_source *const *intake_finders(int field); /* NULL: the field has no pick list */

/* "CD 电动车充电", "RX 热线"; in mem. */
const char *intake_category_text(const struct rules *rules, int code, struct arena *mem);
const char *intake_channel_text(const struct rules *rules, int value, struct arena *mem);

/* Places as one number in the field's value. */
int64_t intake_place_value(enum lookup_kind kind, int64_t id);
struct intake_place intake_place_of(int64_t value);

/* --- intake_look.c: reading what follows, offering it */
bool intake_look(struct intake_model *in, struct ui *ui, struct err *err);
void intake_write_room(
	struct intake_model *in); /* as the building is called: 3-1204 becomes 3幢1204 */
bool intake_set_due(struct intake_model *in, struct ui *ui, const char *typed, struct err *err);
void intake_copy(
	struct intake_model *in, int64_t unit_id); /* adds it, or takes it off when it is there */
bool intake_is_anonymous(const struct intake_model *in);

/* --- intake_side.c: painting the right column */
void intake_paint_like(const void *self, const struct view *v);
void intake_paint_category(const void *self, const struct view *v);
void intake_paint_handling(const void *self, const struct view *v);
void intake_paint_caller(const void *self, const struct view *v);
void intake_titles(struct intake_model *in, struct ui *ui);

/* --- intake_ask.c: layers above, and their answers */
bool intake_is_sealed(const struct intake_model *in, const struct ui *ui, int field);
struct effect intake_ask_sealed(struct intake_model *in, struct ui *ui, int field);
struct effect intake_ask_merge(struct intake_model *in, struct ui *ui);
struct effect intake_compare(struct intake_model *in, struct ui *ui);
struct effect intake_pick(struct intake_model *in, struct ui *ui, int field);
struct effect intake_answered(
	struct intake_model *in, struct ui *ui, const struct act *act, struct err *err);
struct effect intake_again(struct intake_model *in, struct ui *ui); /* changed: look anew at once */

/* --- intake_text.c: what a field cannot take */
struct effect intake_text(
	struct intake_model *in, struct ui *ui, const struct act *act, struct err *err);

/* --- intake_keep.c: drafts, and the way into the register */
bool intake_pristine(const struct intake_model *in); /* nothing given yet but the channel */
void intake_changed(struct intake_model *in, struct ui *ui, bool look);
bool intake_timer(struct intake_model *in, struct ui *ui); /* true: it is time to look */
bool intake_save(struct intake_model *in, struct ui *ui,
	struct err *err); /* the draft, if there is anything to keep */
bool intake_resume(struct intake_model *in, struct ui *ui, int64_t draft_id, struct err *err);
void intake_reset(struct intake_model *in, struct ui *ui); /* a new empty form, the channel kept */
int intake_usual_channel(struct ui *ui);
bool intake_wipe(struct intake_model *in, struct ui *ui,
	struct err *err); /* the same, and nothing is kept anywhere */

/* --- intake_same.c: as in the matter taken in last */
struct effect intake_same(struct intake_model *in, struct ui *ui, int field, struct err *err);

/* Registers it, as far as given, or merges it into the matter main_id (0: not). */
struct effect intake_register(
	struct intake_model *in, struct ui *ui, int64_t main_id, struct err *err);

#endif
