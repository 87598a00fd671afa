package io.eventmill.app.mill;

import io.eventmill.app.security.AccountsFile;
import io.eventmill.app.security.Gate;
import io.eventmill.app.security.Listening;
import io.eventmill.app.security.SecurityConfig;
import io.eventmill.pipeline.Pipeline;
import io.eventmill.pipeline.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be there before others than this machine may reach the door: somebody who may sign in,
 * and keys by which senders are known.
 */
final class OpenDoor {
  private OpenDoor() {}

  static Gate gate(Path data, SecurityConfig config) throws IOException {
    return Gate.of(AccountsFile.in(data), config, Clock.systemUTC(), System::nanoTime);
  }

  /**
   * @param gate null: nothing is asked through this door
   * @param pipelines none: no events come in through it
   * @throws UseException naming all that is missing
   */
  static void require(Listening listening, Path data, Gate gate, List<Pipeline> pipelines) {
    if (listening.isLocal() || listening.letsEverybodyIn()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    if (gate != null && !gate.hasAdmin()) {
      missing.add("an admin: ./eventmill users add NAME --role admin --data " + data);
    }
    for (Pipeline pipeline : pipelines) {
      for (Source source : pipeline.sources()) {
        if (source.intake().keys() == null) {
          missing.add(
              "write keys of source '"
                  + source.name()
                  + "': sources."
                  + source.name()
                  + ".intake.keys_env in the file of pipeline "
                  + pipeline.name());
        }
      }
    }
    if (!missing.isEmpty()) {
      throw new UseException(
          "--host "
              + listening.host()
              + " lets others in, and these are missing:\n  "
              + String.join("\n  ", missing)
              + "\n(--let-everybody-in starts without them: whoever reaches the port reads, changes"
              + " and sends what they like)");
    }
  }
}
