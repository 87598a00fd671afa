package io.eventmill.topics.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.eventmill.topics.ClientSettings;
import io.eventmill.topics.KafkaAddress;
import io.eventmill.topics.TopicException;
import io.eventmill.topics.TopicSettings;
import io.eventmill.topics.TopicState;
import io.eventmill.topics.Topics;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {
  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static KafkaAddress kafka;
  private static Topics topics;
  private static Admin admin;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir, 0);
    kafka = KafkaAddress.of(broker.bootstrapServers());
    topics = Topics.open(kafka);
    admin = Admin.create(ClientSettings.admin(kafka));
  }

  @AfterAll
  static void stop() {
    admin.close();
    topics.close();
    broker.close();
  }

  @Test
  void makesATopicOnceWithItsPartitionsAndSettings() throws Exception {
    TopicSettings wanted =
        TopicSettings.raw("once", 3, (short) 1)
            .with("flush.messages", "1")
            .with("retention.ms", "1000");

    TopicState made = topics.ensure(wanted);
    TopicState again = topics.ensure(wanted);

    assertThat(made.partitions()).isEqualTo(3);
    assertThat(again).isEqualTo(made).isEqualTo(topics.describe("once"));
    assertThat(setting("once", "flush.messages")).isEqualTo("1");
    assertThat(setting("once", "retention.ms")).isEqualTo("1000");
    assertThat(setting("once", "max.message.bytes")).isEqualTo("17825792");
  }

  @Test
  void bringsTheSettingsOfAnExistingTopicUpToDate() throws Exception {
    topics.ensure(TopicSettings.raw("aging", 1, (short) 1).with("retention.ms", "1000"));

    topics.ensure(TopicSettings.raw("aging", 1, (short) 1).with("retention.ms", "2000"));

    assertThat(setting("aging", "retention.ms")).isEqualTo("2000");
  }

  @Test
  void saysWhatToDoAboutTooFewPartitions() {
    topics.ensure(TopicSettings.raw("narrow", 2, (short) 1));

    assertThatThrownBy(() -> topics.ensure(TopicSettings.raw("narrow", 3, (short) 1)))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("'narrow' has 2 partition(s), 3 are needed")
        .hasMessageContaining("say partitions: 2 in the pipeline file")
        .hasMessageContaining("kafka-topics.sh --bootstrap-server localhost:")
        .hasMessageContaining("--alter --topic narrow --partitions 3");
  }

  @Test
  void saysWhatToDoAboutTooFewReplicas() {
    topics.ensure(TopicSettings.raw("thin", 1, (short) 1));

    assertThatThrownBy(() -> topics.ensure(TopicSettings.raw("thin", 1, (short) 3)))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("'thin' has 1 replica(s), 3 are needed")
        .hasMessageContaining("run more brokers: there are 1 at localhost:");
    assertThatThrownBy(
            () ->
                topics.ensure(
                    TopicSettings.raw("raw-thin", 1, (short) 1),
                    TopicSettings.processed("thin", 1, (short) 2)))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("'thin' has 1 replica(s), 2 are needed");
  }

  @Test
  void givesFollowersAsManyPartitionsAsRawReallyHas() {
    topics.ensure(TopicSettings.raw("raw-wide", 4, (short) 1));
    topics.ensure(TopicSettings.processed("failed-wide", 2, (short) 1));

    topics.ensure(
        TopicSettings.raw("raw-wide", 1, (short) 1),
        TopicSettings.processed("enriched-wide", 1, (short) 1),
        TopicSettings.processed("failed-wide", 1, (short) 1));

    assertThat(topics.describe("enriched-wide").partitions()).isEqualTo(4);
    assertThat(topics.describe("failed-wide").partitions()).isEqualTo(4);
  }

  @Test
  void givesATopicMadeAnewAnotherId() throws Exception {
    TopicState before = topics.ensure(TopicSettings.raw("anew", 1, (short) 1));
    admin.deleteTopics(List.of("anew")).all().get();

    assertThatThrownBy(() -> topics.describe("anew"))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("topic 'anew' does not exist on Kafka at localhost:");
    TopicState after = topics.ensure(TopicSettings.raw("anew", 1, (short) 1));

    assertThat(after.id()).isNotEqualTo(before.id());
  }

  @Test
  void findsOnlyTheTopicsThatExist() {
    topics.ensure(TopicSettings.raw("there", 1, (short) 1));

    assertThat(topics.find(List.of("there", "not-there"))).containsOnlyKeys("there");
  }

  @Test
  void passesOnWhatKafkaSaysAboutSettingsItDoesNotKnow() {
    var wrong = TopicSettings.raw("wrong", 1, (short) 1).with("retention.ms", "soon");

    assertThatThrownBy(() -> topics.ensure(wrong))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("could not create topic wrong on Kafka at localhost:")
        .hasMessageContaining("soon");
  }

  private static String setting(String topic, String key) throws Exception {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(key).value();
  }
}
