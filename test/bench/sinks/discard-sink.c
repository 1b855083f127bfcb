/*
 * A relay that throws mail away as fast as it can and counts what arrived: one thread, epoll, TCP_NODELAY, pipelining, no TLS. Recipients
 * look like <r123@…>; a byte per number counts how often it arrived, so that lost and doubled mail is known exactly. A mail has arrived
 * when its final dot did, before the reply.
 *
 * Prints {"smtp":port,"control":port} and ends when its standard input does. On the control port one word is a question:
 * STATS → a JSON line; RESET → "{}" and all counters at zero; DUMP, FIRST and SECOND → "<bytes>\n" and so many bytes: the counters by number,
 * and the first two messages since the last RESET as they came over the wire, final dot included.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { MAX_NUMBER = 16 << 20, READ_BYTES = 256 << 10, SAMPLES = 2, SAMPLE_BYTES = 512 << 10, LINE_BYTES = 1024, MAX_RCPT = 100 };
enum kind { SMTP_LISTENER, CONTROL_LISTENER, SMTP, CONTROL, STDIN };

struct sample {
  long length;
  char bytes[SAMPLE_BYTES];
};

struct peer {
  int fd;
  enum kind kind;
  int in_data, dot, line_length, out_length, rcpt_count, is_leaving;
  struct sample *sample; /* where a copy of this message goes */
  char before[2]; /* the last two bytes of the body so far */
  char line[LINE_BYTES];
  char out[16384];
  long rcpt[MAX_RCPT];
};

static struct {
  long messages, recipients, distinct, doubled, strangers, connections, open_now, max_open, bytes, top;
  int64_t first_ns, last_ns;
} stats;
static unsigned char seen[MAX_NUMBER];
static struct sample samples[SAMPLES];
static int sampled, epoll_fd;

static int64_t now_ns(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

static void watch(struct peer *peer) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = peer};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, peer->fd, &event);
}

static struct peer *new_peer(int fd, enum kind kind) {
  struct peer *peer = calloc(1, sizeof *peer);
  peer->fd = fd;
  peer->kind = kind;
  watch(peer);
  return peer;
}

static int send_all(int fd, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
    if (sent > 0) {
      bytes += sent;
      length -= (size_t)sent;
      continue;
    }
    if (errno != EAGAIN) return 0;
    struct pollfd writable = {.fd = fd, .events = POLLOUT};
    if (poll(&writable, 1, 5000) <= 0) return 0;
  }
  return 1;
}

static void say(struct peer *peer, const char *text) {
  size_t length = strlen(text);
  if (peer->out_length + length > sizeof peer->out) return;
  memcpy(peer->out + peer->out_length, text, length);
  peer->out_length += (int)length;
}

static void arrived(struct peer *peer) {
  stats.last_ns = now_ns();
  if (stats.messages++ == 0) stats.first_ns = stats.last_ns;
  for (int index = 0; index < peer->rcpt_count; index++) {
    long number = peer->rcpt[index];
    stats.recipients++;
    if (number < 0 || number >= MAX_NUMBER) {
      stats.strangers++;
      continue;
    }
    if (number >= stats.top) stats.top = number + 1;
    if (seen[number] == 0) stats.distinct++;
    if (seen[number] == 1) stats.doubled++;
    if (seen[number] < 255) seen[number]++;
  }
  peer->rcpt_count = 0;
  peer->sample = NULL;
  say(peer, "250 2.0.0 Ok: discarded\r\n");
}

static void keep_sample(struct peer *peer, const char *bytes, size_t length) {
  struct sample *sample = peer->sample;
  if (sample == NULL || sample->length + (long)length > SAMPLE_BYTES) return;
  memcpy(sample->bytes + sample->length, bytes, length);
  sample->length += (long)length;
}

/* Takes bytes of a body up to its final dot, which is a dot between two line ends; how many were taken. */
static size_t take_body(struct peer *peer, const char *bytes, size_t length) {
  size_t at = 0, taken = length;
  int is_complete = 0;
  while (at < length && !is_complete) {
    if (peer->dot == 1) {
      if (bytes[at] == '\r') peer->dot = 2, at++;
      else peer->dot = 0;
    } else if (peer->dot == 2) {
      if (bytes[at] == '\n') is_complete = 1, at++;
      else peer->dot = 0;
    } else {
      const char *dot = memchr(bytes + at, '.', length - at);
      if (dot == NULL) break;
      size_t index = (size_t)(dot - bytes);
      char one = index >= 1 ? bytes[index - 1] : peer->before[1];
      char two = index >= 2 ? bytes[index - 2] : peer->before[index];
      if (one == '\n' && two == '\r') peer->dot = 1;
      at = index + 1;
    }
  }
  if (is_complete) taken = at;
  keep_sample(peer, bytes, taken);
  stats.bytes += (long)taken;
  if (taken >= 2) memcpy(peer->before, bytes + taken - 2, 2);
  else if (taken == 1) peer->before[0] = peer->before[1], peer->before[1] = bytes[0];
  if (is_complete) {
    peer->in_data = peer->dot = 0;
    arrived(peer);
  }
  return taken;
}

static void begin_body(struct peer *peer) {
  peer->in_data = 1;
  peer->dot = 0;
  memcpy(peer->before, "\r\n", 2);
  if (sampled < SAMPLES) {
    peer->sample = &samples[sampled++];
    peer->sample->length = 0;
  }
  say(peer, "354 End data with <CR><LF>.<CR><LF>\r\n");
}

static void command(struct peer *peer) {
  char *line = peer->line;
  if (strncasecmp(line, "MAIL", 4) == 0) {
    peer->rcpt_count = 0;
    say(peer, "250 2.1.0 Ok\r\n");
  } else if (strncasecmp(line, "RCPT", 4) == 0) {
    char *address = strchr(line, '<');
    int is_counted = address != NULL && (address[1] == 'r' || address[1] == 'R') && address[2] >= '0' && address[2] <= '9';
    if (peer->rcpt_count >= MAX_RCPT) {
      say(peer, "452 4.5.3 Too many recipients\r\n");
      return;
    }
    peer->rcpt[peer->rcpt_count++] = is_counted ? strtol(address + 2, NULL, 10) : -1;
    say(peer, "250 2.1.5 Ok\r\n");
  } else if (strncasecmp(line, "DATA", 4) == 0) {
    if (peer->rcpt_count == 0) say(peer, "503 5.5.1 No recipient\r\n");
    else begin_body(peer);
  } else if (strncasecmp(line, "EHLO", 4) == 0) {
    say(peer, "250-discard\r\n250-PIPELINING\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 ENHANCEDSTATUSCODES\r\n");
  } else if (strncasecmp(line, "HELO", 4) == 0 || strncasecmp(line, "NOOP", 4) == 0) {
    say(peer, "250 2.0.0 Ok\r\n");
  } else if (strncasecmp(line, "RSET", 4) == 0) {
    peer->rcpt_count = 0;
    say(peer, "250 2.0.0 Ok\r\n");
  } else if (strncasecmp(line, "QUIT", 4) == 0) {
    say(peer, "221 2.0.0 Bye\r\n");
    peer->is_leaving = 1;
  } else {
    say(peer, "502 5.5.2 Unknown command\r\n");
  }
}

static void answer_bytes(struct peer *peer, const char *bytes, long length) {
  char head[32];
  snprintf(head, sizeof head, "%ld\n", length);
  if (send_all(peer->fd, head, strlen(head))) send_all(peer->fd, bytes, (size_t)length);
}

static void question(struct peer *peer) {
  char text[512];
  if (strcmp(peer->line, "STATS") == 0) {
    snprintf(text, sizeof text,
             "{\"messages\":%ld,\"recipients\":%ld,\"distinct\":%ld,\"doubled\":%ld,\"strangers\":%ld,\"connections\":%ld,"
             "\"maxOpen\":%ld,\"bytes\":%ld,\"firstNs\":%lld,\"lastNs\":%lld}\n",
             stats.messages, stats.recipients, stats.distinct, stats.doubled, stats.strangers, stats.connections, stats.max_open,
             stats.bytes, (long long)stats.first_ns, (long long)stats.last_ns);
    say(peer, text);
  } else if (strcmp(peer->line, "RESET") == 0) {
    long open_now = stats.open_now;
    memset(&stats, 0, sizeof stats);
    stats.open_now = stats.max_open = open_now;
    memset(seen, 0, sizeof seen);
    sampled = 0;
    say(peer, "{}\n");
  } else if (strcmp(peer->line, "DUMP") == 0) {
    answer_bytes(peer, (const char *)seen, stats.top);
  } else if (strcmp(peer->line, "FIRST") == 0 || strcmp(peer->line, "SECOND") == 0) {
    struct sample *sample = &samples[peer->line[0] == 'F' ? 0 : 1];
    answer_bytes(peer, sample->bytes, sample->length);
  } else {
    say(peer, "{\"error\":\"unknown\"}\n");
  }
}

static size_t take_line(struct peer *peer, const char *bytes, size_t length) {
  const char *end = memchr(bytes, '\n', length);
  size_t taken = end == NULL ? length : (size_t)(end - bytes) + 1;
  size_t room = LINE_BYTES - 1 - (size_t)peer->line_length;
  size_t kept = taken < room ? taken : room;
  memcpy(peer->line + peer->line_length, bytes, kept);
  peer->line_length += (int)kept;
  if (end == NULL) return taken;
  while (peer->line_length > 0 && strchr("\r\n", peer->line[peer->line_length - 1]) != NULL) peer->line_length--;
  peer->line[peer->line_length] = 0;
  peer->line_length = 0;
  if (peer->kind == SMTP) command(peer);
  else question(peer);
  return taken;
}

static void leave(struct peer *peer) {
  if (peer->kind == SMTP) stats.open_now--;
  close(peer->fd);
  free(peer);
}

static void hear(struct peer *peer) {
  static char bytes[READ_BYTES];
  ssize_t length = recv(peer->fd, bytes, sizeof bytes, 0);
  if (length < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (length <= 0) {
    leave(peer);
    return;
  }
  for (size_t at = 0; at < (size_t)length;)
    at += peer->in_data ? take_body(peer, bytes + at, (size_t)length - at) : take_line(peer, bytes + at, (size_t)length - at);
  int is_sent = send_all(peer->fd, peer->out, (size_t)peer->out_length);
  peer->out_length = 0;
  if (!is_sent || peer->is_leaving) leave(peer);
}

static void welcome(struct peer *listener) {
  int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC), on = 1;
  if (fd < 0) return;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (listener->kind == CONTROL_LISTENER) {
    new_peer(fd, CONTROL);
    return;
  }
  new_peer(fd, SMTP);
  stats.connections++;
  if (++stats.open_now > stats.max_open) stats.max_open = stats.open_now;
  send_all(fd, "220 discard ESMTP\r\n", 19);
}

static int listen_on_loopback(enum kind kind) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (bind(fd, (struct sockaddr *)&address, size) != 0 || listen(fd, 512) != 0) {
    perror("listen");
    exit(1);
  }
  getsockname(fd, (struct sockaddr *)&address, &size);
  new_peer(fd, kind);
  return ntohs(address.sin_port);
}

int main(void) {
  struct epoll_event events[256];
  signal(SIGPIPE, SIG_IGN);
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  new_peer(0, STDIN);
  int smtp = listen_on_loopback(SMTP_LISTENER), control = listen_on_loopback(CONTROL_LISTENER);
  printf("{\"smtp\":%d,\"control\":%d}\n", smtp, control);
  fflush(stdout);
  for (;;) {
    int count = epoll_wait(epoll_fd, events, 256, -1);
    for (int index = 0; index < count; index++) {
      struct peer *peer = events[index].data.ptr;
      if (peer->kind == STDIN) return 0;
      if (peer->kind == SMTP_LISTENER || peer->kind == CONTROL_LISTENER) welcome(peer);
      else hear(peer);
    }
  }
}
