#include "core/serve/demo_text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/serve/demo_text_inner.h"

const char *const grammar_slot_names[SLOT_COUNT] = {"area", "here", "house", "room", "floor",
	"lane", "village", "town", "county", "firm", "unit", "unit2", "centre", "shop", "school",
	"who", "given", "worker", "clerk", "handler", "season", "number", "open", "when", "what"};
const char *const grammar_part_names[PART_COUNT] = {"title", "what", "effect", "want", "spot",
	"answer", "did", "progress", "history", "tried", "plea", "scene"};

int
grammar_find(const struct grammar *g, const char *name)
{
	for (size_t i = 0; i < g->section_count; i++)
		if (strcmp(g->sections[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *
grammar_full_name(struct arena *mem, int category, const char *name)
{
	return category != 0 ? arena_printf(mem, "%d.%s", category, name) : arena_strdup(mem, name);
}

void
grammar_free(struct grammar *g)
{
	if (g == NULL)
		return;
	for (size_t i = 0; i < g->section_count; i++)
		free(g->sections[i].picks);
	free(g->sections);
	free(g->alts);
	free(g->ops);
	free(g->names);
	free(g->rows);
	arena_release(&g->mem);
	free(g);
}

int
grammar_section(const struct grammar *g, const char *name, struct err *err)
{
	int section = grammar_find(g, name);

	if (section < 0)
		err_set(err, ERR_INPUT, _("演示文本里没有 %s 一节"), name);
	return section;
}

int
grammar_row(struct grammar *g, int category, struct err *err)
{
	g->rows = xrealloc(g->rows, (g->row_count + 1) * sizeof(*g->rows));
	for (int part = 0; part < PART_COUNT; part++) {
		int found = grammar_find(
			g, grammar_full_name(&g->mem, category, grammar_part_names[part]));

		if (found < 0)
			found = grammar_find(g,
				grammar_full_name(
					&g->mem, category / 100, grammar_part_names[part]));
		if (found < 0)
			found = grammar_section(g, grammar_part_names[part], err);
		if (found < 0)
			return -1;
		g->rows[g->row_count][part] = found;
	}
	return (int)g->row_count++;
}

static void
say_number(const struct op *op, struct rng *r, struct buf *out)
{
	char digits[16];
	int n = snprintf(
		digits, sizeof(digits), "%0*d", op->digits, (int)rng_range(r, op->from, op->to));

	buf_add(out, digits, (size_t)n);
}

static void
say_alternative(const struct grammar *g, uint32_t alt, const struct telling *t, struct rng *r,
	struct buf *out)
{
	const struct alternative *a = &g->alts[alt];

	for (uint32_t i = 0; i < a->count; i++) {
		const struct op *op = &g->ops[a->first + i];

		switch (op->kind) {
		case OP_TEXT:
			buf_add(out, op->text, op->len);
			break;
		case OP_SECTION:
			grammar_say(g, op->from, t, r, out);
			break;
		case OP_SLOT:
			assert(t != NULL);
			buf_addstr(out, t->slots[op->from]);
			break;
		case OP_NUMBER:
			say_number(op, r, out);
			break;
		case OP_PART:
			assert(t != NULL);
			grammar_part(g, (enum demo_part)op->from, t, r, out);
			break;
		case OP_NAME:
			assert(!"unresolved name");
			break;
		}
	}
}

void
grammar_say(const struct grammar *g, int section, const struct telling *t, struct rng *r,
	struct buf *out)
{
	const struct section *s = &g->sections[section];

	say_alternative(g, s->picks[rng_below(r, (uint32_t)s->count)], t, r, out);
}

int
grammar_story(const struct grammar *g, int row, struct rng *r)
{
	const struct section *s = &g->sections[g->rows[row][PART_WHAT]];

	return (int)s->picks[rng_below(r, (uint32_t)s->count)];
}

/* The alternative that the story sets for a part; -1: any of the category's. */
static int32_t
set_by_story(const struct grammar *g, enum demo_part part, const struct telling *t)
{
	const struct alternative *a = &g->alts[t->story];

	if (part == PART_WHAT)
		return t->story;
	return part == PART_TITLE ? a->title : part == PART_WANT ? a->want : -1;
}

void
grammar_part(const struct grammar *g, enum demo_part part, const struct telling *t, struct rng *r,
	struct buf *out)
{
	int32_t set = set_by_story(g, part, t);

	if (set >= 0) {
		say_alternative(g, (uint32_t)set, t, r, out);
		return;
	}
	grammar_say(g, g->rows[t->row][part], t, r, out);
}

int
grammar_count(const struct grammar *g, int section)
{
	return (int)g->sections[section].count;
}

void
grammar_line(const struct grammar *g, int section, int n, struct rng *r, struct buf *out)
{
	say_alternative(g, g->sections[section].picks[n], NULL, r, out);
}
