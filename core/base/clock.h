/*
 * The two clocks of the program. Nothing else may read the time: the core asks for civil time (what
 * stands on a case), the console asks for monotonic time (hold, key guards, polling, idle).
 *
 * Civil time can be frozen (LINLI_NOW) and monotonic time can be injected; advancing the injected clock
 * then advances civil time too, so that a test can let a night pass.
 */
#ifndef LINLI_CLOCK_H
#define LINLI_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock {
	bool frozen;        /* civil time does not follow the machine's */
	bool injected;      /* monotonic time is what clock_advance_ms() made it */
	int64_t frozen_utc; /* seconds since 1970 UTC at mono_ms == 0 */
	int64_t mono_ms;
};

void clock_real(struct clock *c);
void clock_freeze(struct clock *c, int64_t utc);

/* From here on monotonic time stands still until advanced. Starts at 0. */
void clock_inject(struct clock *c);
void clock_advance_ms(struct clock *c, int64_t ms);

/* Seconds since 1970 UTC. */
int64_t clock_now(const struct clock *c);

/* Milliseconds since an arbitrary start; never goes back. */
int64_t clock_mono_ms(const struct clock *c);

/* Nanoseconds of the machine's own monotonic clock: for measuring, never for deciding anything. */
int64_t clock_stopwatch_ns(void);

/* Nanoseconds that this process has worked. */
int64_t clock_work_ns(void);

#endif
