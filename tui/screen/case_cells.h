/*
 * Cells of matters: one way of writing light, number, title, unit, state and time left for all lists.
 * Each takes a `const struct case_row *` and fits struct column.cell.
 */
#ifndef LINLI_CASE_CELLS_H
#define LINLI_CASE_CELLS_H

#include "core/domain/case.h"
#include "tui/widget/list.h"

void cell_light(const void *row, const struct ui *ui, struct ink *out);
void cell_number(const void *row, const struct ui *ui, struct ink *out);
void cell_title(const void *row, const struct ui *ui, struct ink *out);
void cell_category(const void *row, const struct ui *ui, struct ink *out);
void cell_unit(const void *row, const struct ui *ui, struct ink *out);
void cell_state(const void *row, const struct ui *ui, struct ink *out);
void cell_left(const void *row, const struct ui *ui, struct ink *out);
void cell_channel(const void *row, const struct ui *ui, struct ink *out);
void cell_estate(const void *row, const struct ui *ui, struct ink *out);
void cell_clerk(const void *row, const struct ui *ui, struct ink *out);
void cell_stamps(const void *row, const struct ui *ui, struct ink *out); /* the two weightiest */
void cell_grid(const void *row, const struct ui *ui, struct ink *out);
void cell_tier(const void *row, const struct ui *ui, struct ink *out);
void cell_joint(const void *row, const struct ui *ui, struct ink *out);
void cell_score(const void *row, const struct ui *ui, struct ink *out);
void cell_updated(const void *row, const struct ui *ui, struct ink *out);

/* All stamps, with counts where there are some ("催2"), a blank before each. */
void case_stamps(struct ink *out, const struct case_row *row);

/* The weightiest ones, at most so many. */
void case_stamps_few(struct ink *out, const struct case_row *row, int most);

/* The role that a light is written in, and that a state is. */
enum role light_role(enum light light);
enum role state_role(enum case_state state);

/* "1209-037"; in scratch. */
/* "同类", and the number of the other matter. */
struct case_link;
const char *case_link_word(const struct ui *ui, int kind);
const char *case_link_brief(const struct ui *ui, const struct case_link *link);

const char *case_brief(const struct ui *ui, const struct case_row *row);

/* A short number and a blank: 8 cells, more on a day with a thousand matters or for one of last year. */
void pen_case_no(struct pen *p, enum role role, const char *brief);

/* "李航 正在办   周婷 正在看": who else is at it now; NULL: nobody. In scratch. */
struct case_view;
const char *case_company(const struct ui *ui, const struct case_view *view);

/* A category in lists: two hanzi, or its letters in English; "-" while there is none. */
const char *category_brief(const struct ui *ui, int code);

#endif
