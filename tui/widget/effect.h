/*
 * What an action leads to. Screens return effects, the app carries them out; no screen opens, closes or
 * paints another one by itself. An effect is one move, and beside it may tell something in the status
 * row and say that it has written to the store.
 */
#ifndef LINLI_EFFECT_H
#define LINLI_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "tui/widget/action.h"

struct screen_ops;
struct job_ops;
struct finder_source;

enum effect_kind {
	FX_NONE, /* stay; paint again */
	FX_PASS, /* not mine: the app does what it does everywhere with this action, or says so */
	FX_OPEN, /* screen, arg: on top of this one; its answer comes back as `then` */
	FX_REPLACE, /* screen, arg: in place of this one */
	FX_BACK,    /* close this one; with answer set, the one below gets it */
	FX_GO,      /* then: a go.* action with arg, as if its key had been pressed */
	FX_ASK,     /* text, detail: yes or no, no is preset; on yes `then` comes back */
	FX_PROMPT,  /* text: one line to type, arg.text preset; `then` comes back with the text */
	FX_PICK,    /* sources: find one of many; `then` comes back with ref and text */
	FX_JOB,     /* job, job_self: long work in slices; `then` comes back when it is done */
	FX_FAIL,    /* show the error that the call recorded */
	FX_RELOAD,  /* load this screen anew */
	FX_REDRAW,  /* paint every cell again */
	FX_COPY,    /* text: to the clipboard of the terminal */
	FX_LANG,    /* the other language */
	FX_THEME,   /* text: name of a theme */
	FX_BELL,
	FX_QUIT,
};

/* What a screen is opened with. Copied by the app: it lives as long as the screen. */
struct arg {
	int64_t id;
	const char *text;   /* "" when there is none */
	const int64_t *ids; /* tagged objects */
	size_t count;
};

struct effect {
	enum effect_kind kind;
	const struct screen_ops *screen;
	struct arg arg;
	enum action then;
	const char *text, *detail;
	const struct finder_source *const *sources; /* FX_PICK: NULL-terminated */
	const struct job_ops *job;
	void *job_self;

	bool answer; /* FX_BACK: hand `answered` to the screen below */
	struct act answered;

	const char *toast; /* one line for the status row */
	int hold_s;        /* seconds in which `u` takes it back; printed behind the toast */
	bool wrote;        /* the store has changed: every visible screen loads anew */
	bool repeats;      /* `;` does this verb once more, although no form was filled in for it */
};

/* The usual ones. Texts must live until the event is over (ui->scratch does). */
struct effect fx_none(void);
struct effect fx_pass(void);
struct effect fx_open(const struct screen_ops *screen, int64_t id);
struct effect fx_open_text(const struct screen_ops *screen, const char *text);
struct effect fx_open_many(const struct screen_ops *screen, const int64_t *ids, size_t count);
struct effect fx_back(void);
struct effect fx_answer(
	int64_t ref, const char *text); /* close and hand this to the screen below */
struct effect fx_ask(const char *question, const char *consequence, enum action then);
struct effect fx_prompt(const char *label, const char *preset, enum action then);
struct effect fx_toast(const char *text);
struct effect fx_fail(void);

/* Adds "done, and for hold_s seconds it can be taken back" to an effect, and that it has written. */
struct effect fx_done(struct effect fx, const char *toast, int hold_s);

/*
 * Long work, done in slices between keys. step works at most about budget_ms and says how far it is;
 * false ends it (check err). cancel is called instead when the user presses Esc; what was committed stays.
 */
struct job_state {
	int64_t done, total; /* total 0: unknown */
	const char *what;    /* "导入" */
};

struct job_ops {
	bool (*step)(void *self, int budget_ms, struct job_state *state, struct err *err);
	void (*cancel)(void *self);
};

#endif
