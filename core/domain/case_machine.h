/*
 * The machine of a matter as one table: which event leads from which state to which, who may do it, what
 * it needs, whose second signature it takes and what it does to the clocks (domain 5.2). The table is the
 * only place that knows; case_act.c executes it, the screens grey out by it, `linli help states` prints it.
 */
#ifndef LINLI_CASE_MACHINE_H
#define LINLI_CASE_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/err.h"
#include "core/domain/case.h"

/* Stored in case_events.event: never renumber. */
enum case_event {
	EV_NONE = 0,
	EV_REGISTER = 1,
	EV_ACCEPT = 2,
	EV_REJECT = 3,
	EV_REFER = 4,
	EV_MERGE = 5,
	EV_SOLVE = 6, /* answered on the spot */
	EV_DISPATCH = 7,
	EV_SIGN = 8,
	EV_ASK_RETURN = 9,
	EV_APPROVE_RETURN = 10,
	EV_REFUSE_RETURN = 11,
	EV_CONTACT = 12,
	EV_PROGRESS = 13,
	EV_TRANSFER = 14, /* inside the unit */
	EV_ADD_UNIT = 15,
	EV_OPEN_MEDIATION = 16,
	EV_AGREEMENT = 17,
	EV_MEDIATION_FAILED = 18,
	EV_CALL_MEETING = 19,
	EV_RESOLUTION = 20,
	EV_EXTEND = 21,
	EV_HANG = 22,
	EV_UNHANG = 23,
	EV_REPLY = 24,
	EV_VERIFY_FAIL = 25,
	EV_VERIFY_OK = 26,
	EV_CLOSE = 27,
	EV_REOPEN = 28,
	EV_WITHDRAW = 29,
	EV_URGE = 30,
	EV_YELLOW = 31,
	EV_RED = 32,
	EV_INSTRUCT = 33,
	EV_NOTE = 34,
	EV_EDIT = 35,
	EV_UNDO = 36,
	EV_RECALL = 37,
	EV_UNMERGE = 38,
	EV_LINK = 39,
	EV_EXCLUDE = 40,
	EV_ASKED = 41,    /* a second signature was asked for */
	EV_DECLINED = 42, /* and refused */
	EV_JOINED = 43,   /* another matter was merged into this one */
	EV_IMPORTED = 44, /* closed history taken over from elsewhere */
	EV_UNJOINED = 45,
	EV_ANSWER = 46, /* of whoever was urged or instructed */
	EV_RAISE = 47,  /* urging by a higher level */
	EV_JOINT = 48,  /* joint supervision */
	EV_UNLINK = 49,
	EV_ASSIGN = 50,   /* another clerk at the desk */
	EV_ESCALATE = 51, /* a step of the program as a clock runs (escalation.h) */
	EV_LIFT = 52,     /* the program raises the level: an entry test is met (entry.h) */
	EV_COUNT
};

/* What an event may be given. The keys are those of `linli act` and of stored requests. */
enum act_field {
	F_NONE,
	F_CATEGORY,
	F_TIER,
	F_KIND,
	F_CONDITION,
	F_UNIT,
	F_HELPERS,
	F_COPIES,
	F_OPINION,
	F_DUE,
	F_GROUND,
	F_REJECT_GROUND,
	F_TEXT,
	F_ROUTE,
	F_BODY,
	F_TOLD,
	F_MAIN,
	F_WHEN,
	F_WAY,
	F_RESULT,
	F_SOLVED,
	F_WHY,
	F_REAL,
	F_IN_DUTY,
	F_ANSWER,
	F_MEASURES,
	F_PROOF,
	F_SATISFIED,
	F_WORDS,
	F_STAFF,
	F_REASON,
	F_OPEN,
	F_TITLE,
	F_SPOT,
	F_PLACE,
	F_CHANNEL,
	F_TELL,
	F_DAYS,
	F_EXTEND_REASON,
	F_HANG_REASON,
	F_EXCLUDE_REASON,
	F_PARTIES,
	F_CONSENT,
	F_FACTS,
	F_CONTENT,
	F_FORM,
	F_SIGNED,
	F_MEETING,
	F_HELD,
	F_BY,
	F_TO,
	F_OTHER,
	F_LINK,
	F_STEP,
	F_COUNT /* stored in case_facts and case_changes: never renumber */
};

enum act_field_kind {
	FK_TEXT,     /* one line */
	FK_LONG,     /* several lines */
	FK_CHOICE,   /* a value of a choice list of the rules */
	FK_CATEGORY, /* number or letters */
	FK_TIER,
	FK_UNIT,  /* an id of units */
	FK_UNITS, /* several, comma between */
	FK_STAFF,
	FK_CASE, /* a number or an id of cases */
	FK_TIME,
	FK_YES,    /* 1 or 0 */
	FK_NUMBER, /* 1 .. most */
	FK_PLACE,  /* 15 or 18 digits */
};

struct field_def {
	const char *key;
	const char *label; /* message id */
	enum act_field_kind kind;
	enum choice_list list; /* FK_CHOICE */
	size_t most;           /* characters of a text; the largest number */
};

/* Keys are unique within one event. */
const struct field_def *field_def(enum act_field field);

struct need {
	enum act_field field; /* F_NONE ends the list */
	bool required;
};

/* UNTIL: like START, but it ends at the date that was given; one that runs already ends earlier, never later. */
enum clock_verb {
	CV_NONE,
	CV_START,
	CV_STOP,
	CV_VOID,
	CV_REVIVE,
	CV_PAUSE,
	CV_RESUME,
	CV_STOP_ALL,
	CV_UNTIL
};

struct clock_op {
	enum clock_verb verb;
	enum clock_kind kind;
};

/*
 * Whose matter it is to act: the centre in whose area it lies, the lead unit, a unit that takes part, whoever
 * has it now (the lead unit, else the desk), the desk or the lead unit, whoever watches the area.
 */
enum act_side { SIDE_DESK, SIDE_LEAD, SIDE_UNIT, SIDE_HOLDER, SIDE_EITHER, SIDE_AREA, SIDE_ANY };

enum transition_trait {
	TR_UNDO = 1 << 0,           /* may be taken back within the hold */
	TR_ONCE_RULED_NO = 1 << 1,  /* not after a ruling that it may not be returned */
	TR_SIGN_ON_REPEAT = 1 << 2, /* the second signature only for a repeat */
	TR_FLAG = 1 << 3,           /* its request is a flag and holds nothing up */
	TR_NOT_HANDLER = 1 << 4,    /* not by anybody who handled or answered it */
	TR_NOT_IN_DANGER = 1 << 5,  /* not while life is at risk */
	TR_OPEN = 1 << 6,           /* its history line may be read by residents */
	TR_TELL = 1 << 7,           /* reporters are told: letters go to the outbox */
	TR_ENDED_TOO = 1 << 8,      /* also on matters that have ended */
	TR_BESIDE = 1 << 9,         /* beside its course: also while a signature is waited for */
	TR_NOT_ASKER = 1 << 10,     /* not by who asked for or signed what is decided by it */
	TR_FACTS = 1 << 11,         /* what it was given is kept with its line (case_facts) */
	TR_CONFIRM = 1 << 12,       /* cannot be taken back: screens ask once more */
};

enum { CASE_STAYS = -1, MAX_CLOCK_OPS = 5 };

struct transition {
	enum case_event event;
	uint32_t from; /* bits 1 << state */
	int to;        /* enum case_state or CASE_STAYS */
	enum act_side side;
	uint32_t roles;  /* who may do it */
	uint32_t signer; /* whose second signature it takes; 0 nobody's */
	uint32_t traits;
	struct word word;
	const struct need *needs;
	struct clock_op clocks[MAX_CLOCK_OPS];
	uint32_t again; /* whose, from the second time on; 0 as the first time */
};

/* NULL when the event does not leave that state. */
const struct transition *machine_find(enum case_event event, enum case_state state);

/* Rows of the table, for printing and for tests that walk it. */
const struct transition *machine_rows(size_t *count);

/* "受理", for timelines. Also for events that no person does (yellow, red, undo). */
struct word event_word(enum case_event event);
enum case_event event_by_key(const char *key); /* "accept", "ask_return"; EV_NONE when unknown */
const char *event_key(enum case_event event);

/*
 * May this person do that event to this matter now? False with a sentence that says which right, state or
 * ruling stands against it. Does not look at the database: what needs the history (who handled it) is
 * checked when it is done.
 */
bool machine_may(const struct session *s, const struct case_row *row, enum case_event event,
	struct err *err);

/*
 * May this person give the second signature, one of `signer`: leaders for their unit's matters, everybody else
 * where the matter's desk or area is theirs.
 */
bool machine_may_sign(const struct session *s, const struct case_row *row, uint32_t signer);

/* All roles that may have to sign that event; EV_NONE: any event. */
uint32_t machine_signers(enum case_event event);

/* The flag that says that the event has been asked for and waits for its signature. */
enum case_flag machine_waits(enum case_event event);

/* All those flags. */
enum { CASE_WAITS = CASE_PENDING | CASE_EXT_PENDING | CASE_EXCLUDE_PENDING };

/*
 * May they see it at all? Centres, subdistricts, communities and supervisors see their area; every unit sees
 * what it leads; sealed matters only the discipline organ. Helping units are in the database:
 * case_may_see() asks for them too.
 */
bool machine_may_see(const struct session *s, const struct case_row *row);

/* The table as text: for each state what leads out of it, who may, what it needs, what it does to the clocks. */
struct buf;
void machine_describe(struct buf *out);

#endif
