#include "tui/widget/effect.h"

struct effect
fx_none(void)
{
	return (struct effect){.kind = FX_NONE};
}

struct effect
fx_pass(void)
{
	return (struct effect){.kind = FX_PASS};
}

struct effect
fx_open(const struct screen_ops *screen, int64_t id)
{
	return (struct effect){
		.kind = FX_OPEN, .screen = screen, .arg = {.id = id}, .then = ACT_CHOSEN};
}

struct effect
fx_open_text(const struct screen_ops *screen, const char *text)
{
	return (struct effect){
		.kind = FX_OPEN, .screen = screen, .arg = {.text = text}, .then = ACT_CHOSEN};
}

struct effect
fx_open_many(const struct screen_ops *screen, const int64_t *ids, size_t count)
{
	return (struct effect){.kind = FX_OPEN,
		.screen = screen,
		.arg = {.id = count > 0 ? ids[0] : 0, .ids = ids, .count = count},
		.then = ACT_CHOSEN};
}

struct effect
fx_back(void)
{
	return (struct effect){.kind = FX_BACK};
}

struct effect
fx_answer(int64_t ref, const char *text)
{
	return (struct effect){
		.kind = FX_BACK, .answer = true, .answered = {.ref = ref, .text = text}};
}

struct effect
fx_ask(const char *question, const char *consequence, enum action then)
{
	return (struct effect){
		.kind = FX_ASK, .text = question, .detail = consequence, .then = then};
}

struct effect
fx_prompt(const char *label, const char *preset, enum action then)
{
	return (struct effect){
		.kind = FX_PROMPT, .text = label, .arg = {.text = preset}, .then = then};
}

struct effect
fx_toast(const char *text)
{
	return (struct effect){.kind = FX_NONE, .toast = text};
}

struct effect
fx_fail(void)
{
	return (struct effect){.kind = FX_FAIL};
}

struct effect
fx_done(struct effect fx, const char *toast, int hold_s)
{
	fx.toast = toast;
	fx.hold_s = hold_s;
	fx.wrote = true;
	return fx;
}
