/* sandbox.c: what the child may do, which is: compute.
 *
 * Entered before the first byte of a picture is read.  In this order: limits of
 * the machine (memory, time, file size, no new files or processes), no new
 * privileges, Landlock with an empty rule set (no path can be opened; kernels
 * from 5.13), and a seccomp list of the few calls that reading, computing and
 * answering need.  Anything else kills the child at once.
 *
 * Under a sanitizer two things differ, because its runtime needs them: memory is
 * not limited by the kernel (the shadow alone is terabytes), and a call off the
 * list fails with EACCES instead of killing, so that a report still comes out.
 */
#include "media/picture.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) ||             \
	__has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum {
	CPU_SECONDS = MEDIA_WORKER_PICTURES * 4, /* an orphan ends some day */
	DESCRIPTORS = 8,
	NICE = 5, /* readers first */
	/* program, libraries and stack beside PICTURE_MEMORY, and what the encoders
	 * take outside of the arena */
	OVERHEAD = 512 << 20,
};

static err
limits(void)
{
	static const struct {
		__rlimit_resource_t what;
		rlim_t most;
	} limit[] = {
		{RLIMIT_AS, SANITIZED ? RLIM_INFINITY : (rlim_t)PICTURE_MEMORY + OVERHEAD},
		{RLIMIT_CPU, CPU_SECONDS},
		{RLIMIT_FSIZE, PICTURE_OUTPUT},
		{RLIMIT_NOFILE, DESCRIPTORS},
		{RLIMIT_NPROC, 0},
		{RLIMIT_CORE, 0},
	};

	for (size_t i = 0; i < LENGTH(limit); i++) {
		struct rlimit now, want = {limit[i].most, limit[i].most};

		if (getrlimit(limit[i].what, &now))
			return fail(E_BROKEN, "the picture sandbox: getrlimit failed");
		if (want.rlim_max > now.rlim_max)
			want.rlim_cur = want.rlim_max = now.rlim_max;
		if (setrlimit(limit[i].what, &want))
			return fail(E_BROKEN, "the picture sandbox: setrlimit failed");
	}
	setpriority(PRIO_PROCESS, 0, NICE);
	return OK;
}

/* Older kernels have no Landlock; seccomp alone then keeps the paths shut. */
static void
landlock(void)
{
	struct landlock_ruleset_attr all = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1};
	long fd = syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);

	if (fd < 0)
		return;
	syscall(SYS_landlock_restrict_self, fd, 0);
	close((int)fd);
}

/* Memory may be had, but not to be run. */
static int
allow_memory(scmp_filter_ctx f)
{
	struct scmp_arg_cmp plain = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	int bad = 0;

	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, plain);
	bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, plain);
	return bad;
}

static err
filter(void)
{
	static const int calls[] = {
		SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(pread64), SCMP_SYS(pwrite64),
		SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(newfstatat), SCMP_SYS(close),
		SCMP_SYS(recvmsg), SCMP_SYS(sendmsg), SCMP_SYS(sendto),
		SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
		SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(getrandom),
		SCMP_SYS(clock_gettime), SCMP_SYS(sched_getaffinity),
		SCMP_SYS(sysinfo), /* qsort asks how much memory there is */
		SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
		SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn),
		SCMP_SYS(sigaltstack), SCMP_SYS(restart_syscall),
		SCMP_SYS(exit), SCMP_SYS(exit_group),
	};
	scmp_filter_ctx f = seccomp_init(SANITIZED ? SCMP_ACT_ERRNO(EACCES) :
		SCMP_ACT_KILL_PROCESS);
	int bad = !f;

	for (size_t i = 0; !bad && i < LENGTH(calls); i++)
		bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, calls[i], 0);
	bad = bad || allow_memory(f) || seccomp_load(f);
	seccomp_release(f);
	return bad ? fail(E_BROKEN, "the picture sandbox: seccomp is not available") : OK;
}

err
sandbox_enter(void)
{
	TRY(limits());
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return fail(E_BROKEN, "the picture sandbox: no_new_privs failed");
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	landlock();
	return filter();
}
