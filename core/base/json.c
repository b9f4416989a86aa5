#include "core/base/json.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/base/utf8.h"

enum { DEEPEST = 16, MEMBERS_MOST = 1000 };

struct parser {
	const char *start, *at, *end;
	struct arena *mem;
	struct buf text; /* the string being read */
	struct err *err;
};

static bool
fail(struct parser *p, const char *what)
{
	return err_set(
		p->err, ERR_INPUT, _("第 %zu 字节: %s"), (size_t)(p->at - p->start) + 1, what);
}

static void
skip_blanks(struct parser *p)
{
	while (p->at < p->end &&
		(*p->at == ' ' || *p->at == '\t' || *p->at == '\n' || *p->at == '\r'))
		p->at++;
}

static bool
take(struct parser *p, char byte)
{
	if (p->at >= p->end || *p->at != byte)
		return false;
	p->at++;
	return true;
}

static bool
read_hex4(struct parser *p, uint32_t *out)
{
	*out = 0;
	for (int i = 0; i < 4; i++) {
		static const char digits[] = "0123456789abcdefABCDEF";
		const char *d = p->at < p->end && *p->at != '\0' ? strchr(digits, *p->at) : NULL;

		if (d == NULL)
			return fail(p, _("\\u 后要有四位十六进制数"));
		uint32_t value = (uint32_t)(d - digits);

		*out = *out << 4 | (value > 15 ? value - 6 : value);
		p->at++;
	}
	return true;
}

/* Behind \u. Half of a pair alone is no character. */
static bool
read_escape_u(struct parser *p)
{
	uint32_t cp, low;

	if (!read_hex4(p, &cp))
		return false;
	if (cp >= 0xD800 && cp <= 0xDBFF && p->end - p->at >= 6 && memcmp(p->at, "\\u", 2) == 0) {
		const char *kept = p->at;

		p->at += 2;
		if (!read_hex4(p, &low))
			return false;
		if (low >= 0xDC00 && low <= 0xDFFF)
			cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
		else
			p->at = kept;
	}
	buf_addcp(&p->text, cp == 0 ? UTF8_REPLACEMENT : cp);
	return true;
}

static bool
read_escape(struct parser *p)
{
	static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";

	if (take(p, 'u'))
		return read_escape_u(p);
	const char *name = p->at < p->end && *p->at != '\0' ? strchr(names, *p->at) : NULL;

	if (name == NULL)
		return fail(p, _("没有这种转义"));
	buf_addch(&p->text, values[name - names]);
	p->at++;
	return true;
}

/* Behind the opening quote. */
static bool
read_string(struct parser *p, const char **out)
{
	buf_clear(&p->text);
	while (!take(p, '"')) {
		const char *from = p->at;

		while (p->at < p->end && *p->at != '"' && *p->at != '\\' &&
			(unsigned char)*p->at >= 0x20)
			p->at++;
		size_t len = (size_t)(p->at - from), bad;

		if (!utf8_valid(from, len, &bad)) {
			p->at = from + bad;
			return fail(p, _("不是 UTF-8"));
		}
		buf_add(&p->text, from, len);
		if (p->at == p->end)
			return fail(p, _("引号没有配对"));
		if (take(p, '\\')) {
			if (!read_escape(p))
				return false;
		} else if (*p->at != '"') {
			return fail(p, _("字符串里不能有控制字符"));
		}
	}
	*out = arena_strndup(p->mem, p->text.text, p->text.len);
	return true;
}

static bool
take_digits(struct parser *p)
{
	const char *from = p->at;

	while (p->at < p->end && *p->at >= '0' && *p->at <= '9')
		p->at++;
	return p->at > from;
}

static bool
read_number(struct parser *p, struct json *j)
{
	const char *from = p->at;

	take(p, '-');
	if (!take(p, '0') && !take_digits(p))
		return fail(p, _("这里要有一个值"));
	if (take(p, '.') && !take_digits(p))
		return fail(p, _("小数点后要有数字"));
	if (take(p, 'e') || take(p, 'E')) {
		if (!take(p, '+'))
			take(p, '-');
		if (!take_digits(p))
			return fail(p, _("指数要有数字"));
	}
	j->kind = JSON_NUMBER;
	j->text = arena_strndup(p->mem, from, (size_t)(p->at - from));
	return true;
}

static bool
read_word(struct parser *p, struct json *j)
{
	static const struct {
		const char *word;
		enum json_kind kind;
	} words[] = {{"true", JSON_BOOL}, {"false", JSON_BOOL}, {"null", JSON_NULL}};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i].word);

		if ((size_t)(p->end - p->at) >= n && memcmp(p->at, words[i].word, n) == 0) {
			j->kind = words[i].kind;
			j->text = words[i].word;
			p->at += n;
			return true;
		}
	}
	return read_number(p, j);
}

static bool read_value(struct parser *p, struct json *j, int depth);

static bool
read_key(struct parser *p, const struct json *object, struct json *member)
{
	skip_blanks(p);
	if (!take(p, '"'))
		return fail(p, _("这里要有一个键"));
	if (!read_string(p, &member->key))
		return false;
	if (json_get(object, member->key) != NULL)
		return fail(p, _("同一个键出现两次"));
	skip_blanks(p);
	return take(p, ':') || fail(p, _("键后要有冒号"));
}

/* Behind the opening bracket. */
static bool
read_members(struct parser *p, struct json *j, char closing, int depth)
{
	const struct json **tail = &j->first;

	if (depth > DEEPEST)
		return err_set(p->err, ERR_LIMIT, _("第 %zu 字节: 嵌套超过 %d 层"),
			(size_t)(p->at - p->start), DEEPEST);
	skip_blanks(p);
	if (take(p, closing))
		return true;
	for (;;) {
		if (j->count == MEMBERS_MOST && closing == '}')
			return err_set(p->err, ERR_LIMIT, _("第 %zu 字节: 超过 %d 个键"),
				(size_t)(p->at - p->start), MEMBERS_MOST);
		struct json *member = arena_alloc(p->mem, sizeof(*member));

		member->key = "";
		if (closing == '}' && !read_key(p, j, member))
			return false;
		if (!read_value(p, member, depth))
			return false;
		*tail = member;
		tail = &member->next;
		j->count++;
		skip_blanks(p);
		if (take(p, closing))
			return true;
		if (!take(p, ','))
			return fail(p, _("这里要有逗号或括号"));
	}
}

static bool
read_value(struct parser *p, struct json *j, int depth)
{
	skip_blanks(p);
	j->text = "";
	if (take(p, '"')) {
		j->kind = JSON_STRING;
		return read_string(p, &j->text);
	}
	if (take(p, '{')) {
		j->kind = JSON_OBJECT;
		return read_members(p, j, '}', depth + 1);
	}
	if (take(p, '[')) {
		j->kind = JSON_ARRAY;
		return read_members(p, j, ']', depth + 1);
	}
	return read_word(p, j);
}

bool
json_parse(
	const struct json **out, const char *text, size_t len, struct arena *mem, struct err *err)
{
	struct parser p = {.start = text, .at = text, .end = text + len, .mem = mem, .err = err};
	struct json *j = arena_alloc(mem, sizeof(*j));

	buf_init(&p.text);
	j->key = "";
	bool ok = read_value(&p, j, 0);

	if (ok) {
		skip_blanks(&p);
		ok = p.at == p.end || fail(&p, _("值的后面还有东西"));
	}
	buf_release(&p.text);
	*out = ok ? j : NULL;
	return ok;
}

const struct json *
json_get(const struct json *object, const char *key)
{
	if (object == NULL || object->kind != JSON_OBJECT)
		return NULL;
	for (const struct json *m = object->first; m != NULL; m = m->next)
		if (strcmp(m->key, key) == 0)
			return m;
	return NULL;
}

const char *
json_text(const struct json *object, const char *key)
{
	const struct json *j = json_get(object, key);

	return j != NULL && j->kind != JSON_NULL ? j->text : "";
}

bool
json_i64(const struct json *object, const char *key, int64_t *out)
{
	const struct json *j = json_get(object, key);

	return j != NULL && (j->kind == JSON_NUMBER || j->kind == JSON_STRING) &&
		text_to_i64(j->text, out);
}

static void
add_escaped(struct buf *out, unsigned char byte)
{
	switch (byte) {
	case '"':
	case '\\':
		buf_addf(out, "\\%c", byte);
		break;
	case '\n':
		buf_addstr(out, "\\n");
		break;
	case '\t':
		buf_addstr(out, "\\t");
		break;
	default:
		buf_addf(out, "\\u%04x", byte);
	}
}

void
json_string(struct buf *out, const char *text)
{
	buf_addch(out, '"');
	while (*text != '\0') {
		const char *from = text;
		uint32_t cp = utf8_next(&text);

		if (cp < 0x20 || cp == '"' || cp == '\\' || cp == 0x7F)
			add_escaped(out, (unsigned char)cp);
		else if (cp == UTF8_REPLACEMENT)
			buf_addcp(out, cp);
		else
			buf_add(out, from, (size_t)(text - from));
	}
	buf_addch(out, '"');
}

static void
begin_value(struct json_out *o, const char *key)
{
	if (o->comma)
		buf_addch(o->buf, ',');
	o->comma = true;
	if (key == NULL)
		return;
	json_string(o->buf, key);
	buf_addch(o->buf, ':');
}

void
json_open(struct json_out *o, const char *key, char bracket)
{
	begin_value(o, key);
	buf_addch(o->buf, bracket);
	o->comma = false;
}

void
json_shut(struct json_out *o, char bracket)
{
	buf_addch(o->buf, bracket);
	o->comma = true;
}

void
json_put_text(struct json_out *o, const char *key, const char *text)
{
	begin_value(o, key);
	json_string(o->buf, text);
}

void
json_put_i64(struct json_out *o, const char *key, int64_t value)
{
	begin_value(o, key);
	buf_addf(o->buf, "%lld", (long long)value);
}

void
json_put_real(struct json_out *o, const char *key, double value)
{
	begin_value(o, key);
	buf_addf(o->buf, "%.6f", value);
}

void
json_put_bool(struct json_out *o, const char *key, bool value)
{
	begin_value(o, key);
	buf_addstr(o->buf, value ? "true" : "false");
}

void
json_put_null(struct json_out *o, const char *key)
{
	begin_value(o, key);
	buf_addstr(o->buf, "null");
}
