/*
 * Inside of lists of matters; shared by case_list*.c and case_facts_db.c only.
 *
 * A list is a row of phases, one after the other. A phase is driven by streams of an index (merged in the
 * order of the list), by the full-text index (newest first) or by a set of ids, and has a tree of tests for
 * what the driver does not decide.
 */
#ifndef LINLI_CASE_LIST_INNER_H
#define LINLI_CASE_LIST_INNER_H

#include "core/db/db.h"
#include "core/domain/case_list.h"
#include "core/domain/lookup.h"

enum {
	STREAMS_MOST = 32, /* merged at once; more than that and a wider index is walked */
	IDS_MOST = 10000,
	PHASES_MOST = 6,
	PAGE_MOST = 500,
	SORTED_MOST = 65536, /* ids kept while sorting; when full the worse half is dropped */
};

/* What one call may spend, in index entries passed over: about a quarter of a microsecond each. */
enum {
	WORK_CALL = 12000,
	STEPS_AN_ENTRY = 20, /* opcodes of the database */
	WORK_ROW = 2,        /* an entry that had to be looked at here */
	WORK_LOOKUP = 20,    /* a row read by its id */
	WORK_TEXT = 25,      /* its texts */
	WORK_TOKEN = 1000,   /* a token of the text index asked about HITS_SPAN matters */
	HITS_SPAN = 16384
};

enum case_index {
	IX_Q_DUE,
	IX_Q_OPENED,
	IX_Q_COUNTY_DUE,
	IX_Q_COUNTY_OPENED,
	IX_Q_PLACE,
	IX_Q_DESK,
	IX_Q_CLERK,
	IX_Q_HANDLER,
	IX_Q_UNIT,
	IX_Q_WATCHED,
	IX_Q_RETURNED,
	IX_Q_HELPER,
	IX_H_OPENED,
	IX_H_COUNTY,
	IX_H_TOWN,
	IX_H_PLACE,
	IX_H_ESTATE,
	IX_H_UNIT,
	IX_H_DESK,
	IX_H_HELPER,
	IX_H_CLOSED,
	CASE_INDEX_COUNT
};

/* A place in an index: its one or two key columns, then the id. */
struct index_key {
	int64_t key, second, id;
};

struct stream {
	enum case_index index;
	int64_t equal;     /* value of the index's first column, where it has one before the key */
	struct span range; /* of the key column */
	size_t part;       /* of the phase, whose tests it goes through */
};

/* Bounds tested inside SQL; those of other columns than the index has are not used. */
struct bounds {
	uint64_t columns; /* bits; BOUND_NOT_CAT: the category is not `not_cat` */
	struct span of[CASE_COL_COUNT];
	int64_t not_cat;
};

#define BOUND_NOT_CAT ((uint64_t)1 << 63)

/* What an entry says: known columns and its place. */
struct entry {
	struct index_key at;
	struct case_facts facts;
};

/*
 * One window of a stream: up to `limit` entries behind `from` (NULL: from the beginning), forward or
 * backward. take() gets each entry that passes the bounds, and says whether to go on. *last is the place of
 * the last entry that was passed over; *ended that there are no more. When take() stopped it, *last is that
 * entry's place.
 */
struct window {
	const struct stream *stream;
	const struct bounds *bounds;
	bool backward;
	const struct index_key *from;
	int64_t limit;
	bool (*take)(void *ctx, struct entry *e, struct err *err); /* false: stop, or err */
	void *ctx;
};

bool index_window(struct session *s, const struct window *w, struct index_key *last, bool *ended,
	struct err *err);

/* How many entries of the window pass the bounds, counted inside SQL; take() is not called. */
bool index_count(struct session *s, const struct window *w, int64_t *n, struct index_key *last,
	bool *ended, struct err *err);

/* The columns that an index's entries hold (bits), the one before its key (or -1), and its key. */
uint64_t index_columns(enum case_index index);
int index_equal(enum case_index index);
enum case_col index_key_column(enum case_index index);
bool index_is_open(enum case_index index); /* of the open set */
const char *index_name(enum case_index index);

/* The statement for a window; the text is put together from constant pieces and lives in b. For tests too. */
void index_sql(struct buf *b, enum case_index index, bool backward, uint64_t bounds, bool count);

/* Fills in every column of a matter; *found is false when there is none. */
bool facts_read_row(struct session *s, struct case_facts *f, bool *found, struct err *err);

/* The highest id of all matters; 0 when there are none. */
bool facts_newest_id(struct session *s, int64_t *id, struct err *err);

/* Reads the texts (bits) that are missing, folded, into bufs that live with the facts. */
bool facts_read_texts(struct session *s, struct case_facts *f, unsigned texts,
	struct buf bufs[CASE_TEXT_COUNT], struct err *err);

enum phase_kind { PHASE_STREAMS, PHASE_TEXT, PHASE_IDS };

/* The tests that the entries of some streams go through. */
struct part {
	struct bounds bounds;
	const struct pred *rest; /* tests left for here; PRED_ALL: none */
	const struct pred *pred; /* all tests */
};

/*
 * Of what the session may see: the first part holds its area, the second what its unit itself has to do with,
 * which may lie in the area too: a walk delivers it once. Most phases have one part that holds all.
 */
enum { PARTS_MOST = 2 };

struct phase {
	enum phase_kind kind;
	bool descending; /* streams: by their key; text: always */
	struct stream streams[STREAMS_MOST];
	size_t stream_count;
	const char *expression; /* of the full-text index */
	int tokens;             /* in it */
	const struct pred *ids; /* a test on the id */
	struct part parts[PARTS_MOST];
	size_t part_count;
	struct part apart; /* the second part without what is in the first: for counting */
};

enum sort_kind {
	SORT_NONE,    /* the phases deliver in the list's order */
	SORT_COLLECT, /* everything is read, then sorted */
};

struct sort_key {
	enum case_filter_field field;
	enum case_col column;
	bool descending;
	struct lookup_order names; /* for fields that are ids of something with a name */
};

struct sorted {
	int64_t key[FILTER_MAX_SORTS];
	int64_t id;
};

struct collected {
	struct sorted *rows;
	size_t count, room;
	bool done;            /* all phases have been read and sorted */
	bool dropped;         /* worse ones were dropped: SORTED_MOST */
	size_t phase, stream; /* where reading goes on */
	bool begun;           /* within that stream, behind `at` */
	struct index_key at;
};

/*
 * What a session may see, as case_may_see() has it: the matters of its area, if its unit looks after one, and
 * those that its unit leads, that came in at its window or that it helps with, wherever they lie. Sealed
 * matters are for the discipline office.
 */
struct rights {
	const struct pred *open;    /* what is not sealed; the others hold within that */
	const struct pred *area;    /* PRED_NONE: no area */
	const struct pred *outside; /* the opposite */
	const struct pred *own;     /* of the unit */
};

struct case_list {
	struct session *s;
	int64_t work; /* what a call may spend: WORK_CALL; tests make it small */
	char *text, *order;
	int64_t *tag_ids;
	struct case_tags tags;
	struct arena mem;                  /* of the present reading of the filter */
	struct buf texts[CASE_TEXT_COUNT]; /* of the matter that is being decided on */
	struct case_filter filter;
	struct rights rights;       /* what the session may see */
	const struct pred *allowed; /* all of it together */
	const struct pred *pred;    /* the filter, within that */
	int64_t now;
	int32_t today;
	struct phase phases[PHASES_MOST];
	size_t phase_count;
	struct sort_key sorts[FILTER_MAX_SORTS];
	size_t sort_count;
	enum sort_kind sort;
	bool open_only;
	bool backwards; /* the usual order the other way round */
	struct collected collected;
	/* counting so far */
	struct case_list_count count;
	size_t count_phase, count_part;
	bool count_begun; /* within that part of the phase, behind `count_at` */
	struct index_key count_at;
};

/* How many 18-digit places an area holds. */
#define PLACES_OF_VILLAGE ((int64_t)1000000)
#define PLACES_OF_TOWN ((int64_t)1000000000)
#define PLACES_OF_COUNTY ((int64_t)1000000000000)

/* A way to walk: the streams together hold everything that the filter wants. */
struct cover {
	bool possible;
	int64_t cost; /* a guess of how many entries there are */
	enum case_col key;
	struct stream streams[STREAMS_MOST];
	size_t count;
	int satisfied; /* the column whose test all streams satisfy by themselves; -1: none */
};

/* The best streams for a filter; there always are some. `want`: COL_DUE or COL_OPENED, to sort by. */
bool cover_all(struct case_list *list, const struct pred *p, bool open, enum case_col want,
	struct cover *best, struct err *err);

/* Streams for a test on one column. `open`: of the open set alone. */
struct cover cover_column(const struct pred *p, bool open);

/*
 * Streams of the areas of that many places in which the spans lie; impossible where an area is not known. A
 * span that is an area is satisfied by the stream.
 */
bool cover_areas(struct case_list *list, const struct pred *place, int64_t size,
	enum case_index index, int64_t guess, struct cover *c, struct err *err);

/* Adds the streams of another cover; impossible when one of them is, or when their keys differ. */
void add_cover(struct cover *to, const struct cover *more);

/* Does each span lie within one area of that many places, and are they few enough for a stream each? */
bool cover_inside(const struct pred *place, int64_t size);

/* The order that was asked for: of the filter, of its grouping, else by default. */
bool case_list_sorts(struct case_list *list, struct err *err);

/* What remains to be tested of p where the streams of a cover are walked. */
struct part phase_part(struct case_list *list, const struct pred *p, const struct cover *c);

/* Adds the streams of a cover to a phase as a part of its own, with the tests of p. */
void phase_add_part(
	struct case_list *list, const struct pred *p, const struct cover *c, struct phase *ph);

/* Adds a copy of a phase to the list; and one that walks the streams of a cover. */
struct phase *phase_add(struct case_list *list, const struct phase *ph);
void phase_add_streams(
	struct case_list *list, const struct pred *p, const struct cover *c, bool descending);

/* Does walking text hits cost less than walking a cover and reading every text of it? */
bool text_is_cheaper(const struct pred *p, const struct cover *c);

/* What the text index finds, then what only the names of places and units have in common with the words. */
bool phases_add_text(struct case_list *list, const struct pred *p, struct err *err);

/* Chooses phases and the way of sorting for list->pred and list->sorts. */
bool case_list_plan(struct case_list *list, struct err *err);

/* What a call may still spend. */
struct work {
	int64_t left;
};

/* One part of a phase as a phase of its own; all of them together hold each matter once. */
void phase_of_part(const struct phase *ph, size_t part, struct phase *out);

/* An entry that belongs to the list. */
struct member {
	struct index_key at;
	struct case_facts facts; /* texts are not kept */
};

/*
 * Members of a phase behind `from` (NULL: from its beginning), in its order or backward, at most `want`.
 * *reached: up to there everything has been found. Members are unique.
 */
struct phase_walk {
	struct case_list *list;
	const struct phase *phase;
	bool backward;
	const struct index_key *from;
	size_t want;
	struct work *work;
	struct member *members; /* room for `want` */
	size_t count;
	struct index_key reached;
	bool ended;
};

bool phase_walk(struct phase_walk *w, struct err *err);

/* Does the matter of these facts belong? Reads what is missing; *work pays for it. */
bool facts_decide(struct case_list *list, const struct pred *p, struct case_facts *f,
	struct work *work, bool *belongs, struct err *err);

/* The column that a field is sorted and added up by; -1: it is neither. */
int sort_column(enum case_filter_field field);

/* The light of a matter of which state, due time and light time are known. */
enum light case_facts_light(const struct case_facts *f, int64_t now);

/* The keys that a matter is sorted by, all ascending, and the columns (bits) that they are made of. */
void sort_keys(
	const struct case_list *list, const struct case_facts *f, int64_t key[FILTER_MAX_SORTS]);
uint64_t sort_columns(const struct case_list *list);
int sort_compare(const struct sorted *a, const struct sorted *b);

/* A row of a sorted list and the place behind it. */
struct case_cursor cursor_of_sorted(const struct sorted *s);
struct case_cursor cursor_at(size_t phase, const struct index_key *at);

/* Goes on reading for a sorted list as far as the work allows. */
bool collect_some(struct case_list *list, struct work *work, struct err *err);
void collected_clear(struct collected *c);

#endif
