/*
 * Measuring this program against what the same work costs without it. A run measures one city; each row holds
 * what was measured, the yardstick measured beside it, and what was promised.
 *
 * Yardsticks are programs of their own (tests/bench): a bare curses program that paints the same cells, and bare
 * prepared statements that write and read the same rows. Without them only this program is measured.
 */
#ifndef LINLI_BENCH_H
#define LINLI_BENCH_H

#include <stddef.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/domain/session.h"

enum { BENCH_ROWS_MOST = 64 };

enum bench_unit {
	BENCH_MS,
	BENCH_BYTES,
	BENCH_MIB,
	BENCH_PER_SECOND,
	BENCH_PERCENT,
	BENCH_UNIT_COUNT
};

/* The half is below `median`; one in a hundred is above `p99`. */
struct bench_value {
	bool known;
	double median, p99;
};

struct bench_row {
	const char *key;  /* "move_80x24": for programs, never changes */
	const char *what; /* a message id, N_() */
	const char *size; /* "80x24", or "" */
	enum bench_unit unit;
	struct bench_value linli, yardstick;
	struct bench_value cpu, bare_cpu; /* ms of work, which a busy machine does not lengthen */
	const char *against;              /* what the yardstick is: a message id */
	/* What was promised: at most that much, or at least (rates); 0 for no promise. */
	double most_median, most_p99, most_ratio, least;
	bool nothing; /* promised: not at all */
};

struct bench_config {
	const char *program; /* this program's file */
	const char *tools;   /* folder of the yardsticks; NULL: none */
	const char *db;      /* the city; only preferences are written to it */
	const char *data_dir;
	const struct rules *rules; /* of that folder */
	int64_t now;               /* civil time stands still there: when the city was made */
	const char *folder;        /* where copies and logs may lie for the time of the run */
	const char *login;         /* whose lists are measured */
	int share;                 /* of the usual repeats, in percent; three of each at least */
	/* Is told what is measured next; may be NULL. */
	void (*progress)(void *ctx, const char *what);
	void *ctx;
};

struct bench {
	const struct bench_config *config;
	struct bench_row rows[BENCH_ROWS_MOST];
	size_t count;
	struct arena mem;
};

/* Errors: IO, INPUT, and whatever the measured parts say. What was measured until then stays. */
bool bench_run(struct bench *b, const struct bench_config *config, struct err *err);
void bench_release(struct bench *b);

/* Linli's figure in yardsticks, so that more is worse; 0 when there is no yardstick. */
double bench_ratio(const struct bench_row *row);

/* Is everything that was promised kept? True for rows without a promise. */
bool bench_met(const struct bench_row *row);

#endif
