#include <string.h>

#include "core/base/i18n.h"
#include "tui/widget/action.h"

/* What a scope takes from its parents on purpose is found first anyway; the tests read these rows. */

/* Compares a pressed sequence with one alternative of a row; "1-9" at the end stands for these digits. */
static bool
alternative_matches(const char *alt, const char *pressed, int *digit)
{
	size_t n = strlen(alt), m = strlen(pressed);

	if (strcmp(alt, pressed) == 0)
		return true;
	if (n < 3 || alt[n - 2] != '-' || !isdigit((unsigned char)alt[n - 3]) || m != n - 2 ||
		strncmp(alt, pressed, m - 1) != 0)
		return false;
	if (pressed[m - 1] < alt[n - 3] || pressed[m - 1] > alt[n - 1])
		return false;
	*digit = pressed[m - 1] - '0';
	return true;
}

/* Is this alternative a sequence that begins with the pressed key? */
static bool
is_prefix_of(const char *alt, const char *pressed)
{
	size_t m = strlen(pressed);

	return strncmp(alt, pressed, m) == 0 && alt[m] == ' ' && alt[m + 1] != '\0';
}

static enum key_found
find_name(enum key_scope scope, const char *pressed, struct act *act)
{
	struct binding_walk walk = binding_walk(scope);
	struct binding b;
	char alt[32];

	while (binding_next(&walk, &b)) {
		for (int i = 0; keys_alternative(b.keys, i, alt, sizeof(alt)); i++) {
			if (is_prefix_of(alt, pressed))
				return KEY_PREFIX;
			if (alternative_matches(alt, pressed, &act->digit)) {
				act->id = b.action;
				return KEY_ACTION;
			}
		}
	}
	return KEY_UNBOUND;
}

static bool
is_function_prefix(enum key_scope scope, const struct key *key)
{
	return key->sym == K_CHAR &&
		((key->ctrl && key->cp == 'x') ||
			(!key->ctrl && key->cp == ',' && !scope_is_text(scope)));
}

enum key_found
keymap_find(enum key_scope scope, const struct key *prefix, const struct key *key, struct act *act)
{
	char first[KEY_NAME_BYTES], second[KEY_NAME_BYTES], pressed[2 * KEY_NAME_BYTES];
	struct key k = *key;

	if (prefix == NULL) {
		if (is_function_prefix(scope, key))
			return KEY_PREFIX;
		key_print(key, second, sizeof(second));
		return find_name(scope, second, act);
	}
	if (is_function_prefix(scope, prefix)) {
		k.ctrl = false; /* the letter may be typed with Ctrl held */
		if (k.sym == K_CHAR && k.cp >= '0' && k.cp <= '9') {
			struct key f = {.sym = k.cp == '0'
					? K_F10
					: (enum key_sym)(K_F1 + (int)(k.cp - '1'))};

			return keymap_find(scope, NULL, &f, act);
		}
	}
	key_print(&k, second, sizeof(second));
	key_print(prefix, first, sizeof(first));
	snprintf(pressed, sizeof(pressed), "%s %s",
		is_function_prefix(scope, prefix) ? "Ctrl-X" : first, second);
	return find_name(scope, pressed, act) == KEY_ACTION ? KEY_ACTION : KEY_UNBOUND;
}

static uint32_t
other_case(uint32_t cp)
{
	if (cp >= 'a' && cp <= 'z')
		return cp - 'a' + 'A';
	return cp >= 'A' && cp <= 'Z' ? cp - 'A' + 'a' : cp;
}

static bool
bound_verb(enum key_scope scope, struct key key, struct act *act)
{
	*act = (struct act){0};
	return keymap_find(scope, NULL, &key, act) == KEY_ACTION;
}

bool
keymap_is_capital(enum key_scope scope, const struct key *key)
{
	struct key small = *key;
	struct act upper, lower;

	if (key->sym != K_CHAR || key->ctrl || key->cp < 'A' || key->cp > 'Z')
		return false;
	small.cp = other_case(key->cp);
	return bound_verb(scope, *key, &upper) && bound_verb(scope, small, &lower) &&
		upper.id != lower.id;
}

void
keymap_nearest(enum key_scope scope, const struct key *key, struct buf *out)
{
	char name[KEY_NAME_BYTES], near_name[KEY_NAME_BYTES];
	struct key tries[3] = {*key, *key, *key};
	struct act act;

	tries[0].cp = other_case(key->cp);
	tries[1].ctrl = false;
	tries[2].ctrl = true;
	tries[2].cp = key->cp >= 'A' && key->cp <= 'Z' ? other_case(key->cp) : key->cp;
	key_print(key, name, sizeof(name));
	for (int i = 0; key->sym == K_CHAR && i < 3; i++) {
		if (key_equal(&tries[i], key) || !bound_verb(scope, tries[i], &act))
			continue;
		key_print(&tries[i], near_name, sizeof(near_name));
		buf_addf(out, _("这里没有 %s 键。 %s %s"), name, near_name,
			action_label(scope, act.id));
		return;
	}
	action_key(scope, ACT_ACTIONS, false, near_name, sizeof(near_name));
	if (near_name[0] != '\0')
		buf_addf(out, _("这里没有 %s 键。 . 动作单  ? 帮助"), name);
	else
		buf_addf(out, _("这里没有 %s 键。 Esc 返回"), name);
}
