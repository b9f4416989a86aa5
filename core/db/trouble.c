#include "core/db/trouble.h"

#include <errno.h>
#include <string.h>

#include "core/base/i18n.h"

static bool
say_io(const char *detail, int cause, struct err *err)
{
	if (cause == ENOSPC || cause == EDQUOT || cause == EFBIG)
		return trouble_say(TROUBLE_FULL, detail, 0, err);
	return err_set(err, ERR_IO,
		_("数据库读写失败 (%s), 这一步没有做。已存的数据完好, 请告诉管理员检查磁盘"),
		cause != 0 ? strerror(cause) : detail);
}

bool
trouble_say(enum trouble what, const char *detail, int cause, struct err *err)
{
	switch (what) {
	case TROUBLE_BUG:
		break;
	case TROUBLE_BUSY:
		return err_set(err, ERR_BUSY,
			_("数据库正被占用, 这一步没有做。已存的数据完好, 请稍后再试"));
	case TROUBLE_FULL:
		return err_set(
			err, ERR_IO, _("没有存上: 磁盘已满。已存的数据完好, 请告诉管理员腾出空间"));
	case TROUBLE_READONLY:
		return err_set(err, ERR_IO, _("没有存上: 数据库文件是只读的。已存的数据完好"));
	case TROUBLE_MOVED:
		return err_set(err, ERR_IO,
			_("没有存上: 数据库文件被移走或替换了。请退出重开, 并告诉管理员"));
	case TROUBLE_IO:
		return say_io(detail, cause, err);
	case TROUBLE_MEMORY:
		return err_set(
			err, ERR_IO, _("没有存上: 内存不足。已存的数据完好, 请关掉别的程序再试"));
	case TROUBLE_CORRUPT:
		return err_set(err, ERR_CORRUPT,
			_("数据库文件已损坏 (%s)。请停止录入, 从备份恢复: linli restore 备份文件"),
			detail);
	case TROUBLE_NO_DATABASE:
		return err_set(err, ERR_CORRUPT,
			_("这个文件不是完好的数据库, 没有动它。请检查路径, 或从备份恢复: linli restore 备份文件"));
	case TROUBLE_TOO_BIG:
		return err_set(err, ERR_LIMIT, _("内容太长, 没有存上"));
	case TROUBLE_STOPPED:
		return err_set(err, ERR_BUSY, _("已停止"));
	case TROUBLE_CONFLICT:
		return err_set(err, ERR_CONFLICT, _("与已有数据冲突, 没有存上 (%s)"), detail);
	}
	return err_set(err, ERR_BUG, _("程序错误: %s"), detail);
}
