/* The app on a real terminal. */
#ifndef LINLI_APP_LOOP_H
#define LINLI_APP_LOOP_H

#include "tui/app/app.h"

/*
 * Takes the terminal, runs until the user leaves or the line is lost, gives the terminal back. *code is
 * the exit code: 0, or 129 when the line was lost. Errors: those of term_open().
 */
bool app_run(const struct app_config *config, const struct term_config *term, int *code,
	struct err *err);

#endif
