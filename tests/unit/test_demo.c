/*
 * The demo city as others find it: its structure, and that every matter in it is one that the machine, the
 * rules and the registers could have produced.
 */
#include "tests/lib/test.h"

#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/grams.h"
#include "core/base/mask.h"
#include "core/base/utf8.h"
#include "core/db/fts.h"
#include "core/domain/area.h"
#include "core/domain/audit.h"
#include "core/domain/case_clock.h"
#include "core/domain/case_number.h"
#include "core/domain/filter_case.h"
#include "core/serve/demo.h"
#include "core/serve/roll.h"
#include "tests/lib/fixture.h"

static struct store *st;
static struct session s;

static int
open_city(void **state)
{
	(void)state;
	st = fixture_store();
	fixture_session(&s, st, NULL);
	return 0;
}

static int
close_city(void **state)
{
	(void)state;
	session_close(&s);
	store_close(st);
	return 0;
}

static int64_t
number_in(struct store *store, const char *sql)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(store), sql, &err);

	if (q == NULL)
		print_error("%s\n", err.text);
	assert_non_null(q);
	int64_t n = db_row(q, &err) ? col_i64(q) : 0;

	assert_ok(db_done(q, &err), &err);
	return n;
}

static int64_t
number(const char *sql)
{
	return number_in(st, sql);
}

static void
print_line(void *ctx, const char *line)
{
	++*(int *)ctx;
	print_error("%s\n", line);
}

/* --- the city */

static void
test_counts(void **state)
{
	(void)state;
	assert_int_equal(number("SELECT count(*) FROM grids"), 120);
	assert_int_equal(number("SELECT count(*) FROM estates"), 16);
	assert_int_equal(number("SELECT count(DISTINCT area_id) FROM grids"), 12);
	assert_int_equal(number("SELECT count(*) FROM staff WHERE kind = 1"), 120);
	assert_int_equal(number("SELECT count(*) FROM staff WHERE kind IN (1, 2, 3)"), 200);
	assert_int_equal(number("SELECT count(*) FROM units WHERE kind = 1"), 1 + 2 + 4 + 12);
	assert_int_equal(number("SELECT count(*) FROM units WHERE kind = 2"), 3);
	assert_int_equal(number("SELECT count(*) FROM units WHERE kind = 6"), 10);
	assert_int_equal(number("SELECT sum(grids) FROM areas WHERE level = 3"), 120);
	assert_int_equal(number("SELECT grids FROM areas WHERE level = 0"), 120);
	/* every kind that a category is routed to has somebody in the county */
	for (size_t i = 0; i < fixture_rules()->category_count; i++) {
		const enum unit_kind *k = fixture_rules()->categories[i].leads;

		for (; *k != UNITK_NONE; k++) {
			char sql[96];

			snprintf(sql, sizeof(sql), "SELECT count(*) FROM units WHERE kind = %d",
				(int)*k);
			assert_true(number(sql) > 0);
		}
	}
}

static void
test_codes(void **state)
{
	(void)state;
	assert_int_equal(
		number("SELECT count(*) FROM grids g JOIN areas a ON a.id = g.area_id"
		       " WHERE g.code / 1000 <> a.code OR a.level <> 3 OR g.code % 1000 = 0"),
		0);
	/* the grids of a village are numbered from 1 without a gap */
	assert_int_equal(number("SELECT count(*) FROM (SELECT max(code % 1000) AS top, count(*) AS "
				"n FROM grids"
				" GROUP BY area_id) WHERE top <> n"),
		0);
	assert_int_equal(number("SELECT count(*) FROM buildings b JOIN grids g ON g.id = b.grid_id"
				" WHERE b.place / 1000 <> g.code OR b.place % 1000 = 0"),
		0);
	assert_int_equal(number("SELECT count(*) FROM grids g WHERE households < (SELECT "
				"coalesce(sum(households), 0)"
				" FROM buildings b WHERE b.grid_id = g.id)"),
		0);
	assert_int_equal(number("SELECT count(*) FROM staff p JOIN grids g ON g.id = p.grid_id"
				" WHERE p.place <> 0 AND p.place / 1000 <> g.code"),
		0);
	assert_int_equal(
		number("SELECT count(*) FROM (SELECT name FROM grids GROUP BY area_id, name"
		       " HAVING count(*) > 1)"),
		0);
	assert_int_equal(number("SELECT count(*) FROM grids WHERE py = ''"), 0);
}

static void
test_units_report_upwards(void **state)
{
	(void)state;
	/* all centres but the city's report to the centre of the next area above that has one */
	assert_int_equal(number("SELECT count(*) FROM units u JOIN areas a ON a.id = u.area_id"
				" LEFT JOIN units p ON p.id = u.parent_id LEFT JOIN areas b ON "
				"b.id = p.area_id"
				" WHERE u.kind = 1 AND a.level > 0 AND (p.kind IS NOT 1 OR b.id <> "
				"a.parent_id)"),
		0);
	assert_int_equal(
		number("SELECT count(*) FROM units WHERE id NOT IN (SELECT unit_id FROM staff)"),
		0);
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), "SELECT short FROM units", &err);

	while (db_row(q, &err))
		assert_true(utf8_count(col_peek(q)) <= 5);
	assert_ok(db_done(q, &err), &err);
}

static void
test_first_operator(void **state)
{
	(void)state;
	assert_string_equal(s.login, "wangmin");
	assert_string_equal(s.name, "王敏");
	assert_string_equal(s.unit_name, "鲤城区综治中心");
	assert_true(session_has(&s, ROLE_OP) && session_has(&s, ROLE_DSP));
	assert_int_equal(number("SELECT count(*) FROM cases WHERE clerk_id = 1 AND state<12"), 23);
	assert_int_equal(number("SELECT count(*) FROM cases WHERE clerk_id = 1 AND state = 2"), 9);
	assert_int_equal(number("SELECT count(*) FROM cases WHERE clerk_id = 1 AND state = 10"), 4);
	assert_int_equal(
		number("SELECT count(*) FROM cases WHERE clerk_id = 1 AND due_at < 1780986725"), 3);
	/* until midnight */
	int64_t today =
		number("SELECT count(*) FROM cases WHERE clerk_id = 1 AND due_at >= 1780986725"
		       " AND due_at < 1781020800");

	assert_true(today >= 5 && today <= 9);
}

/* --- its matters */

/* Every saved filter can be read by the person who has it, and all that it names is there. */
static void
test_views(void **state)
{
	struct arena mem = ARENA_INIT;
	struct err err = ERR_INIT;
	int64_t seen = 0;

	(void)state;
	while (seen < number("SELECT count(*) FROM views")) {
		struct stmt *q = db_stmt(store_db(st),
			"SELECT filter, CASE owner_id WHEN 0 THEN 'wangmin' ELSE (SELECT login FROM staff"
			" WHERE id = owner_id) END FROM views WHERE id > $1 ORDER BY id LIMIT 1",
			&err);
		struct filter_fault fault;
		struct case_filter f;
		struct session owner;

		bind_i64(q, 1, seen++);
		assert_true(db_row(q, &err));
		const char *text = col_text(q, &mem), *login = col_text(q, &mem);

		assert_ok(db_done(q, &err), &err);
		fixture_session(&owner, st, login);
		assert_ok(case_filter_read(&f, &owner, text, NULL, &mem, &fault, &err), &err);
		assert_string_equal(f.note, "");
		session_close(&owner);
	}
	assert_true(seen >= 6);
	assert_true(number("SELECT count(*) FROM views WHERE owner_id<>0") >= 2);
	arena_release(&mem);
}

static void
test_every_state(void **state)
{
	(void)state;
	assert_int_equal(number("SELECT count(*) FROM cases"), FIXTURE_CASES);
	assert_int_equal(number("SELECT count(DISTINCT state) FROM cases"), CASE_STATE_COUNT - 1);
	assert_true(number("SELECT count(*) FROM approvals WHERE decided_at=0") >= 0);
	assert_int_equal(number("SELECT count(*) FROM approvals WHERE decided_by = asked_by"), 0);
	assert_int_equal(number("SELECT count(*) FROM cases c WHERE ((c.flags & 8) <> 0) <>"
				" EXISTS(SELECT 1 FROM approvals a WHERE a.case_id = c.id AND "
				"a.decided_at=0)"),
		0);
	assert_int_equal(
		number("SELECT count(*) FROM cases WHERE state = 15 AND main_id IS NULL"), 0);
	assert_true(number("SELECT count(*) FROM cases WHERE merged > 0") > 0);
	assert_int_equal(number("SELECT count(*) FROM cases m WHERE m.merged <> (SELECT count(*) "
				"FROM cases c"
				" WHERE c.main_id = m.id)"),
		0);
	assert_int_equal(
		number("SELECT count(*) FROM cases WHERE (state = 12) <> (closed_at > 0)"), 0);
}

static bool
is_legal(int event, int from, int to)
{
	const struct transition *t = machine_find((enum case_event)event, (enum case_state)from);

	if (event == EV_REGISTER)
		return from == CASE_DRAFT && to == CASE_REGISTERED;
	if (event == EV_CONTACT &&
		from == CASE_CALLBACK) /* nobody was reached: EV_CLOSE records it so */
		return to == CASE_CALLBACK;
	if (t != NULL)
		return to == (t->to == CASE_STAYS ? from : t->to);
	return from == to && (event == EV_ASKED || event == EV_JOINED);
}

static void
test_timelines(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st),
		"SELECT e.case_id, e.seq, e.at, e.event, e.st_from, e.st_to, c.state, c.opened_at, "
		"c.updated_at"
		" FROM case_events e JOIN cases c ON c.id = e.case_id ORDER BY e.case_id, e.seq",
		&err);
	int64_t last_case = 0, last_seq = 0, last_at = 0;
	int last_to = 0, last_state = 0;

	while (db_row(q, &err)) {
		int64_t id = col_i64(q), seq = col_i64(q), at = col_i64(q);
		int event = col_int(q), from = col_int(q), to = col_int(q), now = col_int(q);
		int64_t opened = col_i64(q);

		if (id != last_case) {
			assert_int_equal(last_to, last_state);
			last_seq = last_to = 0;
			last_at = opened;
			assert_int_equal(at, opened);
		}
		assert_int_equal(seq, last_seq + 1);
		assert_int_equal(from, last_to);
		assert_true(at >= last_at && at <= FIXTURE_NOW);
		if (!is_legal(event, from, to))
			print_error("case %d: event %d from %d to %d\n", (int)id, event, from, to);
		assert_true(is_legal(event, from, to));
		last_case = id;
		last_seq = seq;
		last_at = at;
		last_to = to;
		last_state = now;
	}
	assert_ok(db_done(q, &err), &err);
	assert_int_equal(last_to, last_state);
}

/* Whoever did it held one of the roles that the machine asks for, or signed it after somebody who did. */
static void
test_roles(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st),
		"SELECT e.case_id, e.event, e.st_from, e.actor, p.roles FROM case_events e"
		" LEFT JOIN staff p ON p.id = e.actor ORDER BY e.case_id, e.seq",
		&err);
	int wrong = 0;

	while (db_row(q, &err)) {
		int id = col_int(q), event = col_int(q), from = col_int(q);
		int64_t actor = col_i64(q);
		uint32_t roles = actor != 0 ? (uint32_t)col_i64(q) : ROLE_SYSTEM;
		const struct transition *t =
			machine_find((enum case_event)event, (enum case_state)from);
		bool survey = event == EV_CONTACT && from == CASE_CALLBACK;

		if (t == NULL || survey || (roles & (t->roles | t->signer)) != 0)
			continue;
		print_error("case %d: %s by %d with roles %x\n", id,
			event_key((enum case_event)event), (int)actor, roles);
		wrong++;
	}
	assert_ok(db_done(q, &err), &err);
	assert_int_equal(wrong, 0);
}

/* Nobody both did a thing and checked it. */
static void
test_separate_hands(void **state)
{
	(void)state;
	assert_int_equal(number("SELECT count(*) FROM case_events v JOIN case_events h ON "
				"h.case_id = v.case_id"
				" WHERE v.event IN (25, 26, 27) AND h.event IN (6, 8, 12, 13, 24)"
				" AND h.st_from <> 10 AND v.actor = h.actor"),
		0);
	assert_int_equal(number("SELECT count(*) FROM case_events WHERE actor = 0 AND event NOT IN "
				"(23, 31, 32)"),
		0);
	assert_int_equal(
		number("SELECT count(*) FROM case_events e JOIN staff p ON p.id = e.actor WHERE "
		       "e.event = 24"
		       " AND (p.roles & 8) = 0 AND e.unit_id <> 0 AND EXISTS(SELECT 1 FROM staff o"
		       " WHERE o.unit_id = p.unit_id AND (o.roles & 8) <> 0)"),
		0);
	assert_int_equal(number("SELECT count(*) FROM case_events e JOIN staff p ON p.id = e.actor"
				" WHERE e.event = 7 AND (p.roles & 2) = 0"),
		0);
}

static void
test_clocks(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	const struct calendar *cal = fixture_rules()->calendar;
	struct stmt *q = db_stmt(store_db(st),
		"SELECT k.start_at, k.due_at, k.light_at, k.amount, k.unit, k.paused, k.paused_at, "
		"k.stopped_at,"
		" k.outcome, k.kind FROM clocks k JOIN cases c ON c.id = k.case_id",
		&err);
	int checked = 0;

	while (db_row(q, &err)) {
		int64_t start = col_i64(q), due = col_i64(q), light = col_i64(q);
		struct limit limit = {col_int(q), UNIT_NONE};

		limit.unit = (enum time_unit)col_int(q);
		int64_t paused = col_i64(q), paused_at = col_i64(q), stopped = col_i64(q);
		int outcome = col_int(q), kind = col_int(q);
		bool dated = kind == CLOCK_SUPERVISE || kind == CLOCK_PERFORM ||
			kind == CLOCK_REVIEW || kind == CLOCK_TASK;

		assert_true(light >= start && light <= due);
		if (paused == 0 && paused_at == 0 && !dated) {
			assert_int_equal(due, limit_due(cal, start, limit, NULL));
			checked++;
		}
		if (stopped == 0)
			assert_int_equal(outcome, OUTCOME_NONE);
		else if (outcome != OUTCOME_VOID)
			assert_int_equal(outcome, stopped <= due ? OUTCOME_IN_TIME : OUTCOME_LATE);
	}
	assert_ok(db_done(q, &err), &err);
	assert_true(checked > 1000);
	/* the row shows the earliest clock that runs; what has ended has none */
	assert_int_equal(
		number("SELECT count(*) FROM cases c WHERE c.due_at <> coalesce((SELECT "
		       "min(due_at) FROM clocks k"
		       " WHERE k.case_id = c.id AND k.stopped_at=0 AND k.paused_at=0 AND k.kind <> 10), "
		       "253402300799)"),
		0);
	assert_int_equal(
		number("SELECT count(*) FROM cases WHERE state >= 12 AND due_at < 253402300799"),
		0);
	assert_int_equal(number("SELECT count(*) FROM (SELECT 1 FROM clocks WHERE stopped_at=0"
				" GROUP BY case_id, kind HAVING count(*) > 1)"),
		0);
}

static void
test_numbers(void **state)
{
	(void)state;
	assert_int_equal(number("SELECT count(*) FROM cases c LEFT JOIN areas a ON a.id = c.town"
				" WHERE c.no / 10000000000 <> a.code / 1000"),
		0);
	assert_int_equal(number("SELECT count(*) FROM (SELECT max(no % 10000) AS top, count(*) AS "
				"n, no / 10000000000"
				" AS town9, no / 10000 AS day FROM cases GROUP BY no / 10000) x"
				" WHERE top <> n"),
		0);
	/* the next one given goes on where they end */
	assert_int_equal(number("SELECT sum(last) FROM numbers WHERE town9 > 100"), FIXTURE_CASES);
	assert_int_equal(number("SELECT count(*) FROM cases c JOIN areas a ON a.id = c.town WHERE "
				"c.no % 10000 >"
				" (SELECT n.last FROM numbers n WHERE n.town9 = a.code / 1000"
				" AND n.day = (c.opened_at + 28800) / 86400)"),
		0);
}

/* A name that ends in its kind, put in front of that kind: 开元街道街道主要领导. */
static const char *
doubled(const char *text)
{
	static const char *const twice[] = {"街道街道", "社区社区", "小区小区", "中心中心",
		"派出所派出所", "委员会委员会", "物业物业", "办事处办事处"};

	for (size_t i = 0; i < sizeof(twice) / sizeof(twice[0]); i++)
		if (strstr(text, twice[i]) != NULL)
			return twice[i];
	return NULL;
}

static void
check_texts(const char *sql, bool is_public)
{
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st), sql, &err);
	int n = 0;

	assert_non_null(q);
	for (; db_row(q, &err); n++) {
		const char *text = col_peek(q);
		size_t at, len;
		enum personal found = personal_find(text, &at, &len);

		if (found == PERSONAL_PHONE || found == PERSONAL_ID ||
			(is_public && found != PERSONAL_NONE))
			print_error("%s\n", text);
		assert_true(found != PERSONAL_PHONE && found != PERSONAL_ID);
		assert_true(!is_public || found == PERSONAL_NONE);
		assert_true(utf8_valid(text, strlen(text), NULL));
		assert_null(strpbrk(text, "{}|"));
		assert_null(strstr(text, "(null)"));
		assert_null(doubled(text));
	}
	assert_ok(db_done(q, &err), &err);
	assert_true(n > 0);
}

static void
test_texts(void **state)
{
	(void)state;
	check_texts("SELECT title FROM cases", false);
	check_texts("SELECT body FROM case_texts", false);
	check_texts("SELECT spot FROM case_texts", false);
	check_texts("SELECT answer FROM case_texts", true);
	check_texts("SELECT plan FROM case_texts", true);
	check_texts("SELECT note FROM case_events WHERE open = 1", false);
	check_texts("SELECT note FROM case_events", false);
	check_texts("SELECT text FROM outbox", false);
	assert_int_equal(
		number("SELECT count(*) FROM cases WHERE title = '' OR length(title) > 30"), 0);
	assert_int_equal(number("SELECT count(*) FROM case_texts WHERE length(body) < 12 OR "
				"length(body) > 500"),
		0);
	assert_int_equal(number("SELECT count(*) FROM case_texts t JOIN cases c ON c.id = t.case_id"
				" WHERE c.replied_at > 0 AND t.answer = ''"),
		0);
	/* hardly two alike */
	assert_true(
		number("SELECT count(DISTINCT body) FROM case_texts") > FIXTURE_CASES * 98 / 100);
}

static void
test_full_text(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	struct arena mem = ARENA_INIT;
	struct stmt *q =
		db_stmt(store_db(st), "SELECT id, title FROM cases WHERE id % 7 = 0", &err);
	struct {
		int64_t id;
		const char *title;
	} some[64];
	int n = 0, looked = 0;

	while (n < 64 && db_row(q, &err)) {
		some[n].id = col_i64(q);
		some[n++].title = col_text(q, &mem);
	}
	assert_ok(db_done(q, &err), &err);
	for (int i = 0; i < n; i++) {
		struct buf expression;
		bool found = false;

		buf_init(&expression);
		assert_true(grams_query(&expression, some[i].title) > 0);
		q = fts_find(store_db(st), expression.text, INT64_MAX, &err);
		assert_non_null(q);
		while (db_row(q, &err))
			found = col_i64(q) == some[i].id || found;
		assert_ok(db_done(q, &err), &err);
		assert_true(found);
		looked++;
		buf_release(&expression);
	}
	assert_true(looked > 30);
	arena_release(&mem);
}

static void
test_whole(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	int findings = 0;
	int64_t broken, rows;

	assert_ok(db_verify(store_db(st), false, print_line, &findings, &err), &err);
	assert_ok(roll_check(&s, 10, print_line, &findings, &err), &err);
	assert_int_equal(findings, 0);
	assert_ok(audit_verify(&s, &broken, &rows, &err), &err);
	assert_int_equal(broken, 0);
	assert_int_equal(rows, FIXTURE_CASES + 1);
	assert_true(number("SELECT sum(opened) FROM roll_d WHERE area_id = 1") == FIXTURE_CASES);
}

static void
test_phones(void **state)
{
	(void)state;
	struct err err = ERR_INIT;
	struct stmt *q = db_stmt(store_db(st),
		"SELECT phone, phone_hash, tail_hash, name FROM reporters UNION ALL SELECT phone, "
		"0, 0, 'x' FROM staff",
		&err);
	struct buf plain;
	int n = 0;

	buf_init(&plain);
	while (db_row(q, &err)) {
		size_t len;
		const void *box = col_blob(q, &len);
		int64_t hash = col_i64(q), tail = col_i64(q);
		bool named = *col_peek(q) != '\0';

		buf_clear(&plain);
		assert_true(crypto_open(&plain, store_keys(st)->phone, box, len));
		assert_int_equal(plain.len, named ? 11 : 0);
		if (!named)
			continue;
		assert_memory_equal(plain.text, "154", 3);
		if (hash != 0) {
			assert_int_equal(
				hash, crypto_hash63(store_keys(st)->index, "phone", plain.text));
			assert_int_equal(
				tail, crypto_hash63(store_keys(st)->index, "tail", plain.text + 7));
		}
		n++;
	}
	assert_ok(db_done(q, &err), &err);
	assert_true(n > FIXTURE_CASES);
	buf_release(&plain);
}

/* --- the same seed, another seed */

static uint64_t
hash_of(struct store *store)
{
	static const char *const dumps[] = {
		"SELECT id || code || name || grids FROM areas ORDER BY id",
		"SELECT id || kind || name || short || coalesce(parent_id, 0) FROM units ORDER BY "
		"id",
		"SELECT id || code || name || households || people || bounds FROM grids ORDER BY "
		"id",
		"SELECT id || place || name || households FROM buildings ORDER BY id",
		"SELECT id || coalesce(login, '') || name || roles || unit_id FROM staff ORDER BY "
		"id",
		"SELECT id || no || state || tier || cat || place || clerk_id || unit_id || due_at "
		"|| title FROM cases"
		" ORDER BY id",
		"SELECT case_id || body || spot || answer || plan FROM case_texts ORDER BY case_id",
		"SELECT id || at || actor || event || note FROM case_events ORDER BY id",
		"SELECT case_id || kind || round || due_at || stopped_at FROM clocks ORDER BY "
		"case_id, kind, round",
		"SELECT case_id || seq || name || room || notify FROM reporters ORDER BY case_id, "
		"seq"};
	uint64_t h = 1;

	for (size_t i = 0; i < sizeof(dumps) / sizeof(dumps[0]); i++) {
		struct err err = ERR_INIT;
		struct stmt *q = db_stmt(store_db(store), dumps[i], &err);

		assert_non_null(q);
		while (db_row(q, &err))
			for (const char *p = col_peek(q); *p != '\0'; p++)
				h = (h ^ (uint8_t)*p) * 0x100000001B3U;
		assert_ok(db_done(q, &err), &err);
	}
	return h;
}

static uint64_t
hash_of_city(const char *name, uint64_t seed, int64_t cases)
{
	struct err err = ERR_INIT;
	const struct demo_config config = {
		.store = {.path = test_path(name), .frozen = true, .frozen_utc = FIXTURE_NOW},
		.data_dir = "data",
		.rules = fixture_rules(),
		.cases = cases,
		.seed = seed,
		.corner = true};
	struct demo_report report;
	struct store *made;

	assert_ok(demo_make(&config, &report, &err), &err);
	assert_int_equal(report.cases, cases);
	demo_report_release(&report);
	assert_ok(store_open(&made, &config.store, &err), &err);
	uint64_t h = hash_of(made);

	assert_int_equal(number_in(made, "SELECT count(*) FROM cases"), cases);
	store_close(made);
	return h;
}

static void
test_seeds(void **state)
{
	(void)state;
	uint64_t once = hash_of_city("a.db", 3, 90);

	assert_true(once == hash_of_city("b.db", 3, 90));
	assert_true(once != hash_of_city("c.db", 4, 90));
	hash_of_city("none.db", 3, 0);
	hash_of_city("few.db", 3, 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),
		cmocka_unit_test(test_codes),
		cmocka_unit_test(test_units_report_upwards),
		cmocka_unit_test(test_first_operator),
		cmocka_unit_test(test_views),
		cmocka_unit_test(test_every_state),
		cmocka_unit_test(test_timelines),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_separate_hands),
		cmocka_unit_test(test_clocks),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_full_text),
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_phones),
		cmocka_unit_test(test_seeds),
	};

	return cmocka_run_group_tests(tests, open_city, close_city);
}
