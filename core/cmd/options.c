#include "core/cmd/options.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/os.h"

static const char *const allowed[] = {"TERM", "TERM_PROGRAM", "LANG", "HOME", "XDG_DATA_HOME",
	"NO_COLOR", "SSH_CONNECTION", NULL};

/* A copy of the variable; NULL when it is unset or empty. */
static const char *
take(struct options *o, const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0' ? arena_strdup(&o->mem, value) : NULL;
}

bool
options_set_lang(struct options *o, const char *name, struct err *err)
{
	if (strcmp(name, "zh") == 0)
		o->lang = LANG_ZH;
	else if (strcmp(name, "en") == 0)
		o->lang = LANG_EN;
	else
		return err_set(err, ERR_INPUT, _("没有语言 %s, 只有 zh 和 en"), name);
	i18n_set_lang(o->lang);
	return true;
}

static bool
is_catalogue_dir(const char *dir)
{
	struct buf file;

	buf_init(&file);
	buf_addf(&file, "%s/en/LC_MESSAGES/linli.mo", dir);
	bool there = os_exists(file.text);

	buf_release(&file);
	return there;
}

static bool
is_data_dir(const char *dir)
{
	struct buf file;

	buf_init(&file);
	buf_addf(&file, "%s/rules", dir);
	bool there = os_exists(file.text);

	buf_release(&file);
	return there;
}

/* dir/place, each "../" of the place taking a folder off dir. */
static void
join(struct buf *out, const char *dir, const char *place)
{
	size_t len = strlen(dir);

	while (strncmp(place, "../", 3) == 0) {
		place += 3;
		while (len > 0 && dir[--len] != '/')
			;
	}
	buf_clear(out);
	buf_add(out, dir, len);
	buf_addf(out, "/%s", place);
}

/* The first of the places, seen from the program's folder, that is what we look for; NULL if none is. */
static const char *
look_beside_program(struct options *o, const char *const *places, bool (*is_it)(const char *dir))
{
	struct buf dir, path;
	const char *found = NULL;

	buf_init(&dir);
	buf_init(&path);
	if (os_program_dir(&dir)) {
		for (; *places != NULL && found == NULL; places++) {
			join(&path, dir.text, *places);
			if (is_it(path.text))
				found = arena_strdup(&o->mem, path.text);
		}
	}
	buf_release(&dir);
	buf_release(&path);
	return found;
}

/* build/linli, build/release/linli, and PREFIX/bin/linli. */
static const char *const locale_places[] = {"locale", "../locale", "../share/locale", NULL};
static const char *const data_places[] = {"../data", "../../data", "../share/linli", NULL};

static bool
read_now(struct options *o, struct err *err)
{
	const char *now = take(o, "LINLI_NOW");

	if (now == NULL)
		return true;
	o->frozen = date_parse_time(now, &o->frozen_utc);
	if (!o->frozen)
		return err_set(err, ERR_INPUT,
			_("LINLI_NOW 不是时间: %s (要像 2024-12-09T09:00:00)"), now);
	return true;
}

bool
options_read_env(struct options *o, struct err *err)
{
	*o = (struct options){.lang = LANG_ZH};
	o->locale_dir = look_beside_program(o, locale_places, is_catalogue_dir);
	if (!i18n_init(o->locale_dir != NULL ? o->locale_dir : ".", o->lang))
		return err_set(err, ERR_IO, "this machine has no locale C.UTF-8");

	const char *lang = take(o, "LINLI_LANG");
	bool ok = lang == NULL || options_set_lang(o, lang, err) || err_at(err, "LINLI_LANG");

	ok = read_now(o, err) && ok;
	o->db = take(o, "LINLI_DB");
	o->data_dir = take(o, "LINLI_DATA");
	o->theme = take(o, "LINLI_THEME");
	o->no_color = take(o, "NO_COLOR") != NULL;
	o->term = take(o, "TERM");
	o->term_program = take(o, "TERM_PROGRAM");
	o->ssh_connection = take(o, "SSH_CONNECTION");
	o->lang_name = take(o, "LANG");
	os_reduce_environment(allowed, "LINLI_");
	i18n_set_lang(o->lang); /* it works through the environment */
	return ok;
}

static const char *
default_db(struct options *o)
{
	const char *base = take(o, "XDG_DATA_HOME");

	/* The specification of XDG_DATA_HOME says that a relative path is to be ignored. */
	if (base != NULL && *base == '/')
		return arena_printf(&o->mem, "%s/linli/linli.db", base);
	base = take(o, "HOME");
	return base != NULL ? arena_printf(&o->mem, "%s/.local/share/linli/linli.db", base) : NULL;
}

void
options_finish(struct options *o)
{
	if (o->db == NULL)
		o->db = default_db(o);
	if (o->data_dir == NULL)
		o->data_dir = look_beside_program(o, data_places, is_data_dir);
	if (o->data_dir == NULL)
		return;
	/* Installed they lie within the data folder, in the source tree beside it. */
	o->themes_dir = arena_printf(&o->mem, "%s/themes", o->data_dir);
	if (!os_exists(o->themes_dir))
		o->themes_dir = arena_printf(&o->mem, "%s/../themes", o->data_dir);
	if (!os_exists(o->themes_dir))
		o->themes_dir = NULL;
}

void
options_release(struct options *o)
{
	arena_release(&o->mem);
	*o = (struct options){.lang = o->lang};
}
