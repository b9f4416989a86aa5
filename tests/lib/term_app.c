#include "tests/lib/term_app.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/base/rng.h"
#include "tui/term/term.h"

enum { LINES_KEPT = 64 };

struct app {
	struct term *term;
	struct canvas cv;
	struct theme theme;
	const char *notice;
	struct buf lines[LINES_KEPT]; /* what came, in a ring */
	int events, filled;
	bool done;
};

static void
tell(struct app *a, const char *what, const char *detail)
{
	struct buf *line = &a->lines[a->events++ % LINES_KEPT];

	buf_clear(line);
	buf_addf(line, "%s%s%s", what, *detail != '\0' ? " " : "", detail);
}

static void
fill(struct app *a)
{
	struct rng r;

	rng_seed(&r, (uint64_t)a->filled);
	for (int row = 1; row < a->cv.rows; row++) {
		struct buf text;

		buf_init(&text);
		buf_addf(&text, "fill %d ", a->filled);
		for (int i = 0; i < a->cv.cols; i++)
			buf_addcp(&text, 0x4E00 + rng_below(&r, 20000));
		canvas_text(
			&a->cv, row, 0, a->cv.cols, (struct style){ROLE_FG, ROLE_BG}, text.text);
		buf_release(&text);
	}
}

static void
paint(struct app *a)
{
	static const struct style plain = {ROLE_FG, ROLE_BG};
	struct buf head;
	int row = 1;

	buf_init(&head);
	canvas_erase(&a->cv, plain);
	if (a->filled > 0)
		fill(a);
	buf_addf(&head, "size %dx%d colours %d events %d", a->cv.rows, a->cv.cols,
		term_colours(a->term), a->events);
	canvas_field(&a->cv, 0, 0, a->cv.cols, plain, head.text, false);
	if (a->notice != NULL)
		canvas_text(&a->cv, row++, 0, a->cv.cols, plain, a->notice);
	for (int i = a->events - 1;
		i >= 0 && i > a->events - LINES_KEPT && row < a->cv.rows && a->filled == 0; i--)
		canvas_text(&a->cv, row++, 0, a->cv.cols, plain, a->lines[i % LINES_KEPT].text);
	buf_release(&head);
}

static void
probe(struct app *a)
{
	struct term_facts f;
	char text[96] = "no answer";

	if (term_probe(a->term, 2000, &f))
		snprintf(text, sizeof(text), "ambiguous %d rare %d repeats %d", f.ambiguous_cells,
			f.rare_cells, f.repeats);
	tell(a, "probe", text);
}

static void
command(struct app *a, uint32_t letter)
{
	switch (letter) {
	case 'Q':
		a->done = true;
		break;
	case 'B':
		term_bell(a->term);
		break;
	case 'L':
		term_redraw(a->term);
		break;
	case 'W':
		term_wipe(a->term);
		break;
	case 'C':
		tell(a, "copy", term_copy(a->term, "泉州") ? "sent" : "not possible");
		break;
	case 'P':
		probe(a);
		break;
	case 'F':
		a->filled++;
		break;
	case 'A':
		abort();
	case 'S':
		raise(SIGSTOP);
		break;
	default:
		break;
	}
}

static void
on_key(struct app *a, const struct key *key)
{
	char name[KEY_NAME_BYTES + 24];

	key_print(key, name, sizeof(name));
	if (key->sym == K_MOUSE_PRESS || key->sym == K_MOUSE_DOUBLE || key->sym == K_WHEEL_UP ||
		key->sym == K_WHEEL_DOWN)
		snprintf(name + strlen(name), sizeof(name) - strlen(name), " %d,%d", key->row,
			key->col);
	tell(a, "key", name);
	if (key->sym == K_CHAR && !key->ctrl)
		command(a, key->cp);
}

/* Notes the loss and looks whether the terminal stays lost, quietly and without waiting. */
static int
on_lost(struct app *a, int sig)
{
	struct event ev = {.kind = EVENT_LOST};

	for (int i = 0; i < 4; i++) {
		const char *path = getenv("LOST_FILE");
		FILE *f = path != NULL && ev.kind == EVENT_LOST ? fopen(path, "ae") : NULL;

		if (f != NULL) {
			fprintf(f, "lost %d\n", sig);
			fclose(f);
		}
		if (term_flush(a->term, &a->cv, &a->theme, GLYPHS_UNICODE) || term_pending(a->term))
			return 1;
		term_wait(a->term, i == 3 ? -1 : 0, -1, &ev);
	}
	return 129;
}

static int
run(struct app *a)
{
	struct event ev;
	int rows, cols;

	while (!a->done) {
		paint(a);
		if (!term_pending(a->term))
			term_flush(a->term, &a->cv, &a->theme, GLYPHS_UNICODE);
		term_wait(a->term, -1, -1, &ev);
		switch (ev.kind) {
		case EVENT_KEY:
			on_key(a, &ev.key);
			break;
		case EVENT_TEXT:
			tell(a, "text", ev.text);
			break;
		case EVENT_PASTE:
			tell(a, "paste", ev.text);
			break;
		case EVENT_BAD_INPUT:
			tell(a, "bad input", "");
			break;
		case EVENT_RESIZE:
			term_size(a->term, &rows, &cols);
			canvas_resize(&a->cv, rows, cols);
			tell(a, "resize", "");
			break;
		case EVENT_LOST:
			return on_lost(a, ev.signal);
		case EVENT_WAKE:
		case EVENT_NONE:
			break;
		}
	}
	return 0;
}

int
term_app(void *config)
{
	struct term_config own = {0};
	struct app a = {0};
	struct err err = ERR_INIT;
	int rows, cols;

	if (config != NULL)
		own = *(struct term_config *)config;
	own.type = getenv("TERM");
	own.no_colour = getenv("NO_COLOR") != NULL;
	if (!i18n_init("build/locale", LANG_ZH) || !term_open(&a.term, &own, &a.notice, &err)) {
		printf("%s\n", err.text);
		return 2;
	}
	for (int i = 0; i < LINES_KEPT; i++)
		buf_init(&a.lines[i]);
	theme_default(&a.theme);
	term_size(a.term, &rows, &cols);
	canvas_init(&a.cv, rows, cols);
	int code = run(&a);

	term_close(a.term);
	canvas_release(&a.cv);
	for (int i = 0; i < LINES_KEPT; i++)
		buf_release(&a.lines[i]);
	return code;
}
