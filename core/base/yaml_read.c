#include <assert.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/nearest.h"
#include "core/base/utf8.h"
#include "core/base/yaml_inner.h"

enum { MOST_FIELDS = 64 };

struct yaml_mark {
	const char *set;
	const struct yaml_node *node;
	bool defines;
	size_t seq;
};

static void
mark(struct yaml *y, const char *set, const struct yaml_node *node, bool defines)
{
	if (y->mark_count == y->mark_room) {
		y->mark_room = y->mark_room != 0 ? 2 * y->mark_room : 64;
		y->marks = xrealloc(y->marks, y->mark_room * sizeof(*y->marks));
	}
	y->marks[y->mark_count] = (struct yaml_mark){set, node, defines, y->mark_count};
	y->mark_count++;
}

/* By set and name; definitions come before what refers to them. */
static int
by_name(const void *va, const void *vb)
{
	const struct yaml_mark *a = va, *b = vb;
	int order = a->set == b->set ? 0 : strcmp(a->set, b->set);

	if (order == 0)
		order = strcmp(a->node->text, b->node->text);
	if (order == 0)
		order = b->defines - a->defines;
	return order != 0 ? order : (a->seq > b->seq) - (a->seq < b->seq);
}

static void
undefined(struct yaml *y, const struct yaml_mark *m)
{
	const char **names = arena_array(&y->tree, y->mark_count, sizeof(*names));
	size_t n = 0;

	for (size_t i = 0; i < y->mark_count; i++)
		if (y->marks[i].defines && strcmp(y->marks[i].set, m->set) == 0)
			names[n++] = y->marks[i].node->text;
	const char *close = nearest_name(m->node->text, names, n);
	const char *shown = yaml_shown(y, m->node->text);

	if (close != NULL)
		yaml_error(y, m->node, _("「%s」 没有定义, 是否想写 「%s」?"), shown, close);
	else
		yaml_error(y, m->node, _("「%s」 没有定义"), shown);
}

static void
twice(struct yaml *y, const struct yaml_node *node, const struct yaml_node *first)
{
	const char *shown = yaml_shown(y, node->text);

	if (strcmp(node->file, first->file) == 0)
		yaml_error(y, node, _("「%s」 重复, 前一个在第 %d 行"), shown, first->line);
	else
		yaml_error(y, node, _("「%s」 重复, 前一个在 %s 第 %d 行"), shown, first->file,
			first->line);
}

void
yaml_check_names(struct yaml *y)
{
	const struct yaml_mark *def = NULL;

	if (y->mark_count > 1)
		qsort(y->marks, y->mark_count, sizeof(*y->marks), by_name);
	for (size_t i = 0; i < y->mark_count; i++) {
		const struct yaml_mark *m = &y->marks[i];
		bool same = def != NULL && strcmp(def->set, m->set) == 0 &&
			strcmp(def->node->text, m->node->text) == 0;

		if (m->defines && same)
			twice(y, m->node, def->node);
		else if (m->defines)
			def = m;
		else if (!same)
			undefined(y, m);
	}
	y->mark_count = 0;
}

bool
yaml_words(struct yaml *y, const struct yaml_node *node, struct yaml_words *out)
{
	*out = (struct yaml_words){.y = y, .source = node, .rest = node->text, .col = node->col};
	out->commas = strstr(node->text, "、") != NULL || strstr(node->text, "，") != NULL;
	return node->kind != YAML_MAPPING || yaml_want(y, node, YAML_SEQUENCE);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t';
}

static const struct yaml_node *
next_item(struct yaml_words *w)
{
	w->item = w->item == NULL ? w->source->first : w->item->next;
	if (w->item == NULL)
		return NULL;
	w->word = *w->item;
	w->word.text = arena_strdup(w->y->mem, w->item->text);
	return &w->word;
}

const struct yaml_node *
yaml_next_word(struct yaml_words *w)
{
	const char *p = w->rest, *start;

	if (w->source->kind == YAML_SEQUENCE)
		return next_item(w);
	for (; is_blank(*p); p++)
		w->col++;
	w->word = *w->source;
	if (!w->source->quoted)
		w->word.col = w->col;
	for (start = p; *p != '\0' && !is_blank(*p); p++)
		w->col += ((unsigned char)*p & 0xC0) != 0x80; /* one for each character */
	if (p == start)
		return NULL;
	w->rest = p;
	w->word.text = arena_strndup(w->y->mem, start, (size_t)(p - start));
	if (w->commas && (strstr(w->word.text, "、") != NULL || strstr(w->word.text, "，") != NULL))
		yaml_error(w->y, &w->word, "%s", _("词与词之间请用空格分开"));
	return &w->word;
}

static size_t
count_words(const struct yaml_node *node)
{
	size_t n = 0;

	if (node->kind == YAML_SEQUENCE)
		return node->count;
	for (const char *p = node->text; *p != '\0'; p++)
		n += !is_blank(*p) && (p == node->text || is_blank(p[-1]));
	return n;
}

static void
refer(struct yaml *y, const struct yaml_field *f, const struct yaml_node *node)
{
	struct yaml_node *copy;

	if (f->refers == NULL)
		return;
	copy = arena_alloc(&y->tree, sizeof(*copy));
	*copy = *node;
	mark(y, f->refers, copy, false);
}

static void
read_words(struct yaml *y, const struct yaml_field *f, const struct yaml_node *node, void *at)
{
	struct yaml_words w;
	const struct yaml_node *word;
	size_t n = 0;

	if (!yaml_words(y, node, &w))
		return;
	const char **out = arena_array(y->mem, count_words(node) + 1, sizeof(*out));

	while ((word = yaml_next_word(&w)) != NULL) {
		if (!yaml_want(y, word, YAML_SCALAR))
			continue;
		if (word->text[0] == '\0')
			yaml_error(y, word, "%s", _("这里不能空着"));
		refer(y, f, word);
		out[n++] = word->text;
	}
	memcpy(at, &out, sizeof(out));
}

static void
read_enums(struct yaml *y, const struct yaml_field *f, const struct yaml_node *node, void *at)
{
	struct yaml_words w;
	const struct yaml_node *word;
	size_t n = 0;

	if (!yaml_words(y, node, &w))
		return;
	int *out = arena_array(y->mem, count_words(node) + 1, sizeof(*out));

	while ((word = yaml_next_word(&w)) != NULL)
		if (yaml_to_enum(y, word, f->names, &out[n]))
			n++;
	out[n] = 0;
	memcpy(at, &out, sizeof(out));
}

static bool
fits_pattern(const char *text, const char *pattern)
{
	for (; *pattern != '\0'; text++, pattern++) {
		bool fits = *pattern == '9' ? *text >= '0' && *text <= '9'
			: *pattern == 'A'   ? *text >= 'A' && *text <= 'Z'
			: *pattern == 'a'   ? *text >= 'a' && *text <= 'z'
					    : *text == *pattern;

		if (!fits)
			return false;
	}
	return *text == '\0';
}

static void
read_text(struct yaml *y, const struct yaml_field *f, const struct yaml_node *node, void *at)
{
	if (!yaml_want(y, node, YAML_SCALAR))
		return;
	const char *text = arena_strdup(y->mem, node->text);

	if (f->pattern != NULL && !fits_pattern(text, f->pattern))
		yaml_error(y, node, _("「%s」 的写法应如 「%s」 (9 数字, A 大写字母, a 小写字母)"),
			yaml_shown(y, text), f->pattern);
	if (f->max > 0) {
		int64_t n = (int64_t)utf8_count(text);

		if (f->min == f->max && n != f->max)
			yaml_error(y, node, _("应有 %lld 个字, 现有 %lld 个"), (long long)f->max,
				(long long)n);
		else if (n < f->min || n > f->max)
			yaml_error(y, node, _("应有 %lld 到 %lld 个字, 现有 %lld 个"),
				(long long)f->min, (long long)f->max, (long long)n);
	} else if (f->needed && text[0] == '\0') {
		yaml_error(y, node, "%s", _("这里不能空着"));
	}
	memcpy(at, &text, sizeof(text));
}

/* 0104 and 104 are one number. */
static const struct yaml_node *
as_number(struct yaml *y, const struct yaml_node *node)
{
	struct yaml_node *copy = arena_alloc(&y->tree, sizeof(*copy));

	*copy = *node;
	while (copy->text[0] == '0' && copy->text[1] != '\0')
		copy->text++;
	return copy;
}

static void
check_unique(struct yaml *y, const struct yaml_field *f, const struct yaml_node *list)
{
	/* A set of its own for each list and key, checked with all other names at the end. */
	const char *set =
		arena_printf(&y->tree, "%d:%d %s %s", list->line, list->col, f->key, list->file);

	yaml_each_item (item, list) {
		const struct yaml_node *value = yaml_get(item, f->key);

		if (value != NULL && value->kind == YAML_SCALAR)
			mark(y, set, f->type == YAML_INT ? as_number(y, value) : value, true);
	}
}

static void
read_list(struct yaml *y, const struct yaml_field *f, const struct yaml_node *node, char *base)
{
	if (!yaml_want(y, node, YAML_SEQUENCE))
		return;
	char *items = arena_array(y->mem, node->count + 1, f->size);
	size_t n = 0;

	yaml_each_item (item, node)
		yaml_read(y, item, f->fields, items + f->size * n++);
	memcpy(base + f->at, &items, sizeof(items));
	memcpy(base + f->count_at, &n, sizeof(n));
	for (const struct yaml_field *sub = f->fields; sub->key != NULL; sub++)
		if (sub->unique)
			check_unique(y, sub, node);
}

static void
read_number(struct yaml *y, const struct yaml_field *f, const struct yaml_node *node, void *at)
{
	bool bounded = f->min != 0 || f->max != 0;
	int64_t value;
	int n;

	if (!yaml_to_int(
		    y, node, bounded ? f->min : INT32_MIN, bounded ? f->max : INT32_MAX, &value))
		return;
	n = (int)value;
	memcpy(at, &n, sizeof(n));
}

static void
read_field(struct yaml *y, const struct yaml_field *f, const struct yaml_node *node, char *base)
{
	void *at = base + f->at;
	size_t before = y->mistake_count;
	int position;
	bool yes;

	switch (f->type) {
	case YAML_TEXT:
		read_text(y, f, node, at);
		break;
	case YAML_INT:
		read_number(y, f, node, at);
		break;
	case YAML_BOOL:
		if (yaml_to_bool(y, node, &yes))
			memcpy(at, &yes, sizeof(yes));
		break;
	case YAML_ENUM:
		if (yaml_to_enum(y, node, f->names, &position))
			memcpy(at, &position, sizeof(position));
		break;
	case YAML_ENUMS:
		read_enums(y, f, node, at);
		break;
	case YAML_WORDS:
		read_words(y, f, node, at);
		break;
	case YAML_STRUCT:
		yaml_read(y, node, f->fields, at);
		break;
	case YAML_LIST:
		read_list(y, f, node, base);
		break;
	case YAML_CUSTOM:
		f->parse(y, node, at);
		break;
	}
	if (y->mistake_count > before || node->kind != YAML_SCALAR)
		return;
	if (f->defines != NULL)
		mark(y, f->defines, node, true);
	if (f->type != YAML_WORDS)
		refer(y, f, node);
}

static void
missing(struct yaml *y, const struct yaml_field *f, const struct yaml_node *map, char *base)
{
	static const char *const no_words[] = {NULL};
	static const int no_enums[] = {0};
	const void *now,
		*empty = f->type == YAML_TEXT ? (const void *)""
		: f->type == YAML_WORDS       ? (const void *)no_words
		: f->type == YAML_ENUMS       ? (const void *)no_enums
					      : NULL;

	if (f->preset != NULL) {
		struct yaml_node *node = arena_alloc(&y->tree, sizeof(*node));

		*node = (struct yaml_node){.kind = YAML_SCALAR,
			.line = map->line,
			.col = map->col,
			.file = map->file,
			.text = f->preset};
		read_field(y, f, node, base);
		return;
	}
	if (f->needed)
		yaml_error(y, map, _("缺少键 「%s」"), f->key);
	if (empty == NULL)
		return;
	memcpy(&now, base + f->at, sizeof(now));
	if (now == NULL)
		memcpy(base + f->at, &empty, sizeof(empty));
}

static void
unknown(struct yaml *y, const struct yaml_node *key, const struct yaml_field *fields, size_t count)
{
	const char *names[MOST_FIELDS];

	for (size_t i = 0; i < count; i++)
		names[i] = fields[i].key;
	const char *close = nearest_name(key->text, names, count);
	const char *shown = yaml_shown(y, key->text);

	if (strncmp(key->text, "\u3000", 3) == 0)
		yaml_error(y, key, "%s", _("缩进里有全角空格, 请改用半角空格"));
	else if (key->next->kind == YAML_SCALAR && key->next->text[0] == '\0' && close == NULL)
		yaml_error(y, key, _("未知的键 「%s」; 值里有逗号时要加引号"), shown);
	else if (close != NULL)
		yaml_error(y, key, _("未知的键 「%s」, 是否想写 「%s」?"), shown, close);
	else
		yaml_error(y, key, _("未知的键 「%s」"), shown);
}

bool
yaml_read(struct yaml *y, const struct yaml_node *node, const struct yaml_field *fields, void *out)
{
	size_t before = y->mistake_count, count = 0, at = 0;
	uint64_t seen = 0;

	if (node == NULL || !yaml_want(y, node, YAML_MAPPING))
		return false;
	while (fields[count].key != NULL)
		count++;
	assert(count <= MOST_FIELDS);
	yaml_each_key (key, node) {
		size_t tries = 0;

		/* Files keep the order of the table: the next field is mostly the one. */
		while (tries < count && strcmp(fields[at].key, key->text) != 0) {
			at = (at + 1) % count;
			tries++;
		}
		if (tries == count) {
			unknown(y, key, fields, count);
			continue;
		}
		seen |= UINT64_C(1) << at;
		read_field(y, &fields[at], key->next, out);
		at = (at + 1) % count;
	}
	for (size_t i = 0; i < count; i++)
		if ((seen >> i & 1) == 0)
			missing(y, &fields[i], node, out);
	return y->mistake_count == before;
}
