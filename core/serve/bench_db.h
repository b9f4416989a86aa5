/* What the bench needs to know of the city to ask it sensible things. */
#ifndef LINLI_BENCH_DB_H
#define LINLI_BENCH_DB_H

#include <stdio.h>

#include "core/domain/session.h"

/* The pinyin initials of some grids, spread over the city. */
bool bench_initials(struct session *s, size_t most, struct arena *mem, const char ***out,
	size_t *count, struct err *err);

/* Matters that wait for verification, the newest first. */
bool bench_to_verify(struct session *s, size_t most, struct arena *mem, int64_t **out,
	size_t *count, struct err *err);

/* The texts of the newest matters as a file to import, `rows` of them from the first-th on. */
bool bench_write_csv(struct session *s, size_t first, size_t rows, FILE *out, struct err *err);

#endif
