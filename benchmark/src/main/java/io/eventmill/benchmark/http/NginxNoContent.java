package io.eventmill.benchmark.http;

import io.eventmill.benchmark.measure.Gauge;
import io.eventmill.benchmark.parts.DebianPackages;
import io.eventmill.benchmark.parts.FreePort;
import io.eventmill.benchmark.parts.Part;
import io.eventmill.benchmark.parts.PortProbe;
import io.eventmill.benchmark.race.Arena;
import io.eventmill.benchmark.race.Contestant;
import io.eventmill.benchmark.race.Trial;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** nginx that answers 204 to everything: what an HTTP server could do that keeps nothing. */
public final class NginxNoContent implements Contestant {
  public static final String NAME = "nginx 204";
  private static final Duration START_MAX = Duration.ofSeconds(20);

  private final Arena arena;
  private final Bodies bodies;
  private DebianPackages nginx;

  public NginxNoContent(Arena arena, Bodies bodies) {
    this.arena = arena;
    this.bodies = bodies;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String settings() {
    return "Debian's nginx, `return 204`, a worker for each core, no access log, bodies up to 16 MB";
  }

  @Override
  public boolean hasOutput() {
    return false;
  }

  @Override
  public void prepare() throws Exception {
    nginx = DebianPackages.get(arena.home(), "nginx", "nginx-light");
  }

  @Override
  public Trial run(int round) throws Exception {
    int port = FreePort.any();
    Path folder = Files.createDirectories(arena.scratch().resolve("nginx"));
    Path config = folder.resolve("nginx.conf");
    Files.writeString(config, config(port));
    try (Part part =
        Part.start(
            "nginx",
            folder,
            List.of(
                nginx.program("/usr/sbin/nginx").toString(),
                "-p",
                folder.toString(),
                "-c",
                config.toString(),
                "-e",
                "stderr"))) {
      part.await("its port", START_MAX, () -> PortProbe.answers(port));
      URI url = URI.create("http://localhost:" + port + "/collect");
      Gauge gauge = Gauge.on(part.process());
      Plan full = Plans.full(arena, url, bodies.array());
      var struck = HammerProcess.strike(full, folder, gauge);
      double reached = struck.hit().requests() / struck.hit().seconds();
      Plan half = Plans.paced(arena, url, bodies.array(), reached / 2);
      return Trials.of(struck, full, HammerProcess.strike(half, folder, gauge).hit(), null);
    }
  }

  private static String config(int port) {
    return """
        daemon off;
        worker_processes auto;
        pid nginx.pid;
        events { worker_connections 1024; }
        http {
          access_log off;
          client_body_temp_path body;
          proxy_temp_path proxy;
          fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi;
          scgi_temp_path scgi;
          keepalive_requests 1000000000;
          client_max_body_size 16m;
          server {
            listen 127.0.0.1:%d;
            location / { return 204; }
          }
        }
        """
        .formatted(port);
  }
}
