#include <assert.h>
#include <string.h>
#include <yaml.h>

#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/utf8.h"
#include "core/base/yaml_inner.h"

/* What libyaml says, and what to tell a person. */
static const struct {
	const char *problem, *sentence;
} problems[] = {
	{"mapping values are not allowed in this context",
		N_("这里不能再有 「键: 值」, 请看缩进和上一行的冒号")},
	{"could not find expected ':'", N_("这一行缺少冒号")},
	{"did not find expected key", N_("缩进与上面不一致, 或上一行的引号没有成对")},
	{"did not find expected '-' indicator", N_("缩进与上面不一致, 列表每项应以 「- 」 开头")},
	{"did not find expected ',' or ']'", N_("方括号里缺少逗号, 或没有用 ] 结束")},
	{"did not find expected ',' or '}'", N_("花括号里缺少逗号, 或没有用 } 结束")},
	{"did not find expected node content", N_("这里缺少内容")},
	{"block sequence entries are not allowed in this context",
		N_("「- 」 不能写在这里, 请另起一行")},
	{"block mapping keys are not allowed in this context", N_("「?」 不能写在这里")},
	{"found character that cannot start any token", N_("这个字符不能开头, 请给整个值加引号")},
	{"found unexpected end of stream", N_("引号没有结束")},
	{"found unexpected document indicator", N_("引号里不能有单独的 --- 或 ...")},
	{"found unknown escape character", N_("双引号里不认识这个 \\ 转义, 请改用单引号")},
	{"did not find expected hexdecimal number", N_("双引号里的 \\x 或 \\u 后面要有十六进制数")},
	{"found undefined tag handle", N_("不允许标签 (以 ! 开头的词), 请给值加引号")},
	{"did not find expected <document start>", N_("一个文件只能有一份内容, 这里开始了第二份")},
	{"found a tab character where an indentation space is expected",
		N_("缩进里有制表符, 请改用空格")},
	{"found a tab character that violates indentation", N_("缩进里有制表符, 请改用空格")},
};

struct level {
	struct yaml_node *node, *last;
	size_t children;
};

struct build {
	struct yaml *y;
	const char *name;
	struct level levels[YAML_DEPTH];
	int depth;
	int events;
	struct yaml_node *root;
};

/* In a mapping every other child is a key. */
static bool
wants_key(const struct build *b)
{
	const struct level *l = b->depth > 0 ? &b->levels[b->depth - 1] : NULL;

	return l != NULL && l->node->kind == YAML_MAPPING && l->children % 2 == 0;
}

static struct yaml_node *
add_node(struct build *b, enum yaml_kind kind, const yaml_mark_t *mark)
{
	struct yaml_node *node = arena_alloc(&b->y->tree, sizeof(*node));

	*node = (struct yaml_node){.kind = kind,
		.line = (int)mark->line + 1,
		.col = (int)mark->column + 1,
		.file = b->name,
		.text = ""};
	if (wants_key(b) && kind != YAML_SCALAR)
		yaml_error(b->y, node, "%s", _("键必须是文字"));
	if (b->depth == 0) {
		b->root = node;
		return node;
	}
	struct level *l = &b->levels[b->depth - 1];

	if (l->last == NULL)
		l->node->first = node;
	else
		l->last->next = node;
	l->last = node;
	l->children++;
	l->node->count = l->node->kind == YAML_MAPPING ? (l->children + 1) / 2 : l->children;
	return node;
}

static void
refuse(struct build *b, const struct yaml_node *at, const yaml_char_t *anchor,
	const yaml_char_t *tag)
{
	if (anchor != NULL)
		yaml_error(b->y, at, _("不允许锚点 「&%s」, 请把内容写全"),
			yaml_shown(b->y, (const char *)anchor));
	if (tag != NULL)
		yaml_error(b->y, at, _("不允许标签 「%s」, 请给值加引号"),
			yaml_shown(b->y, (const char *)tag));
}

static void
check_escapes(struct build *b, const struct yaml_node *node, size_t len)
{
	const char *p = node->text, *end = p + len;

	while (p < end) {
		uint32_t cp = utf8_next_n(&p, end);

		if (yaml_cp_is_bad(cp)) {
			yaml_error(
				b->y, node, _("引号里的转义写出了控制字符 U+%04X"), (unsigned)cp);
			return;
		}
	}
}

static void
add_scalar(struct build *b, const yaml_event_t *ev)
{
	bool is_key = wants_key(b);
	size_t len = ev->data.scalar.length;
	struct yaml_node *node = add_node(b, YAML_SCALAR, &ev->start_mark);

	node->quoted = ev->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (len > YAML_SCALAR_BYTES) {
		yaml_error(b->y, node, _("文字超过 %d 字节"), YAML_SCALAR_BYTES);
		len = 0;
	}
	node->text = arena_strndup(&b->y->tree, (const char *)ev->data.scalar.value, len);
	if (ev->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE)
		check_escapes(b, node, len);
	refuse(b, node, ev->data.scalar.anchor, ev->data.scalar.tag);
	if (is_key && len == 0)
		yaml_error(b->y, node, "%s", _("键不能空着"));
	if (is_key && !node->quoted && strcmp(node->text, "<<") == 0)
		yaml_error(b->y, node, "%s", _("不允许合并键 「<<」, 请把内容写全"));
}

/* False when the tree would be too deep to go on. */
static bool
open_level(struct build *b, enum yaml_kind kind, const yaml_event_t *ev)
{
	bool map = kind == YAML_MAPPING;
	struct yaml_node *node = add_node(b, kind, &ev->start_mark);

	refuse(b, node, map ? ev->data.mapping_start.anchor : ev->data.sequence_start.anchor,
		map ? ev->data.mapping_start.tag : ev->data.sequence_start.tag);
	if (b->depth == YAML_DEPTH)
		return yaml_error(b->y, node, _("嵌套超过 %d 层"), YAML_DEPTH);
	b->levels[b->depth++] = (struct level){.node = node};
	return true;
}

struct key {
	const struct yaml_node *node;
};

static int
by_text(const void *va, const void *vb)
{
	const struct yaml_node *a = ((const struct key *)va)->node,
			       *b = ((const struct key *)vb)->node;
	int order = strcmp(a->text, b->text);

	if (order == 0)
		order = (a->line > b->line) - (a->line < b->line);
	return order != 0 ? order : (a->col > b->col) - (a->col < b->col);
}

static void
check_keys(struct build *b, const struct yaml_node *map)
{
	struct key *keys = arena_array(&b->y->tree, map->count, sizeof(*keys));
	size_t n = 0;

	yaml_each_key (key, map)
		keys[n++].node = key;
	qsort(keys, n, sizeof(keys[0]), by_text);
	for (size_t i = 1; i < n; i++) {
		const struct yaml_node *key = keys[i].node, *other = keys[i - 1].node;

		if (key->text[0] != '\0' && strcmp(key->text, other->text) == 0)
			yaml_error(b->y, key, _("键 「%s」 重复, 前一个在第 %d 行第 %d 列"),
				yaml_shown(b->y, key->text), other->line, other->col);
	}
}

static void
close_level(struct build *b)
{
	assert(b->depth > 0);
	const struct yaml_node *node = b->levels[--b->depth].node;

	assert(node != NULL);
	if (node->kind == YAML_MAPPING && node->count > 1)
		check_keys(b, node);
}

static bool
stop_at(struct build *b, const yaml_event_t *ev, const char *sentence)
{
	yaml_mistake(b->y, b->name, (int)ev->start_mark.line + 1, (int)ev->start_mark.column + 1,
		"%s", sentence);
	return false;
}

/* False ends the reading. */
static bool
take_event(struct build *b, const yaml_event_t *ev)
{
	if (++b->events > YAML_EVENTS)
		return stop_at(b, ev, _("内容太多"));
	switch (ev->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (b->root != NULL)
			return stop_at(b, ev, _("一个文件只能有一份内容, 这里开始了第二份"));
		if (ev->data.document_start.version_directive != NULL ||
			ev->data.document_start.tag_directives.start !=
				ev->data.document_start.tag_directives.end)
			return stop_at(b, ev, _("不允许 %YAML 与 %TAG 指令"));
		return true;
	case YAML_SCALAR_EVENT:
		add_scalar(b, ev);
		return true;
	case YAML_ALIAS_EVENT: {
		struct yaml_node *node = add_node(b, YAML_SCALAR, &ev->start_mark);

		yaml_error(b->y, node, _("不允许引用 「*%s」, 请把内容写全"),
			yaml_shown(b->y, (const char *)ev->data.alias.anchor));
		return true;
	}
	case YAML_SEQUENCE_START_EVENT:
		return open_level(b, YAML_SEQUENCE, ev);
	case YAML_MAPPING_START_EVENT:
		return open_level(b, YAML_MAPPING, ev);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_level(b);
		return true;
	case YAML_STREAM_END_EVENT:
		return false;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	}
	return true;
}

static const char *
problem_sentence(struct yaml *y, const char *problem)
{
	for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]); i++)
		if (strcmp(problems[i].problem, problem) == 0)
			return tr(problems[i].sentence);
	return arena_printf(&y->tree, _("YAML 写法有误 (%s)"), problem);
}

/*
 * libyaml notices many slips only a line later and calls them by what it expected there; look at the lines
 * it has just been through first.
 */
static void
syntax_error(struct build *b, const yaml_parser_t *parser, const char *bytes, size_t len)
{
	const char *problem = parser->problem != NULL ? parser->problem : "?";
	int line = (int)parser->problem_mark.line + 1, col = (int)parser->problem_mark.column + 1;
	int first = yaml_line_before(bytes, len, line);
	int slip_line, slip_col;
	const char *slip;
	/* A quote or bracket that was never closed is best seen where it was opened. */
	bool opened = parser->context != NULL &&
		parser->context_mark.line < parser->problem_mark.line &&
		(strstr(problem, "end of stream") != NULL ||
			strstr(problem, "expected ','") != NULL);

	if (parser->context != NULL && (int)parser->context_mark.line + 1 > first)
		first = (int)parser->context_mark.line + 1;
	slip = yaml_find_slip(bytes, len, first, line, &slip_line, &slip_col);
	if (slip != NULL)
		yaml_mistake(b->y, b->name, slip_line, slip_col, "%s", tr(slip));
	else if (opened)
		yaml_mistake(b->y, b->name, (int)parser->context_mark.line + 1,
			(int)parser->context_mark.column + 1, "%s",
			problem_sentence(b->y, problem));
	else
		yaml_mistake(b->y, b->name, line, col, "%s", problem_sentence(b->y, problem));
}

static void
run_parser(struct build *b, const char *bytes, size_t len)
{
	yaml_parser_t parser;
	yaml_event_t ev;
	bool more = true;

	if (!yaml_parser_initialize(&parser)) {
		yaml_mistake(b->y, b->name, 1, 1, "%s", _("内存不足"));
		return;
	}
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, len);
	while (more) {
		if (!yaml_parser_parse(&parser, &ev)) {
			syntax_error(b, &parser, bytes, len);
			break;
		}
		more = take_event(b, &ev);
		yaml_event_delete(&ev);
	}
	yaml_parser_delete(&parser);
}

const struct yaml_node *
yaml_parse(struct yaml *y, const char *name, const char *bytes, size_t len)
{
	struct build b = {.y = y, .name = arena_strdup(&y->tree, name)};
	size_t before = y->mistake_count;
	static const char bom[] = "\xEF\xBB\xBF";

	if (len > YAML_FILE_BYTES) {
		yaml_mistake(y, name, 1, 1, _("文件太大, 最多 %d 字节"), YAML_FILE_BYTES);
		return NULL;
	}
	if (len >= 3 && memcmp(bytes, bom, 3) == 0) { /* Notepad puts one */
		bytes += 3;
		len -= 3;
	}
	if (!yaml_bytes_are_clean(y, name, bytes, len))
		return NULL;
	run_parser(&b, bytes, len);
	if (b.root == NULL && y->mistake_count == before)
		yaml_mistake(y, name, 1, 1, "%s", _("文件里没有内容"));
	return y->mistake_count == before ? b.root : NULL;
}

const struct yaml_node *
yaml_load(struct yaml *y, const char *path)
{
	struct err err = ERR_INIT;

	buf_clear(&y->source);
	if (!os_read_file(path, YAML_FILE_BYTES, &y->source, &err)) {
		yaml_mistake(y, path, 0, 0, "%s", err.text);
		return NULL;
	}
	if (os_others_may_write(path)) {
		yaml_mistake(y, path, 0, 0, _("%s 任何人都能改写, 请先收回写权限"), path);
		return NULL;
	}
	return yaml_parse(y, path, y->source.text, y->source.len);
}
