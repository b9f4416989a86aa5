/* Building the tree, always in its one form. */
#include "core/domain/filter_pred.h"

#include <stdlib.h>

static struct pred *
make(struct arena *mem, enum pred_kind kind)
{
	struct pred *p = arena_alloc(mem, sizeof(*p));

	p->kind = kind;
	return p;
}

struct pred *
pred_all(struct arena *mem)
{
	return make(mem, PRED_ALL);
}

struct pred *
pred_none(struct arena *mem)
{
	return make(mem, PRED_NONE);
}

static int
by_low(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->low < y->low ? -1 : x->low > y->low;
}

struct pred *
pred_in(struct arena *mem, enum case_col col, const struct span *spans, size_t count)
{
	struct span *own = arena_array(mem, count + 1, sizeof(*own));
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < count; i++)
		if (spans[i].low <= spans[i].high)
			own[n++] = spans[i];
	qsort(own, n, sizeof(*own), by_low);
	for (size_t i = 0; i < n; i++) {
		struct span *last = kept > 0 ? &own[kept - 1] : NULL;

		if (last == NULL || (last->high != INT64_MAX && own[i].low > last->high + 1))
			own[kept++] = own[i];
		else if (own[i].high > last->high)
			last->high = own[i].high;
	}
	if (kept == 0)
		return pred_none(mem);
	if (kept == 1 && own[0].low == INT64_MIN && own[0].high == INT64_MAX)
		return pred_all(mem);
	struct pred *p = make(mem, PRED_IN);

	p->col = col;
	p->spans = own;
	p->count = kept;
	return p;
}

struct pred *
pred_between(struct arena *mem, enum case_col col, int64_t low, int64_t high)
{
	return pred_in(mem, col, &(struct span){low, high}, 1);
}

struct pred *
pred_is(struct arena *mem, enum case_col col, int64_t value)
{
	return pred_between(mem, col, value, value);
}

struct pred *
pred_one_of(struct arena *mem, enum case_col col, const int64_t *values, size_t count)
{
	struct span *spans = arena_array(mem, count + 1, sizeof(*spans));

	for (size_t i = 0; i < count; i++)
		spans[i] = (struct span){values[i], values[i]};
	return pred_in(mem, col, spans, count);
}

struct pred *
pred_bits(struct arena *mem, enum case_col col, int64_t bits)
{
	struct pred *p = make(mem, PRED_BITS);

	p->col = col;
	p->bits = bits;
	return p;
}

struct pred *
pred_text(struct arena *mem, unsigned texts, enum text_match match, const char *needle)
{
	struct pred *p = make(mem, PRED_TEXT);

	p->texts = texts;
	p->match = match;
	p->needle = needle;
	return p;
}

struct pred *
pred_digits(struct arena *mem, enum case_col col, const char *pattern)
{
	struct pred *p = make(mem, PRED_DIGITS);

	p->col = col;
	p->needle = pattern;
	return p;
}

/* Values in both. */
static struct pred *
meet(struct arena *mem, const struct pred *a, const struct pred *b)
{
	struct span *out = arena_array(mem, a->count + b->count, sizeof(*out));
	size_t n = 0, i = 0, j = 0;

	while (i < a->count && j < b->count) {
		struct span x = a->spans[i], y = b->spans[j];

		out[n++] = (struct span){
			x.low > y.low ? x.low : y.low, x.high < y.high ? x.high : y.high};
		if (x.high < y.high)
			i++;
		else
			j++;
	}
	return pred_in(mem, a->col, out, n);
}

/* Values in either. */
static struct pred *
unite(struct arena *mem, const struct pred *a, const struct pred *b)
{
	struct span *out = arena_array(mem, a->count + b->count, sizeof(*out));

	memcpy(out, a->spans, a->count * sizeof(*out));
	memcpy(out + a->count, b->spans, b->count * sizeof(*out));
	return pred_in(mem, a->col, out, a->count + b->count);
}

/* Puts a term into an AND or OR; tests on one column melt into one. What decides it all is returned. */
static struct pred *
add_term(struct arena *mem, struct pred *to, struct pred *term)
{
	bool and = to->kind == PRED_AND;
	struct pred **at = &to->kids;

	if (term->kind == (and? PRED_ALL : PRED_NONE))
		return to;
	if (term->kind == (and? PRED_NONE : PRED_ALL))
		return term;
	for (; *at != NULL; at = &(*at)->next) {
		struct pred *old = *at;

		if (term->kind != PRED_IN || old->kind != PRED_IN || old->col != term->col)
			continue;
		struct pred *both = and? meet(mem, old, term) : unite(mem, old, term);

		if (both->kind != PRED_IN)
			return both;
		both->next = old->next;
		*at = both;
		return to;
	}
	*at = term;
	term->next = NULL;
	return to;
}

static struct pred *
join(struct arena *mem, enum pred_kind kind, struct pred *a, struct pred *b)
{
	struct pred *both[] = {a, b}, *to = make(mem, kind);

	for (int i = 0; i < 2; i++) {
		struct pred *term = both[i]->kind == kind ? both[i]->kids : both[i];

		while (term != NULL) {
			struct pred *next = both[i]->kind == kind ? term->next : NULL;
			struct pred *now = add_term(mem, to, term);

			if (now != to)
				return now;
			term = next;
		}
	}
	if (to->kids == NULL)
		return kind == PRED_AND ? pred_all(mem) : pred_none(mem);
	return to->kids->next == NULL ? to->kids : to;
}

struct pred *
pred_and(struct arena *mem, struct pred *a, struct pred *b)
{
	return join(mem, PRED_AND, a, b);
}

struct pred *
pred_or(struct arena *mem, struct pred *a, struct pred *b)
{
	return join(mem, PRED_OR, a, b);
}

static struct pred *
complement(struct arena *mem, const struct pred *p)
{
	struct span *out = arena_array(mem, p->count + 1, sizeof(*out));
	size_t n = 0;
	int64_t from = INT64_MIN;

	for (size_t i = 0; i < p->count; i++) {
		if (p->spans[i].low != INT64_MIN)
			out[n++] = (struct span){from, p->spans[i].low - 1};
		if (p->spans[i].high == INT64_MAX)
			return pred_in(mem, p->col, out, n);
		from = p->spans[i].high + 1;
	}
	out[n++] = (struct span){from, INT64_MAX};
	return pred_in(mem, p->col, out, n);
}

static struct pred *
with_kind(struct arena *mem, const struct pred *p, enum pred_kind kind)
{
	struct pred *copy = make(mem, kind);

	*copy = *p;
	copy->kind = kind;
	copy->next = NULL;
	return copy;
}

struct pred *
pred_not(struct arena *mem, struct pred *p)
{
	struct pred *out;

	switch (p->kind) {
	case PRED_ALL:
		return pred_none(mem);
	case PRED_NONE:
		return pred_all(mem);
	case PRED_AND:
	case PRED_OR:
		out = p->kind == PRED_AND ? pred_none(mem) : pred_all(mem);
		for (struct pred *kid = p->kids, *next; kid != NULL; kid = next) {
			next = kid->next;
			out = join(mem, p->kind == PRED_AND ? PRED_OR : PRED_AND, out,
				pred_not(mem, kid));
		}
		return out;
	case PRED_IN:
		return complement(mem, p);
	case PRED_BITS:
		return with_kind(mem, p, PRED_NO_BITS);
	case PRED_NO_BITS:
		return with_kind(mem, p, PRED_BITS);
	case PRED_TEXT:
		return with_kind(mem, p, PRED_NO_TEXT);
	case PRED_NO_TEXT:
		return with_kind(mem, p, PRED_TEXT);
	case PRED_DIGITS:
		return with_kind(mem, p, PRED_NO_DIGITS);
	case PRED_NO_DIGITS:
		return with_kind(mem, p, PRED_DIGITS);
	}
	return p;
}

const struct pred *
pred_top(const struct pred *p, enum case_col col)
{
	if (p->kind == PRED_IN)
		return p->col == col ? p : NULL;
	if (p->kind != PRED_AND)
		return NULL;
	for (const struct pred *kid = p->kids; kid != NULL; kid = kid->next)
		if (kid->kind == PRED_IN && kid->col == col)
			return kid;
	return NULL;
}

struct pred *
pred_without(struct arena *mem, const struct pred *p, uint64_t columns)
{
	struct pred *out = pred_all(mem);

	if (p->kind == PRED_IN && (columns >> p->col & 1) != 0)
		return out;
	if (p->kind != PRED_AND)
		return with_kind(mem, p, p->kind);
	for (const struct pred *kid = p->kids; kid != NULL; kid = kid->next)
		if (kid->kind != PRED_IN || (columns >> kid->col & 1) == 0)
			out = pred_and(mem, out, with_kind(mem, kid, kid->kind));
	return out;
}

uint64_t
pred_columns(const struct pred *p)
{
	uint64_t columns = 0;

	switch (p->kind) {
	case PRED_IN:
	case PRED_BITS:
	case PRED_NO_BITS:
	case PRED_DIGITS:
	case PRED_NO_DIGITS:
		return (uint64_t)1 << p->col;
	default:
		for (const struct pred *kid = p->kids; kid != NULL; kid = kid->next)
			columns |= pred_columns(kid);
		return columns;
	}
}

unsigned
pred_texts(const struct pred *p)
{
	unsigned texts = p->kind == PRED_TEXT || p->kind == PRED_NO_TEXT ? p->texts : 0;

	for (const struct pred *kid = p->kids; kid != NULL; kid = kid->next)
		texts |= pred_texts(kid);
	return texts;
}
