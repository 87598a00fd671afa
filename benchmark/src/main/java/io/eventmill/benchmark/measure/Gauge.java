package io.eventmill.benchmark.measure;

import java.util.List;

/** A stop watch that reads the CPU and the memory of some processes with the time. */
public final class Gauge {
  private final List<ProcessTree> trees;
  private long beginNanos;
  private double beginCpu;

  private Gauge(List<ProcessTree> trees) {
    this.trees = trees;
  }

  public static Gauge on(Process... processes) {
    return new Gauge(List.of(processes).stream().map(p -> new ProcessTree(p.toHandle())).toList());
  }

  public void begin() {
    beginCpu = cpu();
    beginNanos = System.nanoTime();
  }

  /** What has gone by since the beginning; can be asked again. */
  public Span read() {
    double seconds = (System.nanoTime() - beginNanos) / 1e9;
    return new Span(
        seconds,
        Math.max(0, cpu() - beginCpu),
        trees.stream().mapToLong(ProcessTree::peakBytes).sum());
  }

  /** Bytes of memory at this moment. */
  public long residentBytes() {
    return trees.stream().mapToLong(ProcessTree::residentBytes).sum();
  }

  private double cpu() {
    return trees.stream().mapToDouble(ProcessTree::cpuSeconds).sum();
  }
}
