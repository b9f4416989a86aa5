#include "tests/lib/cases.h"

#include <stdio.h>
#include <stdlib.h>

#include "core/base/alloc.h"
#include "core/base/date.h"
#include "core/base/pinyin.h"
#include "core/base/rng.h"
#include "core/domain/area.h"
#include "core/domain/case.h"
#include "core/domain/case_db.h"
#include "core/domain/case_index.h"
#include "core/domain/case_number.h"

enum { COUNTIES = 13, CLERKS = 4 };

static const char *const place_words[] = {
	"金榕", "刺桐", "东门", "西湖", "桐荫", "温陵", "海滨", "新门", "清源", "泉秀"};
static const char *const subjects[] = {"消防通道", "地下车库", "电动车", "楼道", "广场舞", "垃圾房",
	"路灯", "下水道", "电梯", "物业费", "装修", "夜市", "大型犬", "围墙", "幼儿园"};
static const char *const troubles[] = {"被占用", "停车", "充电飞线", "堆杂物", "噪音扰民", "异味",
	"不亮", "堵塞", "停运困人", "收费争议", "夜间施工", "油烟", "伤人", "倒塌隐患", "收费咨询",
	"长期无人管WiFi"};
static const char *const surnames[] = {"陈", "林", "黄", "王", "李", "吴", "蔡", "张", "刘", "苏"};
static const char *const given[] = {"志强", "美玲", "建国", "晓燕", "明华", "丽珍", "伟", "芳"};
static const int cats[] = {101, 102, 104, 201, 202, 203, 205, 206, 301, 302, 305, 403, 501, 601,
	1001, 1101, 1104, 1203, 1204};

#define PICK(r, list) ((list)[rng_below((r), sizeof(list) / sizeof((list)[0]))])

struct town {
	int64_t id, county, code;
	int32_t day;
	int seq;
};

struct maker {
	struct db *db;
	struct session session; /* only its store */
	struct err err;
	struct rng r;
	const struct cases_config *c;
	const struct keys *keys;
	struct town *towns;
	int town_count;
	int64_t *villages; /* codes, by town */
	int64_t next_area, next_unit, next_staff, next_estate;
};

static void
must(struct maker *m, bool ok)
{
	if (ok && m->err.code == ERR_NONE)
		return;
	fprintf(stderr, "cases: %s\n", m->err.text);
	exit(1);
}

/* Values as int64_t; texts are bound behind them. */
static void
insert(struct maker *m, const char *sql, const int64_t *values, int count, const char *const *texts,
	int text_count)
{
	struct stmt *st = db_stmt(m->db, sql, &m->err);

	must(m, st != NULL);
	for (int i = 0; i < count; i++)
		bind_i64(st, i + 1, values[i]);
	for (int i = 0; i < text_count; i++)
		bind_text(st, count + i + 1, texts[i]);
	must(m, db_run(st, &m->err));
}

#define INSERT(m, sql, values, texts) \
	insert((m), (sql), (values), sizeof(values) / sizeof((values)[0]), (texts), \
		sizeof(texts) / sizeof((texts)[0]))

/* Binds the name, a brief name unless NULL, and the key that it is found by. */
static void
insert_named(struct maker *m, const char *sql, const int64_t *values, int count, const char *name,
	const char *brief)
{
	struct buf key;

	buf_init(&key);
	pinyin_key(&key, name);
	const char *const texts[] = {key.text, name, brief};

	insert(m, sql, values, count, texts, brief != NULL ? 3 : 2);
	buf_release(&key);
}

static int64_t
add_area(struct maker *m, int64_t parent, int level, int64_t code, const char *name)
{
	const int64_t values[] = {++m->next_area, level, code, parent};

	insert_named(m,
		"INSERT INTO areas(id, level, code, parent_id, py, name, short)"
		" VALUES($1, $2, $3, nullif($4, 0), $5, $6, $7)",
		values, 4, name, name);
	return m->next_area;
}

static int64_t
add_unit(struct maker *m, enum unit_kind kind, int64_t area, const char *name)
{
	const int64_t values[] = {++m->next_unit, (int64_t)kind, area};

	insert_named(m,
		"INSERT INTO units(id, kind, area_id, py, name, short) VALUES($1, $2, $3, $4, $5, "
		"$6)",
		values, 3, name, name);
	return m->next_unit;
}

static void
add_staff(struct maker *m, int64_t unit, uint32_t roles, int count)
{
	for (int i = 0; i < count; i++) {
		struct buf name;
		const int64_t values[] = {++m->next_staff, unit, roles};

		buf_init(&name);
		buf_addf(&name, "%s%s", PICK(&m->r, surnames), PICK(&m->r, given));
		insert_named(m,
			"INSERT INTO staff(id, unit_id, roles, py, name, login) VALUES($1, $2, $3, "
			"$4, $5, 'u' || $1)",
			values, 3, name.text, NULL);
		buf_release(&name);
	}
}

/* A centre with clerks and offices with handlers for a county or town. */
static void
add_centre(struct maker *m, int64_t area, int index)
{
	static const struct {
		enum unit_kind kind;
		const char *name;
	} offices[] = {{UNITK_URBAN, "城管大队"}, {UNITK_POLICE, "派出所"},
		{UNITK_PROPERTY, "物业"}, {UNITK_HOUSING, "住建局"}};
	struct buf b;

	buf_init(&b);
	buf_addf(&b, "%s综治中心", place_words[index % 10]);
	add_staff(m, add_unit(m, UNITK_CENTRE, area, b.text), ROLE_OP | ROLE_DSP, CLERKS);
	for (int i = 0; i < 4; i++) {
		buf_clear(&b);
		buf_addf(&b, "%s%s", place_words[(index + i) % 10], offices[i].name);
		add_staff(m, add_unit(m, offices[i].kind, area, b.text), ROLE_HND, 2);
	}
	buf_release(&b);
}

static void
add_grid(struct maker *m, int64_t village, int64_t code, int grid, const char *estate)
{
	struct buf name;
	const int64_t values[] = {code * 1000 + grid, village, m->next_estate};
	const int64_t building[] = {place_make(code, grid, 1), code * 1000 + grid, m->next_estate};

	buf_init(&name);
	buf_addf(&name, "%s%d网格", estate, grid);
	insert_named(m,
		"INSERT INTO grids(id, code, area_id, estate_id, py, name) VALUES($1, $1, $2, $3, "
		"$4, $5)",
		values, 3, name.text, NULL);
	buf_clear(&name);
	buf_addf(&name, "%d幢", grid);
	const char *const texts[] = {name.text};

	INSERT(m, "INSERT INTO buildings(place, grid_id, estate_id, name) VALUES($1, $2, $3, $4)",
		building, texts);
	buf_release(&name);
}

static void
add_village(struct maker *m, int64_t parent, int64_t code, int index)
{
	static const char *const kinds[] = {"花园", "里", "雅苑"};
	struct buf name;

	buf_init(&name);
	buf_addf(&name, "%s社区", place_words[index % 10]);
	int64_t id = add_area(m, parent, AREA_VILLAGE, code, name.text);
	const int64_t estate[] = {++m->next_estate, id};

	buf_clear(&name);
	buf_addf(&name, "%s%s", place_words[index % 10], kinds[index / 10 % 3]);
	insert_named(m, "INSERT INTO estates(id, area_id, py, name) VALUES($1, $2, $3, $4)", estate,
		2, name.text, NULL);
	for (int grid = 1; grid <= m->c->grids; grid++)
		add_grid(m, id, code, grid, name.text);
	buf_release(&name);
}

static void
add_city(struct maker *m)
{
	static const int codes[COUNTIES] = {2, 3, 4, 5, 21, 24, 25, 26, 27, 81, 82, 83, 90};
	static const char *const names[COUNTIES] = {"鲤城区", "丰泽区", "洛江区", "泉港区",
		"惠安县", "安溪县", "永春县", "德化县", "金门县", "石狮市", "晋江市", "南安市",
		"台商区"};
	int64_t city = add_area(m, 0, AREA_CITY, 350500000000, "泉州市");
	int n = 0;

	add_centre(m, city, 0);
	m->towns = xcalloc((size_t)(COUNTIES * m->c->towns), sizeof(*m->towns));
	m->villages =
		xcalloc((size_t)(COUNTIES * m->c->towns * m->c->villages), sizeof(*m->villages));
	for (int i = 0; i < COUNTIES; i++) {
		int64_t code = (350500 + codes[i]) * (int64_t)1000000;
		int64_t county = add_area(m, city, AREA_COUNTY, code, names[i]);

		add_centre(m, county, i);
		for (int t = 1; t <= m->c->towns; t++, m->town_count++) {
			int64_t town_code = code + t * 1000;
			struct buf name;

			buf_init(&name);
			buf_addf(&name, "%s街道", place_words[(i + t) % 10]);
			int64_t town = add_area(m, county, AREA_TOWN, town_code, name.text);

			buf_release(&name);
			add_centre(m, town, i + t);
			m->towns[m->town_count] = (struct town){town, county, town_code, 0, 0};
			for (int v = 1; v <= m->c->villages; v++, n++) {
				m->villages[n] = town_code + v;
				add_village(m, town, town_code + v, n);
			}
		}
	}
}

/* Low numbers come much more often: places and units are as uneven as in life. */
static int
skewed(struct rng *r, int n)
{
	uint64_t x = rng_below(r, 1000), y = rng_below(r, 1000);

	return (int)((uint64_t)n * x * y / 1000000);
}

static void
fill_times(struct maker *m, struct case_row *row)
{
	int64_t age = m->c->now - row->opened_at;

	row->accepted_at = row->state > CASE_REGISTERED ? row->opened_at + age / 20 : 0;
	row->updated_at = row->opened_at + age * rng_below(&m->r, 100) / 100;
	row->due_at = row->light_at = TIME_NEVER;
	if (state_is_open(row->state)) {
		if (row->state == CASE_SUSPENDED || rng_chance(&m->r, 3))
			return;
		row->due_at = m->c->now + rng_range(&m->r, -20 * DATE_DAY_S, 25 * DATE_DAY_S);
		if (rng_chance(&m->r, 20)) /* many end at the same moment */
			row->due_at = m->c->now / DATE_DAY_S * DATE_DAY_S + 10 * 3600;
		row->light_at = row->due_at - rng_range(&m->r, 3600, 3 * DATE_DAY_S);
		return;
	}
	row->closed_at = row->updated_at;
	row->replied_at = row->state == CASE_CLOSED ? row->updated_at : 0;
	row->score = row->state == CASE_CLOSED ? (int)rng_below(&m->r, 7) : 0;
}

static void
fill_row(struct maker *m, struct case_row *row, int i)
{
	int village = skewed(&m->r, m->town_count * m->c->villages);
	struct town *town = &m->towns[village / m->c->villages];
	int grid = (int)rng_below(&m->r, (uint32_t)m->c->grids + 1);
	int64_t start = m->c->now - (int64_t)m->c->days * DATE_DAY_S;
	/* Open matters are mostly young: the last ones. */
	bool young = i > m->c->cases - m->c->cases * m->c->open_permille / 700;

	row->opened_at = start + (int64_t)((double)i * m->c->days * DATE_DAY_S / m->c->cases);
	row->state = (young ? rng_chance(&m->r, 65)
			    : rng_below(&m->r, 10000) < (uint32_t)m->c->open_permille)
		? (enum case_state)rng_range(&m->r, CASE_REGISTERED, CASE_REOPENED)
		: rng_chance(&m->r, 90)
		? CASE_CLOSED
		: (enum case_state)rng_range(&m->r, CASE_REJECTED, CASE_WITHDRAWN);
	row->tier =
		(enum tier)(1 + (rng_chance(&m->r, 20) ? 1 : 0) + (rng_chance(&m->r, 5) ? 1 : 0));
	row->cat = cats[skewed(&m->r, sizeof(cats) / sizeof(cats[0]))];
	row->kind = 1 + (int)rng_below(&m->r, 7);
	row->channel = 1 + (int)rng_below(&m->r, 10);
	row->place =
		place_make(m->villages[village], grid, grid != 0 ? (int)rng_below(&m->r, 2) : 0);
	row->county = town->county;
	row->town = town->id;
	row->estate_id = grid != 0 ? village + 1 : 0;
	/* Centres stand in order of the city's tree, five units and twelve people with each. */
	int town_index = village / m->c->villages;
	int64_t centre = 1 + town_index / m->c->towns * (1 + m->c->towns);

	if (rng_chance(&m->r, 50))
		centre += 1 + town_index % m->c->towns;
	if (rng_chance(&m->r, 4)) /* came in, and is handled, somewhere else */
		centre = rng_below(&m->r, (uint32_t)(1 + COUNTIES * (1 + m->c->towns)));
	row->desk_id = 5 * centre + 1;
	row->clerk_id =
		row->state >= CASE_ACCEPTED ? 12 * centre + 1 + rng_below(&m->r, CLERKS) : 0;
	if (row->state >= CASE_DISPATCHED) {
		int office = (int)rng_below(&m->r, 4);

		row->unit_id = row->desk_id + 1 + office;
		row->handler_id = 12 * centre + CLERKS + 1 + 2 * office + rng_below(&m->r, 2);
		if (rng_chance(&m->r, 5)) { /* by the centre itself */
			row->unit_id = row->desk_id;
			row->handler_id = row->clerk_id;
		}
	}
	int32_t day = day_from_utc(row->opened_at);

	town->seq = town->day == day ? town->seq + 1 : 1;
	town->day = day;
	row->no = case_no_make(town->code / 1000, day, town->seq);
	for (int bit = 0; bit < 18; bit++)
		if (rng_chance(&m->r, 4) && bit != 8)
			row->flags |= 1U << bit;
	if (row->cat == 1203)
		row->flags |= CASE_SEALED;
	row->urged = rng_chance(&m->r, 10) ? (int)rng_range(&m->r, 1, 4) : 0;
	row->extended = rng_chance(&m->r, 5) ? 1 : 0;
	row->moved = rng_chance(&m->r, 10) ? 1 + (int)rng_below(&m->r, 3) : 0;
	row->returned = rng_chance(&m->r, 5) ? 1 : 0;
	row->joint = rng_chance(&m->r, 10) ? 1 + (int)rng_below(&m->r, 12) : 1;
	row->merged = rng_chance(&m->r, 3) ? 1 : 0;
	fill_times(m, row);
}

static void
add_reporter(struct maker *m, int64_t id)
{
	struct buf name, phone;

	if (rng_chance(&m->r, 10))
		return;
	buf_init(&name);
	buf_init(&phone);
	buf_addf(&name, "%s%s", PICK(&m->r, surnames), PICK(&m->r, given));
	buf_addf(&phone, "139059%05d", 2208 + (int)rng_below(&m->r, 400) * 7);
	const int64_t values[] = {id, crypto_hash63(m->keys->index, "phone", phone.text),
		crypto_hash63(m->keys->index, "tail", phone.text + phone.len - 4)};
	const char *const texts[] = {name.text};

	INSERT(m,
		"INSERT INTO reporters(case_id, seq, phone_hash, tail_hash, at, name) VALUES($1, "
		"1, $2, $3, 0, $4)",
		values, texts);
	buf_release(&name);
	buf_release(&phone);
}

/* A helping unit or two, and a copy to another. */
static void
add_units(struct maker *m, const struct case_row *row)
{
	if (row->unit_id == 0 || !rng_chance(&m->r, 15))
		return;
	for (int role = 1; role <= 2; role++) {
		int64_t unit =
			1 + rng_below(&m->r, rng_chance(&m->r, 50) ? 5 : (uint32_t)m->next_unit);
		const int64_t values[] = {row->id, unit, role, state_is_open(row->state),
			row->due_at, row->opened_at};

		insert(m,
			"INSERT INTO case_units(case_id, unit_id, role, open, due, opened)"
			" VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
			values, 6, NULL, 0);
	}
}

static void
add_case(struct maker *m, int i)
{
	struct case_row row = {.id = i};
	struct buf title, body;

	fill_row(m, &row, i);
	buf_init(&title);
	buf_init(&body);
	const char *place = PICK(&m->r, place_words), *subject = PICK(&m->r, subjects);

	buf_addf(&title, "%s%d号楼%s%s", place, 1 + (int)rng_below(&m->r, 30), subject,
		PICK(&m->r, troubles));
	buf_addf(&body, "%s,反映%s附近%s,%s,希望尽快处理。联系%s%s", title.text,
		PICK(&m->r, place_words), PICK(&m->r, subjects), PICK(&m->r, troubles),
		PICK(&m->r, surnames), PICK(&m->r, given));
	const int64_t values[] = {row.id, row.no, (int64_t)row.state, (int64_t)row.tier, row.cat,
		row.kind, row.channel, row.place, row.county, row.town, row.estate_id, row.desk_id,
		row.clerk_id, row.unit_id, row.handler_id, row.clerk_id != 0 ? row.clerk_id : 1,
		row.opened_at, row.accepted_at, row.due_at, row.light_at, row.replied_at,
		row.closed_at, row.updated_at, row.flags, row.urged, row.extended, row.moved,
		row.returned, row.joint, row.merged, row.score};
	const char *const texts[] = {title.text};

	INSERT(m,
		"INSERT INTO cases(id, no, state, tier, cat, kind, channel, place, county, town, "
		"estate_id, desk_id,"
		" clerk_id, unit_id, handler_id, author_id, opened_at, accepted_at, due_at, "
		"light_at, replied_at,"
		" closed_at, updated_at, flags, urged, extended, moved, returned, joint, merged, "
		"score, title)"
		" VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, "
		"$17, $18, $19, $20,"
		" $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)",
		values, texts);
	const int64_t text_values[] = {row.id};
	struct case_texts t = {
		body.text, PICK(&m->r, place_words), rng_chance(&m->r, 20) ? "已现场处理" : "", ""};
	const char *const body_texts[] = {t.body, t.spot, t.answer};

	INSERT(m, "INSERT INTO case_texts(case_id, body, spot, answer) VALUES($1, $2, $3, $4)",
		text_values, body_texts);
	row.title = title.text;
	must(m, case_index_add(&m->session, &row, &t, &m->err));
	add_reporter(m, row.id);
	add_units(m, &row);
	buf_release(&title);
	buf_release(&body);
}

struct cases_config
cases_small(int cases)
{
	return (struct cases_config){.seed = 1,
		.cases = cases,
		.towns = 2,
		.villages = 3,
		.grids = 3,
		.open_permille = 200,
		.days = 1000,
		.now = day_to_utc(day_from_date(2024, 12, 9)) + 14 * 3600 + 32 * 60};
}

struct store *
cases_make(const char *path, const struct cases_config *config)
{
	struct store_config sc = {
		.path = path, .frozen = true, .frozen_utc = config->now, .cache_kib = 65536};
	struct maker m = {.c = config, .err = ERR_INIT};
	struct store *store;

	crypto_init();
	must(&m, store_create(&store, &sc, &m.err));
	m.db = store_db(store);
	m.session.store = store;
	m.keys = store_keys(store);
	rng_seed(&m.r, config->seed);
	must(&m, store_begin(store, &m.err) && store_set_setting(store, "demo", "1", &m.err));
	add_city(&m);
	for (int i = 1; i <= config->cases; i++)
		add_case(&m, i);
	must(&m, store_commit(store, &m.err) && store_finish_new(store, &m.err));
	store_close(store);
	free(m.towns);
	free(m.villages);
	sc.cache_kib = 0;
	must(&m, store_open(&store, &sc, &m.err));
	return store;
}

void
cases_sign_in(struct session *s, struct store *store, const struct rules *rules, int64_t division)
{
	struct maker m = {.err = ERR_INIT};
	struct stmt *st = db_stmt(store_db(store),
		"SELECT s.login FROM areas a JOIN units u ON u.area_id = a.id JOIN staff s ON "
		"s.unit_id = u.id"
		" WHERE a.code = $1 AND u.kind = $2 ORDER BY s.id LIMIT 1",
		&m.err);
	struct arena mem = ARENA_INIT;

	must(&m, st != NULL);
	bind_i64(st, 1, division);
	bind_i64(st, 2, UNITK_CENTRE);
	const char *login = db_row(st, &m.err) ? col_text(st, &mem) : "";

	must(&m, db_done(st, &m.err) && session_open(s, store, rules, login, &m.err));
	arena_release(&mem);
}
