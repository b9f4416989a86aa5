/* Files, names and copies, with what is in the way. */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/os.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"

static const char *dir;

static int
make_folder(void **state)
{
	(void)state;
	dir = fixture_folder("os");
	return 0;
}

static bool
holds(const char *path, const char *want)
{
	struct buf bytes;
	struct err err = ERR_INIT;

	buf_init(&bytes);
	assert_ok(os_read_file(path, 1 << 20, &bytes, &err), &err);
	bool same = strcmp(bytes.text, want) == 0;

	buf_release(&bytes);
	return same;
}

static void
reading(void **state)
{
	const char *path = fixture_in(dir, "file"), *pipe = fixture_in(dir, "pipe"),
		   *link = fixture_in(dir, "link");
	struct buf bytes;
	struct err err = ERR_INIT;

	(void)state;
	buf_init(&bytes);
	fixture_patch(path, 0, "0123456789", 10);
	assert_ok(os_read_file(path, 10, &bytes, &err), &err);
	assert_string_equal(bytes.text, "0123456789");
	assert_ok(
		os_read_file(path, 10, &bytes, &err), &err); /* appends; the limit is the file's */
	assert_int_equal(bytes.len, 20);
	assert_err(os_read_file(path, 9, &bytes, &err), &err, ERR_LIMIT);
	assert_int_equal(mkfifo(pipe, 0600), 0);
	assert_err(os_read_file(pipe, 10, &bytes, &err), &err,
		ERR_IO); /* and does not wait for a writer */
	assert_int_equal(symlink(path, link), 0);
	assert_err(os_read_file(link, 10, &bytes, &err), &err, ERR_IO);
	assert_err(os_read_file(dir, 10, &bytes, &err), &err, ERR_IO);
	assert_err(os_read_file(fixture_in(dir, "none"), 10, &bytes, &err), &err, ERR_IO);
	buf_release(&bytes);
}

static void
writing(void **state)
{
	const char *path = fixture_in(dir, "written");
	struct stat st;
	struct buf list;
	struct err err = ERR_INIT;

	(void)state;
	assert_ok(os_write_file(path, "one", 3, &err), &err);
	assert_ok(os_write_file(path, "two", 3, &err), &err);
	assert_true(holds(path, "two"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_err(os_write_new_file(path, "three", 5, &err), &err, ERR_INPUT);
	assert_true(holds(path, "two"));
	assert_err(os_write_file(fixture_in(dir, "none/file"), "x", 1, &err), &err, ERR_IO);
	assert_int_equal(mkdir(fixture_in(dir, "afolder"), 0700), 0);
	assert_err(os_write_file(fixture_in(dir, "afolder"), "x", 1, &err), &err, ERR_IO);
	buf_init(&list);
	fixture_list(dir, &list);
	assert_null(strstr(list.text, ".new ")); /* what failed left nothing beside it */
	buf_release(&list);
}

static void
renaming(void **state)
{
	const char *a = fixture_in(dir, "a"), *b = fixture_in(dir, "b");
	struct err err = ERR_INIT;

	(void)state;
	fixture_patch(a, 0, "A", 1);
	fixture_patch(b, 0, "B", 1);
	assert_err(os_rename(a, b, true, &err), &err, ERR_INPUT);
	assert_true(holds(b, "B"));
	assert_ok(os_rename(a, b, false, &err), &err);
	assert_true(holds(b, "A"));
	assert_false(os_exists(a));
	assert_err(os_rename(a, b, false, &err), &err, ERR_IO);
}

static void
copying(void **state)
{
	const char *from = fixture_in(dir, "from"), *to = fixture_in(dir, "to");
	char block[3000];
	struct err err = ERR_INIT;
	struct stat st;

	(void)state;
	memset(block, 'q', sizeof(block));
	for (int i = 0; i < 1000; i++)
		fixture_patch(from, i * (long)sizeof(block), block, sizeof(block));
	fixture_patch(to, 0, "left by an earlier attempt", 26);
	assert_ok(os_copy_file(from, to, &err), &err);
	assert_int_equal(stat(to, &st), 0);
	assert_int_equal(st.st_size, 3000000);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_err(os_copy_file(dir, to, &err), &err, ERR_IO);
	assert_err(os_copy_file(fixture_in(dir, "none"), to, &err), &err, ERR_IO);
	assert_err(os_copy_file(from, fixture_in(dir, "none/to"), &err), &err, ERR_IO);
}

static void
folders(void **state)
{
	struct err err = ERR_INIT;
	struct stat st;

	(void)state;
	assert_ok(os_make_dirs(fixture_in(dir, "x/y/z"), &err), &err);
	assert_ok(os_make_dirs(fixture_in(dir, "x/y/z/"), &err), &err);
	assert_int_equal(stat(fixture_in(dir, "x/y"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	fixture_patch(fixture_in(dir, "x/file"), 0, "", 0);
	assert_err(os_make_dirs(fixture_in(dir, "x/file"), &err), &err, ERR_IO);
	assert_err(os_make_dirs(fixture_in(dir, "x/file/z"), &err), &err, ERR_IO);
	assert_ok(os_make_dirs("/", &err), &err);
	assert_ok(os_make_dirs("", &err), &err);
}

static void
names(void **state)
{
	struct buf b;
	char here[1024];

	(void)state;
	buf_init(&b);
	os_folder_of("a/b/c", &b);
	assert_string_equal(b.text, "a/b/");
	buf_clear(&b);
	os_folder_of("c", &b);
	assert_string_equal(b.text, "./");
	buf_clear(&b);
	os_folder_of("/c", &b);
	assert_string_equal(b.text, "/");

	buf_clear(&b);
	assert_true(os_real_path("/c", &b));
	assert_string_equal(b.text, "/c");
	buf_clear(&b);
	assert_true(os_real_path(".././x", &b)); /* the last part stays as it is */
	assert_true(b.text[0] == '/' && strcmp(b.text + b.len - 2, "/x") == 0);
	buf_clear(&b);
	assert_non_null(getcwd(here, sizeof(here)));
	assert_true(os_real_path("x", &b));
	assert_memory_equal(b.text, here, strlen(here));
	buf_clear(&b);
	assert_false(os_real_path("/no/such/folder/x", &b));
	buf_release(&b);
}

static void
locks(void **state)
{
	const char *path = fixture_in(dir, "lock");
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(os_lock_open_existing(path, &err), -1);
	assert_int_equal(err.code, ERR_NONE);
	int a = os_lock_open(path, &err), b = os_lock_open_existing(path, &err);

	assert_true(a >= 0 && b >= 0);
	assert_int_equal(os_lock_take(a, OS_LOCK_SHARED, 0), OS_LOCKED);
	assert_int_equal(os_lock_take(b, OS_LOCK_SHARED, 0), OS_LOCKED);
	assert_int_equal(os_lock_take(b, OS_LOCK_EXCLUSIVE, 0), OS_LOCK_HELD);
	assert_int_equal(os_lock_take(b, OS_LOCK_EXCLUSIVE, 20), OS_LOCK_HELD);
	os_lock_drop(a);
	assert_int_equal(os_lock_take(b, OS_LOCK_EXCLUSIVE, 0), OS_LOCKED);
	assert_int_equal(os_lock_take(-1, OS_LOCK_EXCLUSIVE, 0), OS_LOCK_FAILED);
	assert_true(os_is_same_file(a, path));
	unlink(path);
	assert_false(os_is_same_file(a, path));
	close(a);
	close(b);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(os_lock_open(path, &err), -1);
	assert_int_equal(err.code, ERR_IO);
}

static void
room(void **state)
{
	int percent = -1;
	int64_t bytes = -1;

	(void)state;
	assert_true(os_free_space(dir, &percent, &bytes));
	assert_in_range(percent, 0, 100);
	assert_true(bytes >= 0);
	assert_false(os_free_space("/no/such/folder", &percent, &bytes));
	assert_true(os_private_kib() > 0);
}

static void
a_reader_that_has_gone(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_false(os_reader_gone(ends[1]));
	close(ends[0]);
	assert_true(os_reader_gone(ends[1]));
	close(ends[1]);
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);

	assert_false(os_reader_gone(full));
	close(full);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reading),
		cmocka_unit_test(writing),
		cmocka_unit_test(renaming),
		cmocka_unit_test(copying),
		cmocka_unit_test(folders),
		cmocka_unit_test(names),
		cmocka_unit_test(locks),
		cmocka_unit_test(room),
		cmocka_unit_test(a_reader_that_has_gone),
	};

	return cmocka_run_group_tests(tests, make_folder, NULL);
}
