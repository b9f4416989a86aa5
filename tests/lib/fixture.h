/*
 * A small city to test on: two counties, four townships, 120 grids, 300 matters in every state, the same for
 * everybody and always. It is made once per test program; each fixture_store() opens a fresh copy.
 *
 * It is Tuesday, 9 June 2026, 14:32:05 in China; time stands still until the test advances the store's clock
 * (clock_advance_ms(store_clock(st), ...)), which moves civil and monotonic time together.
 *
 * Accounts: wangmin (first operator, OP DSP of 鲤城区综治中心) has 23 matters, 3 of them overdue, 9 to route, 4 to
 * survey; lihang, zhouting (her colleagues), zhengwb (director), linjl and zhangjl (handler and leader of
 * 金榕物业), xuwei (police), linjing (discipline), and the others of data/demo/accounts.txt.
 */
#ifndef LINLI_FIXTURE_H
#define LINLI_FIXTURE_H

#include "core/db/store.h"
#include "core/domain/rules.h"
#include "core/domain/session.h"

#define FIXTURE_NOW INT64_C(1780986725)

enum { FIXTURE_CASES = 300 };

/* The rules as shipped, loaded once. */
const struct rules *fixture_rules(void);

/* A fresh copy, ready to be written. Close it with store_close(). */
struct store *fixture_store(void);

/* Where the copy lies: for a second connection, or for a program that is started on it. */
const char *fixture_path(const struct store *st);

/* Signs in; NULL: as the first operator. Close with session_close(). */
void fixture_session(struct session *s, struct store *st, const char *login);

/* The first matter of the first operator in that state; fails the test when there is none. */
int64_t fixture_case(struct session *s, int state);

/* A matter by the beginning of its title. */
int64_t fixture_case_titled(struct session *s, const char *title);

#endif
