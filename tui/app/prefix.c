/* The keys that may follow a prefix key (g, Ctrl-X), shown when the second one is slow to come. */
#include <string.h>

#include "tui/app/frame.h"
#include "tui/widget/menu.h"
#include "tui/widget/rect.h"

static bool
follows(const char *alt, const char *first)
{
	size_t n = strlen(first);

	return strncmp(alt, first, n) == 0 && alt[n] == ' ' && alt[n + 1] != '\0';
}

/* The digits in their order on the keyboard, then letters as the table has them. */
static int
key_order(const char *key)
{
	if (key[0] >= '1' && key[0] <= '9')
		return key[0] - '0';
	return key[0] == '0' ? 10 : 11;
}

static void
add_follower(struct menu_item *items, int *n, const char *key, const char *label)
{
	int at = *n;

	if (*n == MENU_MAX)
		return;
	for (; at > 0 && key_order(items[at - 1].right) > key_order(key); at--)
		items[at] = items[at - 1];
	items[at] = (struct menu_item){.label = label, .right = key};
	++*n;
}

/* 1 to 10 for "F1" to "F10", which a digit behind Ctrl-X stands for; else 0. */
static int
function_number(const char *key)
{
	char *end;
	long n = key[0] == 'F' ? strtol(key + 1, &end, 10) : 0;

	return n >= 1 && n <= 10 && *end == '\0' ? (int)n : 0;
}

static int
collect(enum key_scope scope, const char *first, struct menu_item *items, struct arena *mem)
{
	struct binding_walk walk = binding_walk(scope);
	struct binding b;
	char alt[32];
	int n = 0, number;

	while (binding_next(&walk, &b)) {
		for (int i = 0; keys_alternative(b.keys, i, alt, sizeof(alt)); i++) {
			if (follows(alt, first))
				add_follower(items, &n, arena_strdup(mem, alt + strlen(first) + 1),
					binding_label(&b));
			else if (strcmp(first, "Ctrl-X") == 0 &&
				(number = function_number(alt)) > 0)
				add_follower(items, &n, arena_printf(mem, "%d", number % 10),
					binding_label(&b));
		}
	}
	return n;
}

void
prefix_paint(struct app *app, struct canvas *cv, struct rect body)
{
	struct menu_item items[MENU_MAX];
	char first[KEY_NAME_BYTES];
	struct layer *l = layer_top(app);

	key_print(&app->prefix, first, sizeof(first));
	int n = collect(layer_scope(l),
		app->prefix.ctrl || app->prefix.cp == ',' ? "Ctrl-X" : first, items, &app->scratch);
	int columns = (body.cols - 12) / 18, rows = (n + columns - 1) / columns;
	struct rect r = body;

	r = rect_cut_bottom(&r, rows + 2);
	r = rect_inset(r, 0, 4);
	canvas_fill(cv, r, (struct style){ROLE_DIALOG_FG, ROLE_DIALOG_BG});
	canvas_frame(cv, r, (struct style){ROLE_BORDER_FOCUS, ROLE_DIALOG_BG}, first,
		(struct style){ROLE_HEADER, ROLE_DIALOG_BG}, _("Esc 不按了"));
	r = rect_inside_box(r);
	for (int i = 0; i < n; i++) {
		struct pen p =
			pen_at(cv, (struct rect){r.row + i % rows, r.col + i / rows * 18, 1, 17},
				ROLE_DIALOG_BG);

		pen_put(&p, ROLE_KEY, items[i].right);
		pen_gap(&p, 1);
		pen_put(&p, ROLE_DIALOG_FG, items[i].label);
	}
}
