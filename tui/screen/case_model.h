/* The model of the case screen, shared by its files only. */
#ifndef LINLI_CASE_MODEL_H
#define LINLI_CASE_MODEL_H

#include "core/serve/case_propose.h"
#include "core/serve/case_view.h"
#include "tui/widget/list.h"
#include "tui/widget/pager.h"
#include "tui/widget/panels.h"
#include "tui/widget/screen.h"

enum case_tab {
	TAB_OVERVIEW,
	TAB_TIMELINE,
	TAB_PARTIES,
	TAB_FILES,
	TAB_LINKS,
	TAB_MEETINGS,
	TAB_CHANGES,
	TAB_COUNT
};

struct case_model {
	struct panels panels; /* the root */
	struct list timeline;
	struct pager pager;                        /* of the tabs that are text */
	int overview, parties, lines, links, text; /* panels */
	enum case_tab tab;
	int64_t id;
	const int64_t *neighbours;
	size_t neighbour_count, at;
	bool gone;          /* it is no more, or no longer ours to see */
	int shown_reporter; /* revealed until reveal_ms; 0: none */
	int64_t reveal_ms;
	struct reporter revealed;
	struct case_view view;
	struct duplicate_guess likes[SUGGEST_DUPLICATES];
	size_t like_count;
	struct unit_load load;
	const char *put_off; /* until when, in words; NULL: it is not */
};

/* case_paint.c */
void case_paint_overview(const void *self, const struct view *v);
void case_paint_parties(const void *self, const struct view *v);
void case_paint_links(const void *self, const struct view *v);
bool case_has_second_clock(const struct case_model *m);
void case_paint_head(const struct case_model *m, const struct view *v);

/* case_text.c: what the text tabs say, in scratch or longer. */
const char *case_tab_text(const struct case_model *m, const struct ui *ui);

extern const struct list_source case_timeline;

#endif
