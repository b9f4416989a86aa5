/* What a person at a terminal waits for, and what goes over the line meanwhile. */
#include <string.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/os.h"
#include "core/serve/bench_db.h"
#include "core/serve/bench_inner.h"
#include "core/serve/bench_session.h"
#include "core/serve/bench_tty.h"

enum {
	STARTS = 15,
	FRAMES_KEPT = 100, /* of each series, for the yardstick to paint */
	IDLE_S = 6,
	NAMES_TYPED = 60,
	LETTERS = 4,
	KIB = 1024,
};

#define DOWN "\033OB"
#define UP "\033OA"
#define PAGE_DOWN "\033[6~"
#define PAGE_UP "\033[5~"
#define HOME "\033OH"
#define END "\033OF"
#define F7 "\033[18~"
#define F8 "\033[19~"
#define F12 "\033[24~"
#define BACKSPACE "\177"

struct size {
	int rows, cols;
	const char *text;
};

static const struct size small = {24, 80, "80x24"}, middle = {40, 120, "120x40"},
			 large = {50, 160, "160x50"};

enum series { MOVE, SCROLL, PAGE, ENDS, CHANGE, SERIES_COUNT };

/* The keys of a series, typed in turn, each so many times before the next one. */
static const struct {
	const char *keys[9]; /* NULL ends them */
	int each, times;
	bool from_bottom; /* of the first page */
} series[SERIES_COUNT] = {
	[MOVE] = {{DOWN, UP}, 15, 400},
	[SCROLL] = {{DOWN}, 1, 200, true},
	[PAGE] = {{PAGE_DOWN, PAGE_UP}, 40, 400},
	[ENDS] = {{END, HOME}, 1, 200},
	/* case, queue, triage, queue, dashboard, queue, grids, queue */
	[CHANGE] = {{"\r", F12, F8, F7, "gh", F7, "gw", F7}, 1, 80},
};

struct figures {
	struct samples ms, bytes, cpu;
};

static void
figures_release(struct figures *f)
{
	samples_release(&f->ms);
	samples_release(&f->bytes);
	samples_release(&f->cpu);
}

static void
take(struct figures *f, const struct bench_frame *frame)
{
	if (frame->bytes == 0)
		return; /* nothing to paint: the list ends here */
	samples_add(&f->ms, frame->ms);
	samples_add(&f->bytes, (double)frame->bytes);
	samples_add(&f->cpu, frame->cpu_ms);
}

/* One console and the yardsticks that repeat what it has painted. */
struct run {
	struct bench *b;
	struct size size;
	struct bench_tty tty;
	struct buf frames;
	int skipped; /* answers in `frames` that came before what is measured */
	struct figures linli[SERIES_COUNT], bare[SERIES_COUNT];
};

static bool
start_console(struct run *r, struct bench_frame *first, struct err *err)
{
	const struct bench_config *c = r->b->config;
	const char *const argv[] = {c->program, "--db", c->db, "--data", c->data_dir, "--as",
		c->login, "--lang", "zh", NULL};

	buf_clear(&r->frames);
	r->skipped = 1;
	return bench_tty_start(&r->tty, r->size.rows, r->size.cols, argv, &r->frames, first, err);
}

/* The queue with all that is under way in the city. */
static bool
open_queue(struct run *r, struct err *err)
{
	struct bench_frame frame;

	r->skipped += 2;
	return bench_tty_key(&r->tty, F7, &frame, err) && bench_tty_key(&r->tty, "8", &frame, err);
}

static bool
go_to_bottom(struct run *r, struct err *err)
{
	struct bench_frame frame;
	bool ok = true;

	r->skipped += r->size.rows;
	for (int i = 0; ok && i < r->size.rows; i++)
		ok = bench_tty_key(&r->tty, DOWN, &frame, err);
	return ok;
}

/* The screens that were recorded, as a file that the yardstick paints; NULL without yardsticks. */
static bool
make_cells(struct run *r, const char **cells, struct err *err)
{
	const char *tool = bench_tool(r->b, "frames"), *raw = bench_path(r->b, "frames.raw");
	const char *made = bench_path(r->b, "frames.cells");
	const char *const argv[] = {tool, arena_printf(&r->b->mem, "%d", r->size.rows),
		arena_printf(&r->b->mem, "%d", r->size.cols),
		arena_printf(&r->b->mem, "%d", r->skipped), raw, made, NULL};

	*cells = NULL;
	if (tool == NULL || bench_tool(r->b, "yardstick_screen") == NULL)
		return true;
	if (!os_write_file(raw, r->frames.text, r->frames.len, err) ||
		!bench_command(argv, NULL, err))
		return false;
	unlink(raw);
	*cells = made;
	return true;
}

static bool
start_bare(struct run *r, const char *cells, struct bench_tty *tty, struct bench_frame *first,
	struct err *err)
{
	const char *const argv[] = {bench_tool(r->b, "yardstick_screen"), cells, NULL};

	return bench_tty_start(tty, r->size.rows, r->size.cols, argv, NULL, first, err);
}

/* A bare curses program paints the recorded screens one after another. */
static bool
paint_bare(struct run *r, int screens, struct figures *out, struct err *err)
{
	struct bench_tty bare;
	struct bench_frame frame;
	const char *cells;

	if (!make_cells(r, &cells, err) || cells == NULL)
		return err->code == ERR_NONE;
	bool ok = start_bare(r, cells, &bare, &frame, err);

	for (int i = 0; ok && i < screens; i++) {
		ok = bench_tty_key(&bare, DOWN, &frame, err);
		if (ok)
			take(out, &frame);
	}
	bench_tty_end(&bare);
	unlink(cells);
	return ok;
}

static bool
type_series(struct run *r, enum series which, int times, struct err *err)
{
	const char *const *keys = series[which].keys;
	int kept = times < FRAMES_KEPT ? times : FRAMES_KEPT, count = 0;
	struct bench_frame frame;
	bool ok = true;

	while (keys[count] != NULL)
		count++;
	r->tty.frames = &r->frames;
	for (int i = 0; ok && count > 0 && i < times; i++) {
		if (i == kept)
			r->tty.frames = NULL;
		ok = bench_tty_key(&r->tty, keys[i / series[which].each % count], &frame, err);
		if (ok)
			take(&r->linli[which], &frame);
	}
	return ok && paint_bare(r, kept, &r->bare[which], err);
}

/* A few letters of a grid's name, and out again. */
static bool
type_name(struct run *r, const char *name, struct figures *f, struct err *err)
{
	struct bench_frame frame;
	int n = 0;
	bool ok = true;

	for (; ok && n < LETTERS && name[n] != '\0'; n++) {
		ok = bench_tty_key(&r->tty, (char[]){name[n], '\0'}, &frame, err);
		if (ok)
			take(f, &frame);
	}
	for (; ok && n > 0; n--)
		ok = bench_tty_key(&r->tty, BACKSPACE, &frame, err);
	return ok;
}

static bool
measure_typing(struct bench *b, struct err *err)
{
	struct run r = {.b = b, .size = small};
	struct figures f = {0};
	struct bench_house h;
	struct bench_frame frame;
	const char **names;
	size_t count = 0;

	bench_tell(b, _("找网格"));
	buf_init(&r.frames);
	bool ok = bench_house_open(&h, b, b->config->db, 0, err) &&
		bench_initials(&h.session, (size_t)bench_times(b, NAMES_TYPED), &b->mem, &names,
			&count, err);

	bench_house_close(&h);
	ok = ok && start_console(&r, &frame, err);
	r.tty.frames = NULL;
	ok = ok && bench_tty_key(&r.tty, "gw", &frame, err) &&
		bench_tty_key(&r.tty, "/", &frame, err);
	for (size_t i = 0; ok && i < count; i++)
		ok = type_name(&r, names[i], &f, err);
	bench_tty_end(&r.tty);
	if (ok)
		bench_add(b,
			&(struct bench_row){.key = "key_search",
				.what = N_("找网格: 打一个字母"),
				.size = small.text,
				.unit = BENCH_MS,
				.linli = samples_value(&f.ms),
				.cpu = samples_value(&f.cpu),
				.most_p99 = 16});
	figures_release(&f);
	buf_release(&r.frames);
	return ok;
}

/* All series in the queue, each in a console of its own, so that each begins at the top. */
static bool
run_size(struct run *r, int share, struct err *err)
{
	bool ok = true;

	bench_tell(r->b, r->size.text);
	for (int which = 0; ok && which < SERIES_COUNT; which++) {
		struct bench_frame frame;

		ok = start_console(r, &frame, err) && open_queue(r, err) &&
			(!series[which].from_bottom || go_to_bottom(r, err)) &&
			type_series(r, (enum series)which,
				bench_times(r->b, series[which].times / share), err);
		bench_tty_end(&r->tty);
	}
	return ok;
}

static const char against_curses[] = N_("光 ncurses 画同样的格子");

static void
add_keys(struct run *r)
{
	static const struct {
		enum series which;
		const char *key, *what;
		double median, p99;
	} rows[] = {
		{MOVE, "key_move", N_("待办表: 移一行"), 0.6, 3},
		{SCROLL, "key_scroll", N_("待办表: 滚一行"), 0.6, 3},
		{PAGE, "key_page", N_("待办表: 翻页"), 1.5, 4},
		{ENDS, "key_ends", N_("待办表: 首行末行"), 2, 5},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		bench_add(r->b,
			&(struct bench_row){.key = rows[i].key,
				.what = rows[i].what,
				.size = r->size.text,
				.unit = BENCH_MS,
				.linli = samples_value(&r->linli[rows[i].which].ms),
				.yardstick = samples_value(&r->bare[rows[i].which].ms),
				.cpu = samples_value(&r->linli[rows[i].which].cpu),
				.bare_cpu = samples_value(&r->bare[rows[i].which].cpu),
				.against = against_curses,
				.most_median = rows[i].median,
				.most_p99 = rows[i].p99});
}

static void
add_bytes(struct run *r, const double most[SERIES_COUNT])
{
	static const struct {
		enum series which;
		const char *key, *what;
	} rows[] = {
		{MOVE, "bytes_move", N_("字节: 移一行")},
		{SCROLL, "bytes_scroll", N_("字节: 滚一行")},
		{PAGE, "bytes_page", N_("字节: 翻页")},
		{CHANGE, "bytes_change", N_("字节: 换屏")},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		bench_add(r->b,
			&(struct bench_row){.key = rows[i].key,
				.what = rows[i].what,
				.size = r->size.text,
				.unit = BENCH_BYTES,
				.linli = samples_value(&r->linli[rows[i].which].bytes),
				.yardstick = samples_value(&r->bare[rows[i].which].bytes),
				.against = against_curses,
				.most_median = most[rows[i].which]});
}

static bool
measure_size(
	struct bench *b, struct size size, int share, void (*add)(struct run *r), struct err *err)
{
	struct run r = {.b = b, .size = size};

	buf_init(&r.frames);
	bool ok = run_size(&r, share, err);

	if (ok)
		add(&r);
	for (int i = 0; i < SERIES_COUNT; i++) {
		figures_release(&r.linli[i]);
		figures_release(&r.bare[i]);
	}
	buf_release(&r.frames);
	return ok;
}

static void
add_small(struct run *r)
{
	add_keys(r);
	add_bytes(r, (const double[SERIES_COUNT]){[MOVE] = 200, [PAGE] = 2000, [CHANGE] = 3000});
}

static void
add_middle(struct run *r)
{
	add_bytes(r, (const double[SERIES_COUNT]){[MOVE] = 350, [PAGE] = 2500, [CHANGE] = 5000});
}

/* --- start, memory, idleness */

struct rest {
	struct samples start, counted, cpu, bare_start, bare_cpu, memory, bare_memory, idle_bytes,
		idle_wakes, idle_cpu;
};

static void
rest_release(struct rest *q)
{
	samples_release(&q->start);
	samples_release(&q->counted);
	samples_release(&q->cpu);
	samples_release(&q->bare_start);
	samples_release(&q->bare_cpu);
	samples_release(&q->memory);
	samples_release(&q->bare_memory);
	samples_release(&q->idle_bytes);
	samples_release(&q->idle_wakes);
	samples_release(&q->idle_cpu);
}

static double
private_mib(const struct bench_tty *tty)
{
	return (double)os_process_use(tty->pty.pid).private_kib / KIB;
}

/* Linli and the yardstick in turn, so that a busy moment of the machine meets both. */
static bool
start_once(struct run *r, struct rest *q, struct err *err)
{
	struct bench_frame first, frame;
	struct bench_tty bare;
	const char *cells = NULL;
	bool ok = start_console(r, &first, err);

	if (ok) {
		samples_add(&q->start, first.ready_ms);
		samples_add(&q->counted, first.ms);
		samples_add(&q->cpu, first.cpu_ms);
		ok = make_cells(r, &cells, err) && open_queue(r, err) &&
			bench_tty_key(&r->tty, DOWN, &frame, err);
		samples_add(&q->memory, private_mib(&r->tty));
	}
	bench_tty_end(&r->tty);
	if (!ok || cells == NULL)
		return ok;
	ok = start_bare(r, cells, &bare, &first, err);
	if (ok) {
		samples_add(&q->bare_start, first.ms);
		samples_add(&q->bare_cpu, first.cpu_ms);
		samples_add(&q->bare_memory, private_mib(&bare));
	}
	bench_tty_end(&bare);
	unlink(cells);
	return ok;
}

/* The queue stands on the screen and nobody does anything. */
static bool
stay_idle(struct run *r, struct rest *q, struct err *err)
{
	struct bench_frame frame;
	bool ok = start_console(r, &frame, err) && open_queue(r, err);
	double seconds = r->b->config->share < 100 ? 1 : IDLE_S;

	if (ok) {
		struct os_use before = os_process_use(r->tty.pty.pid);
		int64_t bytes = bench_tty_listen(&r->tty, (int)(seconds * 1000));
		struct os_use after = os_process_use(r->tty.pty.pid);

		samples_add(&q->idle_bytes, (double)bytes);
		samples_add(&q->idle_wakes, (double)(after.wakes - before.wakes) / seconds);
		samples_add(&q->idle_cpu, (double)(after.cpu_ns - before.cpu_ns) / seconds / 1e7);
	}
	bench_tty_end(&r->tty);
	return ok;
}

static void
add_rest(struct bench *b, const struct rest *q)
{
	bench_add(b,
		&(struct bench_row){.key = "start",
			.what = N_("启动到第一屏"),
			.size = small.text,
			.unit = BENCH_MS,
			.linli = samples_value(&q->start),
			.yardstick = samples_value(&q->bare_start),
			.against = against_curses,
			.most_median = 30,
			.most_ratio = 3});
	bench_add(b,
		&(struct bench_row){.key = "start_counted",
			.what = N_("启动到全部数完"),
			.size = small.text,
			.unit = BENCH_MS,
			.linli = samples_value(&q->counted),
			.yardstick = samples_value(&q->bare_start),
			.cpu = samples_value(&q->cpu),
			.bare_cpu = samples_value(&q->bare_cpu),
			.against = against_curses});
	bench_add(b,
		&(struct bench_row){.key = "memory",
			.what = N_("内存: 自用"),
			.size = small.text,
			.unit = BENCH_MIB,
			.linli = samples_value(&q->memory),
			.yardstick = samples_value(&q->bare_memory),
			.against = against_curses,
			.most_median = 8});
	bench_add(b,
		&(struct bench_row){.key = "idle_bytes",
			.what = N_("静止: 字节"),
			.size = small.text,
			.unit = BENCH_BYTES,
			.linli = samples_value(&q->idle_bytes),
			.nothing = true});
	bench_add(b,
		&(struct bench_row){.key = "idle_wakes",
			.what = N_("静止: 每秒唤醒"),
			.size = small.text,
			.unit = BENCH_PER_SECOND,
			.linli = samples_value(&q->idle_wakes),
			.most_median = 5});
	bench_add(b,
		&(struct bench_row){.key = "idle_cpu",
			.what = N_("静止: 占一核"),
			.size = small.text,
			.unit = BENCH_PERCENT,
			.linli = samples_value(&q->idle_cpu),
			.most_median = 0.1});
}

static bool
measure_rest(struct bench *b, struct err *err)
{
	struct run r = {.b = b, .size = small};
	struct rest q = {0};
	bool ok = true;

	bench_tell(b, _("启动"));
	buf_init(&r.frames);
	for (int i = 0; ok && i < bench_times(b, STARTS); i++)
		ok = start_once(&r, &q, err);
	bench_tell(b, _("静止"));
	ok = ok && stay_idle(&r, &q, err);
	if (ok)
		add_rest(b, &q);
	rest_release(&q);
	buf_release(&r.frames);
	return ok;
}

bool
bench_screens(struct bench *b, struct err *err)
{
	return measure_rest(b, err) && measure_typing(b, err) &&
		measure_size(b, small, 1, add_small, err) &&
		measure_size(b, middle, 4, add_middle, err) &&
		measure_size(b, large, 1, add_keys, err);
}
