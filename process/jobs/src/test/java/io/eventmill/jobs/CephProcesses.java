package io.eventmill.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Ceph's object gateway over a monitor and one storage daemon in memory, as the system's packages
 * have them (radosgw, ceph-mon, ceph-osd, ceph-common). Skipped aloud where they are not.
 */
final class CephProcesses implements AutoCloseable {
  private static final String SETTINGS =
      """
      [global]
      fsid = %1$s
      mon host = [v2:127.0.0.1:%2$d/0,v1:127.0.0.1:%3$d/0]
      mon initial members = a
      auth cluster required = none
      auth service required = none
      auth client required = none
      ms mon client mode = crc
      osd pool default size = 1
      osd pool default min size = 1
      osd pool default pg num = 8
      osd crush chooseleaf type = 0
      osd objectstore = memstore
      memstore device bytes = 1073741824
      mon allow pool size one = true
      mon warn on pool no redundancy = false
      mon data avail crit = 1
      run dir = %5$s/run
      admin socket = %5$s/run/$cluster-$name.asok
      pid file = %5$s/run/$name.pid
      log file = %5$s/run/$name.log
      mon data = %5$s/mon/$id
      osd data = %5$s/osd/$id
      rgw data = %5$s/rgw
      rgw frontends = beast endpoint=127.0.0.1:%4$d
      """;

  private final Path dir;
  private final List<Process> processes = new ArrayList<>();
  private S3Bucket bucket;

  private CephProcesses(Path dir) {
    this.dir = dir;
  }

  static CephProcesses start(Path dir) throws Exception {
    if (!Files.exists(Path.of("/usr/bin/radosgw")) || !Files.exists(Path.of("/usr/bin/ceph-osd"))) {
      notHere("no Ceph can be started here: install radosgw, ceph-mon, ceph-osd and ceph-common");
    }
    CephProcesses ceph = new CephProcesses(dir);
    try {
      ceph.start();
      return ceph;
    } catch (Exception | AssertionError e) {
      ceph.close();
      throw e;
    }
  }

  private static void notHere(String why) {
    if (System.getenv("CI") != null) {
      throw new AssertionError(why);
    }
    System.err.println("SKIPPED: " + why);
    abort(why);
  }

  private void start() throws Exception {
    for (String folder : List.of("mon/a", "osd/0", "rgw", "run")) {
      Files.createDirectories(dir.resolve(folder));
    }
    String id = UUID.randomUUID().toString();
    List<Integer> ports = free(3);
    Files.writeString(
        dir.resolve("ceph.conf"),
        SETTINGS.formatted(id, ports.get(0), ports.get(1), ports.get(2), dir));
    String map = dir.resolve("run/monmap").toString();
    String hosts = "[v2:127.0.0.1:%d/0,v1:127.0.0.1:%d/0]".formatted(ports.get(0), ports.get(1));
    String osd = UUID.randomUUID().toString();
    run("monmaptool", "--create", "--fsid", id, "--addv", "a", hosts, map);
    run("ceph-mon", "-i", "a", "--mkfs", "--monmap", map);
    begin("ceph-mon", "-f", "-i", "a");
    run("ceph", "osd", "new", osd);
    run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd);
    begin("ceph-osd", "-f", "-i", "0");
    run("radosgw-admin", "user", "create", "--uid=test", "--display-name=t", "--access-key=test");
    run("radosgw-admin", "key", "create", "--uid=test", "--access-key=test", "--secret=testsecret");
    begin("radosgw", "-n", "client.rgw.a", "--no-mon-config", "-f");
    bucket = new S3Bucket("http://127.0.0.1:" + ports.get(2));
    for (int tries = 0; !bucket.make(); tries++) {
      assertThat(tries).as(Files.readString(dir.resolve("radosgw.out"))).isLessThan(600);
      Thread.sleep(100);
    }
  }

  private static List<Integer> free(int count) throws IOException {
    List<Integer> ports = new ArrayList<>();
    List<ServerSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sockets.add(new ServerSocket(0));
      ports.add(sockets.get(i).getLocalPort());
    }
    for (ServerSocket socket : sockets) {
      socket.close();
    }
    return ports;
  }

  private void run(String... command) throws Exception {
    Process process = process(command);
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
    String said = Files.readString(dir.resolve(command[0] + ".out"));
    assertThat(process.exitValue()).as(String.join(" ", command) + ": " + said).isZero();
  }

  private void begin(String... command) throws IOException {
    processes.add(process(command));
  }

  private Process process(String... command) throws IOException {
    ProcessBuilder process = new ProcessBuilder(command);
    process.environment().put("CEPH_CONF", dir.resolve("ceph.conf").toString());
    return process
        .redirectErrorStream(true)
        .redirectOutput(dir.resolve(command[0] + ".out").toFile())
        .start();
  }

  S3Bucket bucket() {
    return bucket;
  }

  @Override
  public void close() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }
}
