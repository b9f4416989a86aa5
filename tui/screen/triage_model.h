/* The model of the triage screen (S11), shared by its files only. */
#ifndef LINLI_TRIAGE_MODEL_H
#define LINLI_TRIAGE_MODEL_H

#include "core/domain/case_act.h"
#include "core/domain/case_list.h"
#include "core/serve/case_preview.h"
#include "core/serve/case_propose.h"
#include "core/serve/case_view.h"
#include "tui/widget/panels.h"
#include "tui/widget/screen.h"

enum {
	TRIAGE_DONE_SHOWN = 24,
	TRIAGE_SKIPS = 500,
	TRIAGE_NEXT = 12,
	TRIAGE_HIGH = 30,      /* rows from which on what comes next is listed */
	TRIAGE_FIRST_UNIT = 6, /* digits from 6 on are units, those below categories */
	TRIAGE_GUARD_MS =
		300, /* Enter right after another matter has appeared is not meant for it */
	TRIAGE_REPEAT_MS = 150, /* nor is a key that is held down */
	TRIAGE_FILTER_BYTES = 200,
};

/* What became of a matter of this round. */
enum triage_end {
	END_ROUTED,
	END_MERGED,
	END_RETURNED,
	END_ANSWERED,
	END_OTHER,
	END_SKIPPED,
	END_COUNT
};

struct triage_done {
	int64_t case_id;
	int64_t until_utc; /* can be taken back until then; 0: no more */
	char brief[24], title[64], category[16], unit[48];
	enum triage_end end;
};

/* A matter that comes next, and what is proposed for it. */
struct triage_next {
	struct case_row row;
	int category, percent, unit_percent;
	const char *unit;
};

struct triage_model {
	struct panels panels; /* the root: text, category, level, units, duplicates */
	int text, category_box, level_box, unit_box, like_box;
	char filter[TRIAGE_FILTER_BYTES];
	char name[32]; /* of the usual filter; "": as it was read */
	struct case_list *list;
	struct case_cursor cursor; /* of the matter shown */
	bool started;

	int64_t id;          /* the matter shown; 0: the round is over */
	bool fresh;          /* it has not been read yet */
	int chosen_category; /* 0: as proposed */
	int64_t chosen_unit;
	struct unit_guess other; /* a unit that was not proposed */
	enum tier chosen_tier;   /* TIER_NONE: as proposed */
	bool picks_unit;         /* what the list of choices that is open is for */
	int64_t last_enter_ms;
	int scroll, hidden; /* lines of the text above the window; all that do not fit it */

	bool over;          /* the summary is shown */
	bool skipped_round; /* going through what was skipped */
	int64_t total, ends[END_COUNT], locked, put_off, undone;
	int64_t busy_ms; /* spent on the matters done */
	int64_t skipped[TRIAGE_SKIPS];
	size_t skip_count;
	struct triage_done done[TRIAGE_DONE_SHOWN]; /* newest first */
	size_t done_count;

	/* Of the matter shown; texts in ui->load. */
	struct case_view view;
	struct case_proposal proposal;
	struct case_preview preview;
	bool accept_only; /* whoever may not route takes in only */
	bool has_preview;
	const char *why_not; /* why nothing can be previewed; NULL */
	struct duplicate_guess likes[SUGGEST_DUPLICATES];
	size_t like_count;
	struct like_counts counts;
	struct caller_case *calls;
	size_t call_count;
	struct triage_next next[TRIAGE_NEXT];
	size_t next_count;
};

/* --- triage_read.c */
bool triage_begin(struct triage_model *m, struct ui *ui, struct err *err);
bool triage_read(struct triage_model *m, struct ui *ui, struct err *err);

/* Is it one that waits to be accepted or routed? */
bool triage_waits(enum case_state state);

/* --- triage_round.c: which matter comes next, and what became of those before */

/* To the next one (dir 1), to the one before (-1); id 0 when there is no next. */
bool triage_step(struct triage_model *m, struct ui *ui, int dir, struct err *err);
void triage_skip(struct triage_model *m);
bool triage_is_skipped(const struct triage_model *m, int64_t id);

/* Shows that one, from which the round goes on. */
bool triage_show(struct triage_model *m, struct ui *ui, int64_t id, struct err *err);
void triage_note(struct triage_model *m, const struct ui *ui, enum triage_end end);

/* Until when the last ones can be taken back; one that was taken back is shown again. */
bool triage_recount(struct triage_model *m, struct ui *ui, struct err *err);
int64_t triage_handled(const struct triage_model *m);

/* --- triage_plan.c: what is proposed and what was chosen */
int triage_category(const struct triage_model *m);
enum tier triage_tier(const struct triage_model *m);
const struct unit_guess *triage_unit(const struct triage_model *m); /* NULL: none */

/* Certain enough, or chosen by the person. */
bool triage_category_set(const struct triage_model *m, const struct ui *ui);
bool triage_unit_set(const struct triage_model *m, const struct ui *ui);

/* The digit of that box: false when nothing stands there. */
bool triage_choose(struct triage_model *m, int digit);
void triage_choose_category(struct triage_model *m, int code);
bool triage_choose_unit(struct triage_model *m, struct ui *ui, int64_t id, struct err *err);
void triage_forget_choice(struct triage_model *m);

/* Accepts as far as needed and routes as shown. */
bool triage_take(struct triage_model *m, struct ui *ui, struct act_result *result, struct err *err);

/* The first of the likely duplicates that one can be merged into; -1: none is open any more. */
int triage_like_open(const struct triage_model *m);

/* --- triage_paint.c, triage_text.c, triage_foot.c */
void triage_paint_text(const void *self, const struct view *v);
int triage_text_hidden(
	const struct triage_model *m, const struct ui *ui, struct rect inside); /* lines below */
void triage_paint_categories(const void *self, const struct view *v);
void triage_paint_level(const void *self, const struct view *v);
void triage_paint_units(const void *self, const struct view *v);
void triage_paint_likes(const void *self, const struct view *v);
void triage_paint_foot(const struct triage_model *m, const struct view *v);
void triage_paint_summary(const struct triage_model *m, const struct view *v);
const char *triage_progress(const struct triage_model *m, const struct ui *ui);

/* --- triage_find.c: NULL-terminated sources of pick lists */
extern const struct finder_source *const triage_categories[];
extern const struct finder_source *const triage_units[];

#endif
