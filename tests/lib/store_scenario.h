/*
 * Acts upon a database that can be counted afterwards: number n makes matter n, indexes its words, changes
 * matter n of before by its version, takes words out of the index, and writes n down, in one transaction.
 */
#ifndef LINLI_STORE_SCENARIO_H
#define LINLI_STORE_SCENARIO_H

#include "core/db/store.h"

/* Matters that the database must begin with: as many as there will be acts, at least. */
enum { SCENARIO_CASES = 120 };

/* Act n (1, 2, .. in this order) as one transaction of the store. */
bool scenario_act(struct store *st, int n, struct err *err);

/*
 * Opens the file and fails the test unless it is sound and stands right after an act between the last
 * acknowledged one and at_most.
 */
void scenario_check(const char *path, int acked, int at_most);

#endif
