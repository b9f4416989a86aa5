#include "core/base/os.h"
#include "core/base/os_child.h"
#include "core/cmd/maintain.h"
#include "core/db/schema.h"
#include "core/db/store.h"
#include "core/serve/backup.h"

static bool
run_backup(struct cmd_run *run, struct err *err)
{
	struct backup_report report;
	const char *target = run->words[0];
	struct buf detail;

	if (!maintain_open(run, false, err) ||
		!backup_make(store_path(run->store), target, &report, err))
		return false;
	fprintf(run->out, "%s  %s\n", report.sha256,
		target); /* as sha256sum writes it, and can check it */
	buf_init(&detail);
	buf_addf(&detail, "backup %lld %s", (long long)report.bytes, report.sha256);
	bool ok = maintain_audit(run, AUDIT_BACKUP, detail.text, err);

	buf_release(&detail);
	return ok;
}

const struct cmd cmd_backup = {
	.name = "backup",
	.words = "FILE",
	.least = 1,
	.most = 1,
	.brief = N_("在线备份到新文件, 别人照常办件"),
	.help = N_(
		"在别人办件的同时, 把数据库的一个完整时刻写成一个新文件: 先写到旁边的临时文件, 通读一遍,"
		" 落盘, 再改成 FILE。标准输出是一行 SHA-256 和文件名, 可用 sha256sum -c 核对。\n\n"
		"备份里没有密钥文件 (数据库名.key)。请把它另存一处: 没有它, 备份里的电话解不开, 审计链也核不了。\n\n"
		"副本可以用 show search report check 直接查看 (电话打码)。"),
	.run = run_backup,
};

static bool
note_restored(struct cmd_run *run, const char *file, struct err *err)
{
	char hash[CRYPTO_SHA256_TEXT];
	struct buf detail;

	if (!crypto_sha256_file(file, hash, err) || !maintain_open(run, false, err))
		return false;
	buf_init(&detail);
	buf_addf(&detail, "restore %s", hash);
	bool ok = maintain_audit(run, AUDIT_BACKUP, detail.text, err);

	buf_release(&detail);
	return ok;
}

static bool
run_restore(struct cmd_run *run, struct err *err)
{
	struct restore_report report;
	struct clock clock;
	const char *path;

	clock_real(&clock);
	os_note_stops();
	if (!maintain_path(run, &path, err) ||
		!backup_restore(path, run->words[0], clock_now(&clock), &report, err))
		return false;
	fprintf(stderr, _("已恢复 %s\n"), path);
	if (report.kept[0] != '\0')
		fprintf(run->out, "%s\n", report.kept);
	if (report.kept[0] != '\0')
		fprintf(stderr, _("原来的库留作 %s, 确认无误后可以删掉\n"), report.kept);
	if (report.version == SCHEMA_VERSION)
		return note_restored(run, run->words[0], err);
	fprintf(stderr, _("备份是旧版本的库, 请接着运行: linli --db %s migrate\n"), path);
	return true;
}

const struct cmd cmd_restore = {
	.name = "restore",
	.words = "FILE",
	.least = 1,
	.most = 1,
	.brief = N_("从备份恢复; 原来的库留着"),
	.help = N_(
		"先核对备份 (完整, 是这个程序的, 与密钥文件相配), 再放到数据库的位置。谁也不能开着数据库:"
		" 有人开着就说出进程号, 什么也不动。\n\n"
		"原来的库连同它的日志改名留在旁边, 名字写在标准输出。密钥文件要先放好。"),
	.run = run_restore,
};
