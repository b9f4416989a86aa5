#include "tests/lib/ui.h"

#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/utf8.h"

struct ui_test {
	struct app *app;
	struct canvas cv;
	struct clock own, *clock;
	struct buf dump, row;
	int wakes, paints;
};

static void
paint(struct ui_test *t)
{
	if (!app_dirty(t->app))
		return;
	app_paint(t->app, &t->cv);
	t->paints++;
}

struct ui_test *
ui_test_open(const struct ui_test_config *c)
{
	struct ui_test *t = xcalloc(1, sizeof(*t));
	int rows = c->rows > 0 ? c->rows : 24, cols = c->cols > 0 ? c->cols : 80;
	int64_t now;

	assert_true(i18n_init("build/locale", c->lang));
	assert_true(date_parse_time("2024-12-09T14:32:05+08:00", &now));
	t->clock = c->clock != NULL ? c->clock : &t->own;
	if (c->clock == NULL) {
		clock_freeze(t->clock, now);
		clock_inject(t->clock);
	}
	clock_advance_ms(t->clock, 10000); /* no time is 0, which stands for never */
	if (c->clock == NULL)
		t->clock->frozen_utc -= 10;
	struct app_config config = {.session = c->session,
		.clock = t->clock,
		.screens = c->screens,
		.first = c->first,
		.user = c->user != NULL ? c->user : "王敏",
		.shift = c->shift != NULL ? c->shift : "白班",
		.place = c->place != NULL ? c->place : "鲤城区综治中心",
		.glyphs = c->glyphs,
		.slow = c->slow,
		.poll = c->poll,
		.ctx = c->ctx,
		.global = c->global,
		.theme_dir = "themes",
		.help = c->help,
		.finders = c->finders};

	buf_init(&t->dump);
	buf_init(&t->row);
	canvas_init(&t->cv, rows, cols);
	t->app = app_new(&config, rows, cols);
	paint(t);
	return t;
}

void
ui_test_close(struct ui_test *t)
{
	app_free(t->app);
	canvas_release(&t->cv);
	buf_release(&t->dump);
	buf_release(&t->row);
	i18n_set_lang(LANG_ZH);
	free(t);
}

static void
send(struct ui_test *t, struct event ev)
{
	ev.at_ms = clock_mono_ms(t->clock);
	int code;

	app_update(t->app, &ev);
	for (int i = 0; i < 1000 && !app_ended(t->app, &code); i++) {
		paint(t);
		if (app_timeout_ms(t->app) != 0)
			break;
		app_update(t->app, &(struct event){.kind = EVENT_NONE, .at_ms = ev.at_ms});
	}
}

static void
press(struct ui_test *t, struct key key)
{
	send(t, (struct event){.kind = EVENT_KEY, .key = key});
	clock_advance_ms(t->clock, 1);
}

/* Letters one by one; each hanzi is a commit. */
static void
type(struct ui_test *t, const char *text, size_t n)
{
	const char *p = text;

	while (p < text + n) {
		const char *at = p;
		uint32_t cp = utf8_next(&p);
		char one[UTF8_MAX_BYTES + 1] = "";

		memcpy(one, at, (size_t)(p - at));
		if (cp < 0x80)
			press(t, (struct key){.sym = K_CHAR, .cp = cp});
		else
			send(t, (struct event){.kind = EVENT_TEXT, .text = one});
	}
}

static void
word(struct ui_test *t, const char *text, size_t n)
{
	struct buf w;
	struct key key;

	buf_init(&w);
	buf_add(&w, text, n);
	if (key_parse(w.text, &key) && (key.sym != K_CHAR || key.cp < 0x80)) {
		press(t, key);
	} else if (w.text[0] == '"') {
		type(t, w.text + 1, w.len - 2);
	} else if (strncmp(w.text, "wait:", 5) == 0) {
		ui_test_wait_ms(t, strtol(w.text + 5, NULL, 10));
	} else if (strncmp(w.text, "paste:", 6) == 0) {
		for (char *p = w.text; *p != '\0'; p++)
			*p = *p == '_' ? ' ' : *p;
		ui_test_paste(t, w.text + 6);
	} else if (utf8_count(w.text) < w.len) {
		send(t, (struct event){.kind = EVENT_TEXT, .text = w.text});
	} else {
		fail_msg("no key: %s", w.text);
	}
	buf_release(&w);
}

void
ui_test_keys(struct ui_test *t, const char *script)
{
	while (*(script += strspn(script, " ")) != '\0') {
		size_t n = *script == '"' ? strcspn(script + 1, "\"") + 2 : strcspn(script, " ");

		word(t, script, n);
		script += n;
	}
}

void
ui_test_paste(struct ui_test *t, const char *text)
{
	send(t, (struct event){.kind = EVENT_PASTE, .text = text});
}

void
ui_test_wait_ms(struct ui_test *t, int64_t ms)
{
	while (ms > 0) {
		int wait = app_timeout_ms(t->app);
		int64_t step = wait >= 0 && wait < ms ? wait : ms;

		clock_advance_ms(t->clock, step);
		ms -= step;
		if (step == wait || wait == 0) {
			t->wakes++;
			send(t, (struct event){.kind = EVENT_NONE});
		}
		if (step == 0 && wait == 0)
			ms--; /* work without end would stand still here */
	}
}

void
ui_test_resize(struct ui_test *t, int rows, int cols)
{
	app_resize(t->app, rows, cols);
	canvas_resize(&t->cv, rows, cols);
	send(t, (struct event){.kind = EVENT_RESIZE});
}

void
ui_test_hang_up(struct ui_test *t)
{
	send(t, (struct event){.kind = EVENT_LOST});
}

struct app *
ui_test_app(struct ui_test *t)
{
	return t->app;
}

struct clock *
ui_test_clock(struct ui_test *t)
{
	return t->clock;
}

const struct canvas *
ui_test_canvas(struct ui_test *t)
{
	return &t->cv;
}

int
ui_test_take_wakes(struct ui_test *t)
{
	int n = t->wakes;

	t->wakes = 0;
	return n;
}

int
ui_test_take_paints(struct ui_test *t)
{
	int n = t->paints;

	t->paints = 0;
	return n;
}

const char *
ui_test_text(struct ui_test *t)
{
	buf_clear(&t->dump);
	canvas_dump(&t->cv, app_glyphs(t->app), false, &t->dump);
	return t->dump.text;
}

const char *
ui_test_row(struct ui_test *t, int row)
{
	const char *p = ui_test_text(t);

	while (row-- > 0)
		p = strchr(p, '\n') + 1;
	buf_clear(&t->row);
	buf_add(&t->row, p + 1, strcspn(p, "\n") - 2);
	while (t->row.len > 0 && t->row.text[t->row.len - 1] == ' ')
		buf_cut(&t->row, t->row.len - 1);
	return t->row.text;
}

void
ui_test_shown(struct ui_test *t, const char *text, bool want, const char *file, int line)
{
	bool found = strstr(ui_test_text(t), text) != NULL;

	if (found != want) {
		print_error("%s: %s\n", want ? "not shown" : "shown", text);
		for (int row = 0; row < t->cv.rows;
			row++) /* the printer takes 1,024 bytes at a time */
			print_error("|%s\n", ui_test_row(t, row));
	}
	_assert_true(found == want, text, file, line);
}

static void
golden(struct ui_test *t, const char *name, bool styles)
{
	char file[128];

	buf_clear(&t->dump);
	canvas_dump(&t->cv, app_glyphs(t->app), styles, &t->dump);
	snprintf(file, sizeof(file), "%s.txt", name);
	assert_golden(file, t->dump.text);
}

void
ui_test_golden(struct ui_test *t, const char *name)
{
	golden(t, name, false);
}

void
ui_test_golden_styles(struct ui_test *t, const char *name)
{
	golden(t, name, true);
}
