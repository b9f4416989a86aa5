#include "core/serve/check.h"

#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/audit.h"
#include "core/serve/check_db.h"
#include "core/serve/roll.h"

enum { MOST_OF_A_KIND = 20 };

struct checking {
	void (*report)(void *ctx, const char *line);
	void *ctx;
	int of_this_kind;
};

static void
say(struct checking *c, const char *line)
{
	c->report(c->ctx, line);
}

static void
break_found(void *ctx, const struct invariant *which, const char *object)
{
	struct checking *c = ctx;
	struct buf line;

	buf_init(&line);
	if (++c->of_this_kind > MOST_OF_A_KIND)
		buf_addf(&line, _("同样的还有, 只列前 %d 个"), MOST_OF_A_KIND);
	else
		buf_addf(&line, tr(which->sentence), object);
	say(c, line.text);
	buf_release(&line);
}

static void
line_found(void *ctx, const char *line)
{
	say(ctx, line);
}

static bool
check_rows(struct checking *c, struct db *db, struct err *err)
{
	for (size_t i = 0; i < invariant_count; i++) {
		c->of_this_kind = 0;
		if (!invariant_run(db, &invariants[i], MOST_OF_A_KIND + 1, break_found, c, err))
			return false;
		os_progress((int64_t)i + 1, (int64_t)invariant_count + 3);
	}
	return true;
}

static bool
check_audit(struct checking *c, struct session *s, struct err *err)
{
	int64_t broken = 0, rows = 0;
	struct buf line;

	buf_init(&line);
	bool ok = true;

	if (!store_keys(s->store)->present) {
		buf_addstr(&line, _("没有密钥文件, 审计链没有核对"));
	} else {
		ok = audit_verify(s, &broken, &rows, err);
		if (ok && broken != 0)
			buf_addf(&line, _("审计链从第 %lld 行起对不上"), (long long)broken);
	}
	if (line.len > 0)
		say(c, line.text);
	buf_release(&line);
	return ok;
}

static bool
stop(void *ctx)
{
	(void)ctx;
	return os_stop_asked();
}

bool
check_run(struct session *s, bool quick, void (*report)(void *ctx, const char *line), void *ctx,
	struct err *err)
{
	struct checking c = {report, ctx, 0};
	struct db *db = store_db(s->store);

	db_stop_when(db, stop, NULL);
	bool ok = db_verify(db, quick, line_found, &c, err) && check_rows(&c, db, err) &&
		roll_check(s, MOST_OF_A_KIND, line_found, &c, err) &&
		(quick || check_audit(&c, s, err));

	db_stop_when(db, NULL, NULL);
	return ok;
}
