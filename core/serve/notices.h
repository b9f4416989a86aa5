/*
 * Everything addressed to a person: signatures that are waited for, notes of a hand-over, and what others did to
 * the person's matters (or, in a unit, to matters that have come to it) within the last days.
 */
#ifndef LINLI_NOTICES_H
#define LINLI_NOTICES_H

#include "core/domain/case_machine.h"
#include "core/domain/session.h"

enum notice_kind { NOTICE_SIGNATURE, NOTICE_HANDOVER, NOTICE_EVENT };
enum { NOTICES_MOST = 200, NOTICE_DAYS = 7, NOTICE_KINDS = 4 };

struct notice {
	int64_t key; /* one number for kind and id, for lists */
	enum notice_kind kind;
	int64_t id;      /* of the approval, the hand-over, the line of the history */
	int64_t case_id; /* 0: of a hand-over */
	int64_t no, at;
	enum case_event event;
	const char *title, *who, *text;
	bool read; /* signatures stay unread until they are given */
};

/* What waits first, then by time, newest first. Everything lives in mem. */
bool notices_list(
	struct session *s, struct arena *mem, struct notice **out, size_t *count, struct err *err);

/* Marks those of the list with these keys as read. */
bool notices_mark(struct session *s, const int64_t *keys, size_t count, struct err *err);

#endif
