#include "core/serve/check_db.h"

#include <stdio.h>

#include "core/base/i18n.h"
#include "core/domain/case_number.h"
#include "core/domain/rules.h"

/* Kind 10 is the window for judicial confirmation: see clock_show(). */
_Static_assert(
	CLOCK_CONFIRM == 10 && TIME_NEVER == 253402300799, "the far date in the texts below");

const struct invariant invariants[] = {
	{"state", N_("%s: 状态与最后一条经过不符"),
		"SELECT c.no, '' FROM cases c JOIN case_events e ON e.case_id = c.id AND e.seq ="
		" (SELECT max(x.seq) FROM case_events x WHERE x.case_id = c.id)"
		" WHERE e.st_to <> c.state LIMIT $1 /*scan*/"},
	{"history", N_("%s: 没有经过"),
		"SELECT c.no, '' FROM cases c WHERE NOT EXISTS (SELECT 1 FROM case_events e WHERE e.case_id = c.id)"
		" LIMIT $1 /*scan*/"},
	{"sequence", N_("%s: 经过的序号不连续"),
		"SELECT c.no, '' FROM (SELECT case_id FROM case_events GROUP BY case_id"
		" HAVING max(seq) <> count(*) OR min(seq) <> 1 LIMIT $1) b JOIN cases c ON c.id = b.case_id /*scan*/"},
	{"texts", N_("%s: 没有正文"),
		"SELECT c.no, '' FROM cases c WHERE NOT EXISTS (SELECT 1 FROM case_texts t WHERE t.case_id = c.id)"
		" LIMIT $1 /*scan*/"},
	{"due", N_("%s: 时限与在走的时钟不符"),
		"SELECT c.no, '' FROM cases c WHERE c.due_at <> coalesce((SELECT min(k.due_at) FROM clocks k"
		" WHERE k.case_id = c.id AND k.stopped_at = 0 AND k.paused_at = 0 AND k.kind <> 10), 253402300799)"
		" LIMIT $1 /*scan*/"},
	{"due kind", N_("%s: 时限记的不是最先到期的时钟"),
		"SELECT c.no, '' FROM cases c WHERE c.due_kind <> 0 AND NOT EXISTS (SELECT 1 FROM clocks k"
		" WHERE k.case_id = c.id AND k.kind = c.due_kind AND k.due_at = c.due_at AND k.stopped_at = 0"
		" AND k.paused_at = 0) LIMIT $1 /*scan*/"},
	{"running", N_("%s: 已办结, 还有时钟在走"),
		"SELECT c.no, '' FROM clocks k JOIN cases c ON c.id = k.case_id"
		" WHERE k.stopped_at=0 AND k.paused_at=0 AND c.state >= 12 LIMIT $1 /*scan*/"},
	{"rounds", N_("%s: 同一种时钟有两个在走"),
		"SELECT c.no, '' FROM (SELECT case_id FROM clocks WHERE stopped_at = 0 GROUP BY case_id, kind"
		" HAVING count(*) > 1 LIMIT $1) b JOIN cases c ON c.id = b.case_id /*scan*/"},
	{"pause", N_("%s: 时钟停走的起止时间不对"),
		"SELECT c.no, '' FROM clock_pauses p JOIN cases c ON c.id = p.case_id WHERE p.to_at < p.from_at"
		" LIMIT $1 /*scan*/"},
	{"closed", N_("%s: 办结的件没有办结时间"),
		"SELECT c.no, '' FROM cases c WHERE c.state = 12 AND c.closed_at = 0 LIMIT $1 /*scan*/"},
	{"reopened", N_("%s: 没有办结, 却有办结时间"),
		"SELECT c.no, '' FROM cases c WHERE c.closed_at>0 AND c.state <> 12 LIMIT $1 /*scan*/"},
	{"pending", N_("%s: 待批标记与送审记录不符"),
		"SELECT c.no, '' FROM cases c WHERE ((c.flags & 8) <> 0) <> EXISTS (SELECT 1 FROM approvals a"
		" WHERE a.case_id = c.id AND a.decided_at = 0 AND a.event NOT IN (21, 40))"
		" OR ((c.flags & 524288) <> 0) <> EXISTS (SELECT 1 FROM approvals a"
		" WHERE a.case_id = c.id AND a.decided_at = 0 AND a.event = 21)"
		" OR ((c.flags & 1048576) <> 0) <> EXISTS (SELECT 1 FROM approvals a"
		" WHERE a.case_id = c.id AND a.decided_at = 0 AND a.event = 40) LIMIT $1 /*scan*/"},
	{"merged", N_("%s: 并入件数与记的不符"),
		"SELECT c.no, '' FROM cases c WHERE c.merged <> (SELECT count(*) FROM cases m WHERE m.main_id = c.id)"
		" LIMIT $1 /*scan*/"},
	{"main", N_("%s: 已并案, 但没有主件"),
		"SELECT c.no, '' FROM cases c WHERE (c.state = 15) <> (c.main_id IS NOT NULL) LIMIT $1 /*scan*/"},
	{"town", N_("%s: 乡镇街道与地点编码不符"),
		"SELECT c.no, '' FROM cases c JOIN areas a ON a.id = c.town"
		" WHERE a.code / 1000 <> c.place / 1000000000 LIMIT $1 /*scan*/"},
	/* By the tree and not by the code: a development zone has townships of other codes. */
	{"county", N_("%s: 区县与乡镇街道不符"),
		"SELECT c.no, '' FROM cases c JOIN areas t ON t.id = c.town WHERE t.parent_id <> c.county"
		" LIMIT $1 /*scan*/"},
	{"helpers", N_("%s: 协办单位记的时限与件不符"),
		"SELECT c.no, '' FROM case_units x JOIN cases c ON c.id = x.case_id"
		" WHERE x.open <> (c.state < 12) OR x.due <> c.due_at OR x.opened <> c.opened_at"
		" LIMIT $1 /*scan*/"},
	{"grids", N_("%s: 记的网格数与实有的不符"),
		"SELECT 0, a.name FROM areas a WHERE a.level = 3 AND a.grids <>"
		" (SELECT count(*) FROM grids g WHERE g.area_id = a.id AND g.retired_at = 0) LIMIT $1 /*scan*/"},
	{"undo", N_("%s: 撤销记录没有对应的经过"),
		"SELECT c.no, '' FROM undo_log u JOIN cases c ON c.id = u.case_id WHERE NOT EXISTS"
		" (SELECT 1 FROM case_events e WHERE e.id = u.event_id AND e.case_id = u.case_id) LIMIT $1 /*scan*/"},
};

const size_t invariant_count = sizeof(invariants) / sizeof(invariants[0]);

bool
invariant_run(struct db *db, const struct invariant *which, int most,
	void (*each)(void *ctx, const struct invariant *which, const char *object), void *ctx,
	struct err *err)
{
	struct stmt *s = db_stmt(db, which->sql, err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, most);
	while (db_row(s, err)) {
		int64_t no = col_i64(s);
		char text[CASE_NO_FULL_BYTES];

		if (no != 0)
			case_no_full(no, text);
		each(ctx, which, no != 0 ? text : col_peek(s));
	}
	return db_done(s, err);
}
