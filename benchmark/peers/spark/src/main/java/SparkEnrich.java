import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Arguments: Kafka, input topic, output topic, folder, columns. */
public final class SparkEnrich {
  private SparkEnrich() {}

  public static void main(String[] args) throws Exception {
    SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.ui.enabled", "false")
            .config("spark.local.dir", args[3])
            .config("spark.sql.warehouse.dir", args[3] + "/warehouse")
            .config("spark.driver.host", "localhost")
            .getOrCreate();
    spark.sparkContext().setLogLevel("WARN");
    StructType schema = StructType.fromDDL(args[4].replace("ROW<", "STRUCT<"));
    Dataset<Row> events =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", args[0])
            .option("subscribe", args[1])
            .option("startingOffsets", "earliest")
            .option("kafka.max.partition.fetch.bytes", "8388608")
            .option("kafka.fetch.max.bytes", "16777216")
            .option("kafka.max.poll.records", "5000")
            .load()
            .select(col("key"), from_json(col("value").cast("string"), schema).as("e"))
            .select(col("key"), col("e.*"))
            .withColumn("source_category", expr(CATEGORY))
            .withColumn("user_email_domain", expr(DOMAIN));
    String[] names = java.util.Arrays.stream(events.columns()).filter(n -> !n.equals("key")).toArray(String[]::new);
    var fields = java.util.Arrays.stream(names).map(n -> col(n)).toArray(org.apache.spark.sql.Column[]::new);
    events
        .select(col("key"), to_json(struct(fields)).as("value"))
        .writeStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", args[0])
        .option("topic", args[2])
        .option("checkpointLocation", args[3] + "/checkpoint")
        .option("kafka.acks", "all")
        .option("kafka.linger.ms", "20")
        .option("kafka.batch.size", "262144")
        .option("kafka.compression.type", "lz4")
        .option("kafka.buffer.memory", "67108864")
        .start()
        .awaitTermination();
  }

  private static final String CATEGORY =
      """
      CASE WHEN utm_source IN ('google', 'bing') THEN 'search_engine'
           WHEN utm_source IN ('facebook', 'instagram') THEN 'social_media'
           WHEN utm_source = 'mailchimp' THEN 'email_marketing'
           WHEN utm_source IS NULL OR utm_source = '' THEN NULL
           ELSE 'other/unknown' END
      """;
  private static final String DOMAIN =
      """
      CASE WHEN user_custom_id IS NULL OR user_custom_id = '' THEN NULL
           WHEN instr(user_custom_id, '@') = 0 THEN 'n/a'
           ELSE substring_index(user_custom_id, '@', -1) END
      """;
}
