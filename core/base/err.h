/*
 * Errors as values.
 *
 * A function that can fail returns bool and takes a `struct err *` as its last parameter, never NULL.
 * The first error wins: later err_set() calls on the same struct are ignored, so that a clean-up that
 * fails too does not hide the cause. The text is a whole sentence in the user's language (fact, what is
 * safe, next step) and already went through gettext.
 */
#ifndef LINLI_ERR_H
#define LINLI_ERR_H

#include <stdbool.h>
#include <stddef.h>

enum err_code {
	ERR_NONE,
	ERR_INPUT,    /* what was typed or read is not in the form asked for */
	ERR_RULE,     /* well formed, but a rule of the field forbids it */
	ERR_CONFLICT, /* somebody else changed it since it was read */
	ERR_BUSY,     /* the database was held by others for too long */
	ERR_IO,       /* a file or the disk */
	ERR_CORRUPT,  /* stored data contradict themselves */
	ERR_LIMIT,    /* larger than this program takes */
	ERR_BUG,      /* this program contradicts itself */
};

enum { ERR_TEXT_BYTES = 512 };

struct err {
	enum err_code code;
	char text[ERR_TEXT_BYTES];
};

/* clang-format off */
#define ERR_INIT {ERR_NONE, ""}
/* clang-format on */

/*
 * Records the error and returns false, so that `return err_set(err, ...)` is the usual form.
 * A text that does not fit is cut at a character, never inside one.
 */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#ifdef LINLI_ANALYSE /* `make lint` looks at one file at a time and would not know what it returns */
#define err_set(...) ((void)(err_set)(__VA_ARGS__), false)
#endif

/* Puts "where: " in front of the recorded text; returns false. For callers that know the object. */
bool err_at(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

void err_clear(struct err *err);

/* The process's exit code for an error: RULE, CONFLICT 1; INPUT, LIMIT 2; the others 3; none 0. */
int err_exit_code(const struct err *err);

#endif
