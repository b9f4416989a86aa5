/*
 * The name that was probably meant: for "did you mean".
 */
#ifndef LINLI_NEAREST_H
#define LINLI_NEAREST_H

#include <stddef.h>

/*
 * Of names[0..count) the one that is the same but for case, hyphens and full-width forms, or one slip of
 * the hand away (two in words of six characters and more); NULL when none is close.
 */
const char *nearest_name(const char *text, const char *const *names, size_t count);

#endif
