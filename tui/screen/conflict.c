#include "tui/screen/conflict.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/pack.h"
#include "core/domain/act_words.h"
#include "tui/screen/conflict_inner.h"

/* --- handing over */

struct effect
conflict_open(struct ui *ui, const struct conflict *c)
{
	struct buf out;

	buf_init(&out);
	pack_text(&out, c->verb);
	pack_i64(&out, c->case_id);
	pack_i64(&out, c->seen_event);
	pack_i64(&out, c->merges);
	pack_i64(&out, c->count);
	for (int i = 0; i < c->count; i++) {
		pack_i64(&out, (int64_t)c->fields[i].field);
		pack_text(&out, c->fields[i].was);
		pack_text(&out, c->fields[i].mine);
	}
	struct effect fx = fx_open_text(&conflict_screen, arena_strdup(ui->scratch, out.text));

	buf_release(&out);
	return fx;
}

bool
conflict_unpack(const char *text, struct arena *mem, const char **values)
{
	struct unpack u = {text, false};

	memset(values, 0, F_COUNT * sizeof(*values));
	if (*text == '\0')
		return false;
	while (*u.at != '\0' && !u.bad) {
		int64_t field = unpack_i64(&u);
		const char *value = unpack_text(&u, mem);

		if (!u.bad && field > F_NONE && field < F_COUNT)
			values[field] = value;
	}
	return true;
}

/* --- opening */

static bool
read_plan(struct conflict_model *m, struct ui *ui, const char *text)
{
	struct unpack u = {text, false};

	m->verb = unpack_text(&u, ui->screen);
	m->case_id = unpack_i64(&u);
	m->seen_event = unpack_i64(&u);
	m->merges = unpack_i64(&u) != 0;
	m->count = (int)unpack_i64(&u);
	for (int i = 0; i < m->count && i < CONFLICT_FIELDS && !u.bad; i++) {
		m->rows[i].field = (enum act_field)unpack_i64(&u);
		m->rows[i].was = unpack_text(&u, ui->screen);
		m->rows[i].mine = unpack_text(&u, ui->screen);
	}
	return !u.bad && m->count <= CONFLICT_FIELDS;
}

static bool
in_words(struct conflict_model *m, struct ui *ui, struct err *err)
{
	for (int i = 0; i < m->count; i++) {
		struct clash *c = &m->rows[i];

		c->theirs = m->merges && c->field != F_REASON
			? act_field_now(&m->view->row, &m->view->texts, c->field, ui->screen)
			: "";
		if (!act_words(ui->session, c->field, c->was, ui->screen, &c->was_words, err) ||
			!act_words(
				ui->session, c->field, c->mine, ui->screen, &c->mine_words, err) ||
			!act_words(
				ui->session, c->field, c->theirs, ui->screen, &c->their_words, err))
			return false;
	}
	return true;
}

/* Both changed it, and not to the same: that is decided here. The rest merges by itself. */
static void
find_clashes(struct conflict_model *m)
{
	for (int i = 0; m->merges && i < m->count; i++) {
		struct clash *c = &m->rows[i];
		bool mine = strcmp(c->was, c->mine) != 0, theirs = strcmp(c->was, c->theirs) != 0;

		c->both = c->field != F_REASON && mine && theirs && strcmp(c->mine, c->theirs) != 0;
		c->choice = c->both || mine ? 1 : 2;
		m->clash_count += c->both;
	}
}

static void
tell_who(struct conflict_model *m, struct ui *ui)
{
	const struct case_event_row *e = m->view->event_count > 0 ? &m->view->events[0] : NULL;
	struct civil at;

	m->name = m->who = _("别人");
	if (e == NULL)
		return;
	at = civil_from_utc(e->at);
	m->name = *e->actor_name != '\0' ? e->actor_name : _("系统");
	m->who = arena_printf(ui->screen, "%s %02d:%02d", m->name, at.hour, at.minute);
}

static bool
conflict_screen_open(void *self, struct ui *ui, const struct arg *arg, struct err *err)
{
	struct conflict_model *m = self;
	bool found = false;

	if (!read_plan(m, ui, arg->text))
		return err_set(err, ERR_BUG, "conflict plan");
	m->view = arena_alloc(ui->screen, sizeof(*m->view));
	if (!case_view_load(ui->session, m->case_id, ui->screen, m->view, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_INPUT, _("没有这件, 或不在本单位辖区"));
	if (!in_words(m, ui, err))
		return false;
	find_clashes(m);
	tell_who(m, ui);
	while (m->merges && m->clash_count > 0 && !m->rows[m->cursor].both)
		m->cursor++;
	if (m->merges && m->clash_count == 0)
		ui->call_at_ms = ui->mono_ms; /* nothing to decide: it merges by itself */
	return true;
}

/* --- deciding */

static void
step(struct conflict_model *m, int by)
{
	for (int i = m->cursor + by; i >= 0 && i < m->count; i += by) {
		if (m->rows[i].both) {
			m->cursor = i;
			return;
		}
	}
}

static void
choose_all(struct conflict_model *m, int choice)
{
	for (int i = 0; i < m->count; i++)
		if (m->rows[i].both)
			m->rows[i].choice = choice;
}

static const char *
value_of(const struct clash *c)
{
	if (c->rewritten != NULL)
		return c->rewritten;
	return c->choice == 1 ? c->mine : c->theirs;
}

static struct effect
answer(enum conflict_answer what, const char *text)
{
	struct effect fx = fx_answer(0, text);

	fx.answered.digit = (int)what;
	return fx;
}

/* The values to save: those that differ from what the matter holds now. */
static struct effect
save(struct conflict_model *m, struct ui *ui)
{
	struct buf out;
	int n = 0;

	if (!m->merges)
		return answer(CONFLICT_DO_MINE, "");
	buf_init(&out);
	for (int i = 0; i < m->count; i++) {
		const struct clash *c = &m->rows[i];

		if (strcmp(value_of(c), c->theirs) == 0)
			continue;
		pack_i64(&out, (int64_t)c->field);
		pack_text(&out, value_of(c));
		n += c->field != F_REASON;
	}
	const char *text = arena_strdup(ui->scratch, out.text);

	buf_release(&out);
	return n > 0 ? answer(CONFLICT_DO_MINE, text) : answer(CONFLICT_USE_THEIRS, "");
}

/* "办结 未存 (李航 14:28 已办): 是否解决 已解决; 公开答复 ..." */
static struct effect
keep_as_note(const struct conflict_model *m, struct ui *ui)
{
	struct buf out;

	buf_init(&out);
	buf_addf(&out, _("%s 没存上 (%s 先办了):"), m->verb, m->who);
	for (int i = 0; i < m->count; i++)
		if (!m->merges || strcmp(m->rows[i].was, m->rows[i].mine) != 0)
			buf_addf(&out, " %s %s;", tr(field_def(m->rows[i].field)->label),
				m->rows[i].mine_words);
	struct effect fx = answer(CONFLICT_KEEP_NOTE, arena_strdup(ui->scratch, out.text));

	buf_release(&out);
	return fx;
}

static struct effect
rewrite(struct conflict_model *m, struct ui *ui, const char *text)
{
	struct clash *c = &m->rows[m->cursor];
	enum act_field_kind kind = field_def(c->field)->kind;

	if (!m->merges || m->clash_count == 0)
		return fx_none();
	if (kind != FK_TEXT && kind != FK_LONG)
		return fx_toast(_("这一项只能选 1 或 2"));
	if (text == NULL)
		return fx_prompt(tr(field_def(c->field)->label), value_of(c), ACT_CONFLICT_EDIT);
	c->rewritten = arena_strdup(ui->screen, text);
	c->choice = 1;
	return fx_none();
}

static struct effect
conflict_act(void *self, struct ui *ui, const struct act *act, struct err *err)
{
	struct conflict_model *m = self;

	(void)err;
	switch (act->id) {
	case ACT_UP:
	case ACT_PANELPREV:
		step(m, -1);
		return fx_none();
	case ACT_DOWN:
	case ACT_PANEL:
		step(m, 1);
		return fx_none();
	case ACT_PICK:
		if (m->clash_count > 0 && act->digit >= 1 && act->digit <= 2) {
			m->rows[m->cursor].choice = act->digit;
			m->rows[m->cursor].rewritten = NULL;
			step(m, 1);
		}
		return fx_none();
	case ACT_CONFLICT_MINE:
	case ACT_CONFLICT_THEIRS:
		choose_all(m, act->id == ACT_CONFLICT_MINE ? 1 : 2);
		return fx_none();
	case ACT_CONFLICT_EDIT:
		return rewrite(m, ui, act->text);
	case ACT_CONFLICT_DIFF:
		m->diff = !m->diff;
		return fx_none();
	case ACT_CONFLICT_NOTE:
		return keep_as_note(m, ui);
	case ACT_OPEN:
	case ACT_SUBMIT:
	case ACT_DUE:
		return save(m, ui);
	default:
		return fx_pass();
	}
}

/* Keys for fields mean nothing where there are none to decide. */
static bool
conflict_can(const void *self, const struct ui *ui, enum action action, const char **why)
{
	const struct conflict_model *m = self;

	(void)ui, (void)why;
	switch (action) {
	case ACT_PICK:
	case ACT_UP:
	case ACT_DOWN:
	case ACT_CONFLICT_MINE:
	case ACT_CONFLICT_THEIRS:
	case ACT_CONFLICT_EDIT:
	case ACT_CONFLICT_DIFF:
		return m->clash_count > 0;
	default:
		return true;
	}
}

static const struct hint hints[] = {
	{.act = ACT_OPEN, .label = SLOT("key|12", "保存")},
	{.act = ACT_PICK, .label = SLOT("key|12", "选"), .keys = "1/2"},
	{.act = ACT_UP, .also = ACT_DOWN, .label = SLOT("key|12", "移动")},
	{.act = ACT_CONFLICT_DIFF, .label = SLOT("key|12", "差异")},
	{.act = ACT_CONFLICT_NOTE, .label = SLOT("key|12", "存备注")},
	{.act = ACT_BACK, .label = SLOT("key|12", "回去")},
	{0},
};

const struct screen_ops conflict_screen = {
	.name = "conflict",
	.title = N_("冲突"),
	.scope = KS_CONFLICT,
	.size = sizeof(struct conflict_model),
	.hints = hints,
	.modal = true,
	.open = conflict_screen_open,
	.act = conflict_act,
	.can = conflict_can,
	.head = conflict_head,
	.paint = conflict_paint,
};
