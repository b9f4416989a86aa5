#include "tests/lib/store_fixture.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/crypto.h"
#include "tests/lib/test.h"

const char *
fixture_folder(const char *name)
{
	const char *path = test_path(name);

	assert_int_equal(mkdir(path, 0700), 0);
	return path;
}

const char *
fixture_in(const char *folder, const char *file)
{
	static struct arena paths = ARENA_INIT;

	return arena_printf(&paths, "%s/%s", folder, file);
}

static struct store *
begin_make(const char *path)
{
	struct store_config config = {.path = path};
	struct store *st = NULL;
	struct err err = ERR_INIT;

	assert_ok(store_create(&st, &config, &err), &err);
	assert_ok(store_set_setting(st, "demo", "1", &err), &err);
	return st;
}

static void
end_make(struct store *st)
{
	struct err err = ERR_INIT;

	assert_ok(store_finish_new(st, &err), &err);
	store_close(st);
}

void
fixture_make(const char *path)
{
	end_make(begin_make(path));
}

static void
run(struct db *db, const char *sql)
{
	struct err err = ERR_INIT;

	assert_ok(db_script(db, sql, &err), &err);
}

static void
run_one(struct db *db, const char *sql)
{
	struct err err = ERR_INIT;
	struct stmt *s = db_stmt(db, sql, &err);

	assert_ok(s != NULL && db_run(s, &err), &err);
}

void
fixture_make_cases(const char *path, int cases)
{
	struct store *st = begin_make(path);
	struct err err = ERR_INIT;

	run(store_db(st),
		"INSERT INTO areas(id, parent_id, level, code, name, short, py) VALUES"
		" (1, NULL, 0, 350500000000, '泉州市', '泉州', 'qzs'),"
		" (2, 1, 1, 350502000000, '鲤城区', '鲤城', 'lcq'),"
		" (3, 2, 2, 350502001000, '海滨街道', '海滨', 'hbjd');"
		"INSERT INTO units(id, kind, area_id, name, short, py) VALUES(1, 1, 3, "
		"'海滨中心', '海滨', 'hbzx');"
		"INSERT INTO staff(id, login, name, py, unit_id, roles) VALUES(1, 'op1', "
		"'甲', 'j', 1, 3);");
	for (int i = 1; i <= cases; i++)
		assert_ok(fixture_insert_case(store_db(st), i, "楼道堆物", &err), &err);
	end_make(st);
}

struct store *
fixture_open(const char *path, int gate_wait_ms)
{
	struct store_config config = {.path = path, .gate_wait_ms = gate_wait_ms};
	struct store *st = NULL;
	struct err err = ERR_INIT;

	assert_ok(store_open(&st, &config, &err), &err);
	return st;
}

static bool
insert_row(struct db *db, int64_t id, const char *title, struct err *err)
{
	struct stmt *s = db_stmt(db,
		"INSERT INTO cases(id, no, state, tier, cat, kind, channel, place, county, town, "
		"desk_id, opened_at,"
		" due_at, light_at, updated_at, title) VALUES($1, 3505020012401010000 + $1, 1, 1, "
		"403, 1, 1,"
		" 350502001001001000, 2, 3, 1, 1700000000 + $1, 253402300799, 253402300799, "
		"1700000000, $2)",
		err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, id);
	bind_text(s, 2, title);
	return db_run(s, err);
}

static bool
insert_with_id(struct db *db, const char *sql, int64_t id, const char *text, struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, id);
	bind_text(s, 2, text);
	return db_run(s, err);
}

bool
fixture_insert_case(struct db *db, int64_t id, const char *title, struct err *err)
{
	return insert_row(db, id, title, err) &&
		insert_with_id(db, "INSERT INTO case_texts(case_id, body) VALUES($1, $2)", id,
			title, err) &&
		insert_with_id(db,
			"INSERT INTO case_events(case_id, seq, at, actor, event, st_from, st_to, "
			"cat, tier, place, note)"
			" VALUES($1, 1, 1700000000, 1, 1, 0, 1, 403, 1, 350502001001001000, $2)",
			id, title, err);
}

void
fixture_first_events(struct store *st)
{
	struct err err = ERR_INIT;

	assert_ok(store_begin(st, &err), &err);
	run_one(store_db(st),
		"INSERT INTO case_events(case_id, seq, at, actor, event, st_from, st_to, cat, tier, place, note)"
		" SELECT id, 1, opened_at, 1, 1, 0, state, cat, tier, place, '' FROM cases"
		" WHERE id NOT IN (SELECT case_id FROM case_events)");
	assert_ok(store_commit(st, &err), &err);
}

int64_t
fixture_number(struct db *db, const char *sql)
{
	struct err err = ERR_INIT;
	struct stmt *s = db_stmt(db, sql, &err);
	int64_t n = s != NULL && db_row(s, &err) ? col_i64(s) : -1;

	assert_ok(s != NULL && db_done(s, &err), &err);
	return n;
}

static int
only_files(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

void
fixture_list(const char *folder, struct buf *out)
{
	struct dirent **names;
	int n = scandir(folder, &names, only_files, alphasort);

	for (int i = 0; i < n; i++) {
		const char *path = fixture_in(folder, names[i]->d_name);
		struct stat st;
		struct err ignored = ERR_INIT;
		char hash[CRYPTO_SHA256_TEXT] = "-";

		assert_int_equal(lstat(path, &st), 0);
		if (S_ISREG(st.st_mode))
			crypto_sha256_file(path, hash, &ignored);
		buf_addf(out, "%s %o %lld %s\n", names[i]->d_name, (unsigned)st.st_mode,
			(long long)st.st_size, hash);
		free(names[i]);
	}
	free(names);
}

void
fixture_patch(const char *path, long at, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
	close(fd);
}

void
fixture_cut(const char *path, long size)
{
	assert_int_equal(truncate(path, size), 0);
}

enum { NOBODY = 65534 };

static void
give_away(const char *folder)
{
	struct dirent **names;
	int n = scandir(folder, &names, only_files, alphasort);

	for (int i = 0; i < n; i++) {
		if (lchown(fixture_in(folder, names[i]->d_name), NOBODY, NOBODY) != 0)
			abort();
		free(names[i]);
	}
	free(names);
	if (lchown(folder, NOBODY, NOBODY) != 0)
		abort();
}

void
fixture_as_user(
	const char *folder, void (*work)(void *ctx, struct err *err), void *ctx, struct err *err)
{
	struct err *shared = mmap(
		NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status;

	assert_ptr_not_equal(shared, MAP_FAILED);
	if (geteuid() == 0) {
		give_away(folder);
		chmod(test_path("."), 0711); /* to be reached by the other user */
	}
	pid_t pid = fork();

	if (pid == 0) {
		if (geteuid() == 0 &&
			(setgroups(0, NULL) != 0 || setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
			_exit(1);
		work(ctx, shared);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	*err = *shared;
	munmap(shared, sizeof(*shared));
}
