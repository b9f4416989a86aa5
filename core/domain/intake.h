/*
 * Taking a matter in: from what was said to a numbered case.
 */
#ifndef LINLI_INTAKE_H
#define LINLI_INTAKE_H

#include "core/domain/audit.h"
#include "core/domain/case_act.h"

struct place_areas;

enum publicity { PUBLIC_OPEN = 1, PUBLIC_NO_NAME = 2, PUBLIC_ANONYMOUS = 3, PUBLIC_SEALED = 4 };

/* Texts are cleaned here; NULL is the same as "". */
struct intake {
	int channel, kind, identity, notify,
		publicity; /* values of the rules' choices; 0 not given */
	const char *phone, *name, *room;
	const char *title; /* "": what follows 标题 in the body's first line, else its first words */
	const char *body, *spot;
	int64_t estate_id, place; /* place 0: the area of the centre, grid unknown */
	/* of the place, where the caller knows them; NULL: they are looked up */
	const struct place_areas *areas;
	int category;     /* 0: not yet */
	enum tier tier;   /* TIER_NONE: the category's */
	int joint;        /* reporters; 0 is 1 */
	bool notice_told; /* the personal-data notice was read out or shown */
	int64_t desk_id;  /* 0: the person's own centre */
	uint32_t flags;   /* extra bits: CASE_REPEAT, CASE_COLLECTIVE, CASE_DANGER */
	int64_t draft_id; /* what it was typed in goes in the same transaction; 0 none */
	/* matters that come from elsewhere */
	const char *source, *ext_id;
	int64_t source_at;
	int64_t replied_at; /* a reply there: the matter becomes closed history */
	const char *reply;
};

/*
 * Checks what a person at a desk must give: channel, text, contact or the anonymous tick, the notice tick.
 * ERR_INPUT begins with the label of the first field that is missing or wrong; RULE: not this person (domain
 * 5.2: OP, GRD), or a sealed matter, of which nothing may be kept here.
 */
bool intake_check(struct session *s, const struct intake *in, struct err *err);

/*
 * Registers it and does the acts (accept, dispatch) as far as given, all in one transaction. Undoing takes
 * the acts back and leaves the matter registered: its number is never given twice.
 */
bool case_register(struct session *s, const struct intake *in, const struct case_step *acts,
	size_t count, struct act_result *result, struct err *err);

/*
 * For imports and demo loads: the same row by row inside a transaction that the caller opened, with the
 * audit chain kept from row to row. A reply time makes it closed history, numbered by its source date. RULE: the
 * place that is given lies outside the person's part of the city; nothing was written then.
 */
bool case_register_in(struct session *s, struct audit_chain *chain, const struct intake *in,
	int64_t *case_id, struct err *err);

/* The matter that was imported under that id before; 0 when none. */
bool case_imported(struct session *s, const char *source, const char *ext_id, int64_t *case_id,
	struct err *err);

/* The condition of the category whose words the text holds ("trapped", "exit_blocked"); NULL when none. */
const struct condition *condition_find(const struct category *cat, const char *text);

/* The first risk word of the rules in the text; NULL when none. */
const char *risk_word_find(const struct rules *rules, const char *text);

/* All of them that stand there, in the order of the rules, at most `most`; returns how many. */
size_t risk_words_find(const struct rules *rules, const char *text, const char **out, size_t most);

#endif
