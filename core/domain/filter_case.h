/*
 * The filter language on matters: the fields and flags, and what they mean (filter_case_*.c).
 */
#ifndef LINLI_FILTER_CASE_H
#define LINLI_FILTER_CASE_H

#include "core/domain/filter.h"

enum case_filter_field {
	CF_STATE,
	CF_CAT,
	CF_KIND,
	CF_TIER,
	CF_LIGHT,
	CF_GRID,
	CF_AREA,
	CF_ESTATE,
	CF_BUILDING,
	CF_UNIT,
	CF_HANDLER,
	CF_AUTHOR,
	CF_CHANNEL,
	CF_PARTY,
	CF_PHONE,
	CF_SPOT,
	CF_NO,
	CF_TEXT,
	CF_TAG,
	CF_DUE,
	CF_OPENED,
	CF_UPDATED,
	CF_CLOSED,
	CF_LATE,
	CF_URGED,
	CF_EXTENDED,
	CF_MOVED,
	CF_JOINT,
	CF_DUPLICATES,
	CF_SCORE,
	CF_WATCHED_BY,
	CF_MEETING,
	CF_FILES,
	CF_COUNT
};

enum case_filter_flag {
	CFL_OVERDUE,
	CFL_SOON,
	CFL_TODAY,
	CFL_MINE,
	CFL_SHIFT,
	CFL_NEW,
	CFL_WATCHED,
	CFL_URGED,
	CFL_RETURNED,
	CFL_EXTENDED,
	CFL_KEY,
	CFL_HARD,
	CFL_MERGED,
	CFL_ON_AGENDA,
	CFL_TAGGED,
	CFL_SNOOZED,
	CFL_HAS_FILES,
	CFL_ANONYMOUS,
	CFL_OPEN,
	CFL_RED,
	CFL_YELLOW,
	CFL_GREEN,
	CFL_COUNT
};

extern const struct filter_lang filter_cases;

#endif
