/*
 * Case numbers, one for life: township 9 + yymmdd + sequence 4 + check digit (ISO 7064 MOD 11,10 over the
 * 19 digits before it). Stored without the check digit as an integer of 19 digits.
 */
#ifndef LINLI_CASE_NUMBER_H
#define LINLI_CASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CASE_NO_FULL_BYTES = 27, CASE_NO_BRIEF_BYTES = 16 };

/* town9: nine digits; day: day number; seq: 1..9999. */
int64_t case_no_make(int64_t town9, int32_t day, int seq);

/* The check digit of a string of digits by ISO 7064 MOD 11,10, and of a case number's 19. */
int mod_11_10(const char *digits);
int case_no_check_digit(int64_t no);

/* "350502007-241209-0037-6" */
void case_no_full(int64_t no, char out[CASE_NO_FULL_BYTES]);

/* "1209-037" in the year of `now_day`, else "23-1209-037". */
void case_no_brief(int64_t no, int32_t now_day, char out[CASE_NO_BRIEF_BYTES]);

/* Read out in groups of four: "3505 0200 7241 2090 0376". */
void case_no_spoken(int64_t no, char out[CASE_NO_FULL_BYTES]);

enum case_no_form { CASE_NO_NONE, CASE_NO_FULL, CASE_NO_DAY_SEQ, CASE_NO_TAIL };

/*
 * Reads what a person typed: the full number with or without hyphens and check digit (a wrong check digit
 * is CASE_NO_NONE), the list form, or the last four digits. For DAY_SEQ *day and *seq are set, for TAIL
 * *seq holds the four digits before the check digit and the check digit, as typed.
 */
enum case_no_form case_no_parse(
	const char *text, int32_t today, int64_t *no, int32_t *day, int *seq);

#endif
