#include "tests/lib/fixture.h"

#include <stdio.h>

#include "core/base/os.h"
#include "core/db/db.h"
#include "core/serve/demo.h"
#include "tests/lib/test.h"

enum { FIXTURE_BYTES = 64 << 20, FIXTURE_SEED = 7 };

static void
print_line(void *ctx, const char *line)
{
	(void)ctx;
	print_error("%s\n", line);
}

const struct rules *
fixture_rules(void)
{
	static struct rules *rules;
	struct err err = ERR_INIT;

	if (rules == NULL)
		assert_ok(rules_load(&rules, "data", print_line, NULL, &err), &err);
	return rules;
}

static const char *
made_once(void)
{
	static const char *path;
	struct err err = ERR_INIT;
	struct demo_report report;

	if (path != NULL)
		return path;
	const struct demo_config config = {
		.store = {.path = test_path("city.db"), .frozen = true, .frozen_utc = FIXTURE_NOW},
		.data_dir = "data",
		.rules = fixture_rules(),
		.cases = FIXTURE_CASES,
		.seed = FIXTURE_SEED,
		.corner = true};

	assert_ok(demo_make(&config, &report, &err), &err);
	demo_report_release(&report);
	path = config.store.path;
	return path;
}

static void
copy_file(const char *from, const char *to)
{
	struct err err = ERR_INIT;
	struct buf bytes;

	buf_init(&bytes);
	assert_ok(os_read_file(from, FIXTURE_BYTES, &bytes, &err), &err);
	assert_ok(os_write_file(to, bytes.text, bytes.len, &err), &err);
	buf_release(&bytes);
}

struct store *
fixture_store(void)
{
	static int copies;
	struct err err = ERR_INIT;
	struct arena mem = ARENA_INIT;
	const char *base = made_once();
	char name[32];

	snprintf(name, sizeof(name), "city-%d.db", ++copies);
	const struct store_config config = {
		.path = test_path(name), .frozen = true, .frozen_utc = FIXTURE_NOW};
	struct store *st;

	copy_file(base, config.path);
	copy_file(arena_printf(&mem, "%s.key", base), arena_printf(&mem, "%s.key", config.path));
	arena_release(&mem);
	assert_ok(store_open(&st, &config, &err), &err);
	clock_inject(store_clock(st));
	return st;
}

const char *
fixture_path(const struct store *st)
{
	return store_path(st);
}

void
fixture_session(struct session *s, struct store *st, const char *login)
{
	struct err err = ERR_INIT;

	assert_ok(session_open(s, st, fixture_rules(), login, &err), &err);
}

static int64_t
read_id(struct stmt *st, struct err *err)
{
	int64_t id = db_row(st, err) ? col_i64(st) : 0;

	assert_ok(db_done(st, err), err);
	assert_true(id != 0);
	return id;
}

int64_t
fixture_case(struct session *s, int state)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM cases WHERE clerk_id = $1 AND state = $2 ORDER BY id LIMIT 1 "
		"/*scan*/",
		&err);

	assert_non_null(st);
	bind_i64(st, 1, s->staff_id);
	bind_i64(st, 2, state);
	return read_id(st, &err);
}

int64_t
fixture_case_titled(struct session *s, const char *title)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(s->store),
		"SELECT id FROM cases WHERE substr(title, 1, length($1)) = $1 ORDER BY id LIMIT 1 "
		"/*scan*/",
		&err);

	assert_non_null(st);
	bind_text(st, 1, title);
	return read_id(st, &err);
}
