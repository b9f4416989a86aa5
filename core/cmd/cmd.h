/*
 * The command line: `linli [OPTION...] [COMMAND [WORD...] [OPTION...]]`. Subcommands are data: one
 * `const struct cmd` each, named in commands.def; usage, help and the checks of words and options come
 * from it. Without a command the console opens: main() hands in the function that does it, since
 * nothing here knows a terminal.
 *
 * Results go to run->out, messages to stderr. Exit codes are those of err_exit_code(); a command that
 * ran but found something to report sets run->status to 1.
 */
#ifndef LINLI_CMD_H
#define LINLI_CMD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "core/base/err.h"
#include "core/cmd/options.h"
#include "core/domain/session.h"

#define LINLI_VERSION "0.1.0"

enum { CMD_OPTIONS_MAX = 12 };

/* An option that a command knows beside the global ones. */
struct cmd_option {
	const char *name; /* "--format" */
	const char *
		value; /* what stands behind it in the usage: "csv|jsonl", "FILE"; NULL: a switch */
	const char *help; /* one line; a message id, N_() */
};

struct cmd_run;

struct cmd {
	const char *name;
	const char *words; /* usage of what follows the name: "cases FILE"; "" if nothing does */
	int least, most;   /* how many words may follow */
	const struct cmd_option *options; /* ends with a NULL name; NULL: none */
	const char *brief;                /* one line; a message id, N_() */
	const char *help;                 /* some paragraphs; a message id, N_() */
	/* False with err set: its text goes to stderr and its code becomes the exit code. */
	bool (*run)(struct cmd_run *run, struct err *err);
};

/* One run of one command. */
struct cmd_run {
	const struct cmd *cmd; /* NULL: the console */
	struct options options;
	char **words; /* those that followed the command's name */
	int word_count;
	const char *values[CMD_OPTIONS_MAX]; /* see cmd_value() */
	FILE *out;                           /* results: stdout */
	int status;                          /* exit code when the command did not fail */

	/* Filled by cmd_open(); closed by itself when the command ends. */
	struct rules *rules;
	struct store *store;
	struct session session;
};

/*
 * The whole program. `console` is called when there is no command. Returns the exit code.
 */
int cmd_main(int argc, char **argv, bool (*console)(struct cmd_run *run, struct err *err));

/* What was given for the option; NULL if it was not given, "" for a switch that was. */
const char *cmd_value(const struct cmd_run *run, const char *option);

/* The option's whole number between low and high; *out is left alone when it was not given. Errors: INPUT. */
bool cmd_number(const struct cmd_run *run, const char *option, int64_t low, int64_t high,
	int64_t *out, struct err *err);

/* The option's position in a NULL-terminated list of names; *out is left alone when not given. Errors: INPUT. */
bool cmd_choice(const struct cmd_run *run, const char *option, const char *const *names, int *out,
	struct err *err);

/*
 * Loads the rules, opens the database and signs in as --as or as the database's first operator, into run.
 * Mistakes in rule files are printed on stderr. cache_kib 0: a console's. Errors: those of rules_load(),
 * store_open(), session_open(); INPUT where --as is not allowed.
 */
bool cmd_open(struct cmd_run *run, bool archive_ok, int cache_kib, struct err *err);

/* Prints a line on stderr: what loaders of rules and maps report through. */
void cmd_print_line(void *ctx, const char *line);

/* Closes what cmd_open() opened, as far as it came. The end of the command does it anyway. */
void cmd_close(struct cmd_run *run);

/* The commands, in order, ending with NULL. */
extern const struct cmd *const cmd_table[];
const struct cmd *cmd_find(const char *name);

/* The options that stand before every command, ending with a NULL name. */
extern const struct cmd_option cmd_global_options[];

/* "usage: linli import cases FILE [--format csv|jsonl]"; NULL: of the program. */
void cmd_print_usage(FILE *out, const struct cmd *cmd);

/* The whole help text of a command, or with NULL of the program. */
void cmd_print_help(FILE *out, const struct cmd *cmd);

#define COMMAND(x) extern const struct cmd cmd_##x;
#include "core/cmd/commands.def"
#undef COMMAND

#endif
