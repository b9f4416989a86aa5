#include "tests/lib/town.h"

#include <stdio.h>

#include "core/base/date.h"
#include "core/db/db.h"
#include "tests/lib/test.h"

static const char rows[] =
	"INSERT INTO settings(key, value) VALUES('demo', '1');"
	"INSERT INTO areas(id, parent_id, level, code, name, short, py) VALUES"
	" (1, NULL, 0, 350500000000, '泉州市', '泉州', 'qzs'),"
	" (2, 1, 1, 350502000000, '鲤城区', '鲤城', 'lcq'),"
	" (3, 1, 1, 350503000000, '丰泽区', '丰泽', 'fzq'),"
	" (4, 2, 2, 350502007000, '桐城街道', '桐城', 'tcjd'),"
	" (5, 4, 3, 350502007012, '榕荫社区', '榕荫', 'ryjq');"
	"INSERT INTO units(id, kind, parent_id, area_id, name, short, py) VALUES"
	" (1, 1, NULL, 2, '鲤城区综治中心', '鲤城综治', 'lczz'),"
	" (2, 1, NULL, 3, '丰泽区综治中心', '丰泽综治', 'fzzz'),"
	" (3, 5, NULL, 5, '金榕物业', '金榕物业', 'jrwy'),"
	" (4, 8, NULL, 4, '桐城派出所', '桐城派出所', 'tcpcs'),"
	" (5, 3, NULL, 4, '桐城街道办事处', '桐城街道', 'tcjd'),"
	" (6, 7, NULL, 5, '榕荫社区人民调解委员会', '榕荫调委会', 'rytwh'),"
	" (7, 32, NULL, 2, '鲤城区纪委监委信访室', '区纪委', 'qjw');"
	"INSERT INTO estates(id, area_id, name, py, firm_id) VALUES(1, 5, '金榕花园', 'jrhy', 3);"
	"INSERT INTO grids(id, code, area_id, estate_id, name, py) VALUES"
	" (1, 350502007012003, 5, 1, '金榕花园东', 'jrhyd');"
	"INSERT INTO staff(id, login, name, py, unit_id, roles) VALUES"
	" (1, 'op', '王敏', 'wm', 1, 1), (2, 'dsp', '李航', 'lh', 1, 2),"
	" (3, 'hnd', '林立', 'll', 3, 4), (4, 'hl', '林经', 'lj', 3, 8),"
	" (5, 'dir', '赵安', 'za', 1, 64), (6, 'sup', '钱正', 'qz', 1, 128),"
	" (7, 'op2', '周平', 'zp', 2, 3), (8, 'police', '许卫', 'xw', 4, 12),"
	" (9, 'dsp2', '郑宁', 'zn', 1, 2), (10, 'desk', '吴双', 'ws', 1, 3),"
	" (11, 'med', '苏和', 'sh', 6, 36), (12, 'ldr', '叶正', 'yz', 5, 264),"
	" (13, 'disc', '林静', 'lj', 7, 512), (14, 'all', '许全', 'xq', 1, 2047),"
	" (15, 'medhl', '黄平', 'hp', 6, 40), (16, 'dir2', '郑新', 'zx', 1, 64);";

static bool
fill(struct town *t, struct err *err)
{
	return db_script(store_db(t->store), rows, err) && store_finish_new(t->store, err);
}

void
town_open(struct town *t, const char *now)
{
	static int count;
	struct err err = ERR_INIT;
	char name[32];
	int64_t utc = 0;

	*t = (struct town){0};
	snprintf(name, sizeof(name), "town%d.db", ++count);
	t->path = test_path(name);
	assert_true(date_parse_time(now, &utc));
	assert_true(crypto_init());
	assert_ok(rules_load(&t->rules, "data", NULL, NULL, &err), &err);
	struct store_config config = {.path = t->path, .frozen = true, .frozen_utc = utc};

	assert_ok(store_create(&t->store, &config, &err), &err);
	assert_ok(fill(t, &err), &err);
	store_close(t->store);
	assert_ok(store_open(&t->store, &config, &err), &err);
	clock_inject(store_clock(t->store));
}

void
town_close(struct town *t)
{
	store_close(t->store);
	rules_free(t->rules);
}

void
town_session(struct town *t, struct session *s, int64_t staff_id)
{
	static const char *const logins[] = {"", "op", "dsp", "hnd", "hl", "dir", "sup", "op2",
		"police", "dsp2", "desk", "med", "ldr", "disc", "all", "medhl", "dir2"};
	struct err err = ERR_INIT;

	assert_ok(session_open(s, t->store, t->rules, logins[staff_id], &err), &err);
	assert_int_equal(s->staff_id, staff_id);
}

void
town_advance(struct town *t, int64_t seconds)
{
	clock_advance_ms(store_clock(t->store), seconds * 1000);
}

int64_t
town_number(struct town *t, const char *sql)
{
	struct err err = ERR_INIT;
	struct stmt *st = db_stmt(store_db(t->store), sql, &err);

	assert_non_null(st);
	int64_t n = db_row(st, &err) ? col_i64(st) : -1;

	assert_ok(db_done(st, &err), &err);
	return n;
}

int64_t
town_place(void)
{
	return 350502007012003000;
}
