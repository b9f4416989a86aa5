/*
 * The texts that stand in a static library, read from its object files: whatever the compiler made of
 * literals, macros and tables, nothing that is in the program can be forgotten.
 */
#ifndef LINLI_LIBRARY_TEXTS_H
#define LINLI_LIBRARY_TEXTS_H

/* Calls each for every NUL-terminated text of constant data; file is the object's name. */
void library_texts(const char *archive, void (*each)(void *ctx, const char *file, const char *text),
	void *ctx);

#endif
