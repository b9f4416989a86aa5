#include "core/serve/import_case.h"

#include <string.h>

#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/base/utf8.h"
#include "core/domain/area.h"
#include "core/serve/import_db.h"
#include "core/serve/suggest.h"

enum {
	SERIAL_LEAST = 20000,
	SERIAL_MOST = 80000,
	SERIAL_1970 = 25569,
	GRID_DIGITS = 15,
	PLACE_DIGITS = 18,
	PHONE_LEAST = 7,
	PHONE_MOST = 13,
	DIVISION_DIGITS = 12
};

/* A row being taken. */
struct taking {
	struct import_target *t;
	const struct import_row *row;
	struct arena *mem;
	struct intake *in;
	struct buf *why;
	struct err *err;
};

static bool refuse(struct taking *k, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static bool
refuse(struct taking *k, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(k->why, fmt, ap);
	va_end(ap);
	return false;
}

/* The field's text, cleaned and trimmed; "" when there is none. */
static const char *
take(struct taking *k, enum import_field field, bool one_line)
{
	const char *raw = import_value(k->t->map, k->row, field);
	struct buf b;

	if (*raw == '\0')
		return "";
	buf_init(&b);
	text_clean(&b, raw, strlen(raw), one_line);
	text_trim(&b);
	const char *copy = b.len > 0 ? arena_strndup(k->mem, b.text, b.len) : "";

	buf_release(&b);
	return copy;
}

/* The same, one line, refused when it is longer than a field of its kind ever is. */
static bool
take_short(struct taking *k, enum import_field field, size_t most, const char **out)
{
	*out = take(k, field, true);
	return utf8_count(*out) <= most ||
		refuse(k, _("%s 超过 %zu 字"), import_field_key(field), most);
}

/* 2020年1月6日 12时09分10秒 -> 2020-1-6 12:09:10 */
static void
plain_time(const char *text, struct buf *out)
{
	static const struct {
		uint32_t from;
		const char *to;
	} marks[] = {{0x5E74, "-"}, {0x6708, "-"}, {0x65E5, " "}, {0x53F7, " "}, {0x65F6, ":"},
		{0x70B9, ":"}, {0x5206, ":"}, {0x79D2, ""}};

	while (*text != '\0') {
		uint32_t cp = text_narrow_cp(utf8_next(&text));
		size_t i = 0;

		while (i < sizeof(marks) / sizeof(marks[0]) && marks[i].from != cp)
			i++;
		if (i < sizeof(marks) / sizeof(marks[0]))
			buf_addstr(out, marks[i].to);
		else
			buf_addcp(out, cp);
	}
	text_trim(out);
	if (out->len > 0 && out->text[out->len - 1] == ':')
		buf_cut(out, out->len - 1);
	if (strchr(out->text, ' ') != NULL && strchr(out->text, ':') == NULL)
		buf_addstr(out, ":00"); /* "9时": the minutes are not said */
}

/* Days since 1899-12-30 with a fraction, in Chinese time. */
static bool
serial_time(const char *text, int64_t *utc)
{
	int64_t days = 0, second = 0, unit = DATE_DAY_S * INT64_C(1000000);

	if (strspn(text, "0123456789") != 5 || (text[5] != '\0' && text[5] != '.'))
		return false;
	for (int i = 0; i < 5; i++)
		days = days * 10 + (text[i] - '0');
	for (const char *p = text + 5 + (text[5] == '.'); *p != '\0'; p++) {
		if (*p < '0' || *p > '9')
			return false;
		unit /= 10;
		second += (*p - '0') * unit;
	}
	if (days < SERIAL_LEAST || days > SERIAL_MOST)
		return false;
	*utc = (days - SERIAL_1970) * DATE_DAY_S - DATE_ZONE_S + (second + 500000) / 1000000;
	return true;
}

bool
import_time(const char *text, int64_t *utc)
{
	struct buf plain;

	*utc = 0;
	if (*text == '\0')
		return true;
	buf_init(&plain);
	plain_time(text, &plain);
	bool ok = date_parse_time(plain.text, utc) || serial_time(plain.text, utc);

	buf_release(&plain);
	return ok;
}

static bool
take_times(struct taking *k)
{
	struct intake *in = k->in;
	const char *time = take(k, IF_TIME, true), *reply = take(k, IF_REPLY_TIME, true);
	int64_t now = session_now(k->t->s);

	if (!import_time(time, &in->source_at))
		return refuse(k, _("看不懂时间: %s"), time);
	if (!import_time(reply, &in->replied_at))
		return refuse(k, _("看不懂答复时间: %s"), reply);
	if (in->replied_at != 0 && in->source_at == 0)
		in->source_at = in->replied_at;
	if (in->replied_at != 0 && in->replied_at < in->source_at)
		return refuse(k, _("答复时间 %s 早于来件时间 %s"), reply, time);
	if (in->source_at > now + DATE_DAY_S || in->replied_at > now + DATE_DAY_S)
		return refuse(k, _("时间在将来: %s"), in->replied_at > now ? reply : time);
	return true;
}

/* The first characters of a text, as many as a title takes. */
static const char *
first_of(struct arena *mem, const char *text)
{
	const char *p = text;

	for (int n = 0; n < IMPORT_TITLE_MOST && *p != '\0' && *p != '\n'; n++)
		utf8_next(&p);
	return arena_strndup(mem, text, (size_t)(p - text));
}

static bool
take_texts(struct taking *k)
{
	const char *title = take(k, IF_TITLE, true), *body = take(k, IF_TEXT, false);

	if (*title == '\0' && *body == '\0')
		return refuse(k, _("没有内容"));
	if (utf8_count(title) > IMPORT_TITLE_MOST) {
		/* nothing is lost: the whole title begins the text */
		body = arena_printf(k->mem, "%s\n%s", title, body);
		title = first_of(k->mem, title);
	}
	k->in->title = title;
	k->in->body = *body != '\0' ? body : title;
	k->in->reply = take(k, IF_REPLY, false);
	return (utf8_count(body) <= IMPORT_TEXT_MOST &&
		       utf8_count(k->in->reply) <= IMPORT_TEXT_MOST) ||
		refuse(k, _("内容超过 %d 字"), IMPORT_TEXT_MOST);
}

/* Estate and address in one line, the estate once. */
static bool
take_spot(struct taking *k)
{
	const char *place, *estate;

	if (!take_short(k, IF_PLACE, IMPORT_SPOT_MOST, &place) ||
		!take_short(k, IF_ESTATE, IMPORT_NAME_MOST, &estate))
		return false;
	k->in->spot = *estate != '\0' && strstr(place, estate) == NULL
		? arena_printf(k->mem, *place != '\0' ? "%s %s" : "%s%s", estate, place)
		: place;
	return true;
}

/* The first number where several stand in one field; "" when there is none that one could call. */
static const char *
first_phone(struct taking *k, const char *text)
{
	static const char between[] = "/,;|";
	struct buf narrow;
	size_t digits = 0, len = 0;

	buf_init(&narrow);
	for (const char *p = text; *p != '\0';) {
		uint32_t cp = text_narrow_cp(utf8_next(&p));

		buf_addcp(&narrow, cp == 0x3001 ? ',' : cp); /* 、 */
	}
	while (narrow.text[len] != '\0' && strchr(between, narrow.text[len]) == NULL) {
		digits += narrow.text[len] >= '0' && narrow.text[len] <= '9';
		len++;
	}
	const char *phone = digits >= PHONE_LEAST && digits <= PHONE_MOST
		? arena_strndup(k->mem, narrow.text, len)
		: "";

	buf_release(&narrow);
	return phone;
}

static bool
take_reporter(struct taking *k)
{
	struct intake *in = k->in;
	const char *phone;

	if (!take_short(k, IF_NAME, IMPORT_NAME_MOST, &in->name) ||
		!take_short(k, IF_ROOM, IMPORT_NAME_MOST, &in->room) ||
		!take_short(k, IF_PHONE, IMPORT_SPOT_MOST, &phone))
		return false;
	in->phone = first_phone(k, phone);
	in->publicity = *in->name == '\0' && *in->phone == '\0' ? PUBLIC_ANONYMOUS : PUBLIC_NO_NAME;
	return true;
}

/* By code, name or brief name, in either language, or by the stored number. */
static bool
take_choice(struct taking *k, enum import_field field, enum choice_list list, int *out)
{
	const char *text = take(k, field, true);
	const struct choices *all = &k->t->s->rules->choices[list];
	int64_t number;

	if (*text == '\0')
		return true;
	for (size_t i = 0; i < all->count; i++) {
		const struct choice *c = &all->items[i];

		if (strcmp(text, c->code) == 0 || strcmp(text, c->name.zh) == 0 ||
			strcmp(text, c->name.en) == 0 || strcmp(text, c->brief.zh) == 0 ||
			(text_to_i64(text, &number) && number == c->value)) {
			*out = c->value;
			return true;
		}
	}
	return refuse(k, _("%s 没有这个值: %s"), import_field_key(field), text);
}

/* Nobody looks at each row here, so only what a desk would take with Enter is taken. */
static bool
guess_category(struct taking *k)
{
	struct category_guess guesses[SUGGEST_CATEGORIES];
	const struct rules *rules = k->t->s->rules;

	if (suggest_categories(rules, k->in->title, k->in->body, guesses) > 0 &&
		guesses[0].percent >= rules->take_percent)
		k->in->category = guesses[0].code;
	return true;
}

static bool
take_category(struct taking *k)
{
	const struct rules *rules = k->t->s->rules;
	const char *text = take(k, IF_CATEGORY, true);
	const struct category *cat = NULL;
	int64_t code;

	if (*text == '\0')
		return guess_category(k);
	if (text_to_i64(text, &code) && code > 0 && code < 10000)
		cat = category_by_code(rules, (int)code);
	else if (strlen(text) == 2)
		cat = category_by_letters(rules, text);
	for (size_t i = 0; cat == NULL && i < rules->category_count; i++) {
		const struct category *c = &rules->categories[i];

		if (strcmp(text, c->name.zh) == 0 || strcmp(text, c->name.en) == 0 ||
			strcmp(text, c->brief) == 0)
			cat = c;
	}
	if (cat == NULL)
		return refuse(k, _("没有类别 %s"), text);
	if (cat->sealed)
		return refuse(k, _("%s 是举报线索, 不从文件导入, 请在密件登记里录入"), text);
	k->in->category = cat->code;
	return true;
}

/* A division by its first 6, 9 or all 12 digits. */
static bool
take_division(struct taking *k, int64_t code, size_t digits)
{
	struct area area;
	bool found = false;

	for (size_t i = digits; i < DIVISION_DIGITS; i++)
		code *= 10;
	if (!area_by_code(k->t->s, code, k->mem, &area, &found, k->err))
		return false;
	if (!found)
		return refuse(k, _("没有区划 %lld"), (long long)code);
	k->in->place = place_make(code, 0, 0);
	return true;
}

static int
by_code(const void *key, const void *grid)
{
	int64_t a = *(const int64_t *)key, b = ((const struct import_grid *)grid)->code;

	return a < b ? -1 : a > b;
}

static bool
take_grid_code(struct taking *k, int64_t code, const char *text)
{
	struct import_target *t = k->t;

	if (t->grids == NULL && !import_read_grids(t->s, t->mem, &t->grids, &t->grid_count, k->err))
		return false;
	const struct import_grid *g = bsearch(&code, t->grids, t->grid_count, sizeof(*g), by_code);

	if (g == NULL)
		return refuse(k, _("没有网格 %s"), text);
	k->in->place = code * 1000;
	k->in->estate_id = g->estate_id;
	return true;
}

static bool
take_grid(struct taking *k)
{
	const char *text = take(k, IF_GRID, true);
	struct buf digits;
	int64_t code = 0;

	buf_init(&digits);
	for (const char *p = text; *p != '\0';) {
		uint32_t cp = text_narrow_cp(utf8_next(&p));

		if (cp != '-' && cp != ' ')
			buf_addcp(&digits, cp);
	}
	size_t n = digits.len;
	bool number = text_to_i64(digits.text, &code);

	buf_release(&digits);
	if (n == 0)
		return true;
	if (number && (n == 6 || n == 9 || n == DIVISION_DIGITS))
		return take_division(k, code, n);
	if (!number || (n != GRID_DIGITS && n != PLACE_DIGITS))
		return refuse(k, _("网格编码要 15 位 (或 6 9 12 位区划): %s"), text);
	int building = n == PLACE_DIGITS ? place_building(code) : 0;

	if (!take_grid_code(k, n == PLACE_DIGITS ? code / 1000 : code, text))
		return false;
	k->in->place += building;
	return true;
}

static bool
take_areas(struct taking *k)
{
	int64_t place = k->in->place != 0 ? k->in->place : k->t->desk_place;
	struct import_place *p =
		&k->t->places[(uint64_t)place_division(place) * 0x9E3779B97F4A7C15U >> 52];

	if (p->division != place_division(place)) {
		if (!place_areas(k->t->s, place, &p->areas, k->err))
			return false;
		p->division = place_division(place);
	}
	/* a copy: another place may take the slot before the row is written */
	struct place_areas *areas = arena_alloc(k->mem, sizeof(*areas));

	*areas = p->areas;
	k->in->areas = areas;
	return true;
}

/* What the row says, hashed: its name when it bears none. */
static const char *
made_id(struct taking *k)
{
	const struct intake *in = k->in;
	const char *all = arena_printf(k->mem, "%lld\x1f%s\x1f%s\x1f%s\x1f%s\x1f%s",
		(long long)in->source_at, in->name, in->phone, in->title, in->body, in->spot);

	return arena_printf(k->mem, "~%016llx", (unsigned long long)import_hash(k->t->s, all));
}

static bool
take_id(struct taking *k)
{
	const char *id = take(k, IF_ID, true);

	if (strlen(id) > IMPORT_ID_MOST)
		return refuse(k, _("编号超过 %d 字节: %s"), IMPORT_ID_MOST, id);
	k->in->ext_id = *id != '\0' ? id : made_id(k);
	return true;
}

bool
import_prepare(struct import_target *t, const struct import_row *row, struct arena *mem,
	struct intake *in, struct buf *why, struct err *err)
{
	struct taking k = {t, row, mem, in, why, err};

	*in = (struct intake){.source = t->source, .desk_id = t->desk_id, .channel = t->channel};
	if (row->defect != NULL)
		return refuse(&k, "%s", row->defect);
	return take_reporter(&k) && take_times(&k) && take_texts(&k) && take_spot(&k) &&
		take_choice(&k, IF_CHANNEL, CHOICE_CHANNEL, &in->channel) &&
		take_choice(&k, IF_KIND, CHOICE_KIND, &in->kind) && take_category(&k) &&
		take_grid(&k) && take_areas(&k) && take_id(&k);
}
