/*
 * A program for terminal tests: it tells on its screen which events it gets, newest first, and does what a
 * few capital letters ask for.
 *
 *	"size 24x80 colours 256 events 3"    (first row; a notice of term_open() stands in the second)
 *	"key Down", "text 泉州", "paste 贴贴", "bad input", "resize", "click 4,9"
 *
 * Q quits, B rings, L redraws, W wipes, C copies, P probes, F fills the screen with different text at each
 * press, A aborts, S sends itself SIGSTOP. On EVENT_LOST it writes "lost SIGNAL" to the file LOST_FILE,
 * once for each such event, checks that the terminal stays lost, and ends with 129.
 */
#ifndef LINLI_TERM_APP_H
#define LINLI_TERM_APP_H

/* For pty_fork(); the argument is a struct term_config or NULL. */
int term_app(void *config);

#endif
