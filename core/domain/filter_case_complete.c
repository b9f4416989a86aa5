/* Offers for the word under the caret. */
#include "core/domain/filter_complete.h"

#include "core/base/pinyin.h"
#include "core/base/utf8.h"
#include "core/domain/filter_case_inner.h"
#include "core/domain/lookup.h"

/* How well an offer fits; smaller is better. */
enum fit { FIT_WHOLE, FIT_BEGINS, FIT_SOUNDS, FIT_INSIDE, FIT_NOT };

struct offering {
	struct session *s;
	struct arena *mem;
	struct filter_offers *out;
	const char *typed; /* folded */
	bool sounds;
	struct pinyin_query sound;
	struct case_tally_row *counts; /* NULL: not counted */
	size_t counts_count;
	int rank[FILTER_OFFERS_MOST];
	struct err *err;
};

static enum fit
fit_of(const struct offering *o, const char *name)
{
	enum fit fit = FIT_NOT;
	struct buf folded;

	if (name == NULL || *name == '\0')
		return FIT_NOT;
	if (*o->typed == '\0')
		return FIT_BEGINS;
	buf_init(&folded);
	filter_fold(&folded, name);
	const char *at = strstr(folded.text, o->typed);

	if (at == folded.text)
		fit = folded.len == strlen(o->typed) ? FIT_WHOLE : FIT_BEGINS;
	else if (o->sounds && pinyin_find(&o->sound, folded.text, PINYIN_START, NULL))
		fit = FIT_SOUNDS;
	else if (at != NULL)
		fit = FIT_INSIDE;
	buf_release(&folded);
	return fit;
}

static enum fit
best_fit(const struct offering *o, const char *const *names, size_t count)
{
	enum fit best = FIT_NOT;

	for (size_t i = 0; i < count; i++) {
		enum fit fit = fit_of(o, names[i]);

		best = fit < best ? fit : best;
	}
	return best;
}

/* Keeps the eight best, in order; of equals the earlier one stays in front. */
static void
offer(struct offering *o, struct filter_offer item, int rank)
{
	struct filter_offers *out = o->out;
	size_t at = out->count;

	while (at > 0 && rank < o->rank[at - 1])
		at--;
	if (at == FILTER_OFFERS_MOST)
		return;
	if (out->count < FILTER_OFFERS_MOST)
		out->count++;
	for (size_t i = out->count - 1; i > at; i--) {
		out->items[i] = out->items[i - 1];
		o->rank[i] = o->rank[i - 1];
	}
	out->items[at] = item;
	o->rank[at] = rank;
}

enum { UNCOUNTED = 3 };

/* Fits first; kinds in the order fields, flags, values, views among those that fit alike; then how common. */
static int
rank_of(enum fit fit, enum filter_offer_kind kind, int rareness)
{
	return ((int)fit * 4 + (int)kind) * 4 + rareness;
}

static const char *
joined(struct offering *o, const char *a, const char *b)
{
	return arena_printf(o->mem, "%s%s", a, b);
}

static void
offer_names(struct offering *o, const struct filter_names *names, enum filter_offer_kind kind,
	const char *behind)
{
	const char *const all[] = {names->zh, names->en, names->py};
	enum fit fit = best_fit(o, all, 3);
	const char *name = filter_name(names, i18n_lang());

	if (fit < FIT_NOT)
		offer(o,
			(struct filter_offer){
				kind, joined(o, name, behind), name, names->py, 0, -1},
			rank_of(fit, kind, UNCOUNTED));
}

static void
offer_fields(struct offering *o, const char *behind)
{
	for (size_t i = 0; i < filter_cases.field_count; i++)
		offer_names(o, &filter_cases.fields[i].names, OFFER_FIELD, behind);
}

/* How many of the list have the value; -1 when that was not counted. */
static int64_t
count_of(const struct offering *o, int64_t value)
{
	if (o->counts == NULL)
		return -1;
	for (size_t i = 0; i < o->counts_count; i++)
		if (o->counts[i].value == value)
			return o->counts[i].n;
	return 0;
}

static const char *
quoted(struct offering *o, const char *before, const char *value)
{
	struct buf b;

	buf_init(&b);
	buf_addstr(&b, before);
	filter_print_value(&b, value);
	const char *text = arena_strdup(o->mem, b.text);

	buf_release(&b);
	return text;
}

/* Values that the list has come before those that it has not, the most frequent first among those alike. */
static void
offer_value(struct offering *o, const char *before, const char *label, const char *aside,
	int64_t value, bool counted, enum fit fit)
{
	int64_t count = counted ? count_of(o, value) : -1;
	int rareness = count <= 0 ? UNCOUNTED : count < 10 ? 2 : count < 100 ? 1 : 0;

	if (fit < FIT_NOT)
		offer(o,
			(struct filter_offer){
				OFFER_VALUE, quoted(o, before, label), label, aside, value, count},
			rank_of(fit, OFFER_VALUE, rareness));
}

static void
offer_choices(struct offering *o, enum case_filter_field field, const char *before)
{
	struct case_choice c;

	for (size_t i = 0; case_filter_choice(o->s->rules, field, i, &c); i++) {
		const char *const names[] = {c.word.zh, c.word.en, c.brief, c.code};

		offer_value(o, before, word_now(c.word), c.code, c.value, !c.many,
			best_fit(o, names, 4));
	}
}

static bool
offer_found(struct offering *o, enum lookup_kind kind, const char *before, bool counted)
{
	static const enum fit fits[] = {[LOOKUP_WHOLE] = FIT_WHOLE,
		[LOOKUP_BEGINS] = FIT_BEGINS,
		[LOOKUP_INITIALS] = FIT_SOUNDS,
		[LOOKUP_INSIDE] = FIT_INSIDE,
		[LOOKUP_PINYIN] = FIT_INSIDE};
	struct lookup_hit *hits;
	size_t count;

	if (!lookup_search(o->s, LOOKUP_BIT(kind), o->typed, FILTER_OFFERS_MOST, o->mem, &hits,
		    &count, o->err))
		return false;
	for (size_t i = 0; i < count; i++)
		offer_value(o, before, hits[i].item.name, "", hits[i].item.id, counted,
			fits[hits[i].rank]);
	return true;
}

static void
offer_words(struct offering *o, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		offer_value(o, "", words[i], "", 0, false, fit_of(o, words[i]));
}

#define OFFER_WORDS(o, ...) \
	offer_words((o), (const char *const[]){__VA_ARGS__}, \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

/* Before anything is typed: what the list has most of. */
static void
offer_counted(struct offering *o)
{
	for (size_t i = 0; i < o->counts_count && i < FILTER_OFFERS_MOST; i++)
		if (o->counts[i].label[0] != '\0')
			offer_value(o, "", o->counts[i].label, "", o->counts[i].value, true,
				FIT_BEGINS);
}

static bool
offer_values(struct offering *o, const struct filter_field *field)
{
	bool en = i18n_lang() == LANG_EN;

	switch ((enum case_filter_field)field->id) {
	case CF_AREA:
		return offer_found(o, LOOKUP_AREA, "", false);
	case CF_GRID:
		return offer_found(o, LOOKUP_GRID, "", false);
	case CF_ESTATE:
		return offer_found(o, LOOKUP_ESTATE, "", true);
	case CF_UNIT:
	case CF_DESK:
		return offer_found(o, LOOKUP_UNIT, "", true);
	case CF_HANDLER:
	case CF_AUTHOR:
		offer_words(o,
			en ? (const char *const[]){"me", "none"}
			   : (const char *const[]){"我", "无"},
			2);
		return offer_found(o, LOOKUP_STAFF, "", true);
	case CF_DUE:
		if (en)
			OFFER_WORDS(o, "today", "tomorrow", "thisweek", "thismonth", "3d", "2wd");
		else
			OFFER_WORDS(o, "今天", "明天", "本周", "本月", "3d", "2wd");
		return true;
	case CF_OPENED:
	case CF_UPDATED:
	case CF_CLOSED:
		if (en)
			OFFER_WORDS(o, "today", "yesterday", "thisweek", "lastweek", "thismonth",
				"lastmonth", "thisyear");
		else
			OFFER_WORDS(
				o, "今天", "昨天", "本周", "上周", "本月", "上月", "本季", "今年");
		return true;
	case CF_MEETING:
	case CF_FILES:
		offer_words(o,
			en ? (const char *const[]){"some", "none"}
			   : (const char *const[]){"有", "无"},
			2);
		return true;
	default:
		offer_choices(o, (enum case_filter_field)field->id, "");
		return true;
	}
}

/* A bare word may be a value too: of the choices, and of places and units. */
static bool
offer_bare_values(struct offering *o)
{
	static const enum case_filter_field sets[] = {CF_CAT, CF_STATE, CF_CHANNEL, CF_KIND};
	static const struct {
		enum case_filter_field field;
		enum lookup_kind kind;
	} named[] = {{CF_ESTATE, LOOKUP_ESTATE}, {CF_UNIT, LOOKUP_UNIT}, {CF_AREA, LOOKUP_AREA}};

	for (size_t i = 0; i < filter_cases.field_count; i++) {
		const struct filter_field *f = &filter_cases.fields[i];
		const char *before = joined(o, filter_name(&f->names, i18n_lang()), ":");

		for (size_t k = 0; k < sizeof(sets) / sizeof(sets[0]); k++)
			if (f->id == (int)sets[k])
				offer_choices(o, sets[k], before);
		for (size_t k = 0; k < sizeof(named) / sizeof(named[0]); k++)
			if (f->id == (int)named[k].field &&
				(i == 0 || filter_cases.fields[i - 1].id != f->id) &&
				!offer_found(o, named[k].kind, before, false))
				return false;
	}
	return true;
}

static bool
offer_views(struct offering *o)
{
	const char **names, **filters;
	size_t count;

	if (!list_views(o->s, o->mem, &names, &filters, &count, o->err))
		return false;
	for (size_t i = 0; i < count; i++) {
		enum fit fit = fit_of(o, names[i]);

		if (fit < FIT_NOT)
			offer(o,
				(struct filter_offer){
					OFFER_VIEW, names[i], names[i], filters[i], 0, -1},
				rank_of(fit, OFFER_VIEW, UNCOUNTED));
	}
	return true;
}

/* What counts are needed for, and whether these are they. */
static bool
take_counts(struct offering *o, struct case_tally *tally)
{
	const struct filter_typing *typing = &o->out->typing;
	int64_t total;

	if (tally == NULL || typing->spot != SPOT_VALUE ||
		case_tally_field(tally) != (enum case_filter_field)typing->field->id)
		return true;
	return case_tally_rows(tally, o->mem, &o->counts, &o->counts_count, &total, o->err);
}

static bool
offer_all(struct offering *o)
{
	const struct filter_typing *typing = &o->out->typing;

	switch (typing->spot) {
	case SPOT_NOWHERE:
		return true;
	case SPOT_FIELD:
		offer_fields(o, "");
		return true;
	case SPOT_VIEW:
		return offer_views(o);
	case SPOT_VALUE:
		if (*o->typed == '\0' && o->counts != NULL) {
			offer_counted(o);
			return true;
		}
		return offer_values(o, typing->field);
	case SPOT_WORD:
		break;
	}
	offer_fields(o, ":");
	if (*o->typed == '\0')
		return true;
	for (size_t i = 0; i < filter_cases.flag_count; i++)
		offer_names(o, &filter_cases.flags[i].names, OFFER_FLAG, "");
	return offer_bare_values(o);
}

bool
case_filter_complete(struct session *s, const char *text, size_t caret, struct case_tally *tally,
	struct arena *mem, struct filter_offers *out, struct err *err)
{
	struct offering o = {.s = s, .mem = mem, .out = out, .err = err};
	struct buf folded;

	*out = (struct filter_offers){.count = 0};
	filter_typing_at(&filter_cases, text, caret, mem, &out->typing);
	out->rest = arena_printf(mem, "%.*s%s", (int)out->typing.term, text, text + caret);
	buf_init(&folded);
	filter_fold(&folded, out->typing.typed != NULL ? out->typing.typed : "");
	o.typed = arena_strdup(mem, folded.text);
	buf_release(&folded);
	o.sounds = *o.typed != '\0' && (uint8_t)*o.typed < 0x80 &&
		pinyin_query_init(&o.sound, o.typed);
	return take_counts(&o, tally) && offer_all(&o);
}
