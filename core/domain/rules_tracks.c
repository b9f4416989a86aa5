#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/domain/rules_read.h"

enum { NAME_MOST = 12, NAME_EN_MOST = 26, TEXT_MOST = 200, SOURCE_MOST = 80 };

#define WINDOW(member) offsetof(struct track_window, member)
#define AT(member) offsetof(struct track, member)

static const struct yaml_field window_fields[] = {
	{"zh", YAML_TEXT, .at = WINDOW(name.zh), .needed = true, .min = 1, .max = NAME_MOST},
	{"en", YAML_TEXT, .at = WINDOW(name.en), .needed = true, .min = 1, .max = NAME_EN_MOST},
	{"limit", YAML_CUSTOM, .at = WINDOW(limit), .needed = true, .parse = parse_limit},
	{"source", YAML_TEXT, .at = WINDOW(source)},
	{0},
};

static const struct yaml_field track_fields[] = {
	{"code", YAML_TEXT, .at = AT(code), .needed = true, .unique = true, .min = 1,
		.max = NAME_EN_MOST},
	{"zh", YAML_TEXT, .at = AT(name.zh), .needed = true, .min = 1, .max = NAME_MOST},
	{"en", YAML_TEXT, .at = AT(name.en), .needed = true, .min = 1, .max = NAME_EN_MOST},
	{"of", YAML_WORDS, .at = AT(of)},
	{"route", YAML_TEXT, .at = AT(route)},
	{"accept", YAML_CUSTOM, .at = AT(accept), .parse = parse_limit},
	{"handle", YAML_CUSTOM, .at = AT(handle), .parse = parse_limit},
	{"extend", YAML_CUSTOM, .at = AT(extend), .parse = parse_limit},
	{"source", YAML_TEXT, .at = AT(source), .needed = true, .min = 1, .max = SOURCE_MOST},
	{"told", YAML_TEXT, .at = AT(told), .needed = true, .min = 1, .max = TEXT_MOST},
	{"refusal", YAML_TEXT, .at = AT(refusal), .needed = true, .min = 1, .max = TEXT_MOST},
	{"windows", YAML_LIST, .at = AT(windows), .fields = window_fields,
		.size = sizeof(struct track_window), .count_at = AT(window_count)},
	{"confirmed", YAML_CUSTOM, .at = 0, .parse = parse_confirmed},
	{0},
};

static const struct yaml_field file_fields[] = {
	{"tracks", YAML_LIST, .at = offsetof(struct rules, tracks),
		.count_at = offsetof(struct rules, track_count), .needed = true,
		.fields = track_fields, .size = sizeof(struct track)},
	{0},
};

static struct category *
find_category(struct rules *r, const char *code)
{
	for (size_t i = 0; i < r->category_count; i++)
		if (r->categories[i].code == (int)strtol(code, NULL, 10))
			return &r->categories[i];
	return NULL;
}

/* Categories run the limits of the track that they follow. */
static void
join_categories(struct reading *rd, const struct track *t, const struct yaml_node *entry)
{
	for (size_t i = 0; t->of[i] != NULL; i++) {
		struct category *c = find_category(rd->rules, t->of[i]);

		if (c == NULL || c->track != NULL) {
			yaml_error(&rd->y, yaml_get(entry, "of"),
				c == NULL ? _("没有类别 「%s」")
					  : _("类别 「%s」 已经在别的轨道里"),
				t->of[i]);
			continue;
		}
		c->track = t;
		c->statute_accept = t->accept;
		c->statute = t->handle;
		c->statute_extend = t->extend;
		c->statute_source = t->source;
	}
}

void
read_tracks(struct reading *rd)
{
	const struct yaml_node *top = reading_load(rd, "tracks.yaml");
	struct rules *r = rd->rules;

	if (!yaml_read(&rd->y, top, file_fields, r))
		return;
	const struct yaml_node *item = yaml_get(top, "tracks")->first;

	for (size_t i = 0; i < r->track_count; i++, item = item->next) {
		const struct track *t = &r->tracks[i];

		if (r->category_count > 0)
			join_categories(rd, t, item);
		if (t->extend.unit != UNIT_NONE && t->handle.unit == UNIT_NONE)
			yaml_error(&rd->y, yaml_get(item, "extend"), "%s",
				_("没有 handle 就不能有 extend"));
		if (*t->route != '\0' && r->choices[CHOICE_REFER_ROUTE].count > 0 &&
			choice_by_code(r, CHOICE_REFER_ROUTE, t->route) == NULL)
			yaml_error(&rd->y, yaml_get(item, "route"), _("没有途径 「%s」"), t->route);
		reading_confirm(rd, item, arena_printf(&rd->y.tree, "tracks.%s", t->code));
	}
}

const struct track *
track_by_code(const struct rules *r, const char *code)
{
	for (size_t i = 0; i < r->track_count; i++)
		if (strcmp(r->tracks[i].code, code) == 0)
			return &r->tracks[i];
	return NULL;
}

const struct track *
track_by_route(const struct rules *r, int category, const char *route)
{
	const struct category *cat = category_by_code(r, category);

	if (cat != NULL && cat->track != NULL && strcmp(cat->track->route, route) == 0)
		return cat->track;
	for (size_t i = 0; i < r->track_count; i++)
		if (strcmp(r->tracks[i].route, route) == 0)
			return &r->tracks[i];
	return NULL;
}
