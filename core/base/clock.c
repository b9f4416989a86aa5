#include "core/base/clock.h"

#include <time.h>

static int64_t
read_ns(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t
read_ms(clockid_t id)
{
	return read_ns(id) / 1000000;
}

void
clock_real(struct clock *c)
{
	*c = (struct clock){0};
}

void
clock_freeze(struct clock *c, int64_t utc)
{
	c->frozen = true;
	c->frozen_utc = utc;
}

void
clock_inject(struct clock *c)
{
	c->injected = true;
	c->mono_ms = 0;
}

void
clock_advance_ms(struct clock *c, int64_t ms)
{
	c->mono_ms += ms;
}

int64_t
clock_now(const struct clock *c)
{
	if (!c->frozen)
		return read_ms(CLOCK_REALTIME) / 1000;
	return c->frozen_utc + (c->injected ? c->mono_ms / 1000 : 0);
}

int64_t
clock_mono_ms(const struct clock *c)
{
	return c->injected ? c->mono_ms : read_ms(CLOCK_MONOTONIC);
}

int64_t
clock_stopwatch_ns(void)
{
	return read_ns(CLOCK_MONOTONIC);
}

int64_t
clock_work_ns(void)
{
	return read_ns(CLOCK_PROCESS_CPUTIME_ID);
}
