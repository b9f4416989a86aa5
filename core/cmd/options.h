/*
 * What one run of the program was told, by its environment and before its command. The environment is
 * read here, once, through a list of allowed names; everything else in it is taken away, so that neither
 * this program nor a library below it can be steered by a variable that nobody thought of.
 */
#ifndef LINLI_OPTIONS_H
#define LINLI_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/base/i18n.h"

struct options {
	struct arena mem;       /* holds the strings below that are made */
	const char *db;         /* NULL: no --db, no LINLI_DB and no home to look in */
	const char *as;         /* login; NULL: the database's first operator */
	const char *theme;      /* NULL: the person's own, or the default */
	const char *data_dir;   /* holds rules/ calendar/ divisions/; NULL: not found */
	const char *themes_dir; /* NULL: not found, only the compiled-in theme is there */
	const char *locale_dir; /* NULL: not found, Chinese only */
	enum lang lang;
	bool frozen; /* LINLI_NOW */
	int64_t frozen_utc;
	bool no_color;                                    /* NO_COLOR is set and not empty */
	const char *term, *term_program, *ssh_connection; /* NULL: not set */
	const char *lang_name; /* LANG as it was, for `doctor`; NULL: not set */
};

/*
 * Reads the environment and reduces it to the allowed names. Errors: INPUT (a variable that cannot be
 * understood). The struct is usable and must be released either way.
 */
bool options_read_env(struct options *o, struct err *err);

/*
 * Call after the command line has been read: fills in what was given neither there nor by the environment
 * (database, data folder).
 */
void options_finish(struct options *o);

void options_release(struct options *o);

/* --lang: takes effect at once. Errors: INPUT. */
bool options_set_lang(struct options *o, const char *name, struct err *err);

#endif
