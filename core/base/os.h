/*
 * What only this operating system offers, and files. os.c, os_lock.c, os_process.c and os_child.c are the one place for
 * Linux-only calls.
 *
 * POSIX locks are lost when a process closes any descriptor of the file. Therefore nothing here may be used
 * on a database (or its -wal, -shm) that this process has open: os_exists() and the other calls that only
 * ask by name are safe, reading and syncing are for files that are finished.
 */
#ifndef LINLI_OS_H
#define LINLI_OS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "core/base/buf.h"
#include "core/base/err.h"

/*
 * Reads a whole regular file of at most `most` bytes and appends it to out. Follows no symbolic link in the
 * last component and never waits (a pipe is refused). Errors: IO (names the file and the cause), LIMIT when
 * it is larger.
 */
bool os_read_file(const char *path, size_t most, struct buf *out, struct err *err);

/*
 * Writes to a new file beside the target, forces it to the disk and renames it over the target, so that
 * the name always holds a whole file. Mode is 0600.
 */
bool os_write_file(const char *path, const char *bytes, size_t len, struct err *err);

/* The same, but an existing file is left alone and is an error (INPUT). */
bool os_write_new_file(const char *path, const char *bytes, size_t len, struct err *err);

/* Forces a finished file to the disk. */
bool os_sync_file(const char *path, struct err *err);

/*
 * Renames within a folder and forces the folder to the disk. With keep, an existing target is left alone
 * and is an error (INPUT).
 */
bool os_rename(const char *from, const char *to, bool keep, struct err *err);

/*
 * Copies a finished file to a new one (mode 0600) and forces it to the disk; what is there at the target is
 * replaced only by whole files: the name `to` must be a working name. Tells its progress (os_progress) and
 * ends with BUSY when os_stop_asked(). What it began is removed when it fails.
 */
bool os_copy_file(const char *from, const char *to, struct err *err);

/* A new file for writing, mode 0600; NULL with errno (EEXIST) when it cannot be made: nothing is overwritten. */
FILE *os_create(const char *path);

/* Makes the folder and its parents (mode 0700) if they are missing. */
bool os_make_dirs(const char *path, struct err *err);

bool os_exists(const char *path);

/* May anybody on this machine change it? */
bool os_others_may_write(const char *path);

/* Which file a name stands for; 0, 0 when for none. Asked by name, without opening it. */
struct os_identity {
	uint64_t device, inode;
};

struct os_identity os_identify(const char *path);

/* May this process write to the file or folder, by its permissions and its file system? */
bool os_writable(const char *path);

/* Appends the folder part of a path: "a/b" -> "a/", "b" -> "./". */
void os_folder_of(const char *path, struct buf *out);

/*
 * Appends the path with its folder's symbolic links resolved, absolute; the last component stays as it is
 * and need not exist. False with errno when the folder cannot be resolved.
 */
bool os_real_path(const char *path, struct buf *out);

/* Which locks others hold on a lock file (BSD flock; belongs to the open file, not to the process). */
enum os_lock { OS_LOCK_SHARED, OS_LOCK_EXCLUSIVE };

enum os_locked { OS_LOCKED, OS_LOCK_HELD, OS_LOCK_FAILED };

/* Opens (creates, mode 0600) a lock file; -1 and err on failure. The descriptor closes on exec. */
int os_lock_open(const char *path, struct err *err);

/* The same without creating: -1 without an error when there is no such file. */
int os_lock_open_existing(const char *path, struct err *err);

/*
 * Takes the lock, waiting at most wait_ms (0: not at all). OS_LOCK_HELD: somebody else kept it.
 * Waiting is a blocking flock cut short by an interval timer: the kernel queues waiters, so it is fair,
 * and a polling loop measured twenty times slower with fifty writers. Uses SIGALRM and ITIMER_REAL; the
 * signal is unblocked for the wait and its handler and mask are as before afterwards. Other signals do not
 * end the wait.
 */
enum os_locked os_lock_take(int fd, enum os_lock kind, int wait_ms);
void os_lock_drop(int fd);

/* Does the name still stand for this open file? */
bool os_is_same_file(int fd, const char *path);

/*
 * Which processes other than this one hold locks (of any kind) on the named file: fills pids, returns how
 * many, at most `most`. Processes of other namespaces are not seen.
 */
int os_lock_holders(const char *path, int *pids, int most);

/* Does another process wait for a lock on that file? Processes of other namespaces are not seen. */
bool os_lock_is_wanted(const char *path);

/* Free room on the file system that holds path, in percent and bytes; false when it cannot be told. */
bool os_free_space(const char *path, int *percent, int64_t *bytes);

/* The folder that the running program's file lies in, without a slash at the end; false if unknown. */
bool os_program_dir(struct buf *out);

/* Size of the terminal on this descriptor; false when it is none. */
bool os_terminal_size(int fd, int *rows, int *cols);

/* What the system says of a file; false when it is not there (a link is not followed). */
struct os_file {
	bool regular, folder;
	bool private; /* nobody but its owner may read or write it */
	int64_t bytes;
};

bool os_look(const char *path, struct os_file *out);

/* Room in memory that belongs to this process alone, in KiB; 0 when it cannot be told. */
int64_t os_private_kib(void);

/*
 * Blocks the signals (a list that ends in 0) and returns a descriptor that becomes readable when one of
 * them comes; -1 on failure. The mask of before goes to *before, for sigprocmask() at the end.
 */
int os_signals_open(const int *signals, sigset_t *before);

/* The next signal that came to such a descriptor, 0 when there is none. */
int os_signals_next(int fd);

/* A file that exists in memory only, for bytes that must pass through a descriptor; -1 on failure. */
int os_memory_file(const char *name);

/*
 * Call first: files are made for this account alone, no core file is written (it would hold people's
 * texts), descriptors 0 to 2 are open, so that no file of ours can become "standard output", and a closed
 * pipe or a limit on file sizes is an error and not a death.
 */
void os_harden(void);

/* A pipe whose reader has closed it: whoever asked has seen enough (`linli search .. | head`). */
bool os_reader_gone(int fd);

/*
 * For long work in a command: from now on SIGINT, SIGTERM and SIGHUP are noted instead of ending the process,
 * so that it can clean up; os_stop_asked() tells whether one came.
 */
void os_note_stops(void);
bool os_stop_asked(void);

/*
 * Takes all variables out of the environment but those named (NULL-terminated list) and those whose name
 * begins with `prefix`.
 */
void os_reduce_environment(const char *const *names, const char *prefix);

/* Fills bytes from the kernel's random source; cannot fail on the systems this program runs on. */
void os_random(void *bytes, size_t len);

/* Overwrites secrets; the compiler may not leave it out. */
void os_wipe(void *bytes, size_t len);

#endif
