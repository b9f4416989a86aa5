/*
 * A list of any length. It holds a few pages of rows around the cursor and asks its source for more by
 * the row where they begin or end, never by a number, so that five million rows cost what fifty cost.
 */
#ifndef LINLI_LIST_H
#define LINLI_LIST_H

#include "tui/widget/ink.h"
#include "tui/widget/widget.h"

/* What the lists of one kind show; one row of a const array that ends with a NULL title. */
struct column {
	const char *title;            /* SLOT("queue.left|8", "剩余"), or "" */
	uint8_t cells[SIZE_COUNT];    /* by width class; 0: not shown there */
	uint8_t cells_en[SIZE_COUNT]; /* in English; all 0: the same */
	uint8_t grow;                 /* share of the free width; cells is then the least */
	bool right;                   /* numbers */
	bool sortable; /* offered by `s`; the source is asked with the column's index */
	void (*cell)(const void *row, const struct ui *ui, struct ink *out);
};

/* Where a bounded search stopped without having filled its page; what the numbers mean is the source's business. */
struct list_mark {
	bool set;
	int64_t key[5];
};

struct list_want {
	const void *from; /* go on behind this row, or before it with dir < 0; NULL: from the end */
	struct list_mark mark; /* set: go on from here instead */
	int dir;               /* 1 or -1 */
	int count;
	bool with; /* begin with `from` itself, or what stands in its place now */
	int sort;  /* index of a column, -1: the source's own order */
	bool reverse;
};

struct list_got {
	const void *
		rows; /* count rows of `stride` bytes in list order, dir < 0 too; they live in `mem` */
	size_t stride;
	int count;
	bool end; /* nothing more in that direction */
	/* neither end nor enough rows: the search goes on from here, in any direction */
	struct list_mark mark;
	const char *searched; /* then: how far it came, "2023-05-14"; NULL: that cannot be said */
};

enum row_look { ROW_PLAIN, ROW_DIM, ROW_STRONG };

struct list_source {
	const struct column *columns;
	int64_t (*id)(const void *row); /* of the object: the cursor and the tags hold on to it */

	/* NULL: all rows are in memory, given by list_set_rows(). */
	bool (*page)(void *self, struct ui *ui, const struct list_want *want, struct arena *mem,
		struct list_got *got, struct err *err);

	/* Optional from here on. */
	bool (*count)(void *self, struct ui *ui, int64_t *count, struct err *err); /* rows in all */
	bool (*all)(void *self, struct ui *ui, int64_t *ids, int most, int *count,
		struct err *err); /* for `*` */
	/*
	 * The object as it is now although the list no longer holds it, and in a word why ("已办结"): a row
	 * that leaves under a reader's eyes stays, dim, until the next LOAD_FRESH. NULL: it is no more.
	 */
	const void *(*gone)(
		void *self, struct ui *ui, int64_t id, struct arena *mem, const char **why);
	enum row_look (*look)(const void *row, const struct ui *ui);
};

enum { LIST_BATCHES = 8, LIST_BATCH_ROWS = 64, LIST_TAGS_MAX = 2000 };

struct list_row {
	const void *row;
	int64_t id;
	uint32_t changed;   /* columns that somebody else changed, by bit */
	int64_t changed_ms; /* when that was seen */
	const char *gone;   /* it no longer belongs here, and why */
};

struct list_batch {
	struct arena mem;
	struct list_row *rows;
	int count;
};

/* Others' changes are read in slices too: what has come so far. */
struct list_poll {
	bool on;
	bool anew; /* the loaded rows are not those it began with: from the beginning */
	struct list_batch batch;
	struct list_mark mark;
};

struct list {
	struct widget w;
	const struct list_source *source;
	void *self; /* handed to the source */

	struct list_batch pool[LIST_BATCHES];
	uint8_t order[LIST_BATCHES]; /* into pool, in list order */
	int batch_count;
	int batch_rows;          /* read at a time */
	int row_count;           /* loaded */
	bool at_start, at_end;   /* the loaded rows reach that end */
	struct list_mark mark;   /* behind the loaded rows */
	const char *searched;    /* NULL, or how far an unfinished search came */
	struct list_mark above;  /* in front of them */
	bool rising;             /* rows are wanted there */
	struct list_mark to_end; /* End was pressed, and the last rows are still being looked for */
	int64_t wanted;          /* the cursor's object, not found again yet; 0: none */
	int wanted_below;        /* so many rows below the top */
	struct list_poll poll;

	int cursor, top; /* among the loaded rows */
	int rows_shown;
	int64_t total;      /* rows in all; -1: unknown */
	int64_t base, gone; /* total at the last fresh load, and how many have left since */
	int64_t news;       /* rows that would join: 新到 */
	int sort;           /* column, or -1 */
	bool reverse;
	int64_t *tags; /* sorted ids */
	int tag_count;
	bool boxed;    /* cursor and tag share the one cell beside the border */
	bool headless; /* no header row */
	bool no_tags;
	const char *empty; /* what an empty list says: the meaning and the next key */
	bool stopped;      /* Ctrl-C: search no further */
};

/* The source's columns and self must outlive the list; the list registers its memory with ui_keep(). */
void list_init(struct list *l, struct ui *ui, const struct list_source *source, void *self);

/*
 * Reads anew, as ui->why says: LOAD_POLL leaves rows where they are and only counts what is new; the
 * others begin at the same object if it is still there. Call it from the screen's load.
 */
bool list_load(struct list *l, struct ui *ui, struct err *err);

/*
 * For a source without count(): the screen has counted the rows, after others wrote (then what has come is
 * 新到) or, fresh, after everything was read anew.
 */
void list_counted(struct list *l, int64_t total, bool fresh);

/* Is a search of it unfinished, so that it will be called again between keys? */
bool list_searches(const struct list *l);

/* A list wholly in memory: rows live in ui->load or longer. The cursor stays on the same id. */
void list_set_rows(struct list *l, struct ui *ui, const void *rows, size_t stride, int count);

/* The row under the cursor, NULL in an empty list; and its id, 0. */
const void *list_row(const struct list *l);
int64_t list_id(const struct list *l);

/* The n-th loaded row; NULL beyond. */
const void *list_at(const struct list *l, int n);
int list_count(const struct list *l); /* rows loaded */

/* Moves the cursor to that object if it is loaded. */
bool list_seek(struct list *l, int64_t id);
void list_move(struct list *l, int to); /* cut to what is loaded */

/* What an action is for: the tagged ids, or the one under the cursor. The ids live in mem. */
size_t list_subjects(const struct list *l, struct arena *mem, const int64_t **ids);
bool list_tagged(const struct list *l, int64_t id);
void list_tag(struct list *l, int64_t id, bool on);
void list_untag(struct list *l);

/* The cells of each column in `cols` cells; 0: not shown. Returns the number of columns. */
int list_widths(const struct column *columns, enum size_class size, int cols, int *cells, int most);

extern const struct widget_ops list_widget;

#endif
