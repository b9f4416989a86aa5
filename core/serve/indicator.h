/*
 * Indicators over a list of matters: rates with what they are taken of, and how long things took. One table names
 * them all, with their formulas (domain 2.3); each number is counted matter by matter, so that it opens its list.
 */
#ifndef LINLI_INDICATOR_H
#define LINLI_INDICATOR_H

#include "core/domain/case_list.h"

/* Counted are matters; part of another one (merged) is counted there, as reports. */
enum indicator_key {
	IND_CASES,
	IND_REPORTS,
	IND_EXCLUDED,
	IND_ACCEPT, /* rates */
	IND_SIGN,
	IND_ROUTE,
	IND_CONTACT,
	IND_ON_TIME,
	IND_ON_TIME_PLAIN,
	IND_SOLVED,
	IND_PLEASED,
	IND_RETURNED,
	IND_EXTENDED,
	IND_REOPENED,
	IND_SUPERVISED,
	IND_HUNG,
	IND_WITHIN_15, /* of the replied, by days from acceptance to the reply that stands, pauses left out */
	IND_WITHIN_60,
	IND_DAYS_P50, /* calendar days */
	IND_DAYS_P75,
	IND_DAYS_P90,
	IND_DAYS_P95,
	IND_HOURS_P50, /* working hours */
	IND_HOURS_P90,
	IND_KEYS
};

enum indicator_form { FORM_COUNT, FORM_RATE, FORM_DAYS, FORM_HOURS };

struct indicator_def {
	const char *key;  /* "on_time": for commands and exports, stable */
	const char *name; /* message ids */
	const char *formula;
	enum indicator_form form;
};

const struct indicator_def *indicator_def(enum indicator_key key);

struct indicator {
	int64_t over, under; /* of a rate: the two counts; of a time: how many it is taken of */
	double value;        /* a share of 1, days, hours; a count */
	bool known;          /* false: there is nothing to take it of */
};

/*
 * Reads the whole list: some 20 microseconds a matter. A P90 is the first time in the ranking that more than nine
 * in ten matters do not exceed.
 */
bool indicators_read(
	struct session *s, struct case_list *list, struct indicator out[IND_KEYS], struct err *err);

#endif
