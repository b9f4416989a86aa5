/*
 * Gives the terminal back when the program dies: out of memory, or by a signal that means a fault in it.
 * Without this a person is left with a screen that shows nothing of what they type.
 */
#ifndef LINLI_RESCUE_H
#define LINLI_RESCUE_H

#include <stddef.h>
#include <termios.h>

/*
 * Keeps what is to be written (at most 512 bytes) to fd, which does not block, and the modes to be set on
 * standard input; one terminal at a time.
 */
void rescue_arm(int fd, const char *farewell, size_t len, const struct termios *modes);
void rescue_disarm(void);

#endif
