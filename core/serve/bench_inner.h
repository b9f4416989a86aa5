/* What the parts of the bench share. */
#ifndef LINLI_BENCH_INNER_H
#define LINLI_BENCH_INNER_H

#include "core/serve/bench.h"

/* Figures of one kind, in the order in which they were taken. */
struct samples {
	double *at;
	size_t count, room;
};

void samples_add(struct samples *s, double value);
struct bench_value samples_value(const struct samples *s);
void samples_clear(struct samples *s);
void samples_release(struct samples *s);

/* A further row; beyond BENCH_ROWS_MOST a bug. */
struct bench_row *bench_add(struct bench *b, const struct bench_row *row);

/* So many repeats, or the share of them that was asked for; three at least. */
int bench_times(const struct bench *b, int usual);

void bench_tell(const struct bench *b, const char *what);

/* A name in the folder for the run's own files; lives as long as the bench. */
const char *bench_path(struct bench *b, const char *name);

/* The yardstick of that name; NULL when there is none. */
const char *bench_tool(struct bench *b, const char *name);

/* A copy of the city, with its key, to write to; and its end. */
bool bench_copy(struct bench *b, const char *name, const char **path, struct err *err);
void bench_remove(const char *path);

/*
 * Runs a program to its end: what it printed goes to out. Errors: IO, when it failed too (its last words are the
 * text).
 */
bool bench_command(const char *const argv[], struct buf *out, struct err *err);

/* Adds the numbers that a yardstick prints, one a line, as samples in thousandths: microseconds to ms. */
void bench_take_numbers(const struct buf *printed, struct samples *out);

/* The parts: each adds its rows. */
bool bench_screens(struct bench *b, struct err *err);
bool bench_reading(struct bench *b, struct err *err);
bool bench_writing(struct bench *b, struct err *err);

#endif
