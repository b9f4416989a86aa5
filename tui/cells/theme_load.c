#include "tui/cells/theme.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "core/base/arena.h"
#include "core/base/i18n.h"
#include "core/base/yaml.h"

enum { ATTRS = 4 };

/* A role's look as a file says it. */
struct paint_form {
	struct paint paint; /* rgb and idx are parsed in place */
	int ansi;           /* position in ansi_names */
	const int *attr;    /* positions in attr_names, ended by 0 */
};

struct theme_form {
	struct {
		const char *zh, *en;
	} name;
	int base, glyphs, background;
	const struct yaml_node *roles;
};

/* Reading a theme: what a role is a copy of is looked up when all roles are known. */
struct reading {
	struct yaml y;
	struct theme *t;
	struct buf *notes;
	const struct yaml_node *copies[ROLE_COUNT];
	int copied_from[ROLE_COUNT];
};

static const char *const base_names[] = {"dark", "light", "mono", NULL};
static const char *const glyph_names[] = {"unicode", "ascii", NULL};
static const char *const background_names[] = {"theme", "terminal", NULL};
static const char *const ansi_names[] = {"default", "black", "red", "green", "yellow", "blue",
	"magenta", "cyan", "white", "bright-black", "bright-red", "bright-green", "bright-yellow",
	"bright-blue", "bright-magenta", "bright-cyan", "bright-white", NULL};
static const char *const attr_names[] = {"", "bold", "dim", "underline", "reverse", NULL};

static bool
parse_rgb(struct yaml *y, const struct yaml_node *node, void *at)
{
	static const char digits[] = "0123456789ABCDEFabcdef";
	struct paint *paint = at;
	const char *hex = node->text + 1;

	if (!yaml_want(y, node, YAML_SCALAR))
		return false;
	if (node->text[0] != '#' || strlen(hex) != 6 || strspn(hex, digits) != 6)
		return yaml_error(y, node, "%s", _("颜色应写 \"#12161D\", 带引号"));
	paint->rgb = (uint32_t)strtoul(hex, NULL, 16);
	return true;
}

static bool
parse_idx(struct yaml *y, const struct yaml_node *node, void *at)
{
	struct paint *paint = at;
	int64_t idx = COLOUR_DEFAULT;

	if (strcmp(node->text, "default") != 0 && !yaml_to_int(y, node, 0, 255, &idx))
		return false;
	paint->idx = (int16_t)idx;
	return true;
}

static bool
keep_node(struct yaml *y, const struct yaml_node *node, void *at)
{
	const struct yaml_node **out = at;

	*out = node;
	return yaml_want(y, node, YAML_MAPPING);
}

static const struct yaml_field paint_fields[] = {
	{"rgb", YAML_CUSTOM, .at = offsetof(struct paint_form, paint), .parse = parse_rgb},
	{"idx", YAML_CUSTOM, .at = offsetof(struct paint_form, paint), .parse = parse_idx},
	{"ansi", YAML_ENUM, .at = offsetof(struct paint_form, ansi), .names = ansi_names},
	{"attr", YAML_ENUMS, .at = offsetof(struct paint_form, attr), .names = attr_names},
	{0},
};

static const struct yaml_field name_fields[] = {
	{"zh", YAML_TEXT, .at = offsetof(struct theme_form, name.zh), .needed = true, .min = 1,
		.max = 11},
	{"en", YAML_TEXT, .at = offsetof(struct theme_form, name.en), .needed = true, .min = 1,
		.max = 40},
	{0},
};

static const struct yaml_field theme_fields[] = {
	{"name", YAML_STRUCT, .at = 0, .needed = true, .fields = name_fields},
	{"base", YAML_ENUM, .at = offsetof(struct theme_form, base), .needed = true,
		.names = base_names},
	{"glyphs", YAML_ENUM, .at = offsetof(struct theme_form, glyphs), .names = glyph_names},
	{"background", YAML_ENUM, .at = offsetof(struct theme_form, background),
		.names = background_names},
	{"roles", YAML_CUSTOM, .at = offsetof(struct theme_form, roles), .needed = true,
		.parse = keep_node},
	{0},
};

/* The role is what another one is: "err: light.red". */
static void
read_copy(struct reading *r, int role, const struct yaml_node *value)
{
	int from = role_parse(value->text);

	if (from == ROLE_NONE) {
		yaml_error(&r->y, value, _("没有颜色角色 「%s」"), value->text);
		return;
	}
	r->copies[role] = value;
	r->copied_from[role] = from;
}

static void
read_role(struct reading *r, int role, const struct yaml_node *value)
{
	struct paint *paint = &r->t->roles[role];
	int attr[ATTRS + 1] = {0}, n = 0;
	struct paint_form form = {.paint = *paint, .ansi = paint->ansi + 1, .attr = attr};

	for (int i = 0; i < ATTRS; i++)
		if ((paint->attr & 1U << i) != 0)
			attr[n++] = i + 1;
	if (value->kind == YAML_SCALAR) {
		read_copy(r, role, value);
		return;
	}
	if (!yaml_want(&r->y, value, YAML_MAPPING) || !yaml_read(&r->y, value, paint_fields, &form))
		return;
	*paint = form.paint;
	paint->ansi = (int8_t)(form.ansi - 1);
	paint->attr = 0;
	for (const int *said = form.attr; *said != 0; said++)
		paint->attr |= (uint8_t)(1U << (*said - 1));
}

/* "sel: {fg: ..., bg: ...}" names both roles of a pair; false when there is no such pair. */
static bool
read_pair(struct reading *r, const struct yaml_node *key)
{
	static const char *const parts[] = {"fg", "bg"};
	int role[2];

	for (int i = 0; i < 2; i++) {
		char name[64];

		snprintf(name, sizeof(name), "%s.%s", key->text, parts[i]);
		role[i] = role_parse(name);
		if (role[i] == ROLE_NONE)
			return false;
	}
	if (!yaml_want(&r->y, key->next, YAML_MAPPING))
		return true;
	yaml_each_key (part, key->next) {
		int i = strcmp(part->text, parts[0]) == 0   ? 0
			: strcmp(part->text, parts[1]) == 0 ? 1
							    : 2;

		if (i < 2)
			read_role(r, role[i], part->next);
		else
			yaml_error(&r->y, part, "%s", _("这里只有 fg 和 bg"));
	}
	return true;
}

static void
read_roles(struct reading *r, const struct yaml_node *roles)
{
	yaml_each_key (key, roles) {
		int role = role_parse(key->text);

		if (role != ROLE_NONE)
			read_role(r, role, key->next);
		else if (!read_pair(r, key) && r->notes != NULL)
			buf_addf(r->notes, _("%s:%d:%d: 没有颜色角色 「%s」, 已略过\n"), key->file,
				key->line, key->col, key->text);
	}
}

/* A copy of a copy is one too; a circle is a mistake. */
static void
copy_roles(struct reading *r)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		int from = role, steps = 0;

		while (r->copies[from] != NULL && steps++ < ROLE_COUNT)
			from = r->copied_from[from];
		if (steps > ROLE_COUNT)
			yaml_error(&r->y, r->copies[role], _("颜色角色 「%s」 绕回到自己"),
				role_name(role));
		else
			r->t->roles[role] = r->t->roles[from];
	}
}

static void
read_theme(struct reading *r, const struct yaml_node *top)
{
	struct theme_form form = {.glyphs = GLYPHS_UNICODE};
	struct theme *t = r->t;

	if (!yaml_read(&r->y, top, theme_fields, &form))
		return;
	theme_from_base(t, (enum theme_base)form.base);
	snprintf(t->name_zh, sizeof(t->name_zh), "%s", form.name.zh);
	snprintf(t->name_en, sizeof(t->name_en), "%s", form.name.en);
	t->glyphs = (enum glyphs)form.glyphs;
	t->own_background = form.background == 0;
	read_roles(r, form.roles);
	copy_roles(r);
}

/* An id is part of a path. */
static bool
is_id(const char *id)
{
	size_t n = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return n > 0 && id[n] == '\0' && n < sizeof(((struct theme *)0)->id);
}

bool
theme_read(struct theme *t, const char *dir, const char *id, struct buf *notes, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct theme loaded = {0};
	struct reading r = {.t = &loaded, .notes = notes};

	if (!is_id(id))
		return err_set(
			err, ERR_INPUT, _("主题名只用小写字母, 数字和 -, 不能是 「%s」"), id);
	yaml_begin(&r.y, &mem);
	read_theme(&r, yaml_load(&r.y, arena_printf(&mem, "%s/%s.yaml", dir, id)));
	bool ok = yaml_end(&r.y, NULL, NULL, err);

	arena_release(&mem);
	if (!ok)
		return false;
	snprintf(loaded.id, sizeof(loaded.id), "%s", id);
	*t = loaded;
	if (notes != NULL)
		theme_check(t, THEME_LEAST_CONTRAST, notes);
	return true;
}

bool
theme_load(struct theme *t, const char *dir, const char *id, struct err *err)
{
	return theme_read(t, dir, id, NULL, err);
}
