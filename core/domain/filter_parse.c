/* Recursive descent over the characters themselves: or > and > unary > primary. */
#include "core/domain/filter_lex.h"

#include "core/base/utf8.h"

struct parser {
	struct filter_lex lex;
	const struct filter_lang *lang;
	struct filter *out;
	struct filter_fault *fault;
	struct err *err;
	int depth, terms;
};

bool
filter_bad(struct filter_fault *fault, size_t from, size_t to, const char *fix, struct err *err,
	const char *sentence, ...)
{
	va_list ap;
	char text[ERR_TEXT_BYTES];

	if (err->code != ERR_NONE)
		return false;
	fault->from = from;
	fault->to = to;
	snprintf(fault->fix, sizeof(fault->fix), "%s", fix);
	fault->fix[utf8_floor(fault->fix, strlen(fault->fix))] = '\0';
	va_start(ap, sentence);
	vsnprintf(text, sizeof(text), sentence, ap);
	va_end(ap);
	return err_set(err, ERR_INPUT, "%s", text);
}

static size_t
here(const struct parser *ps)
{
	return (size_t)(ps->lex.at - ps->lex.text);
}

static bool
bad_here(struct parser *ps, const char *sentence)
{
	return filter_bad(ps->fault, here(ps), here(ps), "", ps->err, "%s", sentence);
}

static struct filter_node *
new_node(struct parser *ps, enum filter_kind kind, size_t from)
{
	struct filter_node *n = arena_alloc(ps->lex.mem, sizeof(*n));

	n->kind = kind;
	n->from = from;
	n->to = here(ps);
	return n;
}

/* "或", "or" and the like count only as whole words. 0: none of them. */
static uint32_t
keyword(const char *word)
{
	static const struct {
		const char *word;
		uint32_t means;
	} keywords[] = {
		{"或", '|'}, {"or", '|'}, {"且", '&'}, {"and", '&'}, {"非", '-'}, {"not", '-'}};

	for (size_t i = 0; i < sizeof(keywords) / sizeof(keywords[0]); i++)
		if (filter_same(word, keywords[i].word))
			return keywords[i].means;
	return 0;
}

/* Is there an operator here, perhaps behind blanks? Moves there only if so. */
static bool
operator_follows(struct parser *ps, enum filter_op *op)
{
	struct filter_lex ahead = ps->lex;

	filter_skip_blanks(&ahead);
	if (!filter_operator(&ahead, op))
		return false;
	ps->lex = ahead;
	return true;
}

/* A comma that is followed by another value; blanks may stand around it. */
static bool
comma_follows(struct parser *ps)
{
	struct filter_lex ahead = ps->lex;

	filter_skip_blanks(&ahead);
	if (filter_char(&ahead.at) != ',')
		return false;
	filter_skip_blanks(&ahead);
	ps->lex = ahead;
	return true;
}

static const char *
quoted(struct parser *ps)
{
	size_t from = here(ps);
	const char *text = filter_quoted(&ps->lex);

	if (text == NULL)
		filter_bad(ps->fault, from, here(ps), "", ps->err, _("引号没有关上"));
	return text;
}

static struct filter_value *
parse_value(struct parser *ps)
{
	size_t from = here(ps);
	struct filter_value *v;

	if (filter_is_quote(filter_peek(&ps->lex))) {
		const char *text = quoted(ps);

		if (text == NULL)
			return NULL;
		v = arena_alloc(ps->lex.mem, sizeof(*v));
		v->shape = FILTER_QUOTED_VALUE;
		v->text = text;
	} else {
		const char *word = filter_word(&ps->lex);

		if (*word == '\0') {
			bad_here(ps, _("这里要写一个值"));
			return NULL;
		}
		v = filter_scalar(word, ps->lex.mem);
	}
	v->from = from;
	v->to = here(ps);
	return v;
}

static struct filter_value *
parse_values(struct parser *ps)
{
	struct filter_value *first = NULL, **end = &first;

	filter_skip_blanks(&ps->lex);
	do {
		if (++ps->terms > FILTER_MAX_TERMS) {
			bad_here(ps, _("条件太多"));
			return NULL;
		}
		*end = parse_value(ps);
		if (*end == NULL)
			return NULL;
		end = &(*end)->next;
	} while (comma_follows(ps));
	return first;
}

static bool
parse_directive(struct parser *ps, enum filter_directive kind, enum filter_op op)
{
	if (op != FILTER_HAS && op != FILTER_EQ)
		return bad_here(ps, _("这里用冒号, 例如 排:到期"));
	struct filter_value *values = parse_values(ps);

	for (const struct filter_value *v = values; v != NULL; v = v->next)
		if (!filter_take_directive(
			    ps->out, ps->lang, kind, v, ps->lex.mem, ps->fault, ps->err))
			return false;
	return values != NULL;
}

static struct filter_node *
parse_test(struct parser *ps, const char *name, enum filter_op op, size_t from, size_t name_end)
{
	struct filter_node *n = new_node(ps, FILTER_TEST, from);

	n->op = op;
	n->field = filter_field(ps->lang, name);
	if (n->field == NULL) {
		filter_no_field(ps->lang, name, from, name_end, ps->lex.mem, ps->fault, ps->err);
		return NULL;
	}
	n->values = parse_values(ps);
	n->to = here(ps);
	return n->values != NULL ? n : NULL;
}

static struct filter_node *
word_node(struct parser *ps, const char *word, size_t from)
{
	const struct filter_flag *flag = filter_flag(ps->lang, word);
	bool view = word[0] == '@' && word[1] != '\0';
	struct filter_node *n = new_node(ps,
		flag != NULL   ? FILTER_FLAG
			: view ? FILTER_VIEW
			       : FILTER_WORD,
		from);

	n->flag = flag;
	n->text = flag != NULL ? NULL : word + view;
	return n;
}

static struct filter_node *parse_or(struct parser *ps);

/* Brackets around directives only hold no term: *taken. */
static struct filter_node *
parse_brackets(struct parser *ps, bool *taken)
{
	size_t from = here(ps);

	filter_char(&ps->lex.at);
	struct filter_node *n = parse_or(ps);

	if (n == NULL)
		return NULL;
	if (filter_peek(&ps->lex) != ')') {
		filter_bad(ps->fault, from, here(ps), "", ps->err, _("括号没有关上"));
		return NULL;
	}
	filter_char(&ps->lex.at);
	*taken = n->kind == FILTER_ALL;
	return *taken ? NULL : n;
}

/* Directives stand anywhere and are taken out: *taken says that one was read and there is no node. */
static struct filter_node *
parse_term(struct parser *ps, bool *taken)
{
	size_t from = here(ps);
	enum filter_op op;

	if (filter_is_quote(filter_peek(&ps->lex))) {
		const char *text = quoted(ps);
		struct filter_node *n = text != NULL ? new_node(ps, FILTER_QUOTED, from) : NULL;

		if (n != NULL)
			n->text = text;
		return n;
	}
	const char *word = filter_word(&ps->lex);
	size_t word_end = here(ps);

	if (*word == '\0') {
		bad_here(ps, _("这里要写一个词或一个条件"));
		return NULL;
	}
	if (!operator_follows(ps, &op))
		return word_node(ps, word, from);
	enum filter_directive kind = filter_directive(word);

	if (kind == FILTER_NO_DIRECTIVE)
		return parse_test(ps, word, op, from, word_end);
	*taken = parse_directive(ps, kind, op);
	return NULL;
}

/* Takes a '-' that stands directly before what it negates, or the word for it. */
static bool
take_not(struct parser *ps)
{
	struct filter_lex ahead = ps->lex;
	enum filter_op op;

	if (filter_peek(&ahead) == '-') {
		filter_char(&ahead.at);
		uint32_t next = filter_peek(&ahead);

		if (next == 0 || next == ' ' || next == ')' || next == ',')
			return false;
	} else {
		struct parser probe = *ps;

		if (keyword(filter_word(&ahead)) != '-')
			return false;
		probe.lex = ahead;
		if (operator_follows(&probe, &op))
			return false;
		filter_skip_separators(&ahead);
	}
	ps->lex = ahead;
	return true;
}

static struct filter_node *
parse_unary(struct parser *ps, bool *taken)
{
	size_t from = here(ps);

	if (++ps->depth > FILTER_MAX_DEPTH || ++ps->terms > FILTER_MAX_TERMS) {
		bad_here(ps, _("条件太多"));
		return NULL;
	}
	struct filter_node *n;

	if (take_not(ps)) {
		struct filter_node *kid = parse_unary(ps, taken);

		n = kid != NULL ? new_node(ps, FILTER_NOT, from) : NULL;
		if (n != NULL)
			n->kids = kid;
		else if (*taken)
			filter_bad(ps->fault, from, here(ps), "", ps->err,
				_("排 组 列 限 前面不能加非"));
	} else if (filter_peek(&ps->lex) == '(') {
		n = parse_brackets(ps, taken);
	} else {
		n = parse_term(ps, taken);
	}
	ps->depth--;
	return n;
}

/* What stands between two terms: '|', '&', ')' or the end (0); any other is a term of its own: ' '. */
static uint32_t
connective(struct parser *ps, struct filter_lex *behind)
{
	filter_skip_separators(&ps->lex);
	*behind = ps->lex;
	uint32_t cp = filter_char(&behind->at);

	if (cp == 0 || cp == ')' || cp == '|' || cp == '&')
		return cp;
	*behind = ps->lex;
	uint32_t means = keyword(filter_word(behind));

	return means == '|' || means == '&' ? means : ' ';
}

/* Joins a list of terms; one alone stands for itself. */
static struct filter_node *
join(struct parser *ps, enum filter_kind kind, struct filter_node *first, size_t from)
{
	if (first == NULL || first->next == NULL)
		return first;
	struct filter_node *n = new_node(ps, kind, from);

	n->kids = first;
	return n;
}

/* NULL without an error: only directives stood here. */
static struct filter_node *
parse_and(struct parser *ps)
{
	struct filter_node *first = NULL, **end = &first;
	struct filter_lex behind;
	size_t from = here(ps);
	bool wanted = true; /* a term must follow */

	for (;;) {
		uint32_t what = connective(ps, &behind);

		if (what == '&' && !wanted) {
			ps->lex = behind;
			wanted = true;
			continue;
		}
		if (what != ' ') {
			if (wanted)
				bad_here(ps, _("这里要写一个词或一个条件"));
			return ps->err->code == ERR_NONE ? join(ps, FILTER_AND, first, from) : NULL;
		}
		bool taken = false;

		*end = parse_unary(ps, &taken);
		if (*end == NULL && !taken)
			return NULL;
		if (*end != NULL)
			end = &(*end)->next;
		wanted = false;
	}
}

static struct filter_node *
parse_or(struct parser *ps)
{
	struct filter_node *first = NULL, **end = &first;
	struct filter_lex behind;
	size_t from = here(ps);

	for (;;) {
		*end = parse_and(ps);
		if (ps->err->code != ERR_NONE)
			return NULL;
		if (*end != NULL)
			end = &(*end)->next;
		if (connective(ps, &behind) != '|')
			break;
		ps->lex = behind;
	}
	struct filter_node *n = join(ps, FILTER_OR, first, from);

	return n != NULL ? n : new_node(ps, FILTER_ALL, from);
}

bool
filter_parse(struct filter *out, const struct filter_lang *lang, const char *text,
	struct arena *mem, struct filter_fault *fault, struct err *err)
{
	struct parser ps = {{text, text, mem}, lang, out, fault, err, 0, 0};

	*out = (struct filter){0};
	*fault = (struct filter_fault){0};
	if (strlen(text) > FILTER_MAX_BYTES)
		return err_set(err, ERR_LIMIT, _("条件太长"));
	filter_skip_separators(&ps.lex);
	out->root = filter_peek(&ps.lex) == 0 ? new_node(&ps, FILTER_ALL, 0) : parse_or(&ps);
	if (err->code != ERR_NONE)
		return false;
	if (filter_peek(&ps.lex) != 0)
		return filter_bad(fault, here(&ps), here(&ps) + 1, "", err, _("多了一个右括号"));
	return true;
}
