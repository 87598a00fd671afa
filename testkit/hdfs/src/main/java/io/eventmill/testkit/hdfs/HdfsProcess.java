package io.eventmill.testkit.hdfs;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** The server's own process: one NameNode and one DataNode in a folder, until it is told to end. */
final class HdfsProcess {
  private HdfsProcess() {}

  /**
   * @param args folder, the NameNode's port, whether to begin with an empty file system
   */
  public static void main(String[] args) throws Exception {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, args[0]);
    settings.setBoolean("dfs.permissions.enabled", false);
    settings.setInt("dfs.replication", 1);
    settings.set("dfs.namenode.http-address", "localhost:0");
    new MiniDFSCluster.Builder(settings)
        .nameNodePort(Integer.parseInt(args[1]))
        .numDataNodes(1)
        .format(Boolean.parseBoolean(args[2]))
        .build()
        .waitActive();
    System.out.println("the file system runs");
    Thread.sleep(Long.MAX_VALUE);
  }
}
