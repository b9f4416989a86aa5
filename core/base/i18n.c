#include "core/base/i18n.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

static enum lang current = LANG_ZH;

/* glibc re-reads LANGUAGE only when this counter changes; its manual names it for this purpose. */
extern int _nl_msg_cat_cntr;

void
i18n_set_lang(enum lang lang)
{
	current = lang;
	setenv("LANGUAGE", lang == LANG_EN ? "en" : "zh_CN", 1);
	++_nl_msg_cat_cntr;
}

enum lang
i18n_lang(void)
{
	return current;
}

bool
i18n_init(const char *locale_dir, enum lang lang)
{
	/* LC_MESSAGES "C" would switch translation off; C.UTF-8 needs no generated locale. */
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL || setlocale(LC_MESSAGES, "C.UTF-8") == NULL)
		return false;
	bindtextdomain("linli", locale_dir);
	bind_textdomain_codeset("linli", "UTF-8");
	textdomain("linli");
	i18n_set_lang(lang);
	return true;
}

const char *
tr(const char *text)
{
	return *text == '\0' ? "" : gettext(text); /* gettext("") is the catalogue's header */
}

const char *
tr_context(const char *context_and_text, const char *text)
{
	const char *found = gettext(context_and_text);

	return found == context_and_text ? text : found;
}

const char *
slot_text(const char *slot_and_text)
{
	const char *text = strchr(slot_and_text, '\004');

	return text != NULL ? tr_context(slot_and_text, text + 1) : tr(slot_and_text);
}
