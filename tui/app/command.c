/* Commands: `:` and a word in Chinese, its initials or English, then arguments (ux 4.6). */
#include <string.h>

#include "tui/app/bar.h"

struct command {
	const char *word, *initials, *english;
	enum action action;
	const char *preset, *arguments;
};

static const struct command commands[] = {
#define COMMAND(word, initials, english, action, preset, arguments) \
	{word, initials, english, ACT_##action, preset, arguments},
#include "tui/app/command.def"
};

enum { COMMANDS = sizeof(commands) / sizeof(commands[0]) };

static const struct command *
command_named(const char *word)
{
	for (size_t i = 0; i < COMMANDS; i++) {
		const struct command *c = &commands[i];

		if (strcmp(word, c->word) == 0 || strcmp(word, c->initials) == 0 ||
			strcmp(word, c->english) == 0)
			return c;
	}
	return NULL;
}

static enum match
command_match(const struct command *c, const char *query)
{
	enum match zh = match_text(query, c->word, c->initials),
		   en = match_text(query, c->english, NULL);

	return zh < en ? zh : en;
}

/* The only command that begins like this; NULL when there are none or several. */
static const struct command *
command_like(const char *word)
{
	const struct command *found = NULL;

	for (size_t i = 0; i < COMMANDS; i++) {
		if (command_match(&commands[i], word) > MATCH_INITIALS)
			continue;
		if (found != NULL)
			return NULL;
		found = &commands[i];
	}
	return found;
}

bool
command_parse(const char *line, struct arena *mem, struct act *out, struct err *err)
{
	line += strspn(line, " :");
	size_t n = strcspn(line, " ");
	const char *word = arena_strndup(mem, line, n), *rest = line + n + strspn(line + n, " ");
	const struct command *c = command_named(word);

	if (c == NULL)
		c = command_like(word);
	if (c == NULL)
		return err_set(err, ERR_INPUT, _("没有命令 %s。按 : 再按下箭头看全部"), word);
	bool both = c->preset[0] != '\0' && rest[0] != '\0';

	*out = (struct act){.id = c->action,
		.text = arena_printf(mem, "%s%s%s", c->preset, both ? " " : "", rest)};
	if (out->text[0] == '\0' &&
		(c->action == ACT_FILTER || c->action == ACT_GOTO || c->action == ACT_DIGITS))
		out->text = NULL; /* asks for it */
	if (c->action == ACT_FILTER && out->text != NULL)
		out->id = ACT_FILTER_SET;
	return true;
}

static struct found
found_command(const struct command *c, struct arena *mem, enum match match)
{
	bool english = i18n_lang() == LANG_EN;

	return (struct found){.text = english ? c->english : c->word,
		.code = c->initials,
		.right = tr(c->arguments),
		.insert = arena_printf(mem, "%s ", english ? c->english : c->word),
		.rank = (int)match,
		.action = c->action,
		.arg_text = c->preset};
}

static void
complete(
	void *self, struct ui *ui, const char *text, size_t caret, struct founds *out, size_t *from)
{
	size_t n = strcspn(text, " ");
	const char *word = arena_strndup(ui->scratch, text, n);

	(void)self;
	*from = 0;
	if (caret > n)
		return; /* arguments are the screen's business */
	for (size_t i = 0; i < COMMANDS; i++) {
		enum match match = n == 0 ? MATCH_PREFIX : command_match(&commands[i], word);

		if (match != MATCH_NONE)
			founds_add(out, found_command(&commands[i], ui->load, match));
	}
	out->title = _("命令");
}

const struct bar_ops command_ops = {.complete = complete};

/* "F6 :dj": the palette teaches both ways. */
static const char *
ways(const struct command *c, struct arena *mem)
{
	char key[32] = "";

	if (c->preset[0] == '\0')
		action_key(KS_NAV, c->action, false, key, sizeof(key));
	return arena_printf(mem, "%s%s:%s", key, key[0] != '\0' ? "  " : "", c->initials);
}

bool
command_find(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	(void)err;
	for (size_t i = 0; i < COMMANDS; i++) {
		enum match match = command_match(&commands[i], query);
		struct found f = found_command(&commands[i], ui->load, match);

		if (match == MATCH_NONE)
			continue;
		f.kind = C_("find.kind|4", "命令");
		f.right = ways(&commands[i], ui->load);
		founds_add(out, f);
	}
	return true;
}
