#include "tests/lib/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/alloc.h"
#include "core/base/os.h"

void
test_ok(int ok, const struct err *err, const char *what, const char *file, int line)
{
	if (!ok || err->code != ERR_NONE)
		print_error("%s: error %d: %s\n", what, (int)err->code, err->text);
	_assert_true(ok && err->code == ERR_NONE, what, file, line);
}

void
test_err(int ok, struct err *err, enum err_code want, const char *what, const char *file, int line)
{
	if (ok || err->code != want)
		print_error("%s: wanted error %d, got %d: %s\n", what, (int)want, (int)err->code,
			err->text);
	_assert_true(!ok && err->code == want && err->text[0] != '\0', what, file, line);
	err_clear(err);
}

const char *
test_path(const char *name)
{
	static struct arena paths = ARENA_INIT;
	const char *dir = getenv("TMPDIR");

	return arena_printf(&paths, "%s/%s", dir != NULL ? dir : "/tmp", name);
}

const char *
test_shared(const char *name)
{
	static const char *const places[] = {"../shared/data", "../../shared/data"};
	static struct arena paths = ARENA_INIT;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		const char *path = arena_printf(&paths, "%s/%s", places[i], name);

		if (os_exists(path))
			return path;
	}
	print_message("skipped: no %s beside the repository\n", name);
	return NULL;
}

static void
show_difference(const char *want, const char *got)
{
	int line = 1;

	while (*want != '\0' || *got != '\0') {
		size_t w = strcspn(want, "\n"), g = strcspn(got, "\n");

		if (w != g || memcmp(want, got, w) != 0) {
			print_error("line %d\n  want: %.*s\n  got:  %.*s\n", line, (int)w, want,
				(int)g, got);
			return;
		}
		want += w + (want[w] == '\n');
		got += g + (got[g] == '\n');
		line++;
	}
}

void
assert_golden(const char *name, const char *text)
{
	struct err err = ERR_INIT;
	struct buf path, want;

	buf_init(&path);
	buf_init(&want);
	buf_addf(&path, "tests/golden/%s", name);
	if (getenv("UPDATE") != NULL) {
		assert_ok(os_write_file(path.text, text, strlen(text), &err), &err);
	} else {
		if (!os_read_file(path.text, 1 << 22, &want, &err))
			print_error("%s (make it with UPDATE=1)\n", err.text);
		bool same = strcmp(want.text, text) == 0;

		if (!same)
			show_difference(want.text, text);
		assert_true(same);
	}
	buf_release(&path);
	buf_release(&want);
}
