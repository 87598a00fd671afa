package io.eventmill.jobs.lake;

import io.eventmill.store.LakeFileName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which files of a folder are to become one. Only neighbours of one kind in the order of the log,
 * so that the name of what comes of them covers them and no other. A file of half the wanted size
 * or more is left as it is: what comes late is never a reason to write much again.
 *
 * @param size what a merged file may have, about
 * @param before files that came later, epoch milliseconds, are left for another time
 * @param reached by kind, up to which offset the lake knows that it has everything
 */
record SmallFiles(long size, long before, ToLongFunction<LakeFileName> reached) {
  /**
   * @param current the files that hold the folder's rows, by kind in the order of the log
   * @return two or more files each
   */
  List<List<Lying>> runs(List<Lying> current) {
    List<List<Lying>> runs = new ArrayList<>();
    List<Lying> run = new ArrayList<>();
    long bytes = 0;
    String kind = null;
    for (Lying file : current) {
      boolean fits =
          isSmall(file) && file.name().kind().equals(kind) && bytes + file.bytes() <= size;
      if (!fits) {
        end(run, runs);
        run = new ArrayList<>();
        bytes = 0;
        kind = file.name().kind();
      }
      if (isSmall(file)) {
        run.add(file);
        bytes += file.bytes();
      }
    }
    end(run, runs);
    return runs;
  }

  private boolean isSmall(Lying file) {
    return file.bytes() < size / 2
        && file.since() <= before
        && file.name().last() <= reached.applyAsLong(file.name());
  }

  private static void end(List<Lying> run, List<List<Lying>> runs) {
    if (run.size() > 1) {
      runs.add(run);
    }
  }
}
