/*
 * Roles and what they look like. A screen names roles only; a theme file gives each role a colour of the
 * 256-colour palette, one of the 16 colours, and attributes for terminals without colour.
 */
#ifndef LINLI_THEME_H
#define LINLI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/err.h"

enum role {
#define X(id, name) id,
#include "tui/cells/roles.def"
#undef X
	ROLE_COUNT
};

enum glyphs { GLYPHS_UNICODE, GLYPHS_ASCII };

enum theme_attr { ATTR_BOLD = 1, ATTR_DIM = 2, ATTR_UNDERLINE = 4, ATTR_REVERSE = 8 };

enum {
	COLOUR_DEFAULT = -1, /* the terminal's own */
	ROLE_NONE = -1,
	THEME_LEAST_CONTRAST = 450, /* in hundredths */
};

/* The built-in palettes that a theme can take its missing roles from. */
enum theme_base { BASE_DARK, BASE_LIGHT, BASE_MONO };

struct paint {
	uint32_t rgb; /* the intent: for documents, pictures and the contrast test */
	int16_t idx;  /* 0-255 or COLOUR_DEFAULT */
	int8_t ansi;  /* 0-15 or COLOUR_DEFAULT */
	uint8_t attr; /* bits of enum theme_attr: without colour, and beside the 16 colours for light, err,
	                  conflict and sealed */
};

struct theme {
	char id[32];
	char name_zh[48], name_en[48];
	enum theme_base base;
	bool own_background; /* false: the terminal's background is used for bg */
	enum glyphs glyphs;
	struct paint roles[ROLE_COUNT];
};

const char *role_name(int role);

/* The role of that name, or ROLE_NONE. */
int role_parse(const char *name);

/* The compiled-in default-dark. */
void theme_default(struct theme *t);

/* Do both look the same on every terminal? (The glyph set is not asked about.) */
bool theme_draws_alike(const struct theme *a, const struct theme *b);

/* The compiled-in palette of a base: default-dark, default-light or mono. */
void theme_from_base(struct theme *t, enum theme_base base);

/*
 * Loads DIR/ID.yaml; what it does not say of a role comes from its base. A role may be another one
 * ("err: light.red"), and a pair may be given together ("sel: {fg: ..., bg: ...}"). Every mistake as
 * file:line:column; t is left alone then. Errors: INPUT.
 */
bool theme_load(struct theme *t, const char *dir, const char *id, struct err *err);

/*
 * The same; a line for each thing that is no mistake but should be told goes to notes (may be NULL): roles
 * that this program does not know, and what theme_check() finds.
 */
bool theme_read(
	struct theme *t, const char *dir, const char *id, struct buf *notes, struct err *err);

/* The colour of an entry of the 256-colour palette (16 to 255; the first 16 are the user's own). */
uint32_t theme_palette_rgb(int idx);

/* WCAG contrast of two colours, times 100: 450 is 4.5:1. */
int theme_contrast(uint32_t a, uint32_t b);

/* How people see colours. */
enum sight { SIGHT_NORMAL, SIGHT_PROTAN, SIGHT_DEUTAN, SIGHT_TRITAN, SIGHTS };

/* How far apart two colours look (CIE76, rounded down): 20 and more are told apart at a glance. */
int theme_distance(uint32_t a, uint32_t b, enum sight sight);

/*
 * What a palette must keep: text 4.5:1 on its ground, disabled text 3:1, lights and the first three chart
 * colours 20 apart for every sight; both for rgb and for the 256-colour palette. Appends a line for each
 * miss and returns their number; least is 450, or 700 for a high-contrast theme.
 */
int theme_check(const struct theme *t, int least, struct buf *out);

#endif
