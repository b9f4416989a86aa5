#include "tests/lib/world.h"

#include <string.h>

#include "core/domain/audit.h"
#include "core/domain/case_db.h"

int
world_open(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));

	town_open(&w->town, "2024-12-09T14:32:00");
	for (int i = TOWN_OP; i < TOWN_PEOPLE; i++)
		town_session(&w->town, &w->who[i], i);
	*state = w;
	return 0;
}

int
world_close(void **state)
{
	struct world *w = *state;

	for (int i = TOWN_OP; i < TOWN_PEOPLE; i++)
		session_close(&w->who[i]);
	town_close(&w->town);
	arena_release(&w->mem);
	test_free(w);
	return 0;
}

struct intake
world_a_call(void)
{
	return (struct intake){.channel = 1,
		.kind = 1,
		.phone = "13900000001",
		.name = "陈丽",
		.room = "3幢1204",
		.notify = 1,
		.publicity = PUBLIC_NO_NAME,
		.notice_told = true,
		.estate_id = TOWN_ESTATE,
		.place = town_place(),
		.body = "地下车库没有充电桩, 大家拉飞线充电, 希望尽快安装"};
}

int64_t
world_registered(struct world *w, int who)
{
	struct intake in = world_a_call();
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(case_register(&w->who[who], &in, NULL, 0, &r, &err), &err);
	return r.case_id;
}

/* Does one event with fields "key=value;key=value". */
bool
world_try_act(struct world *w, int who, int64_t id, enum case_event event, const char *fields,
	struct act_result *r, struct err *err)
{
	struct act_input in[12];
	char *text = arena_strdup(&w->mem, fields);
	size_t n = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, ";");
		char *end = text + len;
		char *equals = strchr(text, '=');

		if (*end != '\0')
			*end++ = '\0';
		*equals = '\0';
		in[n++] = (struct act_input){text, equals + 1};
		text = end;
	}
	struct case_step act = {event, in, n};

	return case_act(&w->who[who], id, 0, &act, 1, r, err);
}

struct act_result
world_act(struct world *w, int who, int64_t id, enum case_event event, const char *fields)
{
	struct act_result r;
	struct err err = ERR_INIT;

	assert_ok(world_try_act(w, who, id, event, fields, &r, &err), &err);
	return r;
}

void
world_refused(struct world *w, int who, int64_t id, enum case_event event, const char *fields,
	enum err_code code, const char *part)
{
	struct act_result r;
	struct err err = ERR_INIT;
	bool ok = world_try_act(w, who, id, event, fields, &r, &err);

	if (ok || err.code != code || strstr(err.text, part) == NULL)
		print_error("wanted %d with '%s', got %d: %s\n", (int)code, part, (int)err.code,
			err.text);
	assert_true(!ok && err.code == code && strstr(err.text, part) != NULL);
}

struct case_row
world_row_of(struct world *w, int64_t id)
{
	struct case_row row;
	struct err err = ERR_INIT;
	bool found;

	memset(&row, 0, sizeof(row)); /* tests compare whole rows, padding too */
	assert_ok(case_read_row(store_db(w->town.store), id, &w->mem, &row, &found, &err), &err);
	assert_true(found);
	return row;
}

void
world_approve(struct world *w, int who, int64_t id)
{
	struct approval *list;
	struct act_result r;
	struct err err = ERR_INIT;
	size_t n;

	assert_ok(case_approvals(&w->who[who], &w->mem, &list, &n, &err), &err);
	for (size_t i = 0; i < n; i++) {
		if (list[i].case_id == id) {
			assert_ok(case_decide(&w->who[who], list[i].id, true, "", &r, &err), &err);
			return;
		}
	}
	fail_msg("nothing to approve");
}

void
world_audit_holds(struct world *w)
{
	struct err err = ERR_INIT;
	int64_t broken = -1, rows = 0;

	assert_ok(audit_verify(&w->who[TOWN_OP], &broken, &rows, &err), &err);
	assert_int_equal(broken, 0);
	assert_true(rows > 0);
}

int64_t
world_in_progress(struct world *w)
{
	int64_t id = world_registered(w, TOWN_DESK);

	world_act(w, TOWN_DESK, id, EV_ACCEPT, "category=CD");
	world_act(w, TOWN_DESK, id, EV_DISPATCH, "unit=3");
	world_act(w, TOWN_HND, id, EV_SIGN, "");
	return id;
}

int64_t
world_replied(struct world *w)
{
	int64_t id = world_in_progress(w);

	world_act(w, TOWN_HND, id, EV_REPLY, "solved=1;answer=已安装充电桩六个, 即日起可用");
	world_approve(w, TOWN_HL, id);
	return id;
}
