/* Phases that the full-text index drives. */
#include "core/domain/case_list_inner.h"

#include "core/base/grams.h"

/* How many matters a word finds. */
enum { GUESS_TEXT = 5000 };

/* Are all its texts such as the full-text index finds, and else only columns that streams can cover? */
static bool
is_text_term(const struct pred *p, bool *others)
{
	const struct pred *kid = p->kind == PRED_OR ? p->kids : p;
	bool text = false, named = false;

	if (p->kind != PRED_OR && p->kind != PRED_TEXT)
		return false;
	for (; kid != NULL; kid = p->kind == PRED_OR ? kid->next : NULL) {
		if (kid->kind == PRED_TEXT && kid->match == TEXT_INDEXED)
			text = true;
		else if (kid->kind == PRED_IN && (kid->col == COL_UNIT || kid->col == COL_ESTATE))
			named = true;
		else
			return false;
	}
	*others = *others || (text && named);
	return text;
}

/*
 * The texts of a term alone; *exact: the index decides them, nothing is left to be tested. Adds to *tokens
 * how many of the index they are.
 */
static struct pred *
texts_of(struct arena *mem, const struct pred *p, struct buf *expression, bool *exact, int *tokens)
{
	const struct pred *kid = p->kind == PRED_OR ? p->kids : p;
	struct pred *out = pred_none(mem);

	*exact = true;
	buf_addch(expression, '(');
	for (bool first = true; kid != NULL; kid = p->kind == PRED_OR ? kid->next : NULL) {
		if (kid->kind != PRED_TEXT)
			continue;
		buf_addstr(expression, first ? "(" : " OR (");
		size_t count = grams_query(expression, kid->needle);

		*tokens += (int)count;
		*exact = *exact && count == 1;
		buf_addch(expression, ')');
		out = pred_or(mem, out, pred_text(mem, kid->texts, kid->match, kid->needle));
		first = false;
	}
	buf_addch(expression, ')');
	return out;
}

/* Text hits lie in one part of the city: the index can be narrowed to it. */
static bool
narrow_expression(
	struct case_list *list, const struct pred *p, struct buf *expression, struct err *err)
{
	const struct pred *place = pred_top(p, COL_PLACE);
	struct cover c = {.possible = false};
	bool town = place != NULL && cover_inside(place, PLACES_OF_TOWN);

	if (place == NULL || place->count != 1 || !cover_inside(place, PLACES_OF_COUNTY))
		return true;
	if (!cover_areas(list, place, town ? PLACES_OF_TOWN : PLACES_OF_COUNTY,
		    town ? IX_H_TOWN : IX_H_COUNTY, 0, &c, err))
		return false;
	if (c.possible) {
		buf_addstr(expression, " AND \"");
		size_t at = expression->len;

		grams_fact(expression, town ? 't' : 'c', c.streams[0].equal);
		buf_remove(expression, at, 1); /* the blank in front */
		buf_addch(expression, '"');
	}
	return true;
}

bool
phases_add_text(struct case_list *list, const struct pred *p, struct err *err)
{
	struct arena *mem = &list->mem;
	struct pred *rest = pred_all(mem), *texts = pred_all(mem);
	struct cover named = {.possible = true, .satisfied = -1};
	struct buf expression;
	bool others = false;
	int tokens = 0;

	buf_init(&expression);
	for (const struct pred *kid = p->kind == PRED_AND ? p->kids : p; kid != NULL;
		kid = p->kind == PRED_AND ? kid->next : NULL) {
		bool exact;
		struct pred *alone = pred_without(mem, kid, 0); /* a copy without its neighbours */

		if (!is_text_term(kid, &others)) {
			rest = pred_and(mem, rest, alone);
			continue;
		}
		buf_addstr(&expression, expression.len > 0 ? " AND " : "");
		struct pred *text = texts_of(mem, kid, &expression, &exact, &tokens);

		if (!exact)
			rest = pred_and(mem, rest, pred_without(mem, text, 0));
		texts = pred_and(mem, texts, text);
		for (const struct pred *in = kid->kind == PRED_OR ? kid->kids : NULL; in != NULL;
			in = in->next)
			if (in->kind == PRED_IN) {
				struct cover c = cover_column(in, false);

				add_cover(&named, &c);
			}
	}
	bool ok = narrow_expression(list, p, &expression, err);
	struct phase ph = {.kind = PHASE_TEXT,
		.descending = true,
		.tokens = tokens,
		.expression = arena_strdup(mem, expression.text),
		.part_count = 1};

	ph.parts[0].rest = rest;
	ph.parts[0].pred = pred_and(mem, pred_without(mem, p, 0), pred_without(mem, texts, 0));
	phase_add(list, &ph);
	buf_release(&expression);
	if (!ok || !others)
		return ok;
	if (!named.possible && !cover_all(list, p, false, COL_OPENED, &named, err))
		return false;
	named.satisfied = -1;
	phase_add_streams(
		list, pred_and(mem, pred_without(mem, p, 0), pred_not(mem, texts)), &named, true);
	return true;
}

bool
text_is_cheaper(const struct pred *p, const struct cover *c)
{
	const struct pred *place = pred_top(p, COL_PLACE);
	int64_t hits = GUESS_TEXT;
	bool others = false, any = false;

	for (const struct pred *kid = p->kind == PRED_AND ? p->kids : p; kid != NULL;
		kid = p->kind == PRED_AND ? kid->next : NULL)
		any = is_text_term(kid, &others) || any;
	if (place != NULL && cover_inside(place, PLACES_OF_TOWN))
		hits /= 40;
	else if (place != NULL && cover_inside(place, PLACES_OF_COUNTY))
		hits /= 5;
	return any && hits * WORK_LOOKUP < c->cost * (WORK_LOOKUP + WORK_TEXT);
}
