#include <dirent.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/i18n.h"
#include "core/base/nearest.h"
#include "core/domain/calendar.h"
#include "core/domain/rules_read.h"

static const char *const files[] = {"categories.yaml", "choices.yaml", "entry.yaml",
	"escalation.yaml", "letters.yaml", "macros.yaml", "phrases.yaml", "program.yaml",
	"tiers.yaml", "tracks.yaml", "units.yaml"};

enum { FILES = sizeof(files) / sizeof(files[0]) };

const struct yaml_node *
reading_load(struct reading *rd, const char *name)
{
	const char *path = arena_printf(&rd->y.tree, "%s/rules/%s", rd->dir, name);
	const struct yaml_node *top = yaml_load(&rd->y, path);

	reading_hash(rd, name, &rd->y.source);
	return top;
}

void
reading_hash(void *reading, const char *name, const struct buf *bytes)
{
	struct reading *rd = reading;

	mac_text(&rd->mac, name);
	mac_bytes(&rd->mac, bytes->text, bytes->len);
}

void
reading_unconfirmed(struct reading *rd, const char *path)
{
	const char *copy = arena_strdup(&rd->rules->mem, path);

	buf_add(&rd->unconfirmed, (const char *)&copy, sizeof(copy));
}

bool
parse_limit(struct yaml *y, const struct yaml_node *node, void *at)
{
	struct limit limit;

	if (!yaml_want(y, node, YAML_SCALAR))
		return false;
	if (!limit_parse(node->text, &limit))
		return yaml_error(
			y, node, _("时限应写 5wd 3.5wh 24h 30cd 这样, 不能是 「%s」"), node->text);
	memcpy(at, &limit, sizeof(limit));
	return true;
}

bool
parse_confirmed(struct yaml *y, const struct yaml_node *node, void *at)
{
	bool yes;

	(void)at;
	if (node->kind != YAML_MAPPING)
		return yaml_to_bool(y, node, &yes);
	yaml_each_key (key, node)
		if (!yaml_to_bool(y, key->next, &yes))
			return false;
	return true;
}

static bool
is_false(const struct yaml_node *node)
{
	return node != NULL && (strcmp(node->text, "false") == 0 || strcmp(node->text, "否") == 0);
}

void
reading_confirm(struct reading *rd, const struct yaml_node *entry, const char *path)
{
	const struct yaml_node *confirmed = yaml_get(entry, "confirmed");

	if (confirmed == NULL || confirmed->kind != YAML_MAPPING) {
		if (is_false(confirmed))
			reading_unconfirmed(rd, path);
		return;
	}
	yaml_each_key (key, confirmed) {
		if (yaml_get(entry, key->text) == NULL)
			yaml_error(&rd->y, key, _("这一条里没有键 「%s」"), key->text);
		if (is_false(key->next))
			reading_unconfirmed(
				rd, arena_printf(&rd->y.tree, "%s.%s", path, key->text));
	}
}

/* A file whose name is not one of ours is not read, which its author would not expect. */
static void
check_names(struct reading *rd)
{
	const char *path = arena_printf(&rd->y.tree, "%s/rules", rd->dir);
	DIR *dir = opendir(path);
	struct dirent *e;

	while (dir != NULL && (e = readdir(dir)) != NULL) {
		const char *dot = strrchr(e->d_name, '.');
		bool known = e->d_name[0] == '.' || dot == NULL || strcmp(dot, ".yaml") != 0;

		for (int i = 0; i < FILES && !known; i++)
			known = strcmp(files[i], e->d_name) == 0;
		if (known)
			continue;
		struct yaml_node at = {.line = 1,
			.col = 1,
			.file = arena_printf(&rd->y.tree, "%s/%s", path, e->d_name)};
		const char *close = nearest_name(e->d_name, files, FILES);

		if (close != NULL)
			yaml_error(&rd->y, &at, _("不认识这个规则文件, 是否想写 %s?"), close);
		else
			yaml_error(&rd->y, &at, "%s", _("不认识这个规则文件"));
	}
	if (dir != NULL)
		closedir(dir);
}

static void
read_calendar(struct reading *rd)
{
	const char *dir = arena_printf(&rd->y.tree, "%s/calendar", rd->dir);
	bool confirmed = true;

	rd->rules->calendar = calendar_read(&rd->y, dir, reading_hash, rd, &confirmed);
	if (!confirmed)
		reading_unconfirmed(rd, "calendar.hours");
}

static void
finish(struct reading *rd)
{
	struct rules *r = rd->rules;
	uint8_t mac[CRYPTO_MAC_BYTES];
	size_t n = rd->unconfirmed.len / sizeof(char *);
	const char **list = arena_array(&r->mem, n + 1, sizeof(*list));

	if (n > 0)
		memcpy(list, rd->unconfirmed.text, n * sizeof(*list));
	r->unconfirmed = list;
	mac_end(&rd->mac, mac);
	for (size_t i = 0; i < CRYPTO_MAC_BYTES; i++)
		snprintf(r->hash + 2 * i, 3, "%02x", mac[i]);
	rules_index(r);
}

bool
rules_load(struct rules **out, const char *data_dir, void (*report)(void *ctx, const char *line),
	void *ctx, struct err *err)
{
	static const uint8_t no_key[CRYPTO_KEY_BYTES] = {0}; /* an identity, not a proof */
	struct reading rd = {.rules = xcalloc(1, sizeof(*rd.rules)), .dir = data_dir};

	*out = NULL;
	buf_init(&rd.unconfirmed);
	yaml_begin(&rd.y, &rd.rules->mem);
	mac_begin(&rd.mac, no_key, "rules");
	check_names(&rd);
	read_choices(&rd);
	read_tiers(&rd);
	read_categories(&rd);
	read_phrases(&rd);
	read_macros(&rd);
	read_steps(&rd);
	read_tracks(&rd);
	read_entry(&rd);
	read_program(&rd);
	read_calendar(&rd);
	bool ok = yaml_end(&rd.y, report, ctx, err);

	if (ok) {
		finish(&rd);
		*out = rd.rules;
	} else {
		rules_free(rd.rules);
	}
	buf_release(&rd.unconfirmed);
	return ok;
}

void
rules_free(struct rules *r)
{
	if (r == NULL)
		return;
	arena_release(&r->mem);
	free(r);
}
