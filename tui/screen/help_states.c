/* Help: the machine's table, state by state, in words (what `linli help states` prints in columns). */
#include "core/base/i18n.h"
#include "core/domain/case_machine.h"
#include "tui/screen/screens.h"

static void
add_roles(const struct ui *ui, uint32_t roles, struct buf *b)
{
	const struct choices *all = &ui->session->rules->choices[CHOICE_ROLE];
	const char *gap = "";

	for (size_t i = 0; i < all->count; i++) {
		if ((roles & (uint32_t)all->items[i].value) == 0)
			continue;
		buf_addf(b, "%s%s", gap, word_now(all->items[i].name));
		gap = " ";
	}
}

static void
add_needs(const struct transition *t, struct buf *b)
{
	for (const struct need *n = t->needs; n->field != F_NONE; n++)
		buf_addf(b, "%s%s%s", n == t->needs ? "" : " ", tr(field_def(n->field)->label),
			n->required ? "*" : "");
}

static void
add_clocks(const struct ui *ui, const struct transition *t, struct buf *b)
{
	static const char *const signs[] = {"", "+", "-", "x", "~", "=", ">", "-", "@"};

	for (int i = 0; i < MAX_CLOCK_OPS && t->clocks[i].verb != CV_NONE; i++)
		buf_addf(b, " %s%s", signs[t->clocks[i].verb],
			t->clocks[i].verb == CV_STOP_ALL
				? "*"
				: word_now(ui->session->rules->clock_briefs[t->clocks[i].kind]));
}

/* "分办 > 待签收   分办岗" and what it needs below. */
static void
add_row(const struct ui *ui, const struct transition *t, struct buf *b)
{
	buf_addstr(b, word_now(t->word));
	if (t->to != CASE_STAYS)
		buf_addf(b, " > %s", word_now(state_word((enum case_state)t->to)));
	buf_addstr(b, "   ");
	add_roles(ui, t->roles, b);
	if (t->signer != 0) {
		buf_addf(b, "   %s: ", _("签批"));
		add_roles(ui, t->signer, b);
	}
	if (t->again != 0) {
		buf_addf(b, "   %s: ", _("第二次起"));
		add_roles(ui, t->again, b);
	}
	buf_addch(b, '\n');
	if (t->needs->field != F_NONE || t->clocks[0].verb != CV_NONE) {
		buf_addstr(b, "    ");
		add_needs(t, b);
		if (t->clocks[0].verb != CV_NONE)
			buf_addf(b, "%s%s", t->needs->field != F_NONE ? "   " : "", _("时钟"));
		add_clocks(ui, t, b);
		buf_addch(b, '\n');
	}
}

static void
add_state(const struct ui *ui, enum case_state state, uint32_t everywhere, struct buf *b)
{
	size_t rows;
	const struct transition *t = machine_rows(&rows);

	for (bool first = true; rows > 0; t++, rows--) {
		if ((t->from >> state & 1) == 0 || t->from == everywhere)
			continue;
		if (first)
			buf_addf(b, "# %s\n", word_now(state_word(state)));
		first = false;
		add_row(ui, t, b);
	}
	buf_addch(b, '\n');
}

static const char *
states_text(struct ui *ui)
{
	const uint32_t everywhere = (1U << CASE_OPEN_BELOW) - 2;
	size_t rows;
	const struct transition *t = machine_rows(&rows);
	struct buf b;

	buf_init(&b);
	buf_addf(&b, "%s\n\n", _("* 必填   时钟 +起 -停 x作废 ~续 =暂停 >恢复 @到给定日期"));
	for (int s = CASE_REGISTERED; s < CASE_STATE_COUNT; s++)
		add_state(ui, (enum case_state)s, everywhere, &b);
	buf_addf(&b, "# %s\n", _("任一在办"));
	for (; rows > 0; t++, rows--)
		if (t->from == everywhere)
			add_row(ui, t, &b);
	const char *text = arena_strdup(ui->load, b.text);

	buf_release(&b);
	return text;
}

const struct help_page screens_help[] = {{N_("状态"), states_text}, {0}};
