#include "permissions/os_sandbox/call_lists.h"

namespace bailey::permissions::os_sandbox {
namespace {

// What V8, libuv, Asio, OpenSSL and the C library use, and what their next versions are likely to.
// Whatever has no use for them and is not harmless stays out: it then does not exist.
constexpr const char* kPlain[] = {
    // Memory
    "brk", "cachestat", "madvise", "map_shadow_stack", "membarrier", "memfd_create", "mincore",
    "mlock", "mlock2", "mmap", "mmap2", "mprotect", "mremap", "mseal", "msync", "munlock", "munmap",
    "pkey_alloc", "pkey_free", "pkey_mprotect",
    // Threads, and waiting for them
    "arch_prctl", "exit", "exit_group", "futex", "futex_requeue", "futex_time64", "futex_wait",
    "futex_waitv", "futex_wake", "get_robust_list", "getcpu", "gettid", "rseq",
    "sched_get_priority_max", "sched_get_priority_min", "sched_getaffinity", "sched_getattr",
    "sched_getparam", "sched_getscheduler", "sched_rr_get_interval", "sched_yield",
    "set_robust_list", "set_thread_area", "set_tid_address", "wait4", "waitid",
    // The process about itself
    "capget", "getegid", "geteuid", "getgid", "getgroups", "getpgid", "getpgrp", "getpid",
    "getppid", "getpriority", "getresgid", "getresuid", "getrlimit", "getrusage", "getsid",
    "getuid", "landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self", "setrlimit",
    "sysinfo", "umask", "uname",
    // Signals
    "pause", "restart_syscall", "rt_sigaction", "rt_sigpending", "rt_sigprocmask", "rt_sigreturn",
    "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack", "signalfd", "signalfd4",
    // Time
    "alarm", "clock_getres", "clock_gettime", "clock_nanosleep", "getitimer", "gettimeofday",
    "nanosleep", "setitimer", "time", "timer_create", "timer_delete", "timer_getoverrun",
    "timer_gettime", "timer_settime", "timerfd_create", "timerfd_gettime", "timerfd_settime",
    "times", "getrandom",
    // Descriptors
    "close", "close_range", "dup", "dup2", "dup3", "epoll_create", "epoll_create1", "epoll_ctl",
    "epoll_pwait", "epoll_pwait2", "epoll_wait", "eventfd", "eventfd2", "fcntl", "fcntl64", "flock",
    "lseek", "_llseek", "pipe", "pipe2", "poll", "ppoll", "pselect6", "read", "readv", "select",
    "write", "writev",
    // Files
    "access", "chdir", "copy_file_range", "creat", "fadvise64", "fallocate", "fchdir", "faccessat",
    "faccessat2", "fdatasync", "fstat", "fstatat64", "fstatfs", "fsync", "ftruncate", "getcwd",
    "getdents", "getdents64", "inotify_add_watch", "inotify_init", "inotify_init1",
    "inotify_rm_watch", "link", "linkat", "lstat", "mkdir", "mkdirat", "newfstatat", "open",
    "openat", "openat2", "pread64", "preadv", "preadv2", "pwrite64", "pwritev", "pwritev2",
    "readahead", "readlink", "readlinkat", "rename", "renameat", "renameat2", "rmdir", "sendfile",
    "splice", "stat", "statfs", "statx", "symlink", "symlinkat", "sync", "sync_file_range",
    "syncfs", "tee", "truncate", "unlink", "unlinkat", "vmsplice",
    // Modes, owners and times; NoMetadata and NoPathMetadata take them away
    "chmod", "chown", "fchmod", "fchmodat", "fchmodat2", "fchown", "fchownat", "futimesat",
    "lchown", "utime", "utimensat", "utimes",
    // Sockets; the families are the business of Arguments and the filters after it
    "accept", "accept4", "bind", "connect", "getpeername", "getsockname", "getsockopt", "listen",
    "recvfrom", "recvmmsg", "recvmsg", "sendmmsg", "sendmsg", "sendto", "setsockopt", "shutdown",
    "socket", "socketpair"};

constexpr const char* kDangerous[] = {
    // SECURITY: work done by the kernel in the process's name, unseen by filters ("io_uring cannot
    // be set up").
    "io_uring_setup", "io_uring_enter", "io_uring_register", "io_setup", "io_submit",
    // Other processes' memory and descriptors
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp",
    "migrate_pages", "move_pages", "perf_event_open", "userfaultfd",
    // Memory and queues that other processes of the user have by number or name
    "ipc", "mq_open", "mq_unlink", "msgctl", "msgget", "msgrcv", "msgsnd", "semctl", "semget",
    "semop", "semtimedop", "shmat", "shmctl", "shmget",
    // Namespaces and mounts
    "unshare", "setns", "chroot", "pivot_root", "mount", "umount", "umount2", "mount_setattr",
    "move_mount", "open_tree", "open_tree_attr", "fsopen", "fsconfig", "fsmount", "fspick",
    "name_to_handle_at", "open_by_handle_at", "fanotify_init", "fanotify_mark", "mknod",
    // The kernel and the machine
    "acct", "add_key", "bpf", "clock_adjtime", "clock_settime", "adjtimex", "create_module",
    "delete_module", "finit_module", "init_module", "get_kernel_syms", "query_module", "ioperm",
    "iopl", "kexec_file_load", "kexec_load", "keyctl", "request_key", "lookup_dcookie",
    "modify_ldt", "nfsservctl", "personality", "quotactl", "quotactl_fd", "reboot", "sethostname",
    "setdomainname", "settimeofday", "stime", "swapoff", "swapon", "sysfs", "syslog", "_sysctl",
    "uselib", "ustat", "vhangup", "vm86", "vm86old"};

constexpr const char* kPathMetadata[] = {"chmod", "chown", "fchmodat", "fchmodat2", "fchownat",
    "file_setattr", "futimesat", "lchown", "lremovexattr", "lsetxattr", "removexattr",
    "removexattrat", "setxattr", "setxattrat", "utime", "utimes"};

constexpr const char* kFdMetadata[] = {"fchmod", "fchown", "fremovexattr", "fsetxattr"};

}  // namespace

std::span<const char* const> plain_calls() { return kPlain; }
std::span<const char* const> dangerous_calls() { return kDangerous; }
std::span<const char* const> path_metadata_calls() { return kPathMetadata; }
std::span<const char* const> fd_metadata_calls() { return kFdMetadata; }

}  // namespace bailey::permissions::os_sandbox
