/* The machine's table in words: for the command line, the help screen and whoever checks it. */
#include "core/domain/case_machine.h"

#include "core/base/buf.h"
#include "core/base/i18n.h"
#include "core/base/show.h"

static const char *const clock_keys[CLOCK_KIND_COUNT] = {"", "accept", "route", "sign", "contact",
	"handle", "survey", "supervise", "statute", "mediate", "confirm", "perform", "review",
	"meeting", "transfer", "task"};

static const char *const verb_signs[] = {"", "+", "-", "x", "~", "=", ">", "-all", "@"};

static void
add_roles(struct buf *b, uint32_t roles)
{
	static const char *const names[] = {
		"OP", "DSP", "HND", "HL", "GRD", "MED", "DIR", "SUP", "LDR", "DISC", "AUD"};
	size_t start = b->len;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if ((roles & 1U << i) != 0)
			buf_addf(b, "%s%s", b->len > start ? "," : "", names[i]);
	if ((roles & ROLE_SYSTEM) != 0)
		buf_addf(b, "%s*", b->len > start ? "," : "");
	if (b->len == start)
		buf_addch(b, '-');
}

static void
add_states(struct buf *b, uint32_t states)
{
	size_t start = b->len;
	uint32_t all_open = (1U << CASE_OPEN_BELOW) - 2;

	if (states == all_open) {
		buf_addstr(b, _("任一在办"));
		return;
	}
	for (int i = 0; i < CASE_STATE_COUNT; i++)
		if ((states & 1U << i) != 0)
			buf_addf(b, "%s%s", b->len > start ? "," : "",
				word_now(state_word((enum case_state)i)));
}

static void
column(struct buf *out, const struct buf *cell, int cells)
{
	show_pad(out, cell->text, show_width(cell->text) > cells ? show_width(cell->text) : cells,
		false);
	buf_addstr(out, "  ");
}

static void
describe(struct buf *out, const struct transition *t)
{
	struct buf cell;

	buf_init(&cell);
	add_states(&cell, t->from);
	if ((t->traits & TR_ENDED_TOO) != 0)
		buf_addf(&cell, ",%s", _("已结束"));
	column(out, &cell, 14);
	buf_clear(&cell);
	buf_addf(&cell, "%s %s", event_key(t->event), word_now(t->word));
	column(out, &cell, 26);
	buf_clear(&cell);
	buf_addstr(&cell, t->to == CASE_STAYS ? "=" : word_now(state_word((enum case_state)t->to)));
	column(out, &cell, 7);
	buf_clear(&cell);
	add_roles(&cell, t->roles);
	if (t->signer != 0) {
		buf_addch(&cell, '+');
		add_roles(&cell, t->signer);
	}
	if (t->again != 0) {
		buf_addstr(&cell, "+2:");
		add_roles(&cell, t->again);
	}
	column(out, &cell, 12);
	for (const struct need *n = t->needs; n->field != F_NONE; n++)
		buf_addf(out, "%s%s ", field_def(n->field)->key, n->required ? "*" : "");
	for (int i = 0; i < MAX_CLOCK_OPS && t->clocks[i].verb != CV_NONE; i++)
		buf_addf(
			out, " %s%s", verb_signs[t->clocks[i].verb], clock_keys[t->clocks[i].kind]);
	buf_addch(out, '\n');
	buf_release(&cell);
}

void
machine_describe(struct buf *out)
{
	size_t n;
	const struct transition *rows = machine_rows(&n);

	buf_addstr(out,
		_("状态            动作                        到       岗位+签批     各项 (* 必填)"
		  "  时钟 (+起 -停 x作废 ~续 =暂停 >恢复 @到给定日期)\n"
		  "岗位里 * 是程序自己; +2: 第二次起由谁签批\n"));
	for (size_t i = 0; i < n; i++)
		describe(out, &rows[i]);
}
