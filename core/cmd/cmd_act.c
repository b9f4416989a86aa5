#include "core/cmd/cmd.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/case_act.h"
#include "core/domain/case_find.h"

enum { MOST_INPUTS = 24 };

/* "key=value" words into inputs; the words are cut at their '='. */
static bool
read_inputs(struct cmd_run *run, struct act_input *in, size_t *count, struct err *err)
{
	*count = 0;
	for (int i = 2; i < run->word_count; i++) {
		char *equals = strchr(run->words[i], '=');

		if (equals == NULL || *count == MOST_INPUTS)
			return err_set(err, ERR_INPUT, _("「%s」不是 项=值"), run->words[i]);
		*equals = '\0';
		in[(*count)++] = (struct act_input){run->words[i], equals + 1};
	}
	return true;
}

static bool
run_act(struct cmd_run *run, struct err *err)
{
	enum case_event event = event_by_key(run->words[1]);
	struct act_input in[MOST_INPUTS];
	struct case_step act = {event, in, 0};
	struct act_result result;
	int64_t id = 0;

	if (event == EV_NONE)
		return err_set(err, ERR_INPUT, _("没有动作 %s。linli help states 列出全部"),
			run->words[1]);
	if (!read_inputs(run, in, &act.input_count, err) || !cmd_open(run, false, 0, err) ||
		!case_find(&run->session, run->words[0], &id, err))
		return false;
	if (id == 0)
		return err_set(err, ERR_INPUT, _("没有编号「%s」的件"), run->words[0]);
	if (!case_act(&run->session, id, 0, &act, 1, &result, err))
		return false;
	fprintf(run->out, "%s  %s%s\n", result.label, word_now(state_word(result.state)),
		result.asked ? _("  (等第二人签批)") : "");
	return true;
}

const struct cmd cmd_act = {
	.name = "act",
	.words = "NO EVENT [KEY=VALUE ...]",
	.least = 2,
	.most = 2 + MOST_INPUTS,
	.brief = N_("对一件做一个动作, 规则与界面相同"),
	.help = N_("例: linli act 1209-037 dispatch unit=金榕物业 opinion=请尽快\n"
		   "动作, 岗位和各项见 linli help states。"),
	.run = run_act,
};
