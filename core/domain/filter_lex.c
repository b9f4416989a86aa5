#include "core/domain/filter_lex.h"

#include "core/base/text.h"
#include "core/base/utf8.h"

uint32_t
filter_char(const char **at)
{
	uint32_t cp = text_narrow_cp(utf8_next(at));

	switch (cp) {
	case 0:
		return 0;
	case 0x3001: /* the mark between items of a row */
		return ',';
	case 0x3002:
		return '.';
	case 0x201C:
	case 0x201D:
		return '"';
	default:
		return cp < ' ' || cp == 0x7F || cp == 0xA0 ? ' ' : cp;
	}
}

uint32_t
filter_peek(const struct filter_lex *lx)
{
	const char *at = lx->at;

	return filter_char(&at);
}

bool
filter_is_quote(uint32_t cp)
{
	return cp == '"' || cp == 0x300C;
}

bool
filter_is_word_char(uint32_t cp)
{
	if (cp >= 0x80)
		return !filter_is_quote(cp);
	return cp > ' ' && strchr("\"()|&,!:=<>~", (int)cp) == NULL;
}

void
filter_skip_blanks(struct filter_lex *lx)
{
	while (filter_peek(lx) == ' ')
		filter_char(&lx->at);
}

void
filter_skip_separators(struct filter_lex *lx)
{
	for (;;) {
		const char *at = lx->at;
		uint32_t cp = filter_char(&at);

		if (cp != ' ' && cp != ',' && !(cp == '!' && filter_char(&at) != '='))
			return;
		filter_char(&lx->at);
	}
}

const char *
filter_word(struct filter_lex *lx)
{
	struct buf b;

	buf_init(&b);
	while (filter_is_word_char(filter_peek(lx)))
		buf_addcp(&b, filter_char(&lx->at));
	const char *word = arena_strdup(lx->mem, b.text);

	buf_release(&b);
	return word;
}

bool
filter_operator(struct filter_lex *lx, enum filter_op *op)
{
	const char *at = lx->at;
	uint32_t first = filter_char(&at);
	const char *behind = at;
	bool equal = filter_char(&behind) == '=';

	switch (first) {
	case '!':
		if (!equal)
			return false;
		*op = FILTER_NE;
		break;
	case '<':
		*op = equal ? FILTER_LE : FILTER_LT;
		break;
	case '>':
		*op = equal ? FILTER_GE : FILTER_GT;
		break;
	case ':':
	case '=':
	case '~':
		*op = first == ':' ? FILTER_HAS : first == '=' ? FILTER_EQ : FILTER_LIKE;
		equal = false;
		break;
	default:
		return false;
	}
	lx->at = equal ? behind : at;
	return true;
}

const char *
filter_quoted(struct filter_lex *lx)
{
	uint32_t end = filter_char(&lx->at) == '"' ? '"' : 0x300D;
	struct buf b;
	uint32_t cp;

	buf_init(&b);
	while ((cp = filter_char(&lx->at)) != 0 && cp != end)
		buf_addcp(&b, cp);
	const char *text = cp == end ? arena_strdup(lx->mem, b.text) : NULL;

	buf_release(&b);
	return text;
}
