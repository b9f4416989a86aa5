#include "core/serve/demo_text_inner.h"

#include <stdio.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/os.h"

enum { FILE_BYTES = 1 << 20, MAX_OPS = 64, MAX_NESTED = 16, NAME_BYTES = 48, MAX_WEIGHT = 99 };

/* Where the reader stands. */
struct reader {
	struct grammar *g;
	const char *file, *p;
	int line, category;
	struct err *err;
};

static bool
complain(struct reader *r, const char *text)
{
	return err_set(r->err, ERR_INPUT, "%s:%d: %s", r->file, r->line, text);
}

/* Makes room for one more element; returns the array. */
static void *
more(void *array, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return array;
	*room = *room == 0 ? 64 : 2 * *room;
	return xrealloc(array, *room * size);
}

static int
add_section(struct grammar *g, const char *name, int category)
{
	g->sections = more(g->sections, g->section_count, &g->section_room, sizeof(*g->sections));
	g->sections[g->section_count] = (struct section){.name = name, .category = category};
	return (int)g->section_count++;
}

static void
add_pick(struct section *s, uint32_t alt, int weight)
{
	for (int i = 0; i < weight; i++) {
		s->picks = more(s->picks, s->count, &s->room, sizeof(*s->picks));
		s->picks[s->count++] = alt;
	}
}

static uint32_t
add_alternative(struct grammar *g, const struct op *ops, size_t count)
{
	g->alts = more(g->alts, g->alt_count, &g->alt_room, sizeof(*g->alts));
	g->alts[g->alt_count] =
		(struct alternative){(uint32_t)g->op_count, (uint32_t)count, -1, -1};
	for (size_t i = 0; i < count; i++) {
		g->ops = more(g->ops, g->op_count, &g->op_room, sizeof(*g->ops));
		g->ops[g->op_count++] = ops[i];
	}
	return (uint32_t)g->alt_count++;
}

/* "{2-9}", "{08-12}": a number; otherwise a name to be resolved when all files are read. */
static bool
parse_brace(struct reader *r, struct op *op)
{
	const char *end = strchr(r->p, '}');
	int low, high, used = 0;

	if (end == NULL || end - r->p >= NAME_BYTES)
		return complain(r, _("括号没有收尾"));
	if (sscanf(r->p, "%d-%d%n", &low, &high, &used) == 2 && r->p + used == end && low <= high) {
		*op = (struct op){.kind = OP_NUMBER, .from = low, .to = high};
		op->digits = r->p[0] == '0' ? (int)strcspn(r->p, "-") : 0;
	} else {
		struct grammar *g = r->g;

		g->names = more(g->names, g->name_count, &g->name_room, sizeof(*g->names));
		g->names[g->name_count] =
			(struct name_use){arena_strndup(&g->mem, r->p, (size_t)(end - r->p)),
				r->file, r->line, r->category};
		*op = (struct op){.kind = OP_NAME, .from = (int)g->name_count++};
	}
	r->p = end + 1;
	return true;
}

static bool parse_line(struct reader *r, const char *stop, int depth, uint32_t *alt);

/* "(a|b|)": an unnamed section. */
static bool
parse_choice(struct reader *r, int depth, struct op *op)
{
	int section = add_section(r->g, "", 0);

	if (depth == MAX_NESTED)
		return complain(r, _("括号套得太深"));
	do {
		uint32_t alt = 0;

		if (!parse_line(r, "|)", depth + 1, &alt))
			return false;
		add_pick(&r->g->sections[section], alt, 1);
	} while (*r->p++ == '|');
	*op = (struct op){.kind = OP_SECTION, .from = section};
	return true;
}

/* Reads up to one of the stop characters (the end of the text for ""), without passing it. */
static bool
parse_line(struct reader *r, const char *stop, int depth, uint32_t *alt)
{
	struct op ops[MAX_OPS];
	size_t count = 0;

	while (*r->p != '\0' && strchr(stop, *r->p) == NULL) {
		if (count == MAX_OPS)
			return complain(r, _("一行里的项太多"));
		struct op *op = &ops[count++];

		if (*r->p == '{') {
			r->p++;
			if (!parse_brace(r, op))
				return false;
		} else if (*r->p == '(') {
			r->p++;
			if (!parse_choice(r, depth, op))
				return false;
		} else if (*r->p == '}' || *r->p == ')' || *r->p == '|') {
			return complain(r, _("多出一个括号或竖线"));
		} else {
			size_t n = strcspn(r->p, "{}()|");

			*op = (struct op){.kind = OP_TEXT, .len = (uint32_t)n};
			op->text = arena_strndup(&r->g->mem, r->p, n);
			r->p += n;
		}
	}
	if (*stop != '\0' && *r->p == '\0')
		return complain(r, _("括号没有收尾"));
	*alt = add_alternative(r->g, ops, count);
	return true;
}

/* "= 403 what", "= when" */
static bool
parse_header(struct reader *r, const char *line, int *section)
{
	char name[NAME_BYTES];
	int used = 0;

	r->category = 0;
	if (sscanf(line, "= %d %n", &r->category, &used) != 1)
		used = 2;
	snprintf(name, sizeof(name), "%s", line + used);
	if (name[0] == '\0' || strlen(line) < (size_t)used)
		return complain(r, _("节没有名字"));
	const char *full = grammar_full_name(&r->g->mem, r->category, name);

	if (grammar_find(r->g, full) >= 0)
		return complain(r, _("这个节已经有了"));
	*section = add_section(r->g, full, r->category);
	return true;
}

/* "title / what / want", or the text alone. */
static bool
parse_story(struct reader *r, char *line, uint32_t *alt)
{
	enum { MOST = 3 };
	static const char mark[] = " / ";
	uint32_t parts[MOST] = {0};
	int count = 0;

	for (char *next; line != NULL; line = next) {
		next = strstr(line, mark);
		if (next != NULL) {
			*next = '\0';
			next += sizeof(mark) - 1;
		}
		r->p = line;
		if (count == MOST)
			return complain(r, _("一行里的项太多"));
		if (!parse_line(r, "", 0, &parts[count++]))
			return false;
	}
	*alt = parts[count > 1 ? 1 : 0];
	if (count > 1)
		r->g->alts[*alt].title = (int32_t)parts[0];
	if (count > 2)
		r->g->alts[*alt].want = (int32_t)parts[2];
	return true;
}

static bool
parse_entry(struct reader *r, char *line, int *section)
{
	int weight = 1, used = 0;
	uint32_t alt = 0;

	if (line[0] == '=')
		return parse_header(r, line, section);
	if (*section < 0)
		return complain(r, _("这一行前面没有节"));
	if (sscanf(line, "%d* %n", &weight, &used) != 1 || used == 0)
		weight = 1, used = 0;
	if (weight < 1 || weight > MAX_WEIGHT)
		return complain(r, _("权重要在 1 到 99 之间"));
	if (!parse_story(r, line + used, &alt))
		return false;
	add_pick(&r->g->sections[*section], alt, weight);
	return true;
}

static bool
read_file(struct grammar *g, const char *dir, const char *name, struct err *err)
{
	const char *path = arena_printf(&g->mem, "%s/%s.txt", dir, name);
	struct reader r = {.g = g, .file = path, .err = err};
	struct buf text;
	int section = -1;

	buf_init(&text);
	bool ok = os_read_file(path, FILE_BYTES, &text, err);

	for (char *line = text.text, *next; ok && line != NULL && *line != '\0'; line = next) {
		char *end = strchr(line, '\n');

		next = end != NULL ? end + 1 : NULL;
		if (end != NULL)
			*end = '\0';
		r.line++;
		if (line[0] != '\0' && line[0] != '#')
			ok = parse_entry(&r, line, &section);
	}
	buf_release(&text);
	return ok;
}

static int
index_of(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

static bool
resolve(struct grammar *g, struct op *op, struct err *err)
{
	const struct name_use *use = &g->names[op->from];
	int slot = index_of(grammar_slot_names, SLOT_COUNT, use->name);
	int part = index_of(grammar_part_names, PART_COUNT, use->name);
	int own = use->category != 0
		? grammar_find(g, grammar_full_name(&g->mem, use->category, use->name))
		: -1;
	int common = own >= 0 ? own : grammar_find(g, use->name);

	if (own < 0 && slot >= 0)
		*op = (struct op){.kind = OP_SLOT, .from = slot};
	else if (own < 0 && part >= 0)
		*op = (struct op){.kind = OP_PART, .from = part};
	else if (common >= 0)
		*op = (struct op){.kind = OP_SECTION, .from = common};
	else
		return err_set(err, ERR_INPUT, _("%s:%d: 没有叫 %s 的节或项"), use->file, use->line,
			use->name);
	return true;
}

static bool visit(struct grammar *g, int section, struct err *err);
static bool visit_alternative(struct grammar *g, int32_t alt, struct err *err);

static bool
visit_op(struct grammar *g, const struct op *op, struct err *err)
{
	if (op->kind == OP_SECTION)
		return visit(g, op->from, err);
	if (op->kind != OP_PART)
		return true;
	const char *tail = grammar_part_names[op->from];

	for (size_t i = 0; i < g->section_count; i++) {
		const char *dot = strchr(g->sections[i].name, '.');
		const char *name = dot != NULL ? dot + 1 : g->sections[i].name;

		if (strcmp(name, tail) == 0 && !visit(g, (int)i, err))
			return false;
	}
	return true;
}

static bool
visit_alternative(struct grammar *g, int32_t alt, struct err *err)
{
	const struct alternative *a = alt >= 0 ? &g->alts[alt] : NULL;

	for (uint32_t i = 0; a != NULL && i < a->count; i++)
		if (!visit_op(g, &g->ops[a->first + i], err))
			return false;
	return true;
}

/* A section that could contain itself would never end. */
static bool
visit(struct grammar *g, int section, struct err *err)
{
	struct section *s = &g->sections[section];

	if (s->colour == 2)
		return true;
	if (s->colour == 1)
		return err_set(err, ERR_INPUT, _("节 %s 绕回到自己"), s->name);
	if (s->count == 0)
		return err_set(err, ERR_INPUT, _("节 %s 是空的"), s->name);
	s->colour = 1;
	for (size_t i = 0; i < s->count; i++) {
		const struct alternative *a = &g->alts[s->picks[i]];

		if (!visit_alternative(g, (int32_t)s->picks[i], err) ||
			!visit_alternative(g, a->title, err) || !visit_alternative(g, a->want, err))
			return false;
	}
	s->colour = 2;
	return true;
}

bool
grammar_load(struct grammar **out, const char *dir, const char *const *names, struct err *err)
{
	struct grammar *g = xcalloc(1, sizeof(*g));
	bool ok = true;

	for (int i = 0; ok && names[i] != NULL; i++)
		ok = read_file(g, dir, names[i], err);
	for (size_t i = 0; ok && i < g->op_count; i++)
		if (g->ops[i].kind == OP_NAME)
			ok = resolve(g, &g->ops[i], err);
	for (size_t i = 0; ok && i < g->section_count; i++)
		ok = visit(g, (int)i, err);
	*out = ok ? g : NULL;
	if (!ok)
		grammar_free(g);
	return ok;
}
