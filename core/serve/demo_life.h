/*
 * The life of one matter of the demo city, from the message to the survey, cut off at the present. What
 * moves it is the table of the machine, what runs its clocks are the rules: the same code that acts of
 * people go through.
 */
#ifndef LINLI_DEMO_LIFE_H
#define LINLI_DEMO_LIFE_H

#include "core/domain/case_data.h"
#include "core/domain/case_machine.h"
#include "core/serve/demo_inner.h"

enum {
	LIFE_EVENTS = 64,
	LIFE_REQUESTS = 6,
	LIFE_CHANGES = 4,
	LIFE_UNITS = 6,
	LIFE_REPORTERS = 5,
	LIFE_INTERRUPTS = 16,
	LIFE_SEEN = 4,
	LIFE_FIELDS = 9,
	LIFE_FACTS = 24
};

/* How it ends and what befalls it on the way, drawn beforehand. */
struct fate {
	enum { END_CLOSED, END_REJECTED, END_REFERRED, END_MERGED, END_WITHDRAWN } end;
	bool at_once;               /* taken, classified and routed by the person who took it in */
	bool spot;                  /* answered on the spot */
	bool returned, return_kept; /* sent back by the unit; and ruled that it stays */
	bool mediates, agrees, meets, hangs, verify_fails, reopens;
	bool transferred, helped, edited, noted, instructed;
	int progress;          /* reports on the way */
	int missed;            /* calls that reached nobody before the survey */
	int speed;             /* permille of the time left that handling takes; above 1000 late */
	int solved, satisfied; /* values of the rules */
};

/* A second signature that was asked for. */
struct life_request {
	enum case_event event;
	int asked_by, decided_by; /* staff; 0 not yet */
	int64_t asked_at, decided_at;
	int64_t unit_id, desk_id;        /* of the matter when it was asked */
	const char *fields[LIFE_FIELDS]; /* keys and values in turn, NULL at the end */
};

struct life_change {
	int event; /* position in events */
	enum act_field field;
	const char *was, *now;
};

/* What an event was given beside its line. */
struct life_fact {
	int event; /* position in events */
	enum act_field field;
	const char *value;
};

struct life_reporter {
	const char *name, *room, *phone;
	int role, notify;
};

/* What is remembered of a matter that has ended, for those that repeat it. */
struct past_case {
	int64_t id, no, closed_at;
	int grid, entry;
};

/* Something that happens at its own time, whatever else goes on. */
struct interrupt {
	int64_t at;
	enum case_event event;
	int actor;     /* 0 the system */
	int64_t until; /* by when it is to be answered; 0: the level's limit */
	int64_t no;    /* EV_JOINED: of the other matter */
	struct plan *joiner;
	const char *note;
};

struct life {
	struct demo *d;
	struct plan *p;
	struct fate fate;
	struct rng r;     /* what happens */
	struct rng words; /* what is said: a new phrase moves no event */
	struct arena mem; /* texts; reset for each matter */
	struct case_data c;
	struct case_clock clocks[CASE_MAX_CLOCKS];
	struct case_event_row events[LIFE_EVENTS];
	int event_count;
	struct life_request requests[LIFE_REQUESTS];
	int request_count;
	struct life_change changes[LIFE_CHANGES];
	int change_count;
	struct life_fact facts[LIFE_FACTS];
	int fact_count;
	struct {
		int unit, role;
	} units[LIFE_UNITS];
	int unit_count;
	struct life_reporter reporters[LIFE_REPORTERS];
	int reporter_count;
	struct interrupt interrupts[LIFE_INTERRUPTS];
	int interrupt_count;
	struct {
		int staff;
		int64_t at;
	} seen[LIFE_SEEN];
	int seen_count;
	const struct past_case *repeats; /* an earlier matter of the same place and kind; NULL none */
	const struct plan *main;         /* the matter of the same day that takes it in */
	int author;

	struct telling t;
	int village;           /* position */
	int desk;              /* unit ids */
	int clerk, handler;    /* staff ids */
	const char *condition; /* of the category, that the text speaks of */
	int64_t until;         /* the date that the next act gives to a clock; 0 none */
	int64_t end;
	enum case_state stop; /* it waits in that state; CASE_DRAFT: nowhere */
	int64_t withdraw_at;  /* 0 never */
	bool over;            /* the present has been reached */
	int64_t at;           /* when the last thing happened */
	int64_t asked_at; /* when the last second signature was asked for, or the act was done without */
};

/*
 * Lives it through. The arena and its memory stay, everything else is made anew. Later matters of the same day
 * that repeat it may be merged into it: those that are get joins and joined_at. repeats may be NULL.
 */
void life_run(struct life *l, struct demo *d, struct plan *day, int count, int position,
	const struct past_case *repeats);

/* --- demo_words.c: what is said */
void life_tell(struct life *l);                                /* slots, title, text, reporters */
const char *life_say(struct life *l, enum demo_phrase phrase); /* in the life's memory */
const char *life_part(struct life *l, enum demo_part part);
void life_name_unit(struct life *l, int unit, int handler); /* fills the slots of who handles it */

/* --- demo_steps.c: single acts */
const struct transition *life_transition(enum case_event event, enum case_state state);

/*
 * Does an event of the machine at that time; what was to happen before happens first. False, and the life is
 * over, when the time lies after the present, the matter waits where it is, or it was withdrawn before.
 */
bool life_step(
	struct life *l, enum case_event event, int64_t at, int actor, int unit, const char *note);

/*
 * The same with a second signature: asked at one time by one person, carried out at another by another. The
 * fields are those of the request, keys and values in turn, NULL at the end.
 */
struct life_signed {
	int asker, decider;
	int64_t asked_at, decided_at;
	int unit;
	const char *note;
	const char *const *fields;
};
bool life_ask(struct life *l, enum case_event event, const struct life_signed *by);

/* What the last event was given. */
void life_fact(struct life *l, enum act_field field, const char *value);

/* Sets down what will happen; NULL when too much is set down already. Good until the next call. */
struct interrupt *life_interrupt(
	struct life *l, int64_t at, enum case_event event, int actor, const char *note);

/* What is still to come before the present happens. */
void life_finish(struct life *l);

void life_seen(struct life *l, int staff, int64_t at);

/* So many working minutes after the last thing, within office hours; never after the present by rounding. */
int64_t life_later(struct life *l, int low, int high);

/* So many minutes of the running clock's kind after the last thing. */
int64_t life_later_on(struct life *l, enum clock_kind kind, int64_t minutes);

/* --- demo_fate.c */
void fate_draw(struct life *l);
void fate_first(struct life *l, const struct first_case *f);

/* --- demo_course.c */
void course_run(struct life *l);

#endif
