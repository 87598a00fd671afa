package io.eventmill.app.command;

import io.eventmill.app.security.Certificates;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes what TLS needs where there is no authority to ask. Changes nothing that is there. */
@Command(
    name = "certificates",
    mixinStandardHelpOptions = true,
    description =
        "Make an own CA and a server certificate: ca.pem, server.pem, server-key.pem. What is there"
            + " already stays as it is.")
public final class CertificatesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "Folder for the files.")
  private Path folder;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "A name or address by which clients call the server, beside localhost and this machine's"
              + " name. Repeatable.")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> there = Certificates.files(folder).stream().filter(Files::exists).toList();
    if (there.size() == 3) {
      out.println("Nothing to do: " + folder + " has a certificate. For another, empty it first.");
      return 0;
    }
    if (!there.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("eventmill: " + folder + " has only " + there + "; empty it, or choose another");
      return 2;
    }
    Set<String> all = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
    all.add(ownName());
    all.addAll(names);
    Certificates.make(folder, List.copyOf(all), Clock.systemUTC());
    out.println("Made for " + String.join(", ", all) + ":");
    out.println("  server   --tls-cert " + folder.resolve("server.pem"));
    out.println("           --tls-key " + folder.resolve("server-key.pem"));
    out.println("  clients  --ca " + folder.resolve("ca.pem") + "  (curl: --cacert)");
    return 0;
  }

  private static String ownName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
