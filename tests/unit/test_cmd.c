/* The command line: words, options, help, exit codes, and what is left of the environment. */
#include "tests/lib/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/os.h"
#include "core/base/show.h"
#include "core/cmd/cmd.h"
#include "core/db/store.h"
#include "tests/lib/cases.h"

static struct buf out, msg;
static struct arena kept;
static struct options seen; /* what the console was handed; its two strings live in kept */
static const char *tmp;     /* TMPDIR, which a run takes out of the environment */
static int console_runs;

static bool
console(struct cmd_run *run, struct err *err)
{
	(void)err;
	console_runs++;
	seen = run->options;
	seen.db = run->options.db != NULL ? arena_strdup(&kept, run->options.db) : NULL;
	seen.as = run->options.as != NULL ? arena_strdup(&kept, run->options.as) : NULL;
	return true;
}

static int
redirect(FILE *f, const char *path)
{
	fflush(f);
	int saved = dup(fileno(f));
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(fd, fileno(f));
	close(fd);
	return saved;
}

static void
restore(FILE *f, int saved)
{
	fflush(f);
	dup2(saved, fileno(f));
	close(saved);
}

/* Runs the line (words separated by single blanks) and reads what it wrote into `out` and `msg`. */
static int
linli(const char *line)
{
	struct err err = ERR_INIT;
	char copy[400], *argv[32] = {NULL};
	int argc = 0;

	snprintf(copy, sizeof(copy), "linli %s", line);
	for (char *p = copy; p != NULL && *p != '\0' && argc < 31;) {
		argv[argc++] = p;
		p = strchr(p, ' ');
		if (p != NULL)
			*p++ = '\0';
	}
	int out_fd = redirect(stdout, test_path("out")),
	    msg_fd = redirect(stderr, test_path("msg"));
	int status = cmd_main(argc, argv, console);

	setenv("TMPDIR", tmp, 1);
	restore(stdout, out_fd);
	restore(stderr, msg_fd);
	buf_clear(&out);
	buf_clear(&msg);
	assert_ok(os_read_file(test_path("out"), 1 << 20, &out, &err), &err);
	assert_ok(os_read_file(test_path("msg"), 1 << 20, &msg, &err), &err);
	return status;
}

static void
no_command_opens_the_console(void **state)
{
	(void)state;
	console_runs = 0;
	assert_int_equal(linli(""), 0);
	assert_int_equal(linli("--db one.db --as=wang --lang en"), 0);
	assert_int_equal(console_runs, 2);
	assert_string_equal(seen.db, "one.db");
	assert_string_equal(seen.as, "wang");
	assert_int_equal(seen.lang, LANG_EN);
	assert_int_equal(out.len + msg.len, 0);
}

static void
help_lists_every_command(void **state)
{
	(void)state;
	assert_int_equal(linli("help"), 0);
	for (size_t i = 0; cmd_table[i] != NULL; i++)
		assert_non_null(strstr(out.text, cmd_table[i]->name));
	assert_int_equal(msg.len, 0);
	assert_int_equal(linli("--help"), 0);
	assert_non_null(strstr(out.text, "doctor"));
	assert_int_equal(linli("-h doctor"), 0);
	assert_non_null(strstr(out.text, "linli doctor"));
	assert_int_equal(linli("help doctor --lang zh"), 0);
	assert_non_null(strstr(out.text, "用法"));
	assert_int_equal(linli("--version"), 0);
	assert_string_equal(out.text, "linli " LINLI_VERSION "\n");
}

/* A command without a word on what it does, or an option table that run->values cannot hold. */
static void
every_command_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; cmd_table[i] != NULL; i++) {
		const struct cmd *c = cmd_table[i];
		size_t options = 0;

		assert_true(c->brief[0] != '\0' && c->help[0] != '\0' && c->run != NULL);
		assert_true(show_width(c->brief) <= 54);
		assert_true(c->least <= c->most);
		for (const struct cmd_option *o = c->options; o != NULL && o->name != NULL; o++) {
			assert_true(o->name[0] == '-' && o->help[0] != '\0');
			for (const struct cmd_option *g = cmd_global_options; g->name != NULL; g++)
				assert_string_not_equal(o->name, g->name);
			options++;
		}
		assert_true(options <= CMD_OPTIONS_MAX);
		assert_ptr_equal(cmd_find(c->name), c);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(cmd_table[k]->name, c->name); /* listed once */
	}
}

static void
bad_usage_exits_2_and_says_what_was_meant(void **state)
{
	static const struct {
		const char *line, *says;
	} bad[] = {
		{"docter", "doctor"},
		{"frobnicate", "linli help"},
		{"--thene x", "--theme"},
		{"--frob", "linli --help"},
		{"help --langg en", "--lang"},
		{"help one two", "two"},
		{"help frobnicate", "frobnicate"},
		{"--db", "FILE"},
		{"--db=", "FILE"},
		{"--lang fr", "fr"},
		{"--version=3", "--version"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		console_runs = 0;
		assert_int_equal(linli(bad[i].line), 2);
		assert_int_equal(out.len, 0);
		assert_int_equal(console_runs, 0);
		assert_non_null(strstr(msg.text, "linli: "));
		if (strstr(msg.text, bad[i].says) == NULL)
			fail_msg("%s: %s", bad[i].line, msg.text);
	}
}

static void
environment_is_read_once_and_reduced(void **state)
{
	(void)state;
	setenv("LINLI_DB", "env.db", 1);
	setenv("LINLI_LANG", "en", 1);
	setenv("LD_PRELOAD_X", "1", 1);
	setenv("TERMINFO", "/tmp/x", 1);
	assert_int_equal(linli(""), 0);
	assert_string_equal(seen.db, "env.db");
	assert_int_equal(seen.lang, LANG_EN);
	assert_null(getenv("LD_PRELOAD_X"));
	assert_null(getenv("TERMINFO"));
	assert_non_null(getenv("HOME"));
	assert_int_equal(linli("--db line.db --lang zh"), 0);
	assert_string_equal(seen.db, "line.db");
	assert_int_equal(seen.lang, LANG_ZH);

	setenv("LINLI_NOW", "2024-12-09T09:00:00", 1);
	assert_int_equal(linli(""), 0);
	assert_true(seen.frozen && seen.frozen_utc == 1733706000);
	setenv("LINLI_NOW", "yesterday", 1);
	assert_int_equal(linli(""), 2);
	assert_non_null(strstr(msg.text, "yesterday"));
	unsetenv("LINLI_NOW");
	unsetenv("LINLI_DB");
	unsetenv("LINLI_LANG");
}

static void
default_database_follows_the_home(void **state)
{
	const char *home = getenv("HOME");

	(void)state;
	assert_non_null(home);
	setenv("XDG_DATA_HOME", "/data", 1);
	assert_int_equal(linli(""), 0);
	assert_string_equal(seen.db, "/data/linli/linli.db");
	setenv("XDG_DATA_HOME", "relative", 1);
	setenv("HOME", "/home/x", 1);
	assert_int_equal(linli(""), 0);
	assert_string_equal(seen.db, "/home/x/.local/share/linli/linli.db");
	unsetenv("HOME");
	unsetenv("XDG_DATA_HOME");
	assert_int_equal(linli(""), 0);
	assert_null(seen.db);
}

static void
doctor_works_without_terminal_and_names_findings(void **state)
{
	char line[300];

	(void)state;
	unsetenv("TERM");
	FILE *f = fopen(test_path("open.db"), "w");

	assert_non_null(f);
	fclose(f);
	chmod(test_path("open.db"), 0644);
	snprintf(line, sizeof(line), "doctor --data data --db %s", test_path("open.db"));
	assert_int_equal(linli(line), 1);
	assert_non_null(strstr(out.text, LINLI_VERSION));
	assert_non_null(strstr(out.text, "TERM=-"));
	assert_non_null(strstr(out.text, "chmod 600"));
	assert_int_equal(msg.len, 0);
}

/* The last line on stderr. */
static const char *
last_line(void)
{
	static char line[200];
	const char *end = msg.text + msg.len - (msg.len > 0), *p = end;

	while (p > msg.text && p[-1] != '\n')
		p--;
	snprintf(line, sizeof(line), "%.*s", (int)(end - p), p);
	return line;
}

static void
write_text(const char *path, const char *text)
{
	struct err err = ERR_INIT;

	assert_ok(os_write_file(path, text, strlen(text), &err), &err);
}

static void
import_ends_with_its_counts(void **state)
{
	struct cases_config config = cases_small(0);
	char line[600];
	const char *csv = test_path("in.csv"), *db = test_path("in.db");

	(void)state;
	store_close(cases_make(db, &config));
	write_text(csv, "id,text\n1,one\n2,two\n3\n");
	snprintf(line, sizeof(line), "--db %s --data data --as u1 import cases %s", db, csv);
	assert_int_equal(linli(line), 1); /* a row was refused */
	assert_string_equal(last_line(), "imported 2 updated 0 skipped 0 rejected 1");
	assert_non_null(strstr(msg.text, "in.csv.rejected.csv"));
	assert_int_equal(out.len, 0);
	write_text(csv, "id,text\n1,one\n2,two\n");
	assert_int_equal(linli(line), 0);
	assert_string_equal(last_line(), "imported 0 updated 0 skipped 2 rejected 0");
	snprintf(line, sizeof(line),
		"--db %s --data data import cases %s --dry-run --format=csv --unit 1", db, csv);
	assert_int_equal(linli(line), 0);
	snprintf(line, sizeof(line), "--db %s --data data import grids %s", db, csv);
	assert_int_equal(linli(line), 2);
	snprintf(line, sizeof(line), "--db %s --data data import cases %s --unit nowhere", db, csv);
	assert_int_equal(linli(line), 2);
	assert_non_null(strstr(msg.text, "nowhere"));
	snprintf(line, sizeof(line), "--db %s --data data import cases %s --format xml", db, csv);
	assert_int_equal(linli(line), 2);
	assert_non_null(strstr(msg.text, "csv|jsonl"));
	snprintf(line, sizeof(line), "--db %s --data data --as nobody import cases %s", db, csv);
	assert_int_equal(linli(line), 2);
	snprintf(line, sizeof(line), "--db %s.none --data data import cases %s", db, csv);
	assert_int_equal(linli(line), 3);
}

static void
lost_output_is_an_error(void **state)
{
	char name[] = "linli", word[] = "help";
	char *argv[] = {name, word, NULL};

	(void)state;
	int saved = redirect(stdout, "/dev/full"), msg_fd = redirect(stderr, test_path("msg"));
	int status = cmd_main(2, argv, console);

	setenv("TMPDIR", tmp, 1);
	clearerr(stdout);
	restore(stdout, saved);
	restore(stderr, msg_fd);
	assert_int_equal(status, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_command_opens_the_console),
		cmocka_unit_test(help_lists_every_command),
		cmocka_unit_test(every_command_is_whole),
		cmocka_unit_test(bad_usage_exits_2_and_says_what_was_meant),
		cmocka_unit_test(environment_is_read_once_and_reduced),
		cmocka_unit_test(default_database_follows_the_home),
		cmocka_unit_test(doctor_works_without_terminal_and_names_findings),
		cmocka_unit_test(import_ends_with_its_counts),
		cmocka_unit_test(lost_output_is_an_error),
	};

	tmp = getenv("TMPDIR") != NULL ? strdup(getenv("TMPDIR")) : "/tmp";
	buf_init(&out);
	buf_init(&msg);
	return cmocka_run_group_tests_name("cmd", tests, NULL, NULL);
}
