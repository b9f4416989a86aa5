#include "tui/screen/verbs.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_act.h"
#include "core/domain/case_history.h"
#include "tui/screen/besides.h"
#include "tui/screen/bulk.h"
#include "tui/screen/decide.h"
#include "tui/screen/dialog.h"
#include "tui/screen/face.h"
#include "tui/screen/takebacks.h"

bool
case_has_verb(enum action verb)
{
	size_t count;
	const struct face *f = face_rows(&count);

	for (size_t i = 0; i < count; i++)
		if (f[i].verb == verb)
			return true;
	return besides_has(verb);
}

bool
case_offers(enum action action)
{
	return action < ACT_CASE_ACCEPT || action > ACT_CASE_ATTACH || case_has_verb(action);
}

/*
 * The first face of the verb that may be done to the matter; NULL with the reason of the one that comes
 * nearest: whose state fits before any other.
 */
static const struct face *
find_face(const struct session *s, const struct case_row *row, enum action verb, struct err *err)
{
	size_t count;
	const struct face *f = face_rows(&count);

	for (size_t i = 0; i < count; i++) {
		const struct transition *first, *last;
		struct err why = ERR_INIT;

		if (f[i].verb != verb)
			continue;
		if (face_may(s, row, &f[i], &why))
			return &f[i];
		if (face_steps(&f[i], row->state, &first, &last))
			err_set(err, why.code, "%s", why.text);
	}
	err_set(err, ERR_RULE, _("「%s」的件不能%s"), word_now(state_word(row->state)),
		action_label(KS_CASE, verb));
	return NULL;
}

/* The ruling that keeps a unit from returning it, word for word. */
static const char *
with_ruling(const struct ui *ui, const struct case_row *row, enum action verb, const char *why)
{
	struct case_last ruling;
	struct err ignored = ERR_INIT;

	if (verb != ACT_CASE_RETURN || row->state != CASE_DISPATCHED ||
		(row->flags & CASE_NO_RETURN) == 0 ||
		!history_newest_of(
			ui->session, row->id, EV_REFUSE_RETURN, ui->scratch, &ruling, &ignored) ||
		*ruling.who == '\0')
		return arena_strdup(ui->scratch, why);
	return arena_printf(ui->scratch, _("%s: %s %s"), why, ruling.who, ruling.note);
}

bool
case_can(const struct ui *ui, const struct case_row *row, enum action action, const char **why)
{
	struct err err = ERR_INIT;

	if (!case_offers(action)) {
		*why = _("这一版还没有");
		return false;
	}
	if (!case_has_verb(action) || besides_has(action))
		return true;
	if (row == NULL) {
		*why = _("没有选中的件");
		return false;
	}
	if (find_face(ui->session, row, action, &err) != NULL || may_decide(ui, row, action))
		return true;
	*why = with_ruling(ui, row, action, err.text);
	return false;
}

const char *
case_act_name(const struct ui *ui, const struct case_row *row, enum action action)
{
	struct err err = ERR_INIT;

	if (action != ACT_CASE_ACCEPT && action != ACT_CASE_RETURN)
		return NULL;
	const struct face *f = find_face(ui->session, row, action, &err);

	if (f == NULL)
		return may_decide(ui, row, action) ? _("签批") : NULL;
	const struct transition *first, *last;

	return face_steps(f, row->state, &first, &last) ? word_now(last->word) : NULL;
}

/* --- at once */

static struct effect
do_now(struct ui *ui, const struct case_row *row, const struct face *f, struct err *err)
{
	const struct case_step step = {f->event, NULL, 0};
	struct act_result r;

	if (!case_act(ui->session, row->id, row->version, &step, 1, &r, err))
		return fx_fail();
	struct effect fx = fx_done(fx_none(), arena_strdup(ui->scratch, r.label),
		r.undo_until > ui->now_utc ? (int)(r.undo_until - ui->now_utc) : 0);

	fx.repeats = true;
	return fx;
}

static struct effect
do_all_now(struct ui *ui, const struct case_row *matters, size_t count, const struct face *f)
{
	struct bulk_item *items = arena_array(ui->scratch, count, sizeof(*items));
	struct case_step *step = arena_alloc(ui->scratch, sizeof(*step));

	*step = (struct case_step){f->event, NULL, 0};
	for (size_t i = 0; i < count; i++) {
		struct err why = ERR_INIT;
		bool may = face_may(ui->session, &matters[i], f, &why);

		items[i] = (struct bulk_item){.id = matters[i].id,
			.version = matters[i].version,
			.no = matters[i].no,
			.title = matters[i].title,
			.refused = may ? NULL : arena_strdup(ui->scratch, why.text),
			.steps = step,
			.step_count = 1};
	}
	struct effect fx = bulk_open(ui, word_now(event_word(f->event)), items, count, true);

	fx.repeats = true;
	return fx;
}

/* --- the entry */

static bool
read_rows(struct ui *ui, const int64_t *ids, size_t count, struct case_row **out, size_t *read,
	struct err *err)
{
	*out = arena_array(ui->scratch, count, sizeof(**out));
	*read = 0;
	for (size_t i = 0; i < count; i++) {
		bool found = false;

		if (!case_row_load(ui->session, ids[i], ui->scratch, &(*out)[*read], &found, err))
			return false;
		*read += found;
	}
	return true;
}

static struct effect
open_dialog(enum action verb, const int64_t *ids, size_t count)
{
	struct effect fx = fx_open_many(&dialog_screen, ids, count);

	fx.arg.id = count == 1 ? ids[0] : -(int64_t)count;
	fx.arg.text = action_name(verb);
	return fx;
}

static struct effect
start(struct ui *ui, enum action verb, const int64_t *ids, size_t count, struct err *err)
{
	struct case_row *rows;
	const struct face *f = NULL;
	struct err why = ERR_INIT;
	size_t n;

	if (!read_rows(ui, ids, count, &rows, &n, err))
		return fx_fail();
	if (n == 0)
		return fx_toast(_("没有这件, 或不在本单位辖区"));
	if (n == 1 && may_decide(ui, &rows[0], verb))
		return decide_open(ui, rows[0].id, err);
	for (size_t i = 0; i < n && f == NULL; i++)
		f = find_face(ui->session, &rows[i], verb, &why);
	if (f == NULL)
		return fx_toast(with_ruling(ui, &rows[0], verb, why.text));
	if ((f->traits & FACE_AT_ONCE) == 0)
		return open_dialog(verb, ids, count);
	return n == 1 ? do_now(ui, &rows[0], f, err) : do_all_now(ui, rows, n, f);
}

struct effect
case_verb(struct ui *ui, enum action action, const int64_t *ids, size_t count, struct err *err)
{
	if (action == ACT_UNDO)
		return undo_newest(ui, err);
	if (action == ACT_UNDOLIST)
		return fx_open(&takebacks_screen, 0);
	if (!case_has_verb(action))
		return fx_pass();
	if (besides_has(action))
		return besides_verb(ui, action, ids, count, err);
	if (count == 0)
		return fx_toast(_("没有选中的件"));
	return start(ui, action, ids, count, err);
}
