package io.eventmill.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The second wall, behind the POMs: who may know whom. */
class ArrowsTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.eventmill");

  /** A stage, and the stages beside it that it must not know. */
  private static final List<String> STAGES =
      List.of("collect", "steps", "jobs", "load", "query", "registry", "simulate");

  @Test
  void aStageKnowsNoOtherStage() {
    Map<String, List<String>> allowed = Map.of("jobs", List.of("steps"));
    for (String stage : STAGES) {
      for (String other : STAGES) {
        if (!stage.equals(other) && !allowed.getOrDefault(stage, List.of()).contains(other)) {
          no(stage, other);
        }
      }
      no(stage, "app");
      no(stage, "store.duckdb");
      no(stage, "store.postgres");
      no(stage, "store.opensearch");
    }
  }

  @Test
  void theEventKnowsNobody() {
    for (String other :
        List.of("pipeline", "topics", "store", "collect", "steps", "jobs", "load", "query")) {
      no("event", other);
    }
  }

  @Test
  void seamsKnowNoStage() {
    for (String seam : List.of("topics", "store", "pipeline", "read")) {
      STAGES.forEach(stage -> no(seam, stage));
    }
  }

  @Test
  void onlyJobsImportFlink() {
    only("jobs", "org.apache.flink..");
  }

  @Test
  void kafkaClientsStayInTheSeamAndItsUsers() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.eventmill.topics..", "io.eventmill.jobs..", "io.eventmill.load..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "kafka..")
        .check(OURS);
  }

  @Test
  void onlyItsStoreImportsDuckDb() {
    only("store.duckdb", "org.duckdb..");
  }

  @Test
  void onlyItsStoreImportsPostgres() {
    only("store.postgres", "org.postgresql..");
    only("store.postgres", "com.zaxxer.hikari..");
    only("store.postgres", "org.flywaydb..");
  }

  @Test
  void onlyItsStoreImportsOpenSearch() {
    only("store.opensearch", "org.opensearch.client..");
    only("store.opensearch", "org.apache.hc..");
  }

  @Test
  void noPackageCycles() {
    slices().matching("io.eventmill.(**)").should().beFreeOfCycles().check(OURS);
  }

  private static void no(String from, String to) {
    noClasses()
        .that()
        .resideInAPackage("io.eventmill." + from + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.eventmill." + to + "..")
        .allowEmptyShould(true)
        .check(OURS);
  }

  private static void only(String ours, String theirs) {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.eventmill." + ours + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(theirs)
        .allowEmptyShould(true)
        .check(OURS);
  }
}
