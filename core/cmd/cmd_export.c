/* `linli export outbox`: letters for whoever sends them. linli sends nothing itself. */
#include "core/cmd/cmd.h"

#include <string.h>

#include "core/base/csv.h"
#include "core/base/date.h"
#include "core/base/i18n.h"
#include "core/base/json.h"
#include "core/base/os.h"
#include "core/domain/case_number.h"
#include "core/domain/outbox.h"

enum { LETTERS_MOST = 5000, FORMAT_CSV = 0 };

struct export
{
	struct cmd_run *run;
	const char *file; /* NULL: standard output */
	int format;
	struct buf text;
};

static const char *const columns[] = {
	"id", "case_no", "event", "way", "to", "phone", "text", "release_at"};

static void
put_csv(struct buf *out, const struct posted *p, const char *no, const char *way, const char *at)
{
	csv_put_i64(out, p->letter.id, true);
	csv_put(out, no, false);
	csv_put(out, p->written, false);
	csv_put(out, way, false);
	csv_put(out, p->to, false);
	csv_put(out, p->phone, false);
	csv_put(out, p->letter.text, false);
	csv_put(out, at, false);
	csv_put_end(out);
}

static void
put_json(struct buf *out, const struct posted *p, const char *no, const char *way, const char *at)
{
	struct json_out o = {.buf = out};

	json_open(&o, NULL, '{');
	json_put_i64(&o, columns[0], p->letter.id);
	json_put_text(&o, columns[1], no);
	json_put_text(&o, columns[2], p->written);
	json_put_text(&o, columns[3], way);
	json_put_text(&o, columns[4], p->to);
	json_put_text(&o, columns[5], p->phone);
	json_put_text(&o, columns[6], p->letter.text);
	json_put_text(&o, columns[7], at);
	json_shut(&o, '}');
	buf_addch(out, '\n');
}

static void
compose(struct export *x, const struct posted *letters, size_t count)
{
	const struct rules *rules = x->run->session.rules;

	buf_clear(&x->text);
	if (x->format == FORMAT_CSV) {
		csv_put_bom(&x->text);
		for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
			csv_put(&x->text, columns[i], i == 0);
		csv_put_end(&x->text);
	}
	for (size_t i = 0; i < count; i++) {
		const struct posted *p = &letters[i];
		const struct choice *way = choice_by_value(rules, CHOICE_NOTIFY, p->letter.way);
		char no[CASE_NO_FULL_BYTES], at[DATE_ISO_BYTES];

		case_no_full(p->no, no);
		date_format_iso(p->letter.release_at, at);
		(x->format == FORMAT_CSV ? put_csv : put_json)(
			&x->text, p, no, way != NULL ? way->code : "", at);
	}
}

/* Within the transaction: the letters count as taken only when the file is whole on the disk. */
static bool
write_file(void *ctx, const struct posted *letters, size_t count, struct err *err)
{
	struct export *x = ctx;

	compose(x, letters, count);
	return os_write_new_file(x->file, x->text.text, x->text.len, err);
}

static bool
print(struct export *x, const struct posted *letters, size_t count, struct err *err)
{
	struct err ignored = ERR_INIT;

	compose(x, letters, count);
	if (fwrite(x->text.text, 1, x->text.len, x->run->out) == x->text.len &&
		fflush(x->run->out) == 0)
		return true;
	outbox_put_back(&x->run->session, letters, count, &ignored);
	return err_set(err, ERR_IO, _("写不出去: 信件没有取走, 还在待发"));
}

static bool
run_export(struct cmd_run *run, struct err *err)
{
	static const char *const formats[] = {"csv", "jsonl", NULL};
	struct export x = {.run = run, .file = cmd_value(run, "-o")};
	struct arena mem = ARENA_INIT;
	struct posted *letters;
	size_t n;

	if (strcmp(run->words[0], "outbox") != 0)
		return err_set(
			err, ERR_INPUT, _("不认识 %s: 现在能导出的是 outbox"), run->words[0]);
	if (!cmd_choice(run, "--format", formats, &x.format, err) || !cmd_open(run, false, 0, err))
		return false;
	buf_init(&x.text);
	bool ok = outbox_take(&run->session, LETTERS_MOST, &mem, x.file != NULL ? write_file : NULL,
		&x, &letters, &n, err);

	if (ok && x.file == NULL)
		ok = print(&x, letters, n, err);
	if (ok)
		fprintf(stderr,
			n < LETTERS_MOST ? _("取走 %zu 封信\n")
					 : _("取走 %zu 封信, 后面还有, 请再导出一次\n"),
			n);
	buf_release(&x.text);
	arena_release(&mem);
	return ok;
}

static const struct cmd_option options[] = {
	{"--format", "csv|jsonl", N_("格式, 默认 csv")},
	{"-o", "FILE", N_("写到新文件; 不写就到标准输出")},
	{NULL, NULL, NULL},
};

const struct cmd cmd_export = {
	.name = "export",
	.words = "outbox",
	.least = 1,
	.most = 1,
	.options = options,
	.brief = N_("取走待发的信件和短信"),
	.help = N_(
		"outbox: 过了撤销时间的告知信和短信, 每封只取走一次, 取走后不能撤回。\n"
		"linli 自己不发送任何东西: 由短信网关或邮寄人员发送。取走的信含姓名和电话, 记入审计。"),
	.run = run_export,
};
