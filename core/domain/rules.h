/*
 * The rules of the field as data: everything a centre may want to change stands in data/rules and
 * data/calendar, is loaded strictly once at start and is immutable from then on. What a place must know
 * at compile time (states, events, the meaning of a flag) is C; every number and every word is here.
 */
#ifndef LINLI_RULES_H
#define LINLI_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/base/arena.h"
#include "core/base/err.h"
#include "core/domain/worktime.h"

enum tier { TIER_NONE, TIER_ORDINARY, TIER_KEY, TIER_HARD, TIER_COUNT };

/* Running clocks of a case (domain 5.2, 5.3). Stored: never renumber. */
enum clock_kind {
	CLOCK_NONE,
	CLOCK_ACCEPT,
	CLOCK_ROUTE,
	CLOCK_SIGN,
	CLOCK_CONTACT,
	CLOCK_HANDLE,
	CLOCK_SURVEY,
	CLOCK_SUPERVISE,
	CLOCK_STATUTE, /* a limit of law beside the tier's */
	CLOCK_MEDIATE,
	CLOCK_CONFIRM,  /* window for judicial confirmation */
	CLOCK_PERFORM,  /* performance of an agreement */
	CLOCK_REVIEW,   /* of a suspended case */
	CLOCK_MEETING,  /* to hold the meeting that was called */
	CLOCK_TRANSFER, /* sealed matters: to the competent body */
	CLOCK_TASK,     /* what a meeting resolved is to be done by then */
	CLOCK_KIND_COUNT
};

/* What a unit is. Stored: never renumber; words in data/rules/units.yaml. */
enum unit_kind {
	UNITK_NONE,
	UNITK_CENTRE,    /* governance centre, at every level */
	UNITK_NEIGHBOUR, /* neighbourhood centre */
	UNITK_STREET,    /* subdistrict or township office */
	UNITK_COMMUNITY, /* residents' or villagers' committee */
	UNITK_PROPERTY,  /* property firm */
	UNITK_OWNERS,    /* owners' committee */
	UNITK_MEDIATION, /* mediation committee */
	UNITK_POLICE,    /* station */
	UNITK_TRAFFIC,   /* traffic police */
	UNITK_FIRE,
	UNITK_URBAN, /* urban management */
	UNITK_HOUSING,
	UNITK_ECOLOGY,
	UNITK_MARKET, /* market supervision */
	UNITK_LABOUR, /* human resources and social security */
	UNITK_CIVIL,  /* civil affairs */
	UNITK_HEALTH,
	UNITK_EDUCATION,
	UNITK_LAND,  /* natural resources */
	UNITK_FARM,  /* agriculture and rural affairs */
	UNITK_WATER, /* water, forestry */
	UNITK_EMERGENCY,
	UNITK_WORKS,   /* municipal works */
	UNITK_UTILITY, /* water, power, gas supply */
	UNITK_SANITATION,
	UNITK_PARKS,
	UNITK_MEDICARE, /* medical insurance */
	UNITK_JUSTICE,  /* judicial bureau, legal services */
	UNITK_COURT,
	UNITK_PROCURATE,
	UNITK_PETITION, /* petition office */
	UNITK_DISCIPLINE,
	UNITK_WOMEN,    /* women's federation */
	UNITK_DISABLED, /* disabled persons' federation */
	UNITK_VETERANS,
	UNITK_SPORTS,
	UNITK_FINANCE,
	UNITK_EFFICIENCY, /* efficiency office */
	UNITK_TRANSPORT,
	UNITK_CULTURE,
	UNITK_KIND_COUNT
};

/* Roles a person may hold; bits. Stored: never renumber. */
enum role_bit {
	ROLE_OP = 1 << 0,   /* intake */
	ROLE_DSP = 1 << 1,  /* dispatcher */
	ROLE_HND = 1 << 2,  /* handler */
	ROLE_HL = 1 << 3,   /* handler's leader */
	ROLE_GRD = 1 << 4,  /* grid worker */
	ROLE_MED = 1 << 5,  /* mediator */
	ROLE_DIR = 1 << 6,  /* centre director */
	ROLE_SUP = 1 << 7,  /* supervisor */
	ROLE_LDR = 1 << 8,  /* subdistrict leader */
	ROLE_DISC = 1 << 9, /* discipline, sealed matters */
	ROLE_AUD = 1 << 10, /* reads only */
	ROLE_SYSADM = 1 << 11,
	ROLE_SECADM = 1 << 12,
	ROLE_AUDADM = 1 << 13,
	ROLE_SYSTEM = 1 << 30, /* the program itself */
};

/* A word in both languages. Fields named `text` hold words, not message ids. */
struct word {
	const char *zh, *en;
};

/* In the language of now. */
const char *word_now(struct word w);

/* A limit that holds when the words of a condition are found, or when somebody ticks it. */
struct condition {
	const char *key; /* "trapped" */
	struct word name;
	struct limit limit;
	const char *const *keywords; /* NULL-terminated */
};

/* A track of law beside the level (data/rules/tracks.yaml). */
struct track_window {
	struct word name;
	struct limit limit;
	const char *source; /* "": the track's */
};

struct track {
	const char *code; /* "petition" */
	struct word name;
	const char *const *of; /* codes of categories that follow it; NULL-terminated */
	const char *route;     /* code of CHOICE_REFER_ROUTE; "" none */
	struct limit accept, handle, extend; /* UNIT_NONE: none */
	const char *source;
	const char *told;    /* what the person is told when it is taken up */
	const char *refusal; /* the way of law that is read out when it is not */
	const struct track_window *windows;
	size_t window_count;
};

struct category {
	int code;          /* 403 */
	char letters[3];   /* "CD" */
	struct word name;  /* full name */
	const char *brief; /* two hanzi for columns; English columns print the letters */
	int group;         /* index into rules.groups */
	enum tier tier;
	struct limit limit; /* UNIT_NONE: the tier's */
	const struct condition *conditions;
	size_t condition_count;
	/* Limits of law, run beside as CLOCK_STATUTE; UNIT_NONE: none. */
	/* from registration until the person is told whether it is taken up */
	struct limit statute_accept;
	struct limit statute;        /* from acceptance to the end */
	struct limit statute_extend; /* by how much it may be extended, once */
	const char *statute_source;  /* "" none */
	const struct track *track;   /* whose limits these are; NULL none */
	const enum unit_kind *leads; /* who handles it, best first, ends with UNITK_NONE */
	const char *basis;           /* duty-list item printed on dispatch */
	const char *const *keywords; /* what people say; NULL-terminated */
	int kind;                    /* usual kind, 1..7 */
	bool pain_point, sealed, restricted, on_the_spot;
};

struct group {
	int code; /* 1..12 */
	struct word name;
	const char *national; /* label of the national list */
};

/* Fixed choices with a number, a short code and words: channels, kinds, grounds, reasons. */
struct choice {
	int value;
	const char *code;
	struct word name, brief;
	const char *note; /* legal text or what to tell the person; "" if none */
	int parent;       /* for a kind: its matter type; otherwise 0 */
};

enum choice_list {
	CHOICE_CHANNEL,
	CHOICE_KIND,
	CHOICE_MATTER_TYPE,
	CHOICE_IDENTITY,
	CHOICE_NOTIFY,
	CHOICE_PUBLIC,
	CHOICE_REJECT_GROUND,
	CHOICE_RETURN_GROUND,
	CHOICE_REFER_ROUTE,
	CHOICE_TRANSFER_REASON,
	CHOICE_EXTEND_REASON,
	CHOICE_HANG_REASON,
	CHOICE_EXCLUDE_REASON,
	CHOICE_CONTACT_RESULT,
	CHOICE_SOLVED,
	CHOICE_SATISFIED,
	CHOICE_AGREEMENT_FORM,
	CHOICE_URGE_TO,
	CHOICE_LINK,
	CHOICE_LETTER,
	CHOICE_UNIT_KIND,
	CHOICE_ROLE,
	CHOICE_LIST_COUNT
};

struct choices {
	const struct choice *items;
	size_t count;
};

/* Texts that forms are filled with before anybody types. */
enum phrase_use {
	PHRASE_OPINION,    /* to the unit that is given a matter */
	PHRASE_SPOT,       /* the answer on the spot */
	PHRASE_ANSWER_YES, /* the public answer, by what was solved */
	PHRASE_ANSWER_PART,
	PHRASE_ANSWER_NO,
	PHRASE_URGE, /* to whoever is late; of a card, of supervision */
	PHRASE_YELLOW,
	PHRASE_RED,
	PHRASE_RAISE,
	PHRASE_JOINT,
	PHRASE_REMEDIES, /* told to the parties when mediation has failed */
	PHRASE_USE_COUNT
};

struct stock_phrase {
	int use;          /* enum phrase_use */
	int of;           /* 403: a category, 4: a group; 0: any */
	int unit;         /* enum unit_kind of the unit; UNITK_NONE: any */
	const char *text; /* with names in braces */
};

/* What the program does by itself as a clock runs (domain 5.3), and before whom it is brought. */
enum step_act {
	STEP_REMIND,
	STEP_URGE,
	STEP_NOTICE,
	STEP_CIRCULAR,
	STEP_TALK,
	STEP_LIST,
	STEP_RESUME,
	STEP_ACT_COUNT
};

enum step_to {
	TO_DISPATCHER,
	TO_LEAD_UNIT,
	TO_UNIT_LEADER,
	TO_ONE_UP,
	TO_TWO_UP,
	TO_GROUP, /* of joint supervision */
	TO_DIRECTOR,
	TO_LEADERS,
	STEP_TO_COUNT
};

struct escalation_step {
	int value; /* stored: never renumber */
	struct word name;
	const enum tier *tiers; /* ends with TIER_NONE */
	int clock;              /* enum clock_kind */
	int percent;            /* of the clock's minutes; 0: `after` its end */
	struct limit after;
	int act, to;      /* enum step_act, enum step_to */
	const char *mark; /* first character of the slip's number */
	const char *text; /* what it asks for */
};

/* A template of `!`; keys as the machine names them (macro.h). */
struct macro_rule {
	struct word name;
	const char *event, *field, *text;
};

/* What makes a matter a key one or a hard problem (data/rules/entry.yaml). */
enum entry_fact {
	ENTRY_WORDS,
	ENTRY_DANGER,
	ENTRY_REPORTS,
	ENTRY_CALLER,
	ENTRY_PEOPLE,
	ENTRY_LIKE,
	ENTRY_INSTRUCTED,
	ENTRY_UNITS,
	ENTRY_RETURNED,
	ENTRY_DAYS,
	ENTRY_HUNG,
	ENTRY_FACT_COUNT
};

struct entry_test {
	int value;        /* stored: never renumber */
	struct word name; /* the reason as people read it */
	int tier, fact;   /* enum tier, enum entry_fact */
	int least, days;
	int automatic;            /* 1: the program raises the level itself; 0: a person decides */
	const char *const *words; /* NULL-terminated */
};

struct tier_rule {
	struct word name, motto; /* 一般诉求, 限时快办 */
	struct word brief;       /* 一般 */
	struct limit clocks[CLOCK_KIND_COUNT];
	int yellow_percent;
};

/* A word that people use, and the category it speaks for. */
struct keyword {
	const char *text;
	uint16_t len;      /* bytes */
	uint16_t category; /* index into rules.categories */
};

enum {
	KEYWORD_BUCKETS = 1024,
	CATEGORY_CODES = 1300,
	CATEGORY_LETTERS = 26 * 26,
	MOST_GROUPS = 16
};

/* Everything about one rule set. `hash` identifies it; a console with another one may not write. */
struct rules {
	struct arena mem;
	char hash[65];
	struct calendar *calendar;
	struct group groups[MOST_GROUPS];
	size_t group_count;
	struct category *categories; /* in order of code */
	size_t category_count;
	struct tier_rule tiers[TIER_COUNT];
	struct word clock_names[CLOCK_KIND_COUNT], clock_briefs[CLOCK_KIND_COUNT];
	struct choices choices[CHOICE_LIST_COUNT];
	struct stock_phrase *phrases;
	size_t phrase_count;
	struct macro_rule *macros;
	size_t macro_count;
	struct escalation_step *steps;
	size_t step_count;
	struct entry_test *entry_tests;
	size_t entry_count;
	struct track *tracks;
	size_t track_count;
	const char *const *risk_words; /* NULL-terminated */
	int hold_seconds;              /* undo window, 0-120 */
	int certain_percent;           /* below it nothing is preselected */
	int take_percent;              /* intake: Enter passes fields filled with at least this */
	int duplicate_days;
	int claim_seconds;
	int reveal_seconds;
	int draft_days;
	int return_days; /* working days after dispatch in which a unit may ask to return it */
	int extend_days; /* working days by which a limit may be extended at most, and never by more than itself */
	int hang_days; /* calendar days after which a matter on hold is looked at again at the latest */
	int ontime_target_permille, pleased_target_permille;
	const char *const *unconfirmed; /* paths of values nobody has confirmed; NULL-terminated */

	/* Private: indexes. */
	int16_t by_code[CATEGORY_CODES], by_letters[CATEGORY_LETTERS]; /* 1 + index; 0 none */
	struct keyword *keywords; /* in buckets by their first characters */
	uint16_t keyword_bucket[KEYWORD_BUCKETS + 1];
};

/*
 * Loads the set from DATA/rules and DATA/calendar. All mistakes are collected (at most 50) and reported
 * through `report` (may be NULL), each as "file:line:column: sentence"; on any the whole set is refused and
 * err tells the first. Texts are Chinese and English at once: switching the language needs no new load.
 */
bool rules_load(struct rules **out, const char *data_dir,
	void (*report)(void *ctx, const char *line), void *ctx, struct err *err);
void rules_free(struct rules *r);

/*
 * Has an administrator confirmed the value at that path: "tracks.consumer.handle", "calendar.hours"? What
 * stands in the files without `confirmed: false` counts as confirmed.
 */
bool rules_are_confirmed(const struct rules *r, const char *path);

/* NULL when there is no such category. Letters may be small. */
const struct category *category_by_code(const struct rules *r, int code);
const struct category *category_by_letters(const struct rules *r, const char *letters);

/* Position in rules.categories, for bit sets and tables; -1 when unknown. */
int category_index(const struct rules *r, int code);

/*
 * The keywords that the text begins with, at most `most` of them, no order; returns how many. Walk a text
 * character by character to find all that it holds: the cost of a step does not depend on how many there are.
 */
size_t keywords_at(
	const struct rules *r, const char *text, const struct keyword **out, size_t most);

/* The text that fits best: of the category before its group before any; "" when there is none. */
const char *phrase_find(
	const struct rules *r, enum phrase_use use, int category, enum unit_kind unit);

/* NULL when there is no such track. The one by route: the category's own where it leads there. */
const struct track *track_by_code(const struct rules *r, const char *code);
const struct track *track_by_route(const struct rules *r, int category, const char *route);

/* NULL when there is no such step. */
const struct escalation_step *step_by_value(const struct rules *r, int value);

/* Names of enum unit_kind in files: "police". */
const char *unit_kind_code(enum unit_kind kind);

/* NULL when the list has no such value or code. */
const struct choice *choice_by_value(const struct rules *r, enum choice_list list, int value);
const struct choice *choice_by_code(const struct rules *r, enum choice_list list, const char *code);

#endif
