package io.eventmill.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What a process and its children take of the machine, as the kernel says under /proc. Where there
 * is none (macOS), all is 0. CPU of a child that has ended is counted with its parent's when that
 * has waited for it, which every shell and server does.
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final double TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux
  private static final int UTIME = 11; // places after the name in /proc/PID/stat
  private static final int CSTIME = 14;

  private final ProcessHandle root;
  private final Map<Long, Long> peaks = new ConcurrentHashMap<>();

  ProcessTree(ProcessHandle root) {
    this.root = root;
  }

  double cpuSeconds() {
    return all().mapToLong(p -> ticks(p.pid())).sum() / TICKS_PER_SECOND;
  }

  /** Bytes of memory now; what is shared between processes is counted once for each. */
  long residentBytes() {
    return all().mapToLong(p -> status(p.pid(), "VmRSS:")).sum();
  }

  /** Highest of each process so far, added up over those that live. */
  long peakBytes() {
    all().forEach(p -> peaks.merge(p.pid(), status(p.pid(), "VmHWM:"), Math::max));
    return peaks.values().stream().mapToLong(Long::longValue).sum();
  }

  private Stream<ProcessHandle> all() {
    return Stream.concat(Stream.of(root), root.descendants());
  }

  private static long ticks(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (int i = UTIME; i <= CSTIME; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks;
    } catch (IOException e) {
      return 0; // has ended, or there is no /proc
    }
  }

  private static long status(long pid, String name) {
    try (Stream<String> lines = Files.lines(PROC.resolve(pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith(name))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          * 1024;
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // has ended, or there is no /proc
    }
  }
}
