/* Which names of the registers stand in a text. */
#include <string.h>

#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/lookup_inner.h"

enum { PAIR_BITS = 4096, WORD_BITS = 64 };

/* The pairs of neighbouring characters of the text, as a set that sometimes says yes too often. */
struct pairs {
	uint64_t bits[PAIR_BITS / WORD_BITS];
};

static uint32_t
slot(uint32_t a, uint32_t b)
{
	return (a * 0x9E3779B1U + b * 0x85EBCA77U) >> 20;
}

static void
add_pairs(struct pairs *p, const char *text)
{
	uint32_t last = 0, cp;

	while ((cp = utf8_next(&text)) != 0) {
		uint32_t at = slot(last, cp);

		p->bits[at / WORD_BITS] |= UINT64_C(1) << at % WORD_BITS;
		last = cp;
	}
}

static bool
may_stand(const struct pairs *p, const char *name)
{
	uint32_t a = utf8_next(&name), b = utf8_next(&name);

	return b != 0 && (p->bits[slot(a, b) / WORD_BITS] >> slot(a, b) % WORD_BITS & 1) != 0;
}

struct search {
	struct session *s;
	const char *text; /* folded */
	struct pairs pairs;
	struct lookup_hit *hits;
	struct span {
		size_t from, to;
	} * spans;
	size_t most, count;
};

static void
drop(struct search *q, size_t at)
{
	q->count--;
	memmove(&q->hits[at], &q->hits[at + 1], (q->count - at) * sizeof(q->hits[0]));
	memmove(&q->spans[at], &q->spans[at + 1], (q->count - at) * sizeof(q->spans[0]));
}

/* A name within a longer one is not meant: 金榕花园 in 金榕花园东. Longest first, else in the order found. */
static void
keep(struct search *q, const struct lookup_hit *hit, struct span span)
{
	size_t len = span.to - span.from, at;

	for (size_t i = 0; i < q->count; i++)
		if (q->spans[i].from <= span.from && span.to <= q->spans[i].to &&
			q->spans[i].to - q->spans[i].from > len)
			return;
	for (size_t i = q->count; i-- > 0;)
		if (span.from <= q->spans[i].from && q->spans[i].to <= span.to &&
			len > q->spans[i].to - q->spans[i].from)
			drop(q, i);
	for (at = q->count; at > 0 && q->spans[at - 1].to - q->spans[at - 1].from < len;)
		at--;
	if (at == q->most)
		return;
	if (q->count == q->most)
		q->count--;
	memmove(&q->hits[at + 1], &q->hits[at], (q->count - at) * sizeof(q->hits[0]));
	memmove(&q->spans[at + 1], &q->spans[at], (q->count - at) * sizeof(q->spans[0]));
	q->hits[at] = *hit;
	q->spans[at] = span;
	q->count++;
}

static bool
try_name(struct search *q, const struct lookup_item *item, const char *name, struct err *err)
{
	const char *at = may_stand(&q->pairs, name) ? strstr(q->text, name) : NULL;
	struct lookup_hit hit = {.item = *item, .rank = LOOKUP_INSIDE};
	size_t from = at != NULL ? (size_t)(at - q->text) : 0;

	if (at == NULL)
		return true;
	if (!lookup_locate(q->s, &hit, err))
		return false;
	keep(q, &hit, (struct span){from, from + strlen(name)});
	return true;
}

/* People say 刺桐社区 and 彭格村, not 居委会 and 村委会. */
static bool
try_spoken(struct search *q, const struct lookup_item *item, const char *folded, struct err *err)
{
	static const char *const offices[] = {"居委会", "委会"};
	char spoken[64];
	size_t n = strlen(folded);

	for (size_t i = 0; i < sizeof(offices) / sizeof(offices[0]); i++) {
		size_t cut = strlen(offices[i]);

		if (n > cut && n < sizeof(spoken) && strcmp(folded + n - cut, offices[i]) == 0) {
			memcpy(spoken, folded, n - cut);
			spoken[n - cut] = '\0';
			return try_name(q, item, spoken, err);
		}
	}
	return true;
}

static bool
try_kind(struct search *q, enum lookup_kind kind, struct err *err)
{
	const struct lookup_table *t = lookup_table(q->s, kind, err);
	bool ok = t != NULL;

	for (size_t i = 0; ok && i < t->count; i++) {
		const struct lookup_entry *e = &t->entries[i];
		const char *base = t->text.text;
		const struct lookup_item item = {
			kind, e->id, e->code, e->owner, base + e->name, base + e->brief};

		ok = try_name(q, &item, base + e->folded, err) &&
			(kind != LOOKUP_AREA || try_spoken(q, &item, base + e->folded, err));
	}
	return ok;
}

bool
lookup_in_text(struct session *s, unsigned kinds, const char *text, size_t most, struct arena *mem,
	struct lookup_hit **out, size_t *count, struct err *err)
{
	struct search q = {.s = s, .most = most};
	struct buf folded;
	bool ok = lookup_begin(s, err);

	q.hits = arena_array(mem, most + 1, sizeof(*q.hits));
	q.spans = arena_array(mem, most + 1, sizeof(*q.spans));
	buf_init(&folded);
	for (uint32_t cp; (cp = utf8_next(&text)) != 0;)
		buf_addcp(&folded, text_fold_cp(cp));
	q.text = folded.text;
	add_pairs(&q.pairs, folded.text);
	for (int k = 0; ok && k < LOOKUP_KIND_COUNT; k++)
		if ((kinds & LOOKUP_BIT(k)) != 0)
			ok = try_kind(&q, (enum lookup_kind)k, err);
	for (size_t i = 0; i < q.count; i++) {
		q.hits[i].item.name = arena_strdup(mem, q.hits[i].item.name);
		q.hits[i].item.brief = arena_strdup(mem, q.hits[i].item.brief);
	}
	buf_release(&folded);
	*out = q.hits;
	*count = ok ? q.count : 0;
	return ok;
}
