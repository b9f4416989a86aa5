#include "tui/term/term.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "tui/term/inside.h"

/*
 * Each question prints something at the left edge of a row and asks where the cursor is. The row is not
 * the first: "CSI 1 ; 2 R" is also what some terminals send for a key.
 */
enum { ROW = 3, QUESTIONS = 4, REPEATED = 4 };

static const char *const questions[QUESTIONS] = {
	"\342\224\200",        /* a line drawing character, of ambiguous width */
	"\360\240\200\200",    /* U+20000 */
	"-\033[3b",            /* one character and three more of it */
	"\342\224\200\033[3b", /* the same with another one: tmux 3.3 repeats ASCII only */
};

static void
ask(struct term *t)
{
	char text[64];

	tty_put(&t->tty, "\033[m", 3);
	for (int i = 0; i < QUESTIONS; i++) {
		int n = snprintf(text, sizeof(text), "\033[%d;1H%s\033[6n", ROW, questions[i]);

		tty_put(&t->tty, text, (size_t)n);
	}
	/* Every terminal answers this one; it comes last, so that a mute one costs no time. */
	int n = snprintf(text, sizeof(text), "\033[%d;1H\033[K\033[c", ROW);

	tty_put(&t->tty, text, (size_t)n);
	term_drain(t);
}

/* Where the cursor stood after the i-th question, in cells from the edge; -1 for no sensible answer. */
static int
answer(const struct input *in, int i)
{
	return i < in->reply_count && in->replies[i].row == ROW ? in->replies[i].col - 1 : -1;
}

bool
term_probe(struct term *t, int wait_ms, struct term_facts *facts)
{
	struct input *in = &t->input;
	int64_t start = term_now(t), first = 0;

	*facts = (struct term_facts){.ambiguous_cells = 1, .rare_cells = 2};
	t->repaint = true;
	in->reply_count = 0;
	in->attributes_seen = false;
	term_drain(t);
	if (!backend_is_ansi(t->backend) || tty_waits(&t->tty))
		return false;
	ask(t);
	while (!in->attributes_seen && in->reply_count < QUESTIONS && !t->lost) {
		int left = (int)(start + wait_ms - term_now(t));
		struct pollfd p = {.fd = t->tty.in, .events = POLLIN};

		if (left <= 0 || poll(&p, 1, left) == 0)
			break;
		term_read(t);
		if (first == 0 && in->reply_count > 0)
			first = term_now(t);
	}
	int ambiguous = answer(in, 0), rare = answer(in, 1);

	if (first == 0 || ambiguous < 1 || ambiguous > 2)
		return false;
	facts->ambiguous_cells = ambiguous;
	facts->rare_cells = rare == 1 ? 1 : 2;
	facts->round_trip_ms = (int)(first - start);
	if (answer(in, 2) == REPEATED)
		facts->repeats = answer(in, 3) == REPEATED * ambiguous ? REPEAT_ANY : REPEAT_ASCII;
	t->squeeze.repeat = facts->repeats;
	return true;
}
