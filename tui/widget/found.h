/*
 * Things found for a few typed characters: what completions, lookup fields, pick lists and the palette
 * are made of; and how well something matches, the same everywhere.
 */
#ifndef LINLI_FOUND_H
#define LINLI_FOUND_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "tui/widget/action.h"
#include "tui/widget/ui.h"

enum { FOUND_MAX = 64 };

/* Texts live in the arena that the search was given. NULL stands for nothing. */
struct found {
	int64_t id;
	const char *text;   /* what it is called */
	const char *kind;   /* first column of the palette: 会议, 网格, 命令 */
	const char *code;   /* second column of a completion: letters, initials, number */
	const char *right;  /* at the right edge: a count, a key */
	const char *insert; /* what is typed by taking it; NULL: text */
	enum action action; /* palette: what choosing it does; with arg_text and id */
	const char *arg_text;
	int rank; /* smaller is better */
};

struct founds {
	struct found items[FOUND_MAX];
	int count;
	const char *title; /* of the box */
};

/* Puts it in its place by rank; what comes behind FOUND_MAX better ones is dropped. */
void founds_add(struct founds *f, struct found item);

enum match { MATCH_EXACT, MATCH_PREFIX, MATCH_INITIALS, MATCH_INSIDE, MATCH_WORDS, MATCH_NONE };

/*
 * How a query fits a name with its pinyin initials ("" or NULL: none known): exact, at the beginning, as
 * initials from their beginning, anywhere, all its words anywhere. Case and full-width forms do not count.
 */
enum match match_text(const char *query, const char *name, const char *initials);

/* The cells of its widest text and code. */
void founds_cells(const struct founds *f, int *text, int *code);

/* A box with at most eight of them below (row, col), above it in the lower half. at: the chosen one or -1. */
void founds_paint(const struct founds *f, int at, bool digits, const struct view *v, int row,
	int col, const char *right);

/*
 * Prefixes that nobody types: a source that is asked only where those before it have found nothing, and one that
 * the palette asks while nothing is typed.
 */
enum { FINDER_SPARE = 0x110000, FINDER_RECENT };

/* One source of a pick list or the palette. Texts of what it finds live in ui->load or longer. */
struct finder_source {
	const char *kind; /* N_(): 网格 */
	uint32_t prefix; /* the character that asks for this source alone, ':' '#' '@' '!' '/'; 0: none; FINDER_SPARE */
	bool (*find)(struct ui *ui, const char *query, struct founds *out, struct err *err);
};

#endif
