import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** Arguments: Kafka, input topic, output topic, folder, columns. */
public final class FlinkSqlEnrich {
  private FlinkSqlEnrich() {}

  public static void main(String[] args) throws Exception {
    Configuration c = new Configuration();
    String cores = Integer.toString(Runtime.getRuntime().availableProcessors());
    c.setString("parallelism.default", cores);
    c.setString("taskmanager.numberOfTaskSlots", cores);
    c.setString("execution.checkpointing.interval", "10 s");
    c.setString("execution.checkpointing.dir", "file://" + args[3] + "/checkpoints");
    c.setString("pipeline.object-reuse", "true");
    c.setString("rest.port", "0");
    c.setString("rest.bind-port", "0");
    TableEnvironment t =
        TableEnvironment.create(
            EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(c).build());
    t.executeSql("CREATE TABLE raw_events (" + args[4] + ") WITH (" + kafka(args[0], args[1])
        + ", 'scan.startup.mode' = 'earliest-offset', 'properties.group.id' = 'sql-" + args[2]
        + "', 'properties.max.partition.fetch.bytes' = '8388608'"
        + ", 'properties.fetch.max.bytes' = '16777216', 'properties.max.poll.records' = '5000')");
    t.executeSql("CREATE TABLE enriched_events (" + args[4]
        + ", source_category STRING, user_email_domain STRING) WITH (" + kafka(args[0], args[2])
        + ", 'sink.delivery-guarantee' = 'at-least-once', 'properties.acks' = 'all'"
        + ", 'properties.linger.ms' = '20', 'properties.batch.size' = '262144'"
        + ", 'properties.compression.type' = 'lz4', 'properties.buffer.memory' = '67108864'"
        + ", 'json.encode.ignore-null-fields' = 'true')");
    t.executeSql(
            """
            INSERT INTO enriched_events SELECT *,
              CASE WHEN utm_source IN ('google', 'bing') THEN 'search_engine'
                   WHEN utm_source IN ('facebook', 'instagram') THEN 'social_media'
                   WHEN utm_source = 'mailchimp' THEN 'email_marketing'
                   WHEN utm_source IS NULL OR utm_source = '' THEN CAST(NULL AS STRING)
                   ELSE 'other/unknown' END,
              CASE WHEN user_custom_id IS NULL OR user_custom_id = '' THEN CAST(NULL AS STRING)
                   WHEN POSITION('@' IN user_custom_id) = 0 THEN 'n/a'
                   ELSE SPLIT_INDEX(user_custom_id, '@', 1) END
            FROM raw_events
            """)
        .await();
  }

  private static String kafka(String at, String topic) {
    return "'connector' = 'kafka', 'topic' = '" + topic + "', 'properties.bootstrap.servers' = '"
        + at + "', 'format' = 'json'";
  }
}
