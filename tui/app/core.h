/* The inside of the app; for tui/app alone. */
#ifndef LINLI_APP_CORE_H
#define LINLI_APP_CORE_H

#include "tui/app/app.h"

enum {
	LAYERS_MAX = 24,
	KEPT_MAX = 128,
	TOASTS_MAX = 3,
	PREFIX_MENU_MS = 600,
	POLL_MS = 1000,
	POLL_SLOW_MS = 10000,
	TOAST_MS = 4000,
	QUIET_MS =
		500, /* nothing ticks so soon after a key: an input method's window follows the cursor */
	STRAY_MARK_MS = 60000,
	STRAY_BOXES = 3,         /* the full explanation so many times, then a line */
	STRAY_OFTEN_MS = 600000, /* so many within this time: digit hints are offered */
	JOB_BUDGET_MS = 10,
	FILTER_PAUSE_MS = 200,
	MIN_ROWS = 20,
	MIN_COLS = 60,
};

struct layer {
	const struct screen_ops *ops;
	void *self;
	struct arg arg;
	enum action then;      /* what its answer is to the layer below */
	enum action opened_by; /* the verb that led here, for `;` */
	struct arena screen, load;
	struct arena *kept[KEPT_MAX];
	int kept_count;
	struct rect body;
	int64_t show_at_ms; /* not painted before: a menu that the next key may make needless */
	int64_t due_ms;     /* when it wants ACT_DUE; 0: not */
	bool bare;          /* paints itself over everything, without a dialog's frame */
	int64_t shown_ms;
	bool appeared; /* shown_ms is taken at the next paint */
	bool stale;    /* loads anew when it is seen again */
};

enum { HISTORY_MAX = 16, REMEMBERED_MAX = 16 };

/* A dialog that was left without being done. */
struct remembered {
	const struct screen_ops *ops;
	int64_t id;
	char *what, *text; /* what it was opened with, and what was typed */
};

struct toast {
	char text[512];
	bool error; /* stays until a key */
	int64_t until_ms;
	int64_t hold_until_ms; /* 0: nothing to take back */
};

struct app {
	struct app_config config;
	struct layer layers[LAYERS_MAX];
	int depth, rows, cols;
	enum glyphs glyphs;
	struct arena scratch;
	struct theme theme;
	bool slow, digits, dirty, again, ended;
	bool prefix_on, poll_failed, repeating;
	int exit_code;

	struct key prefix;
	int64_t prefix_ms;
	int capitals;                     /* upper-case verbs in a row */
	int stray_count;                  /* commits of an input method where keys act */
	int64_t stray_times[STRAY_BOXES]; /* of the last ones, newest first */
	int64_t stray_ms;                 /* the last one, 0: none, or a letter came since */

	struct toast toasts[TOASTS_MAX];
	int toast_count, toasts_lost;

	struct {
		const struct job_ops *ops;
		void *self;
		int owner; /* index of the layer */
		enum action then;
		struct job_state state;
	} job;

	int64_t last_key_ms, last_poll_ms, last_good_ms, last_tick_ms;
	int64_t minute; /* the civil minute on the screen */

	struct app_wants wants;
	struct buf copy;
	struct buf repeat_form; /* the answers of the last verb done through a dialog */
	enum action repeat;     /* and that verb */
	enum action doing;      /* the verb being dispatched */
	struct remembered remembered[REMEMBERED_MAX];
	unsigned remembered_next;
	char *history[2][HISTORY_MAX]; /* filters, commands; newest first */
};

/* --- layers.c: the stack */
struct layer *layer_top(struct app *app);
struct layer *layer_base(struct app *app); /* the topmost that is no dialog */
struct ui layer_ui(struct app *app, struct layer *l, enum load_why why);
void layer_done(struct app *app, struct layer *l,
	const struct ui *ui); /* takes over what a call has left in ui */
bool layer_push(
	struct app *app, const struct screen_ops *ops, const struct arg *arg, enum action then);
void layer_pop(struct app *app);
bool layer_load(struct app *app, struct layer *l, enum load_why why);
void layers_reload(
	struct app *app, enum load_why why); /* what is visible now, the rest when seen */
void layers_save(struct app *app);
enum key_scope layer_scope(const struct layer *l); /* where its keys hold now */
void layer_head(struct app *app, struct layer *l, struct head *head);

/* --- remember.c: dialogs left and done, the last verb */
bool remember_opening(struct app *app, struct layer *l); /* true: answers were put in */
void remember_closing(struct app *app, struct layer *l, bool done);
void remember_release(struct app *app);
void remember_verb(struct app *app, enum action verb); /* done without a form */
struct effect repeat_last(struct app *app, struct layer *l, int64_t at_ms);

/* --- dispatch.c: actions and effects */
bool app_dispatch(struct app *app, struct layer *l, struct act act);
void app_apply(struct app *app, struct layer *l, struct effect fx, struct err *err);
struct effect app_default(struct app *app, struct layer *l, const struct act *act, struct err *err);
void app_go(struct app *app, enum action go, const struct arg *arg, struct err *err);

/* --- input.c */
void app_key(struct app *app, struct key key, int64_t at_ms);
void app_text(struct app *app, const char *text, int64_t at_ms);
void app_paste(struct app *app, const char *text, int64_t at_ms);

/* --- status.c: messages, jobs, time */
void app_toast(struct app *app, const char *text, int hold_s);
void app_error(struct app *app, const struct err *err);
void app_toast_key(struct app *app); /* a key came: errors have been read */
const struct toast *app_toast_now(const struct app *app);
void app_job_start(struct app *app, const struct effect *fx, int owner);
void app_job_step(struct app *app);
void app_job_cancel(struct app *app);
void app_tick(struct app *app);
int64_t app_now_ms(const struct app *app);
int64_t app_now_utc(const struct app *app);

/* --- frame.c: what stands around the body */
void frame_paint(struct app *app, struct canvas *cv);

#endif
