/*
 * What was typed in a dialog and not done is there again when the dialog is opened on the same matter; and
 * `;` does the last action once more with the same answers.
 */
#include <string.h>

#include "core/base/alloc.h"
#include "tui/app/builtin.h"
#include "tui/widget/form.h"

static struct form *
form_of(struct layer *l)
{
	struct widget *w = l->self;

	return l->ops->modal && !l->ops->sealed && w->ops == &form_widget ? (struct form *)w : NULL;
}

/* One screen serves many dialogs: which of them, its text says. */
static int
slot_of(const struct app *app, const struct layer *l)
{
	for (int i = 0; i < REMEMBERED_MAX; i++) {
		const struct remembered *r = &app->remembered[i];

		if (r->ops == l->ops && r->id == l->arg.id && strcmp(r->what, l->arg.text) == 0)
			return i;
	}
	return -1;
}

static void
drop(struct remembered *r)
{
	free(r->what);
	free(r->text);
	*r = (struct remembered){0};
}

static void
forget(struct app *app, const struct layer *l)
{
	int i = slot_of(app, l);

	if (i >= 0)
		drop(&app->remembered[i]);
}

static void
keep(struct app *app, const struct layer *l, const char *text)
{
	struct remembered *r;

	forget(app, l);
	r = &app->remembered[app->remembered_next++ % REMEMBERED_MAX];
	drop(r);
	*r = (struct remembered){l->ops, l->arg.id, xstrdup(l->arg.text), xstrdup(text)};
}

void
remember_closing(struct app *app, struct layer *l, bool done)
{
	struct form *f = form_of(l);
	struct buf text;

	if (f == NULL)
		return;
	buf_init(&text);
	form_save(f, &text);
	if (!done) {
		keep(app, l, text.text);
	} else {
		forget(app, l);
		if (l->opened_by != ACT_NONE) {
			app->repeat = l->opened_by;
			buf_clear(&app->repeat_form);
			buf_addstr(&app->repeat_form, text.text);
		}
	}
	buf_release(&text);
}

bool
remember_opening(struct app *app, struct layer *l)
{
	struct form *f = form_of(l);
	int i = slot_of(app, l);

	if (f == NULL || (i < 0 && !app->repeating))
		return false;
	return form_restore(f, app->repeating ? app->repeat_form.text : app->remembered[i].text);
}

void
remember_release(struct app *app)
{
	for (int i = 0; i < REMEMBERED_MAX; i++)
		drop(&app->remembered[i]);
	buf_release(&app->repeat_form);
}

void
remember_verb(struct app *app, enum action verb)
{
	app->repeat = verb;
	buf_clear(&app->repeat_form);
}

struct effect
repeat_last(struct app *app, struct layer *l, int64_t at_ms)
{
	if (app->repeat == ACT_NONE)
		return fx_toast(_("还没有可以再做的"));
	app->repeating = true;
	app_dispatch(app, l, (struct act){.id = app->repeat, .at_ms = at_ms});
	app->repeating = false;
	return fx_none();
}
