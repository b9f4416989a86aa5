/*
 * What the program finds while somebody takes a matter in: who calls and what about before, what the text says,
 * where that is, which category, level, unit and clocks follow, what may be the same. Everything is an offer;
 * what was given by the person counts, for the rest the best offer stands in.
 */
#ifndef LINLI_INTAKE_VIEW_H
#define LINLI_INTAKE_VIEW_H

#include "core/domain/address.h"
#include "core/domain/case_party.h"
#include "core/serve/case_preview.h"
#include "core/serve/estate_facts.h"
#include "core/serve/extract.h"
#include "core/serve/suggest.h"

/* Where: an estate, a grid or an area. id 0: not given. */
struct intake_place {
	enum lookup_kind kind;
	int64_t id;
};

/* As far as the person has given it. */
struct intake_given {
	const char *phone, *room, *body;
	bool no_phone; /* anonymous: none is looked for in the text */
	struct intake_place place;
	int64_t grid_place; /* a grid chosen by hand; 0: follows from the place */
	int category;
	enum tier tier;
	int64_t unit_id;
	int64_t due_wish; /* a shorter limit for handling; 0 none */
	int notify;       /* value of CHOICE_NOTIFY */
	bool route;       /* a unit may be given (rights, and it is wanted) */
};

enum { INTAKE_CALLS = 20 };

struct intake_view {
	/* who calls: by the telephone number, given or found in the text; for OP and DSP alone */
	const char *phone;
	bool known;
	struct caller caller;
	struct intake_place caller_place;
	const char *caller_place_name;
	struct caller_case *calls; /* matters of that number, newest first */
	size_t call_count;
	int recent, pleased; /* of these: in the last 30 days; said to be satisfied */

	/* what the text says */
	struct extract said;
	struct lookup_hit said_place;
	bool says_place;

	/* where */
	struct intake_place place; /* given, else the caller's, else what the text says; id 0: none */
	struct address address;
	bool located;
	struct estate_facts facts; /* of the estate; name NULL: none */
	int64_t at;                /* 18 digits; 0: unknown */

	/* what it is */
	struct category_guess guesses[SUGGEST_CATEGORIES];
	size_t guess_count;
	int category,
		percent; /* given (100), else the best guess if it is certain enough; 0 none */
	const char *risks[SUGGEST_WORDS];
	size_t risk_count;
	enum tier tier; /* given, else as proposed */
	const struct condition *condition;

	/* who does it, and until when */
	struct unit_guess units[SUGGEST_UNITS];
	size_t unit_count;
	struct case_preview preview;
	bool previewed;

	struct duplicate_guess duplicates[SUGGEST_DUPLICATES];
	size_t duplicate_count;
};

/* Everything lives in mem, or as long as the rules. A limit that cannot be met is left out, not refused. */
bool intake_view_load(struct session *s, const struct intake_given *given, struct arena *mem,
	struct intake_view *out, struct err *err);

/* The newest open matter of the person, for "same as last"; *id 0: none. */
bool intake_last(struct session *s, int64_t *id, struct err *err);

#endif
