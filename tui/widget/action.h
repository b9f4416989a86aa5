/*
 * What a person can ask for, as data: actions, the scopes where keys hold, and what is printed about them.
 * The rows stand in keys.def; nothing here knows a terminal.
 */
#ifndef LINLI_ACTION_H
#define LINLI_ACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "tui/cells/key.h"

enum key_scope {
	KS_NONE,
#define SCOPE(id, name, parent, text, title) KS_##id,
#include "tui/widget/keys.def"
	KS_COUNT
};

enum action {
	ACT_NONE,
#define BIND(scope, keys, ime, id, name, label) ACT_##id,
#include "tui/widget/keys.def"
	ACT_BOUND_COUNT,
	/* What no key means: the engine and the widgets say it to a screen. */
	ACT_TEXT = ACT_BOUND_COUNT, /* text: typed or pasted where a caret stands */
	ACT_CLICK,      /* digit: the row within the widget's rectangle, ref: the column */
	ACT_WHEEL,      /* digit: lines, down is positive */
	ACT_MOVED,      /* the cursor stands on another row or node */
	ACT_EDITED,     /* the text of an edit or of form field `ref` has changed */
	ACT_LEFT_FIELD, /* form field `ref` was left: save the draft, look up what follows from it */
	ACT_ACCEPT,     /* Enter on a form's submit line, in a dialog's field, on an edit: do it */
	ACT_STRAY,      /* text: characters of an input method, committed where single keys act */
	ACT_FILTER_TRY, /* text: the filter as typed so far, after a pause */
	ACT_FILTER_SET, /* text: the filter as accepted with Enter */
	ACT_FILTER_END, /* typing was given up: the filter as it was before */
	ACT_UNFILTER,   /* Esc: take off the filter, if one is applied */
	ACT_CHOSEN,     /* an answer from a dialog: ref, digit, text as its screen says */
	ACT_RETAG,      /* text: the ids that stay tagged after a bulk act, "12 15"; "" none */
	ACT_DUE,        /* the time that the screen asked for with ui->call_at_ms has come */
	ACT_TICK,       /* a second has passed; only for screens that asked for it */
	ACT_COUNT
};

/* An action with what came along. The text lives until the event is over. */
struct act {
	enum action id;
	int digit; /* ACT_PICK: 0-9 */
	int64_t ref;
	const char *text; /* never NULL when an action says that it has text */
	int64_t at_ms;    /* when the key arrived, by the monotonic clock */
};

enum key_found { KEY_UNBOUND, KEY_ACTION, KEY_PREFIX };

/*
 * What a key means in a scope and its parents. prefix is the first key of a sequence ("g", "Ctrl-X"), or
 * NULL. After Ctrl-X, and in list contexts after ",", a digit is that function key.
 */
enum key_found keymap_find(
	enum key_scope scope, const struct key *prefix, const struct key *key, struct act *act);

/* Does a scope, itself or through its parents, take typed text? */
bool scope_is_text(enum key_scope scope);
enum key_scope scope_parent(enum key_scope scope);
const char *scope_name(enum key_scope scope);
const char *scope_title(enum key_scope scope); /* in the language of now */

/* "case.route": for scripts, settings, tests. */
const char *action_name(enum action action);
enum action action_by_name(const char *name);

/* The word for it in that scope, in the language of now; "" when the scope cannot do it. */
const char *action_label(enum key_scope scope, enum action action);

/*
 * The key printed for it: the first one bound, or with safe the first that a Chinese input method lets
 * through; then possibly ".2", its place in the numbered actions. "" when there is none.
 */
void action_key(enum key_scope scope, enum action action, bool safe, char *out, size_t size);

/* One binding, for finding keys, help, palette and tests. */
struct binding {
	enum key_scope scope;
	enum action action;
	const char *keys; /* alternatives between bars; "" for a row that only names or relabels */
	const char *ime;  /* one of Y m n for each alternative */
	const char *slot_label; /* for binding_label() */
};

/* Walks what holds in a scope, nearest scope first; KS_NONE: all rows in the order of the table. */
struct binding_walk {
	enum key_scope scope;
	bool all;
	size_t next;
};
struct binding_walk binding_walk(enum key_scope scope);
bool binding_next(struct binding_walk *walk, struct binding *out);

/* In the language of now. */
const char *binding_label(const struct binding *b);

/* The i-th alternative of a list of keys ("Home|g g"); false when there are fewer. */
bool keys_alternative(const char *keys, int i, char *out, size_t size);

/*
 * The numbered actions: what stands behind a digit on a page (both from 1). Behind the fixed pages follow
 * generated ones with every verb that no safe key reaches. ACT_NONE: the digit is free.
 */
enum action actions_at(enum key_scope scope, int page, int digit, const char **label);
int actions_pages(enum key_scope scope);

/* The main menu; page 9 is what a second 0 shows. */
enum action menu_at(int page, int digit, const char **label);

/*
 * For a key that means nothing: the useful one nearest to it, in words ("没有 X 键: x 导出"), into out.
 */
void keymap_nearest(enum key_scope scope, const struct key *key, struct buf *out);

/* Is this an upper-case letter whose verb differs from its small letter's? For the Caps Lock hint. */
bool keymap_is_capital(enum key_scope scope, const struct key *key);

#endif
