/* Ranking names and codes against what was typed. */
#include "core/domain/lookup_inner.h"

#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/area.h"
#include "core/domain/filter.h"

enum { CODE_DIGITS_LEAST = 4, AREA_DIGITS = 12, GRID_DIGITS = 15 };

struct search {
	struct session *s;
	struct buf text;    /* what was typed, folded */
	int64_t code;       /* as a code, without hyphens */
	size_t digit_count; /* 0: it is none */
	bool sounds;        /* Latin letters: pinyin */
	struct pinyin_query sound;
	uint32_t needs;          /* letters that begin a hanzi wherever they are typed */
	struct lookup_hit *hits; /* best first */
	size_t *lengths;         /* of the hits' names, in bytes */
	size_t most, count;
};

/* Codes may be typed with hyphens; a letter makes it a name. */
static void
read_code(struct search *q)
{
	q->digit_count = 0;
	q->code = 0;
	for (const char *p = q->text.text; *p != '\0'; p++) {
		if (*p == '-' && q->digit_count > 0)
			continue;
		if (*p < '0' || *p > '9' || q->digit_count == GRID_DIGITS) {
			q->digit_count = 0;
			return;
		}
		q->code = q->code * 10 + (*p - '0');
		q->digit_count++;
	}
}

static bool
is_latin(const char *text)
{
	for (; *text != '\0'; text++)
		if ((uint8_t)*text >= 0x80)
			return false;
	return true;
}

/* Codes of one kind are equally long: what was typed is compared as a number without the digits behind. */
static bool
rank_code(const struct search *q, enum lookup_kind kind, int64_t code, enum lookup_rank *rank)
{
	size_t len = kind == LOOKUP_AREA ? AREA_DIGITS : GRID_DIGITS;
	int64_t tail = 1;

	if (q->digit_count < CODE_DIGITS_LEAST || q->digit_count > len)
		return false;
	for (size_t i = q->digit_count; i < len; i++)
		tail *= 10;
	if (code / tail != q->code)
		return false;
	/* An area's own code may be typed without the zeros behind it. */
	*rank = code % tail == 0 ? LOOKUP_WHOLE : LOOKUP_BEGINS;
	return true;
}

uint32_t
lookup_letters(const char *key, const char *folded)
{
	uint32_t letters = 0;

	for (; *key != '\0'; key++) {
		if (*key >= 'a' && *key <= 'z')
			letters |= 1U << (*key - 'a');
		else if (*key == '?')
			letters |= LOOKUP_LATIN - 1;
	}
	for (; *folded != '\0'; folded++)
		if ((uint8_t)*folded < 0x80)
			letters |= LOOKUP_LATIN;
	return letters;
}

/* Letters that no syllable has but in front; of the first letter it is sure anyway. */
static uint32_t
needed_letters(const struct pinyin_query *sound)
{
	static const char front[] = "bpmfdtlkjqxzcsyw";
	uint32_t needs = 0;

	for (size_t i = 0; i < sound->len; i++) {
		uint32_t cp = sound->cp[i];

		if (cp >= 'a' && cp <= 'z' && (i == 0 || strchr(front, (int)cp) != NULL))
			needs |= 1U << (cp - 'a');
	}
	return needs;
}

static bool
rank_name(const struct search *q, const char *base, const struct lookup_entry *e,
	enum lookup_rank *rank)
{
	const char *name = base + e->folded, *key = base + e->key, *at = NULL;
	bool may_sound = q->sounds && (e->letters & q->needs) == q->needs &&
		strchr(key, (int)q->sound.cp[0]) != NULL;

	if (!q->sounds || (e->letters & LOOKUP_LATIN) != 0)
		at = strstr(name, q->text.text);

	if (at == name)
		*rank = name[q->text.len] == '\0' ? LOOKUP_WHOLE : LOOKUP_BEGINS;
	else if (at != NULL)
		*rank = LOOKUP_INSIDE;
	else if (may_sound &&
		(pinyin_key_find(&q->sound, key, PINYIN_START) ||
			pinyin_find(&q->sound, name, PINYIN_START, NULL)))
		*rank = LOOKUP_INITIALS;
	else if (may_sound && pinyin_find(&q->sound, name, PINYIN_ANYWHERE, NULL))
		*rank = LOOKUP_PINYIN;
	else
		return false;
	return true;
}

/* Units are called by their short names too: these are what is printed. */
static bool
rank_brief(const struct search *q, const char *brief, enum lookup_rank *rank)
{
	const char *at = strstr(brief, q->text.text);

	if (at == brief)
		*rank = brief[q->text.len] == '\0' ? LOOKUP_WHOLE : LOOKUP_BEGINS;
	else if (at != NULL)
		*rank = LOOKUP_INSIDE;
	else if (q->sounds && pinyin_find(&q->sound, brief, PINYIN_START, NULL))
		*rank = LOOKUP_INITIALS;
	else
		return false;
	return true;
}

/* The code of the area that the thing lies in. */
static bool
area_code(struct session *s, const struct lookup_item *item, int64_t *code, struct err *err)
{
	struct lookup_item area, unit;
	bool found = true;

	*code = 0;
	if (item->kind == LOOKUP_AREA) {
		*code = item->code;
		return true;
	}
	int64_t area_id = item->owner;

	if (item->kind == LOOKUP_STAFF) {
		if (!lookup_item(s, LOOKUP_UNIT, item->owner, &unit, &found, err))
			return false;
		area_id = found ? unit.owner : 0;
	}
	if (!lookup_item(s, LOOKUP_AREA, area_id, &area, &found, err))
		return false;
	*code = found ? area.code : 0;
	return true;
}

bool
lookup_locate(struct session *s, struct lookup_hit *hit, struct err *err)
{
	const struct scope *scope = &s->scope;

	if (!area_code(s, &hit->item, &hit->area_code, err))
		return false;
	int64_t place = place_make(hit->area_code, 0, 0);

	hit->near = scope->level == AREA_CITY ||
		(place >= scope->place_low && place <= scope->place_high);
	return true;
}

static bool
better(const struct lookup_hit *a, size_t a_len, const struct lookup_hit *b, size_t b_len)
{
	if (a->rank != b->rank)
		return a->rank < b->rank;
	if (a->near != b->near)
		return a->near;
	if (a_len != b_len)
		return a_len < b_len;
	return false; /* the earlier one stays in front */
}

/* Wherever it lies: would there be no room for it? */
static bool
is_hopeless(const struct search *q, enum lookup_rank rank, size_t len)
{
	const struct lookup_hit *last = q->count > 0 ? &q->hits[q->count - 1] : NULL;

	if (last == NULL || q->count < q->most)
		return false;
	return rank > last->rank ||
		(rank == last->rank && last->near && len >= q->lengths[q->count - 1]);
}

static bool
offer(struct search *q, struct lookup_hit hit, struct err *err)
{
	size_t len = strlen(hit.item.name), at = q->count;

	if (is_hopeless(q, hit.rank, len))
		return true;
	if (!lookup_locate(q->s, &hit, err))
		return false;
	while (at > 0 && better(&hit, len, &q->hits[at - 1], q->lengths[at - 1]))
		at--;
	if (at == q->most)
		return true;
	if (q->count < q->most)
		q->count++;
	for (size_t i = q->count - 1; i > at; i--) {
		q->hits[i] = q->hits[i - 1];
		q->lengths[i] = q->lengths[i - 1];
	}
	q->hits[at] = hit;
	q->lengths[at] = len;
	return true;
}

static bool
search_kind(struct search *q, enum lookup_kind kind, struct err *err)
{
	const struct lookup_table *t = lookup_table(q->s, kind, err);
	bool coded = kind == LOOKUP_AREA || kind == LOOKUP_GRID;

	if (t == NULL)
		return false;
	for (size_t i = 0; i < t->count; i++) {
		const struct lookup_entry *e = &t->entries[i];
		struct lookup_hit hit = {.rank = LOOKUP_WHOLE};
		const char *base = t->text.text;

		if (!(coded && rank_code(q, kind, e->code, &hit.rank)) &&
			!rank_name(q, base, e, &hit.rank) &&
			!(kind == LOOKUP_UNIT && rank_brief(q, base + e->brief, &hit.rank)))
			continue;
		hit.item = (struct lookup_item){
			kind, e->id, e->code, e->owner, base + e->name, base + e->brief};
		if (!offer(q, hit, err))
			return false;
	}
	return true;
}

bool
lookup_search(struct session *s, unsigned kinds, const char *typed, size_t most, struct arena *mem,
	struct lookup_hit **out, size_t *count, struct err *err)
{
	struct search q = {.s = s, .most = most};
	bool ok = lookup_begin(s, err);

	q.hits = arena_array(mem, most + 1, sizeof(*q.hits));
	q.lengths = arena_array(mem, most + 1, sizeof(*q.lengths));
	buf_init(&q.text);
	filter_fold(&q.text, typed);
	text_trim(&q.text);
	read_code(&q);
	q.sounds = is_latin(q.text.text) && pinyin_query_init(&q.sound, q.text.text);
	q.needs = q.sounds ? needed_letters(&q.sound) : 0;
	for (int k = 0; ok && q.text.len > 0 && k < LOOKUP_KIND_COUNT; k++)
		if ((kinds & LOOKUP_BIT(k)) != 0)
			ok = search_kind(&q, (enum lookup_kind)k, err);
	for (size_t i = 0; i < q.count; i++) {
		q.hits[i].item.name = arena_strdup(mem, q.hits[i].item.name);
		q.hits[i].item.brief = arena_strdup(mem, q.hits[i].item.brief);
	}
	buf_release(&q.text);
	*out = q.hits;
	*count = q.count;
	return ok;
}

/* An entry with the texts that it is sorted by. */
struct sorted_name {
	const char *key, *name;
	size_t index;
};

static int
by_sound(const void *a, const void *b)
{
	const struct sorted_name *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order == 0)
		order = strcmp(x->name, y->name);
	return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

bool
lookup_order(struct session *s, enum lookup_kind kind, struct arena *mem, struct lookup_order *out,
	struct err *err)
{
	const struct lookup_table *t = lookup_begin(s, err) ? lookup_table(s, kind, err) : NULL;

	if (t == NULL)
		return false;
	struct sorted_name *names = xmalloc((t->count + 1) * sizeof(*names));
	int64_t *ids = arena_array(mem, t->count + 1, sizeof(*ids));
	uint32_t *places = arena_array(mem, t->count + 1, sizeof(*places));

	for (size_t i = 0; i < t->count; i++) {
		const struct lookup_entry *e = &t->entries[i];

		names[i] = (struct sorted_name){t->text.text + e->key, t->text.text + e->name, i};
		ids[i] = e->id;
	}
	qsort(names, t->count, sizeof(*names), by_sound);
	for (size_t i = 0; i < t->count; i++)
		places[names[i].index] = (uint32_t)i;
	free(names);
	*out = (struct lookup_order){ids, places, t->count};
	return true;
}

uint32_t
lookup_place(const struct lookup_order *order, int64_t id)
{
	size_t low = 0, high = order->count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (order->ids[mid] < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < order->count && order->ids[low] == id ? order->places[low]
							   : (uint32_t)order->count;
}
