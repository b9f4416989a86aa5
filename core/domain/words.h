/*
 * Numbers and times in the words of the language of now: one function each, used by lists, slips, exports
 * and the command line alike.
 */
#ifndef LINLI_WORDS_H
#define LINLI_WORDS_H

#include <stdint.h>

#include "core/domain/case.h"
#include "core/domain/worktime.h"

enum { WORDS_BYTES = 64 };

/* At most 8 cells: 超2天 超5时 超20分, 今17:30, 18时, 2天; "-2d", "17:30", "18h", "2d". "" while no clock runs. */
void words_left(const struct case_row *row, int64_t now, char out[WORDS_BYTES]);

/* "12-09 14:32"; with the year in front when it is another one. */
void words_time(int64_t utc, int64_t now, char out[WORDS_BYTES]);

/* "今18:00" on the same day, else as words_time(); "18:00" in English. */
void words_moment(int64_t utc, int64_t now, char out[WORDS_BYTES]);

/* "12-09 周一 14:32", "Mon 12-09 14:32"; with the year when it is another one. */
void words_day_time(int64_t utc, int64_t now, char out[WORDS_BYTES]);

/* "12-09", with the year when it is another one. */
void words_day(int64_t utc, int64_t now, char out[WORDS_BYTES]);

/* How long ago: "刚才", "5分前", "3时前", "2天前"; at most 8 cells. */
void words_ago(int64_t then, int64_t now, char out[WORDS_BYTES]);

/* 周一 / Mon; 1 Monday .. 7 Sunday. */
const char *words_weekday(int weekday);

/* "10工作日", "24时", "半个工作日", "当天"; "10 wd", "24 h". */
void words_limit(struct limit limit, char out[WORDS_BYTES]);

/* 红 黄 绿 灰 办; R Y G - D. */
const char *words_light(enum light light);

/* 12,345 */
void words_count(int64_t n, char out[WORDS_BYTES]);

#endif
