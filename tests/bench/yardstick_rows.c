/*
 * yardstick_rows write DB FILE: the statements that were recorded (db_record() in core/db/db.h), prepared once
 * and bound, in the same transactions: what the same rows cost without a program around them.
 * yardstick_rows scan DB FILE: each line of the file is a query, read to its end.
 * A fourth word is the size of the cache in KiB, 2048 if it is missing.
 *
 * Prints the microseconds of each transaction or query, one a line.
 */
#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_VALUES = 64, MOST_TEXTS = 256, MOST_LINE = 4096 };

/* A literal of the recorded text: where it stands there. */
struct value {
	size_t at, len;
};

struct prepared {
	char *text;
	sqlite3_stmt *handle;
};

struct step {
	char *sql;
	sqlite3_stmt *handle; /* NULL: BEGIN or COMMIT, as it stands */
	struct value values[MOST_VALUES];
	int count;
};

static sqlite3 *db;
static struct prepared texts[MOST_TEXTS];
static int text_count;
static struct step *steps;
static size_t step_count, step_room;

static void
die(const char *what)
{
	fprintf(stderr, "yardstick_rows: %s: %s\n", what, db != NULL ? sqlite3_errmsg(db) : "");
	exit(1);
}

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static sqlite3_stmt *
prepare(const char *text)
{
	sqlite3_stmt *handle;

	for (int i = 0; i < text_count; i++)
		if (strcmp(texts[i].text, text) == 0)
			return texts[i].handle;
	if (text_count == MOST_TEXTS ||
		sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL) != 0)
		die(text);
	texts[text_count++] = (struct prepared){strdup(text), handle};
	return handle;
}

/* The length of a literal that begins here; 0 for none. */
static size_t
literal(const char *sql, const char *p)
{
	const char *q = p + (p[0] == 'x' && p[1] == '\'');

	if (*q == '\'') {
		for (q++; *q != '\0' && (*q != '\'' || *++q == '\''); q++)
			;
		return (size_t)(q - p);
	}
	if (!isdigit((unsigned char)*p) ||
		(p > sql && (isalnum((unsigned char)p[-1]) || p[-1] == '_')))
		return 0;
	return strspn(p, "0123456789.");
}

/* Turns the literals into parameters. */
static void
split(struct step *s)
{
	char *text = malloc(strlen(s->sql) + MOST_VALUES + 1), *out = text;

	for (const char *p = s->sql; *p != '\0';) {
		size_t len = literal(s->sql, p);

		if (len == 0) {
			*out++ = *p++;
			continue;
		}
		if (s->count == MOST_VALUES)
			die("too many values");
		s->values[s->count++] = (struct value){(size_t)(p - s->sql), len};
		*out++ = '?';
		p += len;
	}
	*out = '\0';
	s->handle = prepare(text);
	free(text);
}

static void
add_step(char *sql)
{
	if (step_count == step_room) {
		step_room = step_room > 0 ? step_room * 2 : 1024;
		steps = realloc(steps, step_room * sizeof(*steps));
	}
	struct step *s = &steps[step_count++];

	*s = (struct step){.sql = sql};
	if (strncmp(sql, "BEGIN", 5) != 0 && strcmp(sql, "COMMIT") != 0)
		split(s);
}

static void
read_steps(FILE *in)
{
	size_t len;

	while (fscanf(in, "%zu", &len) == 1) {
		char *sql = malloc(len + 1);

		if (getc(in) != '\n' || fread(sql, 1, len, in) != len || getc(in) != '\n')
			die("the record is cut short");
		sql[len] = '\0';
		add_step(sql);
	}
}

/* Decodes what stands in quotes into place; the record is read once. */
static void
bind(sqlite3_stmt *handle, int n, char *p, size_t len)
{
	char *out = p;

	if (*p == 'x') {
		for (size_t i = 2; i + 1 < len; i += 2) {
			char digits[3] = {p[i], p[i + 1], '\0'};

			*out++ = (char)strtol(digits, NULL, 16);
		}
		sqlite3_bind_blob(handle, n, p, (int)(out - p), SQLITE_STATIC);
	} else if (*p == '\'') {
		for (size_t i = 1; i + 1 < len; i++) {
			*out++ = p[i];
			i += p[i] == '\'';
		}
		sqlite3_bind_text(handle, n, p, (int)(out - p), SQLITE_STATIC);
	} else {
		sqlite3_bind_int64(handle, n, strtoll(p, NULL, 10));
	}
}

static void
run_step(struct step *s)
{
	int rc;

	if (s->handle == NULL) {
		if (sqlite3_exec(db, s->sql, NULL, NULL, NULL) != SQLITE_OK)
			die(s->sql);
		return;
	}
	for (int i = 0; i < s->count; i++)
		bind(s->handle, i + 1, s->sql + s->values[i].at, s->values[i].len);
	do
		rc = sqlite3_step(s->handle);
	while (rc == SQLITE_ROW);
	if (rc != SQLITE_DONE)
		die(sqlite3_sql(s->handle));
	sqlite3_reset(s->handle);
}

static void
write_all(FILE *in)
{
	double from = 0;

	read_steps(in);
	for (size_t i = 0; i < step_count; i++) {
		if (steps[i].handle == NULL && steps[i].sql[0] == 'B')
			from = now_us();
		run_step(&steps[i]);
		if (steps[i].handle == NULL && steps[i].sql[0] == 'C')
			printf("%.1f\n", now_us() - from);
	}
}

static void
scan_all(FILE *in)
{
	char line[MOST_LINE];

	while (fgets(line, sizeof(line), in) != NULL) {
		struct step s = {.sql = line, .handle = prepare(line)};
		double from = now_us();

		run_step(&s);
		printf("%.1f\n", now_us() - from);
	}
}

int
main(int argc, char **argv)
{
	char pragmas[200];

	if (argc < 4 || argc > 5)
		return 2;
	snprintf(pragmas, sizeof(pragmas),
		"PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA "
		"cache_size=-%d",
		argc == 5 ? (int)strtol(argv[4], NULL, 10) : 2048);
	FILE *in = fopen(argv[3], "re");

	if (in == NULL ||
		sqlite3_open_v2(argv[2], &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) !=
			0)
		die(argv[2]);
	if (sqlite3_exec(db, pragmas, NULL, NULL, NULL) != 0)
		die("pragmas");
	(strcmp(argv[1], "scan") == 0 ? scan_all : write_all)(in);
	for (int i = 0; i < text_count; i++)
		sqlite3_finalize(texts[i].handle);
	return sqlite3_close(db) == SQLITE_OK ? 0 : 1;
}
