#include "core/domain/case_find.h"

#include <stdio.h>
#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/domain/case_list.h"
#include "core/domain/case_number.h"

enum { MOST_NAMED = 3 };

/* The filter and not a statement of its own: the same is found here, in the palette and in the bar. */
static bool
read_found(struct session *s, const char *filter, size_t most, struct arena *mem,
	struct case_page *page, struct err *err)
{
	struct filter_fault fault;
	struct case_list *list;

	if (!case_list_open(&list, s, filter, "-受理", NULL, &fault, err))
		return false;
	bool ok = case_list_page(list, PAGE_FIRST, NULL, most, mem, page, err);

	case_list_free(list);
	return ok;
}

bool
case_find_all(struct session *s, const char *text, size_t most, struct arena *mem,
	struct case_row **rows, size_t *count, struct err *err)
{
	char full[CASE_NO_FULL_BYTES];
	struct case_page page = {0};
	int64_t no = 0;
	int32_t day;
	int seq;

	*rows = NULL;
	*count = 0;
	switch (case_no_parse(text, day_from_utc(session_now(s)), &no, &day, &seq)) {
	case CASE_NO_NONE:
		return true;
	case CASE_NO_FULL: /* it may have been typed with blanks */
		case_no_full(no, full);
		text = full;
		break;
	case CASE_NO_DAY_SEQ:
	case CASE_NO_TAIL:
		break;
	}
	if (!read_found(s, arena_printf(mem, "编号:%s", text), most, mem, &page, err))
		return false;
	*rows = page.rows;
	*count = page.count;
	return true;
}

static bool
several(const char *text, const struct case_row *rows, size_t count, struct err *err)
{
	char list[MOST_NAMED * CASE_NO_FULL_BYTES] = "", full[CASE_NO_FULL_BYTES];

	for (size_t i = 0; i < count; i++) {
		case_no_full(rows[i].no, full);
		snprintf(list + strlen(list), sizeof(list) - strlen(list), " %s", full);
	}
	return err_set(err, ERR_INPUT, _("编号「%s」有几件, 请写全号:%s"), text, list);
}

bool
case_find(struct session *s, const char *text, int64_t *id, struct err *err)
{
	struct arena mem = ARENA_INIT;
	struct case_row *rows;
	size_t count;
	long long given;

	*id = 0;
	if (sscanf(text, "id:%18lld", &given) == 1) {
		*id = given;
		return true;
	}
	bool ok = case_find_all(s, text, MOST_NAMED, &mem, &rows, &count, err) &&
		(count < 2 || several(text, rows, count, err));

	if (ok && count == 1)
		*id = rows[0].id;
	arena_release(&mem);
	return ok;
}
