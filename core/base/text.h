/*
 * The gate that every text passes on its way in (typed, pasted, imported), and small helpers on text.
 */
#ifndef LINLI_TEXT_H
#define LINLI_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"

/*
 * Appends the cleaned text: bad UTF-8, controls and noncharacters become U+FFFD; CR, CR LF and the line
 * and paragraph separators become LF; zero-width and direction controls are dropped (they can make a
 * line read backwards, and show nothing where they stand); at most four combining marks follow a base.
 * With one_line, line feeds and tabs become a blank.
 */
void text_clean(struct buf *out, const char *text, size_t len, bool one_line);

/* Full-width ASCII (U+FF01..FF5E) and the ideographic blank become ASCII. */
uint32_t text_narrow_cp(uint32_t cp);
void text_narrow(struct buf *out, const char *text);

/*
 * Full-width to ASCII, capital Latin letters to small ones, compatibility ideographs and radicals to the
 * unified ideograph: for comparing and for the text index, never for display.
 */
uint32_t text_fold_cp(uint32_t cp);

/* Takes off blanks (ASCII and ideographic, line feeds, tabs) at both ends. */
void text_trim(struct buf *b);

/* Characters that show nothing and change how others read: zero width, direction, variation selectors. */
bool text_is_invisible(uint32_t cp);

/* Is the whole text ASCII digits (and at least one)? */
bool text_is_digits(const char *text);

/* What a name in braces stands for: {"{编号}", "1209-037"}. */
struct text_filling {
	const char *name, *value;
};

/* Appends the pattern with every such name replaced; names that are not among them stay. */
void text_fill(
	struct buf *out, const char *pattern, const struct text_filling *fillings, size_t count);

/* Parses a whole decimal number, with an optional '-'; false when it is anything else or too large. */
bool text_to_i64(const char *text, int64_t *out);

/* A hanzi: the unified ideographs and the compatibility ones, and U+3007. */
bool text_is_hanzi(uint32_t cp);

#endif
