#include "tui/cells/theme.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/buf.h"

struct base_role {
	enum theme_base base;
	const char *role;
	struct paint paint;
};

struct base_head {
	const char *id, *name_zh, *name_en;
};

#include "theme.gen.h"

enum { BASE_ROLES = sizeof(theme_base_roles) / sizeof(theme_base_roles[0]) };

static const char *const role_names[ROLE_COUNT] = {
#define X(id, name) [id] = (name),
#include "tui/cells/roles.def"
#undef X
};

const char *
role_name(int role)
{
	return role_names[role];
}

int
role_parse(const char *name)
{
	for (int role = 0; role < ROLE_COUNT; role++)
		if (strcmp(role_names[role], name) == 0)
			return role;
	return ROLE_NONE;
}

void
theme_from_base(struct theme *t, enum theme_base base)
{
	const struct base_head *head = &theme_base_heads[base];

	*t = (struct theme){.base = base, .own_background = true, .glyphs = GLYPHS_UNICODE};
	snprintf(t->id, sizeof(t->id), "%s", head->id);
	snprintf(t->name_zh, sizeof(t->name_zh), "%s", head->name_zh);
	snprintf(t->name_en, sizeof(t->name_en), "%s", head->name_en);
	for (int i = 0; i < BASE_ROLES; i++) {
		int role = role_parse(theme_base_roles[i].role);

		if (theme_base_roles[i].base == base && role != ROLE_NONE)
			t->roles[role] = theme_base_roles[i].paint;
	}
}

bool
theme_draws_alike(const struct theme *a, const struct theme *b)
{
	return a->base == b->base && a->own_background == b->own_background &&
		memcmp(a->roles, b->roles, sizeof(a->roles)) == 0;
}

void
theme_default(struct theme *t)
{
	theme_from_base(t, BASE_DARK);
}

uint32_t
theme_palette_rgb(int idx)
{
	static const uint8_t steps[6] = {0, 95, 135, 175, 215, 255};

	if (idx >= 232)
		return (uint32_t)(8 + 10 * (idx - 232)) * 0x010101U;
	idx -= 16;
	return (uint32_t)steps[idx / 36] << 16 | (uint32_t)steps[idx / 6 % 6] << 8 | steps[idx % 6];
}

static void
to_linear(uint32_t rgb, double out[3])
{
	for (int i = 0; i < 3; i++) {
		double c = (double)(rgb >> (16 - 8 * i) & 0xFF) / 255;

		out[i] = c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
	}
}

static double
luminance(uint32_t rgb)
{
	double c[3];

	to_linear(rgb, c);
	return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

int
theme_contrast(uint32_t a, uint32_t b)
{
	double la = luminance(a) + 0.05, lb = luminance(b) + 0.05;

	return (int)(100 * (la > lb ? la / lb : lb / la) + 0.5);
}

static double
lab_curve(double t)
{
	return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

/*
 * To CIE Lab as seen with one kind of sight. The matrices are those of Machado, Oliveira and Fernandes
 * (2009) for full severity, applied in linear light.
 */
static void
to_lab(uint32_t rgb, enum sight sight, double lab[3])
{
	static const double seen_as[SIGHTS][3][3] = {
		[SIGHT_NORMAL] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		[SIGHT_PROTAN] = {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216},
			{-0.003882, -0.048116, 1.051998}},
		[SIGHT_DEUTAN] = {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413},
			{-0.011820, 0.042940, 0.968881}},
		[SIGHT_TRITAN] = {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602},
			{0.004733, 0.691367, 0.303900}},
	};
	double in[3], c[3];

	to_linear(rgb, in);
	for (int i = 0; i < 3; i++) {
		const double *m = seen_as[sight][i];

		c[i] = fmin(1, fmax(0, m[0] * in[0] + m[1] * in[1] + m[2] * in[2]));
	}
	double x = lab_curve((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.95047);
	double y = lab_curve(0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]);
	double z = lab_curve((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.08883);

	lab[0] = 116 * y - 16;
	lab[1] = 500 * (x - y);
	lab[2] = 200 * (y - z);
}

int
theme_distance(uint32_t a, uint32_t b, enum sight sight)
{
	double la[3], lb[3];

	to_lab(a, sight, la);
	to_lab(b, sight, lb);
	return (int)sqrt(pow(la[0] - lb[0], 2) + pow(la[1] - lb[1], 2) + pow(la[2] - lb[2], 2));
}
