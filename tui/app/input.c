/* From what arrives to actions: the two contexts, prefix keys, and input methods (ux 4.1, 4.5). */
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "tui/app/builtin.h"
#include "tui/app/core.h"

static void
say_nearest(struct app *app, enum key_scope scope, const struct key *key)
{
	struct buf text;

	buf_init(&text);
	keymap_nearest(scope, key, &text);
	app_toast(app, text.text, 0);
	buf_release(&text);
}

static void
say_sequence(struct app *app, const struct key *key)
{
	char first[KEY_NAME_BYTES], second[KEY_NAME_BYTES];

	key_print(&app->prefix, first, sizeof(first));
	key_print(key, second, sizeof(second));
	app_toast(app,
		arena_printf(
			&app->scratch, _("没有 %s %s。 再按 %s 看有哪些"), first, second, first),
		0);
}

/* Three upper-case verbs in a row, each different from its small letter's: the third is not run. */
static bool
caps_lock(struct app *app, enum key_scope scope, const struct key *key)
{
	if (!keymap_is_capital(scope, key)) {
		app->capitals = 0;
		return false;
	}
	if (++app->capitals < 3)
		return false;
	app_toast(app, _("大写锁定开着? 这个键没有执行"), 0);
	return true;
}

static void
type_text(struct app *app, struct layer *l, const char *text, int64_t at_ms)
{
	app_dispatch(app, l, (struct act){.id = ACT_TEXT, .text = text, .at_ms = at_ms});
}

static void
type_key(struct app *app, struct layer *l, const struct key *key, int64_t at_ms)
{
	char text[UTF8_MAX_BYTES + 1] = "";

	utf8_put(text, key->cp);
	type_text(app, l, text, at_ms);
}

static void
mouse(struct app *app, struct layer *l, const struct key *key, int64_t at_ms)
{
	struct act act = {.at_ms = at_ms};

	if (key->sym == K_WHEEL_UP || key->sym == K_WHEEL_DOWN) {
		act.id = ACT_WHEEL;
		act.digit = key->sym == K_WHEEL_UP ? -3 : 3;
	} else {
		const struct widget *w = l->self;

		act.id = ACT_CLICK;
		act.digit = key->row - w->rect.row;
		act.ref = key->col - w->rect.col;
	}
	app_dispatch(app, l, act);
	if (key->sym == K_MOUSE_DOUBLE)
		app_dispatch(app, layer_top(app), (struct act){.id = ACT_OPEN, .at_ms = at_ms});
}

static bool
is_mouse(const struct key *key)
{
	return key->sym >= K_MOUSE_PRESS && key->sym <= K_WHEEL_DOWN;
}

/* A second key after g, Ctrl-X and the like. */
static void
end_sequence(struct app *app, struct layer *l, enum key_scope scope, const struct key *key,
	int64_t at_ms)
{
	struct act act = {.at_ms = at_ms};
	enum key_found found = keymap_find(scope, &app->prefix, key, &act);

	app->prefix_on = false;
	if (key->sym == K_ESC || key->sym == K_F12)
		return;
	if (found == KEY_ACTION)
		app_dispatch(app, l, act);
	else
		say_sequence(app, key);
}

void
app_key(struct app *app, struct key key, int64_t at_ms)
{
	struct layer *l = layer_top(app);
	enum key_scope scope = layer_scope(l);
	struct act act = {.at_ms = at_ms};

	app->dirty = true;
	app->last_key_ms = at_ms;
	app_toast_key(app);
	if (is_mouse(&key)) {
		mouse(app, l, &key, at_ms);
		return;
	}
	if (!scope_is_text(scope))
		key = key_for_list(key);
	if (key.sym == K_CHAR && !key.ctrl && isalpha((int)(key.cp & 0x7F)) && key.cp < 0x80)
		app->stray_ms = 0; /* a letter came through: the input method is off */
	if (app->job.ops != NULL && (key.sym == K_ESC || (key.ctrl && key.cp == 'c'))) {
		app_job_cancel(app);
		return;
	}
	if (app->prefix_on) {
		end_sequence(app, l, scope, &key, at_ms);
		return;
	}
	if (caps_lock(app, scope, &key))
		return;
	switch (keymap_find(scope, NULL, &key, &act)) {
	case KEY_PREFIX:
		app->prefix_on = true;
		app->prefix = key;
		app->prefix_ms = app_now_ms(app);
		break;
	case KEY_ACTION:
		app_dispatch(app, l, act);
		break;
	case KEY_UNBOUND:
		if (scope_is_text(scope) && key.sym == K_CHAR && !key.ctrl)
			type_key(app, l, &key, at_ms);
		else
			say_nearest(app, scope, &key);
		break;
	}
}

/* Characters that all stand for ASCII keys (full-width digits, Chinese marks, a burst of typing). */
static bool
are_keys(const char *text)
{
	const char *p = text;
	uint32_t cp;

	while ((cp = utf8_next(&p)) != 0) {
		struct key key = key_for_list((struct key){.sym = K_CHAR, .cp = cp});

		if (key.cp >= 0x80 || key.cp < ' ')
			return false;
	}
	return *text != '\0';
}

static void
press_each(struct app *app, const char *text, int64_t at_ms)
{
	uint32_t cp;

	while (!app->ended && (cp = utf8_next(&text)) != 0)
		app_key(app, (struct key){.sym = K_CHAR, .cp = cp}, at_ms);
}

/* A commit where single keys act: never a verb, but what it may be looking for. */
static void
stray(struct app *app, struct layer *l, const char *text, int64_t at_ms)
{
	struct act act = {.id = ACT_STRAY, .text = text, .at_ms = at_ms};

	app->stray_ms = at_ms;
	app->stray_count++;
	memmove(app->stray_times + 1, app->stray_times,
		sizeof(app->stray_times) - sizeof(app->stray_times[0]));
	app->stray_times[0] = at_ms;
	app->dirty = true;
	if (app_dispatch(app, l, act))
		return;
	if (l->ops->filter != NULL)
		open_filter(app, l, text, app->stray_count <= STRAY_BOXES);
	else
		app_toast(app,
			arena_printf(&app->scratch,
				_("收到汉字 %s: 输入法还开着, 这里只认 数字 回车 Esc 和 . 动作单"),
				text),
			0);
}

void
app_text(struct app *app, const char *text, int64_t at_ms)
{
	struct layer *l = layer_top(app);
	struct key key;

	app->last_key_ms = at_ms;
	app->dirty = true;
	app_toast_key(app);
	if (scope_is_text(layer_scope(l))) {
		app->prefix_on = false;
		type_text(app, l, text, at_ms);
	} else if (key_for_commit(text, &key)) {
		app_key(app, key, at_ms);
	} else if (are_keys(text)) {
		press_each(app, text, at_ms);
	} else {
		app->prefix_on = false;
		stray(app, l, text, at_ms);
	}
}

void
app_paste(struct app *app, const char *text, int64_t at_ms)
{
	struct layer *l = layer_top(app);

	app->last_key_ms = at_ms;
	app->dirty = true;
	app->prefix_on = false;
	app_toast_key(app);
	if (scope_is_text(layer_scope(l)))
		type_text(app, l, text, at_ms);
	else if (l->ops->filter != NULL)
		open_filter(app, l, text, false);
	else
		app_toast(app, _("这里不能粘贴"), 0);
}
