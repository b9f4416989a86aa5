#include "core/domain/case_data.h"

#include <string.h>

bool
case_data_read(struct db *db, int64_t id, struct arena *mem, struct case_data *c, bool *found,
	struct err *err)
{
	struct case_clock *clocks;

	memset(c, 0, sizeof(*c));
	if (!case_read_row(db, id, mem, &c->row, found, err) || !*found)
		return err->code == ERR_NONE;
	if (!case_read_texts(db, id, mem, &c->texts, err) ||
		!case_read_clocks(db, id, mem, &clocks, &c->clock_count, err))
		return false;
	if (c->clock_count > CASE_MAX_CLOCKS - 8)
		return err_set(
			err, ERR_LIMIT, "case %lld has %zu clocks", (long long)id, c->clock_count);
	c->clocks = arena_array(mem, CASE_MAX_CLOCKS, sizeof(*c->clocks));
	memcpy(c->clocks, clocks, c->clock_count * sizeof(*clocks));
	return true;
}

bool
case_data_write(struct db *db, struct case_data *c, int64_t event_id, struct err *err)
{
	if (!case_update(db, &c->row, err))
		return false;
	if (c->texts_changed && !case_update_texts(db, c->row.id, &c->texts, err))
		return false;
	for (size_t i = 0; i < c->clock_count; i++)
		if (c->clock_changed[i] && !case_put_clock(db, c->row.id, &c->clocks[i], err))
			return false;
	for (size_t i = 0; i < c->pause_count; i++)
		if (!case_put_pause(db, c->row.id, &c->pauses[i], event_id, err))
			return false;
	return true;
}
