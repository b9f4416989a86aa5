/* Finding the word under the caret. */
#include "core/domain/filter_complete.h"

#include "core/domain/filter_lex.h"

static size_t
offset(const struct filter_lex *lx)
{
	return (size_t)(lx->at - lx->text);
}

/* Values one after another; the last one is where the text ends, or not. */
static void
walk_values(struct filter_lex *lx, struct filter_typing *out)
{
	for (;;) {
		filter_skip_blanks(lx);
		out->from = offset(lx);
		if (filter_is_quote(filter_peek(lx))) {
			out->typed = NULL;
			if (filter_quoted(lx) == NULL)
				return;
		} else {
			out->typed = filter_word(lx);
		}
		if (filter_peek(lx) != ',')
			return;
		filter_char(&lx->at);
	}
}

static bool
is_directive_of_fields(const char *word)
{
	static const char *const words[] = {"排", "sort", "px", "组", "group", "fz", "列", "cols"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (filter_same(word, words[i]))
			return true;
	return false;
}

/* A term from its word on; false when it ended before the text did. */
static bool
walk_term(const struct filter_lang *lang, struct filter_lex *lx, struct filter_typing *out)
{
	enum filter_op op;
	const char *word;

	out->term = out->from = offset(lx);
	out->field = NULL;
	if (filter_is_quote(filter_peek(lx))) {
		out->spot = SPOT_NOWHERE;
		return filter_quoted(lx) == NULL || filter_peek(lx) == 0;
	}
	word = filter_word(lx);
	out->typed = word;
	out->spot = SPOT_WORD;
	if (!filter_operator(lx, &op))
		return filter_peek(lx) == 0;
	out->field = filter_field(lang, word);
	out->spot = out->field != NULL         ? SPOT_VALUE
		: is_directive_of_fields(word) ? SPOT_FIELD
					       : SPOT_NOWHERE;
	walk_values(lx, out);
	if (out->typed == NULL)
		out->spot = SPOT_NOWHERE;
	return filter_peek(lx) == 0;
}

void
filter_typing_at(const struct filter_lang *lang, const char *text, size_t caret, struct arena *mem,
	struct filter_typing *out)
{
	const char *before = arena_strndup(mem, text, caret);
	struct filter_lex lx = {before, before, mem};

	*out = (struct filter_typing){.spot = SPOT_WORD, .typed = "", .from = caret, .term = caret};
	for (;;) {
		filter_skip_separators(&lx);
		uint32_t next = filter_peek(&lx);

		if (next == 0) { /* behind a blank or bracket: anything may come */
			*out = (struct filter_typing){
				.spot = SPOT_WORD, .typed = "", .from = caret, .term = caret};
			return;
		}
		if (next < 0x80 && strchr("()|&-:=<>~!", (int)next) != NULL) {
			filter_char(&lx.at);
			continue;
		}
		if (walk_term(lang, &lx, out))
			break;
	}
	/* A '-' in front of a directive's field belongs to the field. */
	if (out->spot == SPOT_FIELD && out->typed[0] == '-') {
		out->typed++;
		out->from += strlen(before + out->from) - strlen(out->typed);
	}
	if (out->spot == SPOT_WORD && out->typed[0] == '@') {
		out->spot = SPOT_VIEW;
		out->typed++;
		out->from++;
	}
}
