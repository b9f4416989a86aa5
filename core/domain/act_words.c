#include "core/domain/act_words.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/db/store.h"
#include "core/domain/area.h"
#include "core/domain/case_find.h"
#include "core/domain/case_number.h"
#include "core/domain/unit.h"
#include "core/domain/words.h"

enum act_field
act_field_by_key(enum case_event event, const char *key)
{
	size_t count;
	const struct transition *rows = machine_rows(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct need *n = rows[i].needs;
			rows[i].event == event && n->field != F_NONE; n++)
			if (strcmp(field_def(n->field)->key, key) == 0)
				return n->field;
	return F_NONE;
}

static bool
unit_words(
	struct session *s, const char *value, struct arena *mem, struct buf *out, struct err *err)
{
	while (*value != '\0') {
		size_t n = strcspn(value, ",");
		const char *one = arena_strndup(mem, value, n);
		struct unit u;
		bool found = false;
		int64_t id;

		if (text_to_i64(one, &id) && !unit_by_id(s, id, mem, &u, &found, err))
			return false;
		buf_addf(out, "%s%s", out->len > 0 ? " " : "", found ? u.brief : one);
		value += n + (value[n] == ',');
	}
	return true;
}

static bool
person_words(struct session *s, int64_t id, struct arena *mem, struct buf *out, struct err *err)
{
	struct person p;
	bool found = false;

	if (!person_by_id(s, id, mem, &p, &found, err))
		return false;
	if (found)
		buf_addstr(out, p.name);
	return true;
}

static bool
case_words(
	struct session *s, const char *value, struct arena *mem, struct buf *out, struct err *err)
{
	struct case_row row;
	bool found = false;
	char brief[CASE_NO_BRIEF_BYTES];
	int64_t id = 0;

	if (!case_find(s, value, &id, err) ||
		!case_read_row(store_db(s->store), id, mem, &row, &found, err))
		return false;
	if (found) {
		case_no_brief(row.no, day_from_utc(session_now(s)), brief);
		buf_addf(out, "%s %s", brief, row.title);
	}
	return true;
}

static void
number_words(struct session *s, const struct field_def *def, const char *value, int64_t n,
	struct buf *out)
{
	const struct choice *c;
	const struct category *cat;
	char text[WORDS_BYTES];
	int64_t at;

	switch (def->kind) {
	case FK_CHOICE:
		c = choice_by_value(s->rules, def->list, (int)n);
		buf_addstr(out, c != NULL ? word_now(c->name) : "");
		break;
	case FK_CATEGORY:
		cat = category_by_code(s->rules, (int)n);
		if (cat != NULL)
			buf_addf(out, "%s %s", cat->letters, word_now(cat->name));
		break;
	case FK_TIER:
		if (n > TIER_NONE && n < TIER_COUNT)
			buf_addstr(out, word_now(s->rules->tiers[n].brief));
		break;
	case FK_YES:
		buf_addstr(out, n != 0 ? _("是") : _("否"));
		break;
	case FK_TIME:
		if (date_parse_time(value, &at)) {
			words_time(at, session_now(s), text);
			buf_addstr(out, text);
		}
		break;
	case FK_PLACE:
		if (n > 0) {
			char code[GRID_CODE_BYTES];

			grid_code_format(strlen(value) == 15 ? n * 1000 : n, code);
			buf_addstr(out, code);
		}
		break;
	default:
		break;
	}
}

bool
act_words(struct session *s, enum act_field field, const char *value, struct arena *mem,
	const char **words, struct err *err)
{
	const struct field_def *def = field_def(field);
	struct buf out;
	int64_t n = 0;
	bool ok = true;

	buf_init(&out);
	bool number = text_to_i64(value, &n);

	if (def->kind == FK_UNIT || def->kind == FK_UNITS)
		ok = unit_words(s, value, mem, &out, err);
	else if (def->kind == FK_STAFF)
		ok = !number || person_words(s, n, mem, &out, err);
	else if (def->kind == FK_CASE)
		ok = case_words(s, value, mem, &out, err);
	else
		number_words(s, def, value, n, &out);
	*words = arena_strdup(mem, out.len > 0 ? out.text : value);
	buf_release(&out);
	return ok;
}

const char *
act_field_now(const struct case_row *row, const struct case_texts *texts, enum act_field field,
	struct arena *mem)
{
	switch (field) {
	case F_TITLE:
		return row->title;
	case F_SPOT:
		return texts->spot;
	case F_CATEGORY:
		return row->cat != 0 ? arena_printf(mem, "%04d", row->cat) : "";
	case F_TIER:
		return row->tier != TIER_NONE ? arena_printf(mem, "%d", (int)row->tier) : "";
	case F_KIND:
		return row->kind != 0 ? arena_printf(mem, "%d", row->kind) : "";
	case F_CHANNEL:
		return row->channel != 0 ? arena_printf(mem, "%d", row->channel) : "";
	case F_PLACE:
		return arena_printf(mem, "%015lld",
			(long long)row->place / 1000); /* the grid: buildings are not chosen */
	default:
		return "";
	}
}
