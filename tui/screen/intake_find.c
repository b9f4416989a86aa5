/* What can be looked up in the fields of the intake form: under the field, and by F4 in a list of its own. */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/pinyin.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/category_search.h"
#include "tui/screen/intake_model.h"

enum { HITS = 9 };

int64_t
intake_place_value(enum lookup_kind kind, int64_t id)
{
	return id != 0 ? id * LOOKUP_KIND_COUNT + (int64_t)kind : 0;
}

struct intake_place
intake_place_of(int64_t value)
{
	return (struct intake_place){
		(enum lookup_kind)(value % LOOKUP_KIND_COUNT), value / LOOKUP_KIND_COUNT};
}

const char *
intake_channel_text(const struct rules *rules, int value, struct arena *mem)
{
	const struct choice *c = choice_by_value(rules, CHOICE_CHANNEL, value);

	return c != NULL ? arena_printf(mem, "%s %s", c->code, word_now(c->name)) : "";
}

const char *
intake_category_text(const struct rules *rules, int code, struct arena *mem)
{
	const struct category *c = category_by_code(rules, code);

	return c != NULL ? arena_printf(mem, "%s %s", c->letters, word_now(c->name)) : "";
}

static bool
begins(const char *text, const char *with)
{
	while (*with != '\0') {
		uint32_t a = text_fold_cp(utf8_next(&text)), b = text_fold_cp(utf8_next(&with));

		if (a != b)
			return false;
	}
	return true;
}

static bool
find_channel(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	const struct choices *all = &ui->session->rules->choices[CHOICE_CHANNEL];
	struct pinyin_query sound;
	bool sounds = pinyin_query_init(&sound, query);

	(void)err;
	for (size_t i = 0; i < all->count; i++) {
		const struct choice *c = &all->items[i];
		bool code = begins(c->code, query);

		if (code || strstr(word_now(c->name), query) != NULL ||
			(sounds && pinyin_find(&sound, c->name.zh, PINYIN_START, NULL)))
			founds_add(out,
				(struct found){.id = c->value,
					.text = intake_channel_text(
						ui->session->rules, c->value, ui->load),
					.rank = !code});
	}
	return true;
}

/* "刺桐社区居委会": what tells namesakes apart. */
static const char *
area_name(struct ui *ui, const struct lookup_item *item, struct err *err)
{
	struct lookup_item area;
	bool found = false;

	if (item->kind == LOOKUP_AREA ||
		!lookup_by_id(ui->session, LOOKUP_AREA, item->owner, &area, &found, err))
		return NULL;
	return found ? arena_strdup(ui->load, area.name) : NULL;
}

static const char *
kind_word(enum lookup_kind kind)
{
	return kind == LOOKUP_ESTATE  ? C_("intake.kind|6", "小区")
		: kind == LOOKUP_GRID ? C_("intake.kind|6", "网格")
				      : C_("intake.kind|6", "区划");
}

static bool
find_named(struct ui *ui, unsigned kinds, const char *query, struct founds *out, struct err *err)
{
	struct lookup_hit *hits;
	size_t n;

	if (!lookup_search(ui->session, kinds, query, HITS, ui->load, &hits, &n, err))
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct lookup_item *item = &hits[i].item;
		bool unit = item->kind == LOOKUP_UNIT;

		founds_add(out,
			(struct found){
				.id = unit ? item->id : intake_place_value(item->kind, item->id),
				.text = unit ? item->brief : item->name,
				.code = unit ? NULL : kind_word(item->kind),
				.right = area_name(ui, item, err),
				.rank = (int)i});
	}
	return err->code == ERR_NONE;
}

static bool
find_place(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	return find_named(ui,
		LOOKUP_BIT(LOOKUP_ESTATE) | LOOKUP_BIT(LOOKUP_GRID) | LOOKUP_BIT(LOOKUP_AREA),
		query, out, err);
}

static bool
find_grid(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	return find_named(ui, LOOKUP_BIT(LOOKUP_GRID), query, out, err);
}

static bool
find_unit(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	return find_named(ui, LOOKUP_BIT(LOOKUP_UNIT), query, out, err);
}

static void
add_category(struct ui *ui, struct founds *out, const struct category *c, int rank)
{
	founds_add(out,
		(struct found){.id = c->code,
			.text = intake_category_text(ui->session->rules, c->code, ui->load),
			.right = c->sealed ? _("不在这里登记")
					   : word_now(ui->session->rules->tiers[c->tier].brief),
			.rank = rank});
}

/* A sealed category is found by its code alone: taking it clears the form and says where to go. */
static bool
find_category(struct ui *ui, const char *query, struct founds *out, struct err *err)
{
	const struct rules *rules = ui->session->rules;
	const struct category *hits[HITS];
	size_t n = category_search(rules, query, HITS, hits);

	(void)err;
	for (size_t i = 0; i < n; i++)
		add_category(ui, out, hits[i], (int)i);
	for (size_t i = 0; i < rules->category_count; i++) {
		const struct category *c = &rules->categories[i];

		if (*query == '\0' && !c->sealed)
			add_category(ui, out, c, HITS);
		if (c->sealed && *query != '\0' && utf8_count(query) == 2 &&
			(begins(c->letters, query) || strcmp(c->brief, query) == 0))
			add_category(ui, out, c, -1);
	}
	return true;
}

void
intake_lookup(void *self, struct ui *ui, int field, const char *query, struct founds *out)
{
	struct intake_model *in = self;
	struct err err = ERR_INIT;
	bool ok = true;

	switch (field) {
	case IN_CHANNEL:
		ok = find_channel(ui, query, out, &err);
		break;
	case IN_PLACE:
		ok = find_place(ui, query, out, &err);
		break;
	case IN_CATEGORY:
		ok = find_category(ui, query, out, &err);
		break;
	case IN_UNIT:
	case IN_COPIES:
		ok = find_unit(ui, query, out, &err);
		break;
	default:
		break;
	}
	if (!ok)
		form_error(&in->form, field, arena_strdup(ui->screen, err.text));
}

const struct finder_source *const *
intake_finders(int field)
{
	static const struct finder_source channel = {N_("来源"), 0, find_channel},
					  place = {N_("小区"), 0, find_place},
					  grid = {N_("网格"), 0, find_grid},
					  category = {N_("类别"), 0, find_category},
					  unit = {N_("单位"), 0, find_unit};
	static const struct finder_source
		*const channels[] = {&channel, NULL},
		       *const places[] = {&place, NULL}, *const grids[] = {&grid, NULL},
		       *const categories[] = {&category, NULL}, *const units[] = {&unit, NULL};

	switch (field) {
	case IN_CHANNEL:
		return channels;
	case IN_PLACE:
		return places;
	case IN_ROOM:
	case IN_GRID:
		return grids;
	case IN_CATEGORY:
		return categories;
	case IN_UNIT:
	case IN_COPIES:
		return units;
	default:
		return NULL;
	}
}
