#include "core/serve/founding.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/pinyin.h"
#include "core/base/show.h"
#include "core/base/text.h"
#include "core/db/db.h"
#include "core/db/store.h"
#include "core/domain/audit.h"

enum { CITY_CELLS = 24, NAME_CELLS = 20, LOGIN_LEAST = 2, LOGIN_MOST = 32, CODE_DIGITS = 12 };

static bool
check_cells(const char *text, int cells, struct err *err)
{
	if (*text == '\0')
		return err_set(err, ERR_INPUT, _("不能空着"));
	return show_width(text) <= cells || err_set(err, ERR_INPUT, _("最多 %d 个汉字"), cells / 2);
}

bool
founding_check_city(const char *text, struct err *err)
{
	return check_cells(text, CITY_CELLS, err);
}

bool
founding_check_name(const char *text, struct err *err)
{
	return check_cells(text, NAME_CELLS, err);
}

bool
founding_check_code(const char *text, struct err *err)
{
	bool good = strlen(text) == CODE_DIGITS && text_is_digits(text) && text[0] != '0' &&
		strcmp(text + 4, "00000000") == 0;

	return good || err_set(err, ERR_INPUT, _("要 12 位数字, 后 8 位是 0"));
}

bool
founding_check_login(const char *text, struct err *err)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char others[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	size_t len = strlen(text);

	if (len >= LOGIN_LEAST && len <= LOGIN_MOST && strchr(letters, text[0]) != NULL &&
		strspn(text, others) == len)
		return true;
	return err_set(err, ERR_INPUT, _("账号要字母开头, 2 到 32 个字母, 数字或 . _ -"));
}

static bool
insert(struct db *db, const char *sql, int64_t number, const char *a, const char *b, const char *c,
	struct err *err)
{
	struct stmt *s = db_stmt(db, sql, err);

	if (s == NULL)
		return false;
	bind_i64(s, 1, number);
	bind_text(s, 2, a);
	bind_text(s, 3, b);
	bind_text(s, 4, c);
	return db_run(s, err);
}

static bool
insert_all(struct session *s, const struct founding *f, struct err *err)
{
	struct db *db = store_db(s->store);
	struct buf city_py, name_py, centre, centre_py;

	buf_init(&city_py);
	buf_init(&name_py);
	buf_init(&centre);
	buf_init(&centre_py);
	pinyin_key(&city_py, f->city);
	pinyin_key(&name_py, f->name);
	buf_addf(&centre, "%s综治中心", f->city);
	pinyin_key(&centre_py, centre.text);
	bool ok =
		insert(db,
			"INSERT INTO areas(id, parent_id, level, code, name, short, py) VALUES(1, NULL, 0, $1, $2, $3, $4)",
			f->code, f->city, f->city, city_py.text, err) &&
		insert(db,
			"INSERT INTO units(id, kind, area_id, name, short, py) VALUES(1, $1, 1, $2, $3, $4)",
			UNITK_CENTRE, centre.text, "市中心", centre_py.text, err) &&
		insert(db,
			"INSERT INTO staff(id, roles, login, name, py, unit_id) VALUES(1, $1, $2, $3, $4, 1)",
			ROLE_SYSADM | ROLE_OP | ROLE_DSP, f->login, f->name, name_py.text, err);

	buf_release(&city_py);
	buf_release(&name_py);
	buf_release(&centre);
	buf_release(&centre_py);
	return ok;
}

bool
founding_write(struct session *s, const struct founding *f, struct err *err)
{
	struct audit_chain chain = {0};

	if (!insert_all(s, f, err))
		return false;
	s->staff_id = 1;
	return audit_add(s, &chain, AUDIT_CREATE, AUDIT_OBJ_FILE, 0, "init", NULL, err);
}
