/*
 * Put before the C library of a process (LD_PRELOAD), this makes the machine fail it: connections
 * from and to one TCP port are cut and refused, or syncing files whose path holds a word fails.
 * What fails is said by a small file that others may change at any time.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

struct faults {
  volatile int32_t cut_port;    /* 0: none */
  volatile int32_t sync_fails;  /* 0: no */
  char word[120];               /* of the path */
};

static const struct faults none;
static const struct faults *faults = &none;

__attribute__((constructor)) static void map(void) {
  const char *file = getenv("FAULTS");
  int fd = file ? open(file, O_RDONLY | O_CLOEXEC) : -1;
  if (fd >= 0) {
    void *at = mmap(NULL, sizeof(struct faults), PROT_READ, MAP_SHARED, fd, 0);
    if (at != MAP_FAILED) {
      faults = at;
    }
    close(fd);
  }
}

static int is_port(const struct sockaddr *address, int port) {
  if (address->sa_family == AF_INET) {
    return ntohs(((const struct sockaddr_in *)address)->sin_port) == port;
  }
  return address->sa_family == AF_INET6
         && ntohs(((const struct sockaddr_in6 *)address)->sin6_port) == port;
}

static int is_cut(int fd) {
  int port = faults->cut_port;
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  if (port == 0) {
    return 0;
  }
  if (getpeername(fd, (struct sockaddr *)&address, &length) != 0) {
    return 0;
  }
  if (is_port((struct sockaddr *)&address, port)) {
    return 1;
  }
  length = sizeof address;
  return getsockname(fd, (struct sockaddr *)&address, &length) == 0
         && is_port((struct sockaddr *)&address, port);
}

static int sync_fails(int fd) {
  char link[64];
  char path[4096];
  ssize_t n;
  if (!faults->sync_fails) {
    return 0;
  }
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink(link, path, sizeof path - 1);
  path[n < 0 ? 0 : n] = 0;
  return strstr(path, faults->word) != NULL;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRAP(type, name, parameters, arguments, fails, error) \
  type name parameters {                                      \
    static __typeof__(&name) real;                            \
    if (fails) {                                              \
      errno = error;                                          \
      return -1;                                              \
    }                                                         \
    if (!real) {                                              \
      real = REAL(name);                                      \
    }                                                         \
    return real arguments;                                    \
  }

WRAP(int, connect, (int fd, const struct sockaddr *to, socklen_t length), (fd, to, length),
     faults->cut_port && is_port(to, faults->cut_port), ECONNREFUSED)
WRAP(ssize_t, read, (int fd, void *into, size_t n), (fd, into, n), is_cut(fd), ECONNRESET)
WRAP(ssize_t, readv, (int fd, const struct iovec *into, int n), (fd, into, n), is_cut(fd),
     ECONNRESET)
WRAP(ssize_t, recv, (int fd, void *into, size_t n, int flags), (fd, into, n, flags), is_cut(fd),
     ECONNRESET)
WRAP(ssize_t, write, (int fd, const void *from, size_t n), (fd, from, n), is_cut(fd), ECONNRESET)
WRAP(ssize_t, writev, (int fd, const struct iovec *from, int n), (fd, from, n), is_cut(fd),
     ECONNRESET)
WRAP(ssize_t, send, (int fd, const void *from, size_t n, int flags), (fd, from, n, flags),
     is_cut(fd), ECONNRESET)
WRAP(int, fsync, (int fd), (fd), sync_fails(fd), EIO)
WRAP(int, fdatasync, (int fd), (fd), sync_fails(fd), EIO)
