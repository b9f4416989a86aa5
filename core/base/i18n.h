/*
 * Two languages. The message id is the Chinese text itself, so that without a catalogue the program is
 * Chinese, not broken; English is a gettext catalogue.
 */
#ifndef LINLI_I18N_H
#define LINLI_I18N_H

#include <libintl.h>
#include <stdbool.h>

enum lang { LANG_ZH, LANG_EN };

/* Translates now. */
#define _(text) gettext(text)

/* Marks a text in a table; translate it where it is used, by _() or tr(). */
#define N_(text) text

/* For texts that come from a table. tr("") is "". */
const char *tr(const char *text);

/*
 * A text for a slot of fixed width. The context names the slot and its cells, "queue.col.left|8":
 * the catalogue test proves that both languages fit.
 */
#define C_(context, text) tr_context(context "\004" text, text)
const char *tr_context(const char *context_and_text, const char *text);

/* The same for tables: the text carries its slot, SLOT("queue.left|8", "剩余"), and is translated where it is used. */
#define SLOT(context, text) context "\004" text
const char *slot_text(const char *slot_and_text);

/* Plural forms; n chooses. */
#define P_(one, many, n) ngettext(one, many, (unsigned long)(n))

/*
 * Sets the process's locale to C.UTF-8 whatever the environment says and binds the catalogue folder
 * (which holds en/LC_MESSAGES/linli.mo). False when the machine has no UTF-8 locale at all.
 */
bool i18n_init(const char *locale_dir, enum lang lang);

/* Switches while running; takes effect with the next lookup. */
void i18n_set_lang(enum lang lang);
enum lang i18n_lang(void);

#endif
