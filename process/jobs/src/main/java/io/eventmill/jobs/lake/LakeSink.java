package io.eventmill.jobs.lake;

import io.eventmill.pipeline.Archive;
import io.eventmill.steps.archive.LakeRow;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Rows of one source as files, each row in one file. All files are closed before a checkpoint and
 * come to their place when it is finished: if the job dies, what was not yet there is written
 * again, and what the finished checkpoint knows of is put there by the next run.
 */
public final class LakeSink implements Sink<LakeRow>, SupportsCommitter<FinishedFile> {
  private static final long serialVersionUID = 1L;

  private final Archive archive;
  private final String source;
  private final String topic;
  private final String root;
  private final String scratch;
  private final int openMax;

  /**
   * @param topic the source's raw topic
   * @param root address of the source's folder
   * @param scratch folder on the local disk of whoever writes
   * @param openMax files that a task writes at once, at most
   */
  public LakeSink(
      Archive archive, String source, String topic, String root, String scratch, int openMax) {
    this.archive = archive;
    this.source = source;
    this.topic = topic;
    this.root = root;
    this.scratch = scratch;
    this.openMax = openMax;
  }

  @Override
  public LakeWriter createWriter(WriterInitContext context) {
    String run = context.getJobInfo().getJobId().toHexString();
    RowFormat format = RowFormat.of(archive, source, topic);
    return new LakeWriter(archive, topic, format, shelf(run), new LakeProgress(root), openMax);
  }

  @Override
  public Committer<FinishedFile> createCommitter(CommitterInitContext context) {
    String run = context.getJobInfo().getJobId().toHexString();
    return new LakeCommitter(shelf(run), new LakeProgress(root));
  }

  private Shelf shelf(String run) {
    return Shelf.at(root, run, Path.of(scratch));
  }

  @Override
  public SimpleVersionedSerializer<FinishedFile> getCommittableSerializer() {
    return new FinishedFileSerializer();
  }
}
