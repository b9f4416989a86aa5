#include "core/domain/act_value.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/area.h"
#include "core/domain/case_find.h"
#include "core/domain/unit.h"

struct reader {
	struct session *s;
	struct arena *mem;
	const struct field_def *def;
	struct act_value *value;
	const char *text; /* cleaned */
};

static bool
bad(const struct reader *r, struct err *err)
{
	return err_set(err, ERR_INPUT, _("%s: 不认识「%s」"), tr(r->def->label), r->text);
}

static bool
read_text(struct reader *r, struct err *err)
{
	if (utf8_count(r->text) > r->def->most)
		return err_set(
			err, ERR_INPUT, _("%s: 最多 %zu 字"), tr(r->def->label), r->def->most);
	r->value->text = r->text;
	return true;
}

static bool
read_choice(struct reader *r, struct err *err)
{
	const struct choice *c = choice_by_code(r->s->rules, r->def->list, r->text);

	if (c == NULL && text_to_i64(r->text, &r->value->number))
		c = choice_by_value(r->s->rules, r->def->list, (int)r->value->number);
	if (c == NULL)
		return bad(r, err);
	r->value->number = c->value;
	return true;
}

static bool
read_category(struct reader *r, struct err *err)
{
	int64_t code = 0;
	const struct category *c = text_to_i64(r->text, &code)
		? category_by_code(r->s->rules, (int)code)
		: category_by_letters(r->s->rules, r->text);

	if (c == NULL)
		return bad(r, err);
	r->value->number = c->code;
	return true;
}

static bool
read_tier(struct reader *r, struct err *err)
{
	for (int i = TIER_ORDINARY; i < TIER_COUNT; i++) {
		const struct tier_rule *t = &r->s->rules->tiers[i];
		bool digit = r->text[0] == '0' + i && r->text[1] == '\0';

		if (digit || strcmp(r->text, t->brief.zh) == 0 ||
			strcmp(r->text, t->name.zh) == 0) {
			r->value->number = i;
			return true;
		}
	}
	return bad(r, err);
}

static bool
read_unit(struct reader *r, const char *text, int64_t *id, struct err *err)
{
	struct unit u;
	bool found = false;
	int64_t number;
	bool ok = text_to_i64(text, &number) ? unit_by_id(r->s, number, r->mem, &u, &found, err)
					     : unit_by_name(r->s, text, r->mem, &u, &found, err);

	if (!ok)
		return false;
	if (!found || !u.active)
		return err_set(err, ERR_INPUT, _("%s: 没有单位「%s」"), tr(r->def->label), text);
	*id = u.id;
	return true;
}

static bool
read_units(struct reader *r, struct err *err)
{
	for (const char *p = r->text; *p != '\0';) {
		size_t n = strcspn(p, ",");
		char *one = arena_strndup(r->mem, p, n);

		if (r->value->id_count == ACT_MAX_IDS)
			return err_set(err, ERR_INPUT, _("%s: 最多 %d 个单位"), tr(r->def->label),
				ACT_MAX_IDS);
		if (n > 0 && !read_unit(r, one, &r->value->ids[r->value->id_count++], err))
			return false;
		p += n + (p[n] == ',');
	}
	return true;
}

static bool
read_staff(struct reader *r, struct err *err)
{
	struct person p;
	bool found = false;

	if (!text_to_i64(r->text, &r->value->number))
		return bad(r, err);
	if (!person_by_id(r->s, r->value->number, r->mem, &p, &found, err))
		return false;
	return (found && p.active) || bad(r, err);
}

static bool
read_time(struct reader *r, struct err *err)
{
	int32_t day;

	if (date_parse_day(r->text, &day)) {
		r->value->number =
			day_to_utc(day) + 18 * 3600; /* a bare date means its close of business */
		return true;
	}
	return date_parse_time(r->text, &r->value->number) || bad(r, err);
}

static bool
read_yes(struct reader *r, struct err *err)
{
	static const char *const words[] = {"0", "1", "no", "yes", "否", "是"};

	for (int i = 0; i < 6; i++) {
		if (strcmp(r->text, words[i]) == 0) {
			r->value->number = i % 2;
			return true;
		}
	}
	return bad(r, err);
}

static bool
read_number(struct reader *r, struct err *err)
{
	if (!text_to_i64(r->text, &r->value->number))
		return bad(r, err);
	return (r->value->number >= 1 && r->value->number <= (int64_t)r->def->most) ||
		err_set(err, ERR_INPUT, _("%s: 1 到 %zu"), tr(r->def->label), r->def->most);
}

static bool
read_place(struct reader *r, struct err *err)
{
	int64_t n;
	size_t len = strlen(r->text);

	if (!text_to_i64(r->text, &n) || (len != 12 && len != 15 && len != 18))
		return bad(r, err);
	r->value->number = len == 12 ? n * 1000000 : len == 15 ? n * 1000 : n;
	return true;
}

static bool
read_case(struct reader *r, struct err *err)
{
	if (!case_find(r->s, r->text, &r->value->number, err))
		return false;
	return r->value->number != 0 || err_set(err, ERR_INPUT, _("没有编号「%s」的件"), r->text);
}

static bool
read_value(struct reader *r, struct err *err)
{
	switch (r->def->kind) {
	case FK_TEXT:
	case FK_LONG:
		return read_text(r, err);
	case FK_CHOICE:
		return read_choice(r, err);
	case FK_CATEGORY:
		return read_category(r, err);
	case FK_TIER:
		return read_tier(r, err);
	case FK_UNIT:
		return read_unit(r, r->text, &r->value->number, err);
	case FK_UNITS:
		return read_units(r, err);
	case FK_STAFF:
		return read_staff(r, err);
	case FK_CASE:
		return read_case(r, err);
	case FK_TIME:
		return read_time(r, err);
	case FK_YES:
		return read_yes(r, err);
	case FK_PLACE:
		return read_place(r, err);
	case FK_NUMBER:
		return read_number(r, err);
	}
	return bad(r, err);
}

static enum act_field
field_of(const struct transition *t, const char *key)
{
	for (const struct need *n = t->needs; n->field != F_NONE; n++)
		if (strcmp(field_def(n->field)->key, key) == 0)
			return n->field;
	return F_NONE;
}

static bool
read_input(struct session *s, const struct transition *t, const struct act_input *in,
	struct arena *mem, struct act_value values[F_COUNT], struct err *err)
{
	enum act_field field = field_of(t, in->key);
	const struct field_def *def = field_def(field);
	struct buf clean;

	if (field == F_NONE)
		return err_set(err, ERR_INPUT, _("%s没有「%s」这一项"), word_now(t->word), in->key);
	buf_init(&clean);
	text_clean(&clean, in->value, strlen(in->value), def->kind != FK_LONG);
	text_trim(&clean);
	struct reader r = {s, mem, def, &values[field], arena_strdup(mem, clean.text)};

	buf_release(&clean);
	if (*r.text == '\0') /* an emptied field is one that was not given */
		return true;
	r.value->given = true;
	r.value->raw = r.text;
	return read_value(&r, err);
}

bool
act_values_read(struct session *s, const struct transition *t, const struct case_step *act,
	struct arena *mem, struct act_value values[F_COUNT], struct err *err)
{
	for (int i = 0; i < F_COUNT; i++)
		values[i] = (struct act_value){.text = "", .raw = ""};
	for (size_t i = 0; i < act->input_count; i++)
		if (!read_input(s, t, &act->inputs[i], mem, values, err))
			return false;
	for (const struct need *n = t->needs; n->field != F_NONE; n++)
		if (n->required && !values[n->field].given)
			return err_set(
				err, ERR_INPUT, _("%s: 必填"), tr(field_def(n->field)->label));
	return true;
}
