/*
 * What tests share on top of cmocka: goldens, temporary files, and a way to say what was expected of an
 * error. A test program runs with HOME and TMPDIR in a fresh folder and the repository as its directory.
 */
#ifndef LINLI_TEST_H
#define LINLI_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/base/arena.h"
#include "core/base/buf.h"
#include "core/base/err.h"

/* The call must have succeeded; prints the error's text when it has not. */
#define assert_ok(call, err) test_ok((call), (err), #call, __FILE__, __LINE__)
void test_ok(int ok, const struct err *err, const char *what, const char *file, int line);

/* The call must have failed with this code. */
#define assert_err(call, err, want) test_err((call), (err), (want), #call, __FILE__, __LINE__)
void test_err(
	int ok, struct err *err, enum err_code want, const char *what, const char *file, int line);

/* A path in the test's own folder; the text lives until the program ends. */
const char *test_path(const char *name);

/*
 * The path of a file or folder of the material that stands beside the repository (../shared/data or a level
 * higher) and is never committed; NULL, with a printed note, where it is not there: the test then skips that.
 */
const char *test_shared(const char *name);

/*
 * Compares with tests/golden/NAME and shows the first differing line. UPDATE=1 in the environment writes
 * the file instead; the change is then reviewed like code.
 */
void assert_golden(const char *name, const char *text);

#endif
