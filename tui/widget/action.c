#include "tui/widget/action.h"

#include <string.h>

#include "core/base/i18n.h"

/* Labels carry their slot, so that the catalogue test can measure both languages. */
#define KEY_SLOT "key|12\004"
enum { KEY_SLOT_BYTES = sizeof(KEY_SLOT) - 1 };

struct scope_row {
	const char *name, *title;
	enum key_scope parent;
	bool text;
};

struct bind_row {
	enum key_scope scope;
	enum action action;
	const char *keys, *ime, *name; /* name: NULL where another row defines the action */
	const char *label;             /* KEY_SLOT and the Chinese word */
};

struct page_row {
	enum key_scope scope;
	int page, digit;
	enum action action;
	const char *label; /* KEY_SLOT alone: the binding's */
};

static const struct scope_row scopes[KS_COUNT] = {
	[KS_NONE] = {"", "", KS_NONE, false},
#define SCOPE(id, name, parent, text, title) [KS_##id] = {name, title, KS_##parent, text},
#include "tui/widget/keys.def"
};

static const struct bind_row rows[] = {
#define BIND(scope, keys, ime, id, name, label) \
	{KS_##scope, ACT_##id, keys, ime, name, KEY_SLOT label},
#define ALSO(scope, keys, ime, id, label) {KS_##scope, ACT_##id, keys, ime, NULL, KEY_SLOT label},
#include "tui/widget/keys.def"
};

static const struct page_row pages[] = {
#define PAGE(scope, page, digit, id, label) {KS_##scope, page, digit, ACT_##id, KEY_SLOT label},
#include "tui/widget/keys.def"
};

static const struct page_row mains[] = {
#define MAIN(page, digit, id, label) {KS_NAV, page, digit, ACT_##id, KEY_SLOT label},
#include "tui/widget/keys.def"
};

enum {
	ROWS = sizeof(rows) / sizeof(rows[0]),
	PAGES = sizeof(pages) / sizeof(pages[0]),
	MAINS = sizeof(mains) / sizeof(mains[0]),
};

bool
scope_is_text(enum key_scope scope)
{
	return scopes[scope].text;
}

enum key_scope
scope_parent(enum key_scope scope)
{
	return scopes[scope].parent;
}

const char *
scope_name(enum key_scope scope)
{
	return scopes[scope].name;
}

const char *
scope_title(enum key_scope scope)
{
	return tr(scopes[scope].title);
}

static const char *
label_now(const char *slot_and_label)
{
	return slot_and_label[KEY_SLOT_BYTES] == '\0'
		? ""
		: tr_context(slot_and_label, slot_and_label + KEY_SLOT_BYTES);
}

const char *
action_name(enum action action)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].action == action && rows[i].name != NULL)
			return rows[i].name;
	return "";
}

enum action
action_by_name(const char *name)
{
	for (size_t i = 0; i < ROWS; i++)
		if (rows[i].name != NULL && strcmp(rows[i].name, name) == 0)
			return rows[i].action;
	return ACT_NONE;
}

static const struct bind_row *
row_in_scope(enum key_scope scope, enum action action, bool with_keys)
{
	for (; scope != KS_NONE; scope = scopes[scope].parent)
		for (size_t i = 0; i < ROWS; i++)
			if (rows[i].scope == scope && rows[i].action == action &&
				(!with_keys || rows[i].keys[0] != '\0'))
				return &rows[i];
	return NULL;
}

const char *
action_label(enum key_scope scope, enum action action)
{
	const struct bind_row *row = row_in_scope(scope, action, false);

	return row != NULL ? label_now(row->label) : "";
}

struct binding_walk
binding_walk(enum key_scope scope)
{
	return (struct binding_walk){.scope = scope, .all = scope == KS_NONE};
}

bool
binding_next(struct binding_walk *walk, struct binding *out)
{
	while (walk->all || walk->scope != KS_NONE) {
		for (; walk->next < ROWS; walk->next++) {
			const struct bind_row *row = &rows[walk->next];

			if (!walk->all && row->scope != walk->scope)
				continue;
			*out = (struct binding){
				row->scope, row->action, row->keys, row->ime, row->label};
			walk->next++;
			return true;
		}
		if (walk->all)
			return false;
		walk->scope = scopes[walk->scope].parent;
		walk->next = 0;
	}
	return false;
}

const char *
binding_label(const struct binding *b)
{
	return label_now(b->slot_label);
}

bool
keys_alternative(const char *keys, int i, char *out, size_t size)
{
	for (; i > 0 && keys != NULL; i--) {
		keys = strchr(keys, '|');
		keys = keys != NULL ? keys + 1 : NULL;
	}
	if (keys == NULL || *keys == '\0')
		return false;
	snprintf(out, size, "%.*s", (int)strcspn(keys, "|"), keys);
	return true;
}

/* The verb's place in the numbered actions, as it is typed: ".2", "..1". */
static void
menu_key(enum key_scope scope, enum action action, char *out, size_t size)
{
	const char *label;
	int last = actions_pages(scope);

	for (int page = 1; page <= last; page++) {
		for (int digit = 1; digit <= 9; digit++) {
			if (actions_at(scope, page, digit, &label) == action) {
				snprintf(out, size, "%.*s%d", page, ".........", digit);
				return;
			}
		}
	}
}

void
action_key(enum key_scope scope, enum action action, bool safe, char *out, size_t size)
{
	const struct bind_row *row = row_in_scope(scope, action, true);

	snprintf(out, size, "%s", "");
	for (int i = 0; row != NULL && keys_alternative(row->keys, i, out, size); i++)
		if (!safe || row->ime[i] == 'Y')
			return;
	if (safe)
		menu_key(scope, action, out, size);
}

static const struct page_row *
page_find(const struct page_row *table, size_t count, enum key_scope scope, int page, int digit)
{
	for (size_t i = 0; i < count; i++)
		if (table[i].scope == scope && table[i].page == page &&
			(digit == 0 || table[i].digit == digit))
			return &table[i];
	return NULL;
}

/* The scope whose fixed pages hold: its own or the nearest parent's. */
static enum key_scope
paged_scope(enum key_scope scope)
{
	while (scope != KS_NONE && page_find(pages, PAGES, scope, 1, 0) == NULL)
		scope = scopes[scope].parent;
	return scope;
}

static int
fixed_pages(enum key_scope paged)
{
	int n = 0;

	while (page_find(pages, PAGES, paged, n + 1, 0) != NULL)
		n++;
	return n;
}

static bool
on_fixed_page(enum key_scope paged, enum action action)
{
	for (size_t i = 0; i < PAGES; i++)
		if (pages[i].scope == paged && pages[i].action == action)
			return true;
	return false;
}

static bool
in_main_menu(enum action action)
{
	for (size_t i = 0; i < MAINS; i++)
		if (mains[i].action == action)
			return true;
	return false;
}

/* Verbs that only an unsafe key reaches: they follow behind the fixed pages, nearest scope first. */
static bool
needs_number(enum key_scope scope, enum key_scope paged, const struct bind_row *row)
{
	return row->keys[0] != '\0' && strchr(row->ime, 'Y') == NULL &&
		row_in_scope(scope, row->action, true) == row &&
		!on_fixed_page(paged, row->action) && !in_main_menu(row->action);
}

static const struct bind_row *
extra_verb(enum key_scope scope, int n)
{
	enum key_scope paged = paged_scope(scope);

	for (enum key_scope s = scope; s != KS_NONE; s = scopes[s].parent)
		for (size_t i = 0; i < ROWS; i++)
			if (rows[i].scope == s && needs_number(scope, paged, &rows[i]) && n-- == 0)
				return &rows[i];
	return NULL;
}

enum { EXTRA_PER_PAGE = 8 }; /* 9 turns the page */

enum action
actions_at(enum key_scope scope, int page, int digit, const char **label)
{
	enum key_scope paged = paged_scope(scope);
	int fixed = fixed_pages(paged);

	*label = "";
	if (page <= fixed) {
		const struct page_row *p = page_find(pages, PAGES, paged, page, digit);

		if (p == NULL)
			return ACT_NONE;
		*label = label_now(p->label);
		if (**label == '\0')
			*label = action_label(p->action == ACT_MORE ? KS_NAV : scope, p->action);
		if (**label ==
			'\0') /* a verb of a neighbouring scope, such as the calendar's in the scheduler */
			for (size_t i = 0; i < ROWS && **label == '\0'; i++)
				if (rows[i].action == p->action)
					*label = label_now(rows[i].label);
		return p->action;
	}
	int n = (page - fixed - 1) * EXTRA_PER_PAGE;

	if (digit == 9 && extra_verb(scope, n + EXTRA_PER_PAGE) != NULL) {
		*label = action_label(KS_NAV, ACT_MORE);
		return ACT_MORE;
	}
	const struct bind_row *row =
		digit <= EXTRA_PER_PAGE ? extra_verb(scope, n + digit - 1) : NULL;

	if (row == NULL)
		return ACT_NONE;
	*label = label_now(row->label);
	return row->action;
}

int
actions_pages(enum key_scope scope)
{
	int extra = 0;

	while (extra_verb(scope, extra * EXTRA_PER_PAGE) != NULL)
		extra++;
	return fixed_pages(paged_scope(scope)) + extra;
}

enum action
menu_at(int page, int digit, const char **label)
{
	for (size_t i = 0; i < MAINS; i++) {
		if (mains[i].page != page || mains[i].digit != digit)
			continue;
		*label = label_now(mains[i].label);
		if (**label == '\0')
			*label = action_label(KS_NAV, mains[i].action);
		return mains[i].action;
	}
	*label = "";
	return ACT_NONE;
}
