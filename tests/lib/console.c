#include "tests/lib/console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/clock.h"
#include "tests/lib/fixture.h"
#include "tests/lib/run_linli.h"
#include "tests/lib/store_fixture.h"
#include "tests/lib/test.h"
#include "tui/screen/triage_model.h"

static char now_setting[64];

const char *
console_program(void)
{
	static char path[512];

	snprintf(path, sizeof(path), "%s/linli", getenv("LINLI_TEST_OUT"));
	return path;
}

void
console_now(const char *iso)
{
	snprintf(now_setting, sizeof(now_setting), "LINLI_NOW=%s", iso);
	setenv("LINLI_NOW", iso, 1);
}

struct pty *
console_start(const struct console_config *c)
{
	const char *argv[8] = {console_program(), "--db", c->db};
	const char *const env[] = {*now_setting != '\0' ? now_setting : NULL, NULL};
	int n = 3;

	if (c->as != NULL) {
		argv[n++] = "--as";
		argv[n++] = c->as;
	}
	if (c->lang != NULL) {
		argv[n++] = "--lang";
		argv[n++] = c->lang;
	}
	struct pty *p =
		pty_start(c->rows != 0 ? c->rows : 24, c->cols != 0 ? c->cols : 80, argv, env);

	assert_sees(p, c->lang != NULL && strcmp(c->lang, "en") == 0 ? "LINLI" : "邻里");
	assert_idle(p);
	return p;
}

static int64_t
mono_ms(void)
{
	struct clock c;

	clock_real(&c);
	return clock_mono_ms(&c);
}

static bool
is_past(struct pty *p, void *until_ms)
{
	(void)p;
	return mono_ms() >= *(int64_t *)until_ms;
}

/* The frame was painted before it was seen here, so that what is typed when this ends cannot be too early. */
static void
wait_for_enter(struct pty *p, bool typed)
{
	if (typed)
		assert_idle(p);
	int64_t until = p->rest_ms + TRIAGE_GUARD_MS;

	assert_true(pty_wait(p, is_past, &until));
}

static int
type_word(struct pty *p, const char *word, size_t n, bool typed)
{
	char name[32];

	if (*word == '"' || *word == '<') {
		if (*word ==
			'<') /* what arrives together with other keys is one commit with them */
			assert_idle(p);
		pty_send(p, word + 1, n - 2);
		return *word == '"' ? (int)n - 2 : 0;
	}
	snprintf(name, sizeof(name), "%.*s", (int)n, word);
	if (strcmp(name, "guard") == 0) {
		wait_for_enter(p, typed);
		return 0;
	}
	pty_keys(p, name);
	return 1;
}

int
console_keys(struct pty *p, const char *script)
{
	int keys = 0;

	while (*(script += strspn(script, " ")) != '\0') {
		char end = *script == '"' ? '"' : *script == '<' ? '>' : ' ';
		const char *last = strchr(script + 1, end);
		size_t n = last == NULL ? strlen(script) : (size_t)(last - script) + (end != ' ');

		keys += type_word(p, script, n, keys > 0);
		script += n;
	}
	assert_idle(p);
	return keys;
}

const char *
console_row(struct pty *p, int row)
{
	static struct buf text;

	if (text.text == NULL)
		buf_init(&text);
	buf_clear(&text);
	pty_row(p, row, &text);
	return text.text;
}

const char *
console_screen(struct pty *p)
{
	static struct buf text;

	if (text.text == NULL)
		buf_init(&text);
	buf_clear(&text);
	pty_dump(p, &text);
	return text.text;
}

const struct json *
console_show(const char *db, const char *no, struct arena *mem)
{
	const struct json *matter;
	struct err err = ERR_INIT;
	struct buf out, msg;

	buf_init(&out);
	buf_init(&msg);
	if (LINLI(&out, &msg, "--db", db, "--data", "data", "show", no, "--json") != 0)
		fail_msg("show %s: %s", no, msg.text);
	assert_ok(json_parse(&matter, out.text, out.len - 1, mem, &err), &err);
	buf_release(&out);
	buf_release(&msg);
	return matter;
}

const char *
console_events(const struct json *matter, struct arena *mem)
{
	const char *all = "";

	for (const struct json *e = json_get(matter, "events")->first; e != NULL; e = e->next) {
		const char *event = json_text(e, "event");

		if (strcmp(event, "joined") != 0)
			all = arena_printf(mem, "%s%s%s", all, *all != '\0' ? " " : "", event);
	}
	return all;
}

const char *
console_city(const char *folder_name, const char **folder)
{
	struct arena mem = ARENA_INIT;
	struct store *st = fixture_store();
	const char *from = arena_strdup(&mem, fixture_path(st)), *path;

	store_close(st);
	*folder = fixture_folder(folder_name);
	path = fixture_in(*folder, "a.db");
	assert_int_equal(rename(from, path), 0);
	assert_int_equal(
		rename(arena_printf(&mem, "%s.key", from), arena_printf(&mem, "%s.key", path)), 0);
	fixture_patch(fixture_in(*folder, "a.db-open"), 0, "", 0); /* made by init, as usual */
	chmod(fixture_in(*folder, "a.db-open"), 0600);
	arena_release(&mem);
	return path;
}

void
console_check(const char *path)
{
	struct buf out, msg;

	buf_init(&out);
	buf_init(&msg);
	if (LINLI(&out, &msg, "--db", path, "--data", "data", "check") != 0)
		fail_msg("%s%s", out.text, msg.text);
	buf_release(&out);
	buf_release(&msg);
}
