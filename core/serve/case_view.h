/*
 * All that is shown of one matter, read at once and already masked for the person who looks: the case
 * screen, the preview, printed slips and `linli show` draw from it.
 */
#ifndef LINLI_CASE_VIEW_H
#define LINLI_CASE_VIEW_H

#include "core/domain/case_db.h"
#include "core/domain/case_link.h"
#include "core/domain/case_machine.h"
#include "core/domain/case_party.h"
#include "core/domain/session.h"

struct case_view {
	struct case_row row;
	struct case_texts texts;
	const struct category *category; /* NULL while there is none */
	struct reporter *reporters; /* names, rooms and numbers masked as the person may see them */
	size_t reporter_count;
	struct case_unit *units; /* helpers and copies */
	size_t unit_count;
	struct case_clock *clocks;
	size_t clock_count;
	struct case_event_row *events; /* newest first */
	size_t event_count;
	struct case_change *changes; /* newest first */
	size_t change_count;
	struct case_link *links; /* newest first */
	size_t link_count;
	const char *author, *handler; /* names; "" if none */
	const char *area;             /* "鲤城区 桐城街道 榕荫社区" */
	int64_t source_at;            /* of an imported matter; 0 if none */
	const char *source, *ext_id;
	const char *holder;  /* who else works on it now; "" nobody */
	const char *lookers; /* who else looks at it, "李航, 周婷"; "" nobody */
};

enum { CASE_VIEW_EVENTS = 200 };

/*
 * *found is false when there is no such matter or the person may not see it. Everything lives in mem.
 */
bool case_view_load(struct session *s, int64_t id, struct arena *mem, struct case_view *v,
	bool *found, struct err *err);

/* The row alone: for dialogs over many matters. */
bool case_row_load(struct session *s, int64_t id, struct arena *mem, struct case_row *row,
	bool *found, struct err *err);

/*
 * May this person see names, rooms and numbers of reporters in clear? Intake staff, dispatchers and handlers
 * of that very matter may (they call these people); everybody else reads them masked.
 */
bool case_sees_reporters(const struct session *s, const struct case_row *row);

/* One value in clear for somebody who sees it masked: with a reason, written to the audit log. */
bool case_reveal(struct session *s, int64_t id, int reporter_seq, const char *reason,
	struct arena *mem, struct reporter *out, struct err *err);

#endif
