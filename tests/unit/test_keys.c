/* The key table, proved: ux 4.1 to 4.5 as far as a table can show it. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/show.h"
#include "core/base/utf8.h"
#include "core/base/width.h"
#include "tests/lib/test.h"
#include "tui/widget/action.h"

struct hides {
	enum key_scope scope;
	const char *keys;
};

static const struct hides hides[] = {
#define HIDES(scope, keys) {KS_##scope, keys},
#include "tui/widget/keys.def"
};

static const struct {
	enum key_scope scope;
	int page, digit;
	enum action action;
} pages[] = {
#define PAGE(scope, page, digit, id, label) {KS_##scope, page, digit, ACT_##id},
#include "tui/widget/keys.def"
};

enum {
	HIDES_COUNT = sizeof(hides) / sizeof(hides[0]),
	PAGES_COUNT = sizeof(pages) / sizeof(pages[0])
};

/* Calls f for each alternative of each row; "1-9" comes as nine. */
static void
each_key(void (*f)(const struct binding *b, int i, const char *key))
{
	struct binding_walk walk = binding_walk(KS_NONE);
	struct binding b;
	char key[32];

	while (binding_next(&walk, &b)) {
		for (int i = 0; keys_alternative(b.keys, i, key, sizeof(key)); i++) {
			size_t n = strlen(key);

			if (n >= 3 && key[n - 2] == '-' && isdigit((unsigned char)key[n - 3])) {
				char from = key[n - 3], to = key[n - 1];

				key[n - 2] = '\0';
				for (char c = from; c <= to; c++) {
					key[n - 3] = c;
					f(&b, i, key);
				}
				continue;
			}
			f(&b, i, key);
		}
	}
}

static void
key_is_canonical(const struct binding *b, int i, const char *key)
{
	char copy[32], printed[KEY_NAME_BYTES];
	struct key k;

	(void)b, (void)i;
	snprintf(copy, sizeof(copy), "%s", key);
	for (char *p = copy, *next; p != NULL; p = next) {
		next = strchr(p, ' ');
		if (next != NULL)
			*next++ = '\0';
		if (!key_parse(p, &k))
			fail_msg("no key: %s", key);
		key_print(&k, printed, sizeof(printed));
		assert_string_equal(printed, p);
	}
}

static void
names_of_keys_read_back(void **state)
{
	(void)state;
	each_key(key_is_canonical);
}

static bool
has_key(const char *keys, const char *key)
{
	char alt[32];

	for (int i = 0; keys_alternative(keys, i, alt, sizeof(alt)); i++) {
		size_t n = strlen(alt);

		if (strcmp(alt, key) == 0)
			return true;
		if (n >= 3 && alt[n - 2] == '-' && isdigit((unsigned char)alt[n - 3]) &&
			strlen(key) == n - 2 && strncmp(alt, key, n - 3) == 0 &&
			key[n - 3] >= alt[n - 3] && key[n - 3] <= alt[n - 1])
			return true;
	}
	return false;
}

static bool
hidden_on_purpose(enum key_scope scope, const char *key)
{
	for (size_t i = 0; i < HIDES_COUNT; i++)
		if (hides[i].scope == scope && has_key(hides[i].keys, key))
			return true;
	return false;
}

static void
key_stands_once(const struct binding *b, int i, const char *key)
{
	struct binding_walk walk = binding_walk(b->scope);
	struct binding other;
	int here = 0;

	(void)i;
	while (binding_next(&walk, &other)) {
		if (!has_key(other.keys, key))
			continue;
		if (other.scope == b->scope)
			here++;
		else if (other.action != b->action && !hidden_on_purpose(b->scope, key))
			fail_msg("%s in %s hides %s", key, scope_name(b->scope),
				action_name(other.action));
	}
	if (here != 1)
		fail_msg("%s stands %d times in %s", key, here, scope_name(b->scope));
}

static void
no_key_means_two_things(void **state)
{
	(void)state;
	each_key(key_stands_once);
	for (size_t i = 0; i < HIDES_COUNT; i++) {
		char key[32];

		for (int k = 0; keys_alternative(hides[i].keys, k, key, sizeof(key)); k++) {
			struct act act = {0};
			struct key pressed;

			if (strcmp(key, "1-9") == 0)
				continue;
			assert_true(key_parse(key, &pressed));
			if (keymap_find(scope_parent(hides[i].scope), NULL, &pressed, &act) !=
				KEY_ACTION)
				fail_msg("%s hides nothing", key);
		}
	}
}

static void
key_is_allowed(const struct binding *b, int i, const char *key)
{
	static const char *const taken[] = {"Ctrl-B", "Ctrl-Z", "Ctrl-S", "Ctrl-Q", "Ctrl-H",
		"Ctrl-I", "Ctrl-M", "Ctrl-\\", "Ctrl-Space", "F11"};
	char first[32];

	(void)i;
	for (size_t k = 0; k < sizeof(taken) / sizeof(taken[0]); k++)
		if (strcmp(key, taken[k]) == 0)
			fail_msg("%s is taken by something else", key);
	assert_null(strstr(key, "Alt"));
	if (strncmp(key, "Shift-", 6) == 0)
		assert_string_equal(key, "Shift-Tab");
	if (strcmp(key, "F12") == 0)
		assert_int_equal(b->action, ACT_BACK);
	if (strcmp(key, "Ctrl-A") == 0)
		assert_int_equal(b->action, ACT_FORM_HOME);
	snprintf(first, sizeof(first), "%.*s", (int)strcspn(key, " "), key);
	if (strcmp(first, key) != 0) { /* the first key of a sequence does nothing alone */
		struct act act = {0};
		struct key prefix;

		assert_true(key_parse(first, &prefix));
		assert_int_equal(keymap_find(b->scope, NULL, &prefix, &act), KEY_PREFIX);
	}
}

static void
keys_that_others_take_are_not_used(void **state)
{
	(void)state;
	each_key(key_is_allowed);
}

/* ux 4.5.1: what a Chinese input method lets through. */
static char
reaches(const char *key)
{
	if (strchr(key, ' ') != NULL)
		return 'n';
	if (key[1] != '\0' || isdigit((unsigned char)*key))
		return 'Y';
	if (isalpha((unsigned char)*key))
		return 'n';
	return strchr(",.;:?!-+=@#", *key) != NULL ? 'Y' : 'm';
}

static void
ime_is_right(const struct binding *b, int i, const char *key)
{
	bool digits = strchr(key, ' ') != NULL && isdigit((unsigned char)key[strlen(key) - 1]);

	if (!digits && b->ime[i] != reaches(key))
		fail_msg("%s in %s: %c", key, scope_name(b->scope), b->ime[i]);
}

static void
input_methods_let_through_what_the_table_says(void **state)
{
	struct binding_walk walk = binding_walk(KS_NONE);
	struct binding b;
	char key[32];

	(void)state;
	each_key(ime_is_right);
	while (binding_next(&walk, &b)) {
		int n = 0;

		while (keys_alternative(b.keys, n, key, sizeof(key)))
			n++;
		assert_int_equal(strlen(b.ime), n);
	}
}

static bool
in_main_menu(enum action action)
{
	const char *label;

	for (int page = 1; page <= 9; page++)
		for (int digit = 0; digit <= 9; digit++)
			if (menu_at(page, digit, &label) == action)
				return true;
	return false;
}

static bool
is_command(enum action action)
{
#define COMMAND(word, initials, english, id, preset, arguments) \
	if (action == ACT_##id) \
		return true;
#include "tui/app/command.def"
	return false;
}

static void
every_action_can_be_done_with_the_input_method_on(void **state)
{
	(void)state;
	for (int scope = 1; scope < KS_COUNT; scope++) {
		struct binding_walk walk = binding_walk((enum key_scope)scope);
		struct binding b;
		char key[32];

		if (scope_is_text((enum key_scope)scope))
			continue;
		while (binding_next(&walk, &b)) {
			action_key((enum key_scope)scope, b.action, true, key, sizeof(key));
			if (key[0] == '\0' && !in_main_menu(b.action) && !is_command(b.action) &&
				b.action != ACT_MORE)
				fail_msg("%s in %s", action_name(b.action),
					scope_name((enum key_scope)scope));
		}
	}
}

static void
check_label(const char *label, const char *what)
{
	if (label[0] == '\0' || show_width(label) > 12)
		fail_msg("label of %s: '%s'", what, label);
	for (const char *p = label; *p != '\0';)
		if (width_class(utf8_next(&p)) == WIDTH_AMBIGUOUS)
			fail_msg("label of %s has a character of unknown width: %s", what, label);
}

static bool
has_hanzi(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return true;
	return false;
}

static void
every_action_has_a_label_in_both_languages(void **state)
{
	(void)state;
	for (int lang = LANG_ZH; lang <= LANG_EN; lang++) {
		struct binding_walk walk = binding_walk(KS_NONE);
		struct binding b;
		const char *label;

		assert_true(i18n_init("build/locale", (enum lang)lang));
		while (binding_next(&walk, &b)) {
			check_label(binding_label(&b), action_name(b.action));
			if (lang == LANG_EN && has_hanzi(binding_label(&b)))
				fail_msg("no English for %s", binding_label(&b));
		}
		for (size_t i = 0; i < PAGES_COUNT; i++) {
			assert_int_equal(
				actions_at(pages[i].scope, pages[i].page, pages[i].digit, &label),
				pages[i].action);
			check_label(label, action_name(pages[i].action));
		}
		for (int scope = 1; scope < KS_COUNT; scope++)
			assert_true(
				lang == LANG_ZH || !has_hanzi(scope_title((enum key_scope)scope)));
	}
	i18n_set_lang(LANG_ZH);
}

static void
numbered_actions_have_one_place(void **state)
{
	(void)state;
	for (size_t i = 0; i < PAGES_COUNT; i++)
		for (size_t j = i + 1; j < PAGES_COUNT; j++)
			if (pages[i].scope == pages[j].scope && pages[i].page == pages[j].page)
				assert_int_not_equal(pages[i].digit, pages[j].digit);
	for (int scope = 1; scope < KS_COUNT; scope++) {
		int last = actions_pages((enum key_scope)scope);
		const char *label;

		for (int page = 1; page <= last;
			page++) /* no empty page, and all but the last can be turned */
			assert_int_not_equal(
				actions_at((enum key_scope)scope, page, 1, &label), ACT_NONE);
		assert_int_equal(actions_at((enum key_scope)scope, last + 1, 1, &label), ACT_NONE);
	}
}

static enum action
finds(enum key_scope scope, const char *prefix, const char *key, int *digit)
{
	struct key first, second;
	struct act act = {0};

	if (prefix != NULL)
		assert_true(key_parse(prefix, &first));
	assert_true(key_parse(key, &second));
	if (keymap_find(scope, prefix != NULL ? &first : NULL, &second, &act) != KEY_ACTION)
		return ACT_NONE;
	if (digit != NULL)
		*digit = act.digit;
	return act.id;
}

static void
keys_are_found_in_their_scope(void **state)
{
	int digit = 0;

	(void)state;
	assert_int_equal(finds(KS_NAV, NULL, "j", NULL), ACT_DOWN);
	assert_int_equal(finds(KS_NAV, NULL, "d", NULL), ACT_NONE);
	assert_int_equal(finds(KS_CASE, NULL, "d", NULL), ACT_CASE_ROUTE);
	assert_int_equal(finds(KS_CASE, NULL, "j", NULL), ACT_DOWN);
	assert_int_equal(finds(KS_TRIAGE, NULL, "Enter", NULL), ACT_TRIAGE_TAKE);
	assert_int_equal(finds(KS_TRIAGE, NULL, "d", NULL), ACT_CASE_ROUTE);
	assert_int_equal(finds(KS_GRID, NULL, "n", NULL), ACT_FIND_NEXT);
	assert_int_equal(finds(KS_CASE, NULL, "7", &digit), ACT_PICK);
	assert_int_equal(digit, 7);
	assert_int_equal(finds(KS_NUMBERS, NULL, "0", &digit), ACT_PICK);
	assert_int_equal(digit, 0);
	assert_int_equal(finds(KS_NAV, "g", "g", NULL), ACT_TOP);
	assert_int_equal(finds(KS_NAV, "g", "w", NULL), ACT_GO_GRID);
	assert_int_equal(finds(KS_NAV, "g", "y", NULL), ACT_NONE);
	assert_int_equal(finds(KS_DIALOG, NULL, "d", NULL), ACT_NONE);
}

static void
function_keys_have_twins(void **state)
{
	(void)state;
	assert_int_equal(finds(KS_NAV, ",", "6", NULL), ACT_GO_INTAKE);
	assert_int_equal(finds(KS_NAV, "Ctrl-X", "0", NULL), ACT_PALETTE);
	assert_int_equal(finds(KS_NAV, ",", "k", NULL), ACT_LOCK);
	assert_int_equal(finds(KS_NAV, "Ctrl-X", "Ctrl-K", NULL), ACT_LOCK);
	assert_int_equal(finds(KS_FORM, "Ctrl-X", "2", NULL), ACT_FORM_SUBMIT);
	assert_int_equal(finds(KS_FORM, "Ctrl-X", "s", NULL), ACT_FORM_SUBMIT);
	assert_int_equal(finds(KS_FORM, NULL, ",", NULL), ACT_NONE); /* is typed there */
}

static const char *
nearest(enum key_scope scope, const char *key)
{
	static struct buf text;
	struct key k;

	if (text.text == NULL)
		buf_init(&text);
	buf_clear(&text);
	assert_true(key_parse(key, &k));
	keymap_nearest(scope, &k, &text);
	return text.text;
}

static void
an_unknown_key_names_a_useful_one(void **state)
{
	(void)state;
	assert_string_equal(nearest(KS_NAV, "X"), "这里没有 X 键。 x 导出");
	assert_string_equal(nearest(KS_NAV, "Ctrl-V"), "这里没有 Ctrl-V 键。 . 动作单  ? 帮助");
}

static void
capitals_that_mean_something_else(void **state)
{
	struct key k;

	(void)state;
	assert_true(key_parse("S", &k)); /* reverse; s sorts */
	assert_true(keymap_is_capital(KS_NAV, &k));
	assert_true(key_parse("G", &k)); /* g alone is a prefix */
	assert_false(keymap_is_capital(KS_NAV, &k));
	assert_true(key_parse("s", &k));
	assert_false(keymap_is_capital(KS_NAV, &k));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_keys_read_back),
		cmocka_unit_test(no_key_means_two_things),
		cmocka_unit_test(keys_that_others_take_are_not_used),
		cmocka_unit_test(input_methods_let_through_what_the_table_says),
		cmocka_unit_test(every_action_can_be_done_with_the_input_method_on),
		cmocka_unit_test(every_action_has_a_label_in_both_languages),
		cmocka_unit_test(numbered_actions_have_one_place),
		cmocka_unit_test(keys_are_found_in_their_scope),
		cmocka_unit_test(function_keys_have_twins),
		cmocka_unit_test(an_unknown_key_names_a_useful_one),
		cmocka_unit_test(capitals_that_mean_something_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
