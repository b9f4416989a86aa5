/*
 * Texts of the demo city: a small grammar read from the text files of data/demo. A file is a list of sections, a
 * section a list of alternatives, one a line:
 *
 *     = estate_name            a section that any other may name
 *     = 403 what               the section "what" of category 403 (or of its group: "= 4 what")
 *     3* 地下车库{2-4}个月没有灯   an alternative of weight 3
 *     (物业|管理处)说没有位置       a choice within
 *
 * A line of the section "what" tells a story and bears its title in front, and may say behind it what the person
 * wants: "{here}电梯困人 / 有{2-4}个人被困在{floor}楼 / 请马上派人".
 *
 * {name} is a slot (the place, the people of the case), a section of the same category, or a section that
 * belongs to none. A part that every category has ({what}, {want}) may be named from anywhere: it is then
 * the one of the category that is being told.
 */
#ifndef LINLI_DEMO_TEXT_H
#define LINLI_DEMO_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/base/buf.h"
#include "core/base/err.h"
#include "core/base/rng.h"

/* What is said of one case comes from outside the grammar. */
enum demo_slot {
	SLOT_AREA,    /* 金榕花园, 东门巷, 下厝片: the neighbourhood */
	SLOT_HERE,    /* 金榕花园3幢, 东门巷12号 */
	SLOT_HOUSE,   /* 3幢, 12号 */
	SLOT_ROOM,    /* 1204 */
	SLOT_FLOOR,   /* 12 */
	SLOT_LANE,    /* a lane or road nearby */
	SLOT_VILLAGE, /* 刺桐社区 */
	SLOT_TOWN,    /* 开元街道 */
	SLOT_COUNTY,  /* 鲤城区 */
	SLOT_FIRM,    /* who manages the houses */
	SLOT_UNIT,    /* who handles it */
	SLOT_UNIT2,   /* another unit that the text names */
	SLOT_CENTRE,  /* the governance centre that answers for it */
	SLOT_SHOP,
	SLOT_SCHOOL,
	SLOT_WHO,     /* 陈女士 */
	SLOT_GIVEN,   /* a surname of somebody else in the story */
	SLOT_WORKER,  /* the grid worker */
	SLOT_CLERK,   /* who took it in */
	SLOT_HANDLER, /* who handles it */
	SLOT_SEASON,  /* a word for the time of year */
	SLOT_NUMBER,  /* the number of another case */
	SLOT_OPEN,    /* how the message begins, by channel */
	SLOT_WHEN,    /* 这几天, by hour and season */
	SLOT_WHAT,    /* what happened, told once so that others can look at it */
	SLOT_COUNT
};

/* The parts that every category has, of its own or of its group. */
enum demo_part {
	PART_TITLE,
	PART_WHAT, /* bodies say {what} through the slot of that name */
	PART_EFFECT,
	PART_WANT,
	PART_SPOT,
	PART_ANSWER,
	PART_DID,
	PART_PROGRESS,
	PART_HISTORY, /* what was tried with offices before */
	PART_TRIED,   /* what people tried themselves */
	PART_PLEA,    /* a long ending of people who have waited long */
	PART_SCENE,   /* one more detail */
	PART_COUNT
};

struct grammar;

/* What is told: the category's row of parts, one of its stories, and the values of the slots (never NULL). */
struct telling {
	int row;
	int story; /* from grammar_story() */
	const char *slots[SLOT_COUNT];
};

/*
 * Reads the files NAME.txt of a folder in the given order. Errors: IO, and INPUT as "file:line: sentence" for
 * a name that nothing bears, a brace that is not closed, a section without lines or one that contains
 * itself.
 */
bool grammar_load(struct grammar **out, const char *dir, const char *const *names, struct err *err);
void grammar_free(struct grammar *g);

/* The section of that name (no category); -1 and INPUT when it is missing. */
int grammar_section(const struct grammar *g, const char *name, struct err *err);

/*
 * The row of parts of a category; a part it lacks comes from its group (403: 4), then from the section of
 * the part's name. Errors: INPUT when a part is nowhere.
 */
int grammar_row(struct grammar *g, int category, struct err *err);

/* Chooses a line of the row's "what": title, what and what is wanted then belong together. */
int grammar_story(const struct grammar *g, int row, struct rng *r);

/* Appends one of the section's alternatives. The telling may be NULL for sections without slots. */
void grammar_say(const struct grammar *g, int section, const struct telling *t, struct rng *r,
	struct buf *out);
void grammar_part(const struct grammar *g, enum demo_part part, const struct telling *t,
	struct rng *r, struct buf *out);

/* How many alternatives a section has, and one of them as it stands (for lists that are walked). */
int grammar_count(const struct grammar *g, int section);
void grammar_line(const struct grammar *g, int section, int n, struct rng *r, struct buf *out);

#endif
