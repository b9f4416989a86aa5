/* What `linli bench` prints. */
#ifndef LINLI_BENCH_TABLE_H
#define LINLI_BENCH_TABLE_H

#include <stdio.h>

#include "core/serve/bench.h"

void bench_table_print(FILE *out, const struct bench *b, int64_t cases);

/* One object a line: cases, key, size, unit, median, p99, yardstick, ratio, the promises and whether they are met. */
void bench_table_json(FILE *out, const struct bench *b, int64_t cases);

#endif
