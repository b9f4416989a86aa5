#include "core/serve/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/area.h"
#include "core/domain/case_history.h"
#include "core/serve/suggest_db.h"

enum { MOST_CANDIDATES = 40, MOST_ALIKE = 10, MOST_PAIRS = 512, LEAST_PERCENT = 50 };

/* Same place and category is nearly half of what makes two matters one; without a place the words are all. */
enum { PLACE_PERCENT = 45 };

/* The pairs of neighbouring characters of a text, sorted: what two texts are compared by. */
struct pairs {
	uint64_t pair[MOST_PAIRS];
	size_t count;
};

static int
compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool
counts_as_word(uint32_t cp)
{
	return text_is_hanzi(cp) || (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9');
}

static void
add_pairs(struct pairs *p, const char *text)
{
	uint32_t last = 0;

	while (*text != '\0' && p->count < MOST_PAIRS) {
		uint32_t cp = text_fold_cp(utf8_next(&text));

		if (counts_as_word(cp) && last != 0)
			p->pair[p->count++] = (uint64_t)last << 32 | cp;
		last = counts_as_word(cp) ? cp : 0;
	}
}

static void
make_pairs(struct pairs *p, const char *title, const char *body)
{
	size_t kept = 0;

	p->count = 0;
	add_pairs(p, title);
	add_pairs(p, body);
	qsort(p->pair, p->count, sizeof(p->pair[0]), compare);
	for (size_t i = 0; i < p->count; i++)
		if (i == 0 || p->pair[i] != p->pair[i - 1])
			p->pair[kept++] = p->pair[i];
	p->count = kept;
}

/* The share, in percent, of the shorter text's pairs that the other one has too. */
static int
overlap(const struct pairs *a, const struct pairs *b)
{
	size_t i = 0, j = 0, both = 0;
	size_t least = a->count < b->count ? a->count : b->count;

	while (i < a->count && j < b->count) {
		int order = compare(&a->pair[i], &b->pair[j]);

		both += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return least == 0 ? 0 : (int)(100 * both / least);
}

/* Shared words make it; age takes a little off. */
static int
likeness(const struct pairs *mine, const struct candidate *c, bool placed, struct pairs *room,
	int64_t now)
{
	int days = (int)((now - c->opened_at) / DATE_DAY_S);

	make_pairs(room, c->title, c->body);
	int percent = (placed ? PLACE_PERCENT : 0) + overlap(mine, room) * 11 / 12 - days / 6;

	return percent > 99 ? 99 : percent;
}

static void
insert(struct duplicate_guess *out, size_t *count, const struct candidate *c, int percent)
{
	size_t at = *count < SUGGEST_DUPLICATES ? (*count)++ : SUGGEST_DUPLICATES;

	while (at > 0 && out[at - 1].percent < percent) {
		if (at < SUGGEST_DUPLICATES)
			out[at] = out[at - 1];
		at--;
	}
	if (at < SUGGEST_DUPLICATES)
		out[at] = (struct duplicate_guess){.case_id = c->id,
			.no = c->no,
			.opened_at = c->opened_at,
			.state = (enum case_state)c->state,
			.percent = percent,
			.title = c->title,
			.estate = c->estate,
			.unit = c->unit};
}

/* One that may be seen, and that nobody has said to be another matter. */
static bool
may_offer(struct session *s, int64_t self, int64_t id, bool *yes, struct err *err)
{
	bool apart = false;

	if (!case_may_see_id(s, id, yes, err) ||
		(*yes && self != 0 && !suggest_kept_apart(s, self, id, &apart, err)))
		return false;
	*yes = *yes && !apart;
	return true;
}

bool
suggest_duplicates(struct session *s, int64_t self, int category, int64_t place, int64_t estate_id,
	const char *title, const char *body, struct arena *mem,
	struct duplicate_guess out[SUGGEST_DUPLICATES], size_t *count, struct err *err)
{
	int64_t now = session_now(s);
	int64_t since = now - (int64_t)s->rules->duplicate_days * DATE_DAY_S;
	struct candidate *list;
	size_t n;

	bool placed = estate_id != 0 || place_grid(place) != 0;

	*count = 0;
	if (placed && category == 0)
		return true;
	if (placed ? !suggest_candidates(s, self, category, place, estate_id, since,
			     MOST_CANDIDATES, mem, &list, &n, err)
		   : !suggest_same_words(
			     s, self, title, place, since, MOST_ALIKE, mem, &list, &n, err))
		return false;
	struct pairs *mine = xmalloc(sizeof(*mine)), *room = xmalloc(sizeof(*room));
	bool ok = true;

	make_pairs(mine, title, body);
	for (size_t i = 0; ok && i < n; i++) {
		bool offered = false;
		int percent = likeness(mine, &list[i], placed, room, now);

		if (percent >= LEAST_PERCENT)
			ok = may_offer(s, self, list[i].id, &offered, err);
		if (offered)
			insert(out, count, &list[i], percent);
	}
	free(mine);
	free(room);
	return ok;
}
